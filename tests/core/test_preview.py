"""What travels in the pages of a preview: written, read with care, filled."""

import json

import pytest

from assess.core.answers import read_answer
from assess.core.compiled import Compiled, compile_edition
from assess.core.draft.parts import join, split
from assess.core.outcome import assess
from assess.core.preview import Manner, State, StateError, fill, read_state, write_state
from tests.kinds import best_choice, worst_choice

NOW = "a" * 64


def some(shipped: Compiled) -> State:
    form = shipped.forms["quick"]
    given = {key: read_answer(shipped.questions[key], ["not_sure"]) for key in form[:3]}
    return State("quick", given, "account_manager")


def test_what_is_written_is_read_back(shipped: Compiled) -> None:
    state = some(shipped)
    found = read_state(write_state(state, NOW), shipped, NOW)
    assert (found.state, found.changed, found.dropped) == (state, False, 0)


def test_a_draft_that_changed_is_noticed_and_what_is_gone_is_dropped(shipped: Compiled) -> None:
    state = some(shipped)
    gone = next(iter(state.answers))
    parts = split(shipped.edition)
    parts[f"questions/{gone}"] |= {"retired": True}
    newer = compile_edition(join(parts))
    found = read_state(write_state(state, NOW), newer, "b" * 64)
    assert (found.changed, found.dropped) == (True, 1)
    assert list(found.state.answers) == list(state.answers)[1:]


def test_options_and_goals_that_are_gone_are_dropped(shipped: Compiled) -> None:
    key = shipped.forms["quick"][0]
    data = {"draft": NOW[:12], "length": "quick", "goal": "king", "answers": {key: ["gone"]}}
    found = read_state(json.dumps(data), shipped, NOW)
    assert found.dropped == 1
    assert found.state == State("quick")


@pytest.mark.parametrize(
    "text", ["", "[]", "\ud800", '{"length": "none"}', '{"length": "quick", "goal": 1}']
)
def test_what_no_page_holds_is_refused(text: str, shipped: Compiled) -> None:
    with pytest.raises(StateError):
        read_state(text, shipped, NOW)


@pytest.mark.parametrize("values", ["a", [], [1], ["a"] * 13])
def test_values_of_another_shape_are_refused(values: object, shipped: Compiled) -> None:
    data = {"length": "quick", "goal": None, "answers": {shipped.forms["quick"][0]: values}}
    with pytest.raises(StateError):
        read_state(json.dumps(data), shipped, NOW)


@pytest.mark.parametrize("manner", ["chance", "beginner", "expert"])
def test_filling_answers_what_is_open_the_same_every_time(
    manner: Manner, shipped: Compiled
) -> None:
    state = State("thorough", some(shipped).answers)
    filled = fill(shipped, state, manner)
    assert tuple(filled.answers) == shipped.forms["thorough"]
    assert state.answers.items() <= filled.answers.items()
    assert fill(shipped, state, manner) == filled


def test_an_expert_chooses_the_best_and_a_beginner_the_least(shipped: Compiled) -> None:
    expert, beginner, chance = (
        fill(shipped, State("thorough"), manner) for manner in ("expert", "beginner", "chance")
    )
    for key in shipped.forms["thorough"]:
        question = shipped.questions[key]
        assert set(expert.answers[key].options) == set(best_choice(question))
        assert beginner.answers[key].options == tuple(worst_choice(question))
    scores = [assess(shipped, one.answers).scores for one in (beginner, chance, expert)]
    for low, middle, high in zip(*(one.values() for one in scores), strict=True):
        assert low < middle < high


def test_a_beginner_is_not_sure_where_nothing_is_wrong(shipped: Compiled) -> None:
    key = next(key for key in shipped.forms["thorough"] if shipped.questions[key].several)
    parts = split(shipped.edition)
    for option in parts[f"questions/{key}"]["options"]:
        option["right"] = True
    filled = fill(compile_edition(join(parts)), State("thorough"), "beginner")
    assert filled.answers[key].kind == "not_sure"
