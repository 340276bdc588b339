"""The whole result: the worked example through ``match``, and persons with known results."""

import pytest

from assess.core.answers import Answer
from assess.core.compiled import Compiled
from assess.core.outcome import ENGINE, Outcome, assess, match
from tests.core.builders import PAY, WORKED, role
from tests.core.people import (
    EXAMPLE_EDITION,
    Answers,
    choice,
    edition_of,
    profile,
    uniform_answers,
)

MIXED = profile(62, 66, 58, 50, 38, 40, 55, 30)
ABLE = profile(80, 80, 75, 80, 75, 65, 65, 60)
MIDDLING = profile(*(50,) * 8)
TOP = 9


def fits(outcome: Outcome) -> str:
    """Return the fits as they are printed."""
    return " ".join(f"{role.fit:.4f}" for role in outcome.roles.values())


@pytest.mark.parametrize(
    ("scores", "printed", "first", "step"),
    [
        (MIXED, "100.0000 100.0000 88.3226 73.3333 73.3750 80.0741", "r1", "r2"),
        (ABLE, "100.0000 100.0000 100.0000 100.0000 100.0000 100.0000", "r4", None),
        (MIDDLING, "97.7273 93.2143 78.3871 74.8485 66.8750 70.0000", "r0", "r1"),
    ],
)
def test_the_worked_examples_come_out_as_printed(
    scores: dict[str, float], printed: str, first: str, step: str | None
) -> None:
    found = match(EXAMPLE_EDITION, scores)
    assert (fits(found), found.recommended, found.next_step) == (printed, first, step)


def test_the_worked_example_has_the_printed_demand_and_headroom() -> None:
    roles = match(EXAMPLE_EDITION, MIXED).roles.values()
    demand = " ".join(f"{role.demand:.4f}" for role in roles)
    assert demand == "43.8636 48.3929 58.8710 62.5758 65.6250 63.3333"
    headroom = " ".join(f"{role.headroom:.4f}" for role in roles)
    assert headroom == "0.2265 0.1044 0.0000 0.0095 0.0000 0.0136"


def test_the_worked_example_ranks_by_utility() -> None:
    found = match(EXAMPLE_EDITION, MIXED)
    assert found.ranking[:3] == ("r1", "r0", "r2")
    assert found.runner_up == "r0"
    assert sorted(found.ranking) == sorted(found.roles)


def test_scores_alone_say_nothing_of_sureness() -> None:
    found = match(EXAMPLE_EDITION, MIXED)
    assert (found.skills, found.effects, found.sureness) == (None, {}, None)
    for one in found.roles.values():
        assert (one.probability, one.fit_low80, one.fit_high80) == (None, None, None)
        assert (one.pay_low80, one.pay_high80) == (None, None)


def test_scores_may_come_in_any_order_and_are_kept_in_the_edition_s() -> None:
    backward = dict(reversed(MIXED.items()))
    found = match(EXAMPLE_EDITION, backward)
    assert found == match(EXAMPLE_EDITION, MIXED)
    assert list(found.scores) == list(MIXED)


def test_every_skill_needs_a_score() -> None:
    with pytest.raises(KeyError, match="s7"):
        match(EXAMPLE_EDITION, profile(*(50,) * 7))


def test_a_goal_is_a_role_of_the_edition(shipped: Compiled) -> None:
    with pytest.raises(KeyError, match="astronaut"):
        match(EXAMPLE_EDITION, MIXED, "astronaut")
    with pytest.raises(KeyError, match="astronaut"):
        assess(shipped, {}, "astronaut")


def test_a_result_names_the_engine_that_made_it(shipped: Compiled) -> None:
    assert assess(shipped, {}).engine == match(EXAMPLE_EDITION, MIXED).engine == ENGINE


@pytest.mark.parametrize(
    ("goal", "step"),
    [(None, "r2"), ("r0", "r0"), ("r2", "r2"), ("r3", "r2"), ("r4", "r2"), ("r5", "r5")],
)
def test_a_goal_in_reach_is_the_next_step_and_else_the_first_rung_to_it(
    goal: str | None, step: str
) -> None:
    found = match(EXAMPLE_EDITION, MIXED, goal)
    assert (found.goal, found.next_step, found.focus) == (goal, step, ())


def test_a_must_have_twenty_points_short_is_named() -> None:
    compiled = edition_of([role("r0", (60, 60, 60), (5, 5, 4))])
    found = match(compiled, profile(40, 40.5, 0)).roles["r0"]
    assert found.must_have == ("s0",)


def test_who_meets_everything_with_room_to_spare_exceeds_a_role() -> None:
    compiled = edition_of([role("r0", [20], [1]), role("r1", [80], [1])])
    roles = match(compiled, profile(85)).roles
    assert (roles["r0"].exceeds, roles["r1"].exceeds) == (True, False)
    assert roles["r0"].fit == roles["r1"].fit == 100


def test_readiness_is_the_fit_in_words() -> None:
    roles = match(EXAMPLE_EDITION, MIDDLING).roles
    assert [role.readiness for role in roles.values()] == [
        "Ready",
        "Ready",
        "Nearly there",
        "Nearly there",
        "Building",
        "Nearly there",
    ]


def test_a_place_in_a_range_needs_a_published_range(shipped: Compiled) -> None:
    for found in (assess(shipped, {}), match(shipped, dict.fromkeys(shipped.skills, 50.0))):
        for key, one in found.roles.items():
            paid = shipped.roles[key].pay is not None
            assert (one.pay_position is not None) is paid
    assert match(EXAMPLE_EDITION, MIXED).roles["r0"].pay_position is None


def test_the_place_in_a_range_is_half_fit_half_headroom() -> None:
    compiled = edition_of([role("r0", [60], [1])], pays=PAY)
    places = [match(compiled, profile(score)).roles["r0"].pay_position for score in (40, 50, 60)]
    assert places == pytest.approx([0, 0.25, 0.5])
    assert match(compiled, profile(80)).roles["r0"].pay_position == pytest.approx(0.75)


def test_a_single_role_has_no_runner_up() -> None:
    found = match(edition_of([role("r0", [60], [1])]), profile(50))
    assert (found.ranking, found.recommended, found.runner_up) == (("r0",), "r0", None)


def test_without_a_next_step_the_costliest_skills_of_the_role_come_first() -> None:
    compiled = edition_of([role("r0", (60,) * 5, (1, 2, 3, 4, 5))])
    found = match(compiled, profile(60, 50, 40, 50, 50))
    assert (found.next_step, found.focus) == (None, ("s2", "s4", "s3"))


def test_losses_that_cost_the_same_stand_in_the_order_of_skills() -> None:
    compiled = edition_of([role("r0", (60,) * 4, (1,) * 4)])
    assert match(compiled, profile(50, 50, 50, 50)).focus == ("s0", "s1", "s2")


def test_who_meets_their_role_works_on_the_best_one_above() -> None:
    steep = [role("r0", (20, 20), (1, 1)), role("r1", (90, 99), (1, 1))]
    found = match(edition_of(steep), profile(30, 30))
    assert (found.recommended, found.next_step) == ("r0", None)
    assert found.roles["r1"].fit < 60
    assert found.focus == ("s0", "s1")


def test_who_meets_everything_has_nothing_left_to_work_on() -> None:
    assert match(EXAMPLE_EDITION, ABLE).focus == ()


def test_a_role_that_asks_less_is_nothing_to_work_on() -> None:
    compiled = edition_of([role("r0", [20], [1]), role("r1", [60], [1])])
    assert match(compiled, profile(60)).focus == ()


def test_nothing_answered_is_the_prior(shipped: Compiled) -> None:
    found = assess(shipped, {})
    assert found.skills is not None
    for skill in found.skills.values():
        assert skill.state == "not assessed"
        assert f"{skill.score:.4f} {skill.se:.4f}" == "50.0000 24.0224"
        assert f"{skill.low80:.4f} {skill.high80:.4f}" == "17.1694 82.8306"
    assert found.effects == {}
    assert found.sureness is not None


def test_the_top_answers_reach_the_most_demanding_role(shipped: Compiled) -> None:
    found = assess(shipped, uniform_answers(shipped, TOP))
    assert found.recommended == "customer_service_manager"
    assert (found.next_step, found.sureness) == (None, "High")
    assert all(score > 80 for score in found.scores.values())


def test_the_bottom_answers_start_at_the_least_demanding_role(shipped: Compiled) -> None:
    found = assess(shipped, uniform_answers(shipped, 0))
    assert found.recommended == "call_center_specialist"
    assert all(score < 25 for score in found.scores.values())
    assert found.next_step is None
    assert len(found.focus) == 3


def first_of(compiled: Compiled, kind: str) -> tuple[str, Answer, Answer]:
    """Return a question of a kind, its lowest answer and its highest."""
    for bank in compiled.banks:
        for question, item in zip(bank.questions, bank.items, strict=True):
            if question.kind == kind:
                top = len(item.steps) - 1
                return question.key, choice(question, item, 0), choice(question, item, top)
    raise LookupError(kind)


@pytest.mark.parametrize("kind", ["rating", "frequency", "situation"])
def test_not_sure_tells_nothing_on_what_has_no_right_answer(shipped: Compiled, kind: str) -> None:
    key, _, top = first_of(shipped, kind)
    unsure = assess(shipped, {key: Answer("not_sure")})
    assert unsure.scores == assess(shipped, {}).scores
    assert unsure.effects == {key: 0}
    assert assess(shipped, {key: top}).scores != unsure.scores


@pytest.mark.parametrize("kind", ["knowledge", "knowledge_several"])
def test_not_sure_counts_as_nothing_right_on_knowledge(shipped: Compiled, kind: str) -> None:
    key, wrong, _ = first_of(shipped, kind)
    unsure, mistaken = (assess(shipped, {key: a}) for a in (Answer("not_sure"), wrong))
    assert unsure.scores == mistaken.scores
    assert unsure.effects == mistaken.effects
    assert unsure.effects[key] < 0


@pytest.mark.parametrize("kind", sorted({sketch.kind for sketch in WORKED}))
def test_what_does_not_apply_tells_nothing(shipped: Compiled, kind: str) -> None:
    key, *_ = first_of(shipped, kind)
    others: Answers = {k: a for k, a in uniform_answers(shipped, 1).items() if k != key}
    without = assess(shipped, others)
    found = assess(shipped, others | {key: Answer("not_applicable")})
    assert found.scores == without.scores
    assert found.roles == without.roles
    assert found.effects == without.effects | {key: 0}


def test_effects_can_be_left_out(shipped: Compiled) -> None:
    answers = uniform_answers(shipped, 1)
    plain = assess(shipped, answers, with_effects=False)
    full = assess(shipped, answers)
    assert plain.effects == {}
    assert full.effects.keys() == answers.keys()
    assert (plain.roles, plain.skills) == (full.roles, full.skills)
