"""The page of one's answers: what each earned and why, after the finish and not before."""

import json
from typing import Any, Final

import pytest
from justhtml import JustHTML
from justhtml.dom import Element
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from assess.core.edition import Question
from assess.core.scale import LEVELS, level_index
from assess.web.filters import signed
from tests.kinds import best_choice, first_choice, last_choice, worst_choice
from tests.records import records, unchanged
from tests.soundness import attributes
from tests.visitor import Visitor, steady, words

Given = dict[str, list[str]]

SAID: Final = {"not_sure": "Not sure", "not_applicable": "Doesn’t apply to me"}


def folded(text: str | None) -> str:
    """Return a text as ``words`` would read it from a page."""
    return " ".join((text or "").split())


def mixed(shipped: Compiled, length: str = "standard") -> Given:
    """Return answers of every sort to most questions, leaving every seventh open."""
    ways = (best_choice, first_choice, last_choice, worst_choice)
    given: Given = {}
    for place, key in enumerate(shipped.forms[length]):
        question = shipped.questions[key]
        special = {3: ["not_sure"], 5: ["not_applicable"]}.get(place % 7)
        if place % 7 != 6:
            given[key] = special or ways[place % 4](question)
    return given


def finished(person: Visitor, given: Given, length: str = "standard") -> str:
    """Answer, finish, and return the path of the attempt."""
    response = person.submit(person.get("/"), length=length)
    attempt = response.location.removesuffix("/practice")
    person.answer_all(attempt, given)
    person.finish(attempt)
    return attempt


def articles(page: TestResponse) -> list[Element]:
    """Return the parts of a page that show an answer, in order."""
    return [part for part in parts(page, "article") if isinstance(part, Element)]


def parts(page: TestResponse, selector: str) -> list[Any]:
    return list(JustHTML(page.text, sanitize=False).query(selector))


def outcome(session: Session) -> dict[str, Any]:
    """Return the newest stored result."""
    found: dict[str, Any] = json.loads(records(session)["result"][-1]["outcome"])
    return found


def shown_rows(page: TestResponse, shipped: Compiled, given: Given) -> list[tuple[Question, Any]]:
    """Return each answered question beside its part of the page."""
    return [(shipped.questions[key], part) for key, part in zip(given, articles(page), strict=True)]


def test_each_answer_is_shown_in_the_order_it_was_asked(person: Visitor, shipped: Compiled) -> None:
    given = mixed(shipped)
    page = person.get(f"{finished(person, given)}/answers")
    assert words(page, "h1") == "Your answers"
    for question, part in shown_rows(page, shipped, given):
        assert folded(part.query("h3")[0].to_text()) == folded(question.text)
    headings = [folded(part.to_text()) for part in parts(page, "summary h2")]
    assert headings == [skill.name for skill in shipped.edition.skills]


@pytest.mark.parametrize("length", ["quick", "standard", "thorough"])
def test_every_option_of_what_is_shown_stands_with_what_it_earns_and_why(
    length: str, person: Visitor, shipped: Compiled
) -> None:
    given = mixed(shipped, length)
    page = person.get(f"{finished(person, given, length)}/answers")
    for question, part in shown_rows(page, shipped, given):
        rows = part.query("ul.reasons li")
        if question.claimed:
            assert not rows
            continue
        for option, row in zip(question.options, rows, strict=True):
            told = folded(row.to_text())
            chosen = option.key in given[question.key]
            assert folded(option.text) in told
            assert option.why
            assert folded(option.why) in told
            assert ("You chose this." in told) == chosen
            assert (attributes(row).get("class") == "chosen") == chosen
            if question.kind == "situation":
                assert f"{option.credit or 0:.0%} of the points." in told
            else:
                assert ("Right." in told) == bool(option.right)
                assert ("Not right." in told) == (not option.right)


def test_the_points_are_those_of_the_credits(person: Visitor, shipped: Compiled) -> None:
    given = mixed(shipped, "thorough")
    page = person.get(f"{finished(person, given, 'thorough')}/answers")
    checked = set()
    for question, part in shown_rows(page, shipped, given):
        if question.claimed:
            continue
        [told] = [folded(one.to_text()) for one in part.query("p > strong")][:1]
        values = given[question.key]
        checked.add((question.kind, values[0] if values[0] in SAID else "given"))
        if values == ["not_applicable"] or (
            values == ["not_sure"] and question.kind == "situation"
        ):
            assert told == "Not scored"
        elif question.kind == "situation":
            [credit] = [one.credit for one in question.options if one.key == values[0]]
            top = len({one.credit for one in question.options}) - 1
            assert told == f"{(credit or 0) * top:g} of {top} point{'' if top == 1 else 's'}"
        elif question.kind == "knowledge":
            right = [one.key for one in question.options if one.right]
            assert told == f"{int(values == right)} of 1 point"
        else:
            top = sum(bool(one.right) for one in question.options)
            right = [one.key for one in question.options if one.right]
            assert told.endswith(f" of {top} point{'' if top == 1 else 's'}")
            assert told.startswith(f"{top} of ") == (values == right)
    assert {kind for kind, _ in checked} == {"situation", "knowledge", "knowledge_several"}
    assert {sort for _, sort in checked} == {"given", "not_sure", "not_applicable"}


def test_what_was_claimed_is_told_in_its_words_without_reasons(
    person: Visitor, shipped: Compiled
) -> None:
    given = mixed(shipped)
    page = person.get(f"{finished(person, given)}/answers")
    for question, part in shown_rows(page, shipped, given):
        told = folded(part.to_text())
        if not question.claimed:
            assert "You said" not in told
            continue
        texts = {option.key: folded(option.text) for option in question.options} | SAID
        assert f"You said: {texts[given[question.key][0]]} · moved your score by" in told
        assert " of the points" not in told
        assert "Right" not in told


def test_not_sure_and_does_not_apply_are_said_as_chosen(person: Visitor, shipped: Compiled) -> None:
    given = mixed(shipped)
    page = person.get(f"{finished(person, given)}/answers")
    for question, part in shown_rows(page, shipped, given):
        [value, *_] = given[question.key]
        if not question.claimed:
            told = folded(part.to_text())
            assert (f"You chose “{SAID.get(value)}”." in told) == (value in SAID)


def test_the_effects_on_the_page_are_the_stored_ones(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    given = mixed(shipped)
    page = visitor.get(f"{finished(visitor, given)}/answers")
    stored = outcome(session)["effects"]
    assert set(stored) == set(given)
    for question, part in shown_rows(page, shipped, given):
        told = folded(part.to_text())
        assert f"moved your score by {signed(stored[question.key])}" in told
    assert len({signed(effect)[0] for effect in stored.values()}) >= 3, "gains, losses, nothing"


def test_opening_the_answers_computes_and_writes_nothing(
    person: Visitor, sqlite_session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = finished(person, mixed(shipped))

    def broken(*_: object, **__: object) -> None:
        raise AssertionError("a stored result is never computed again")

    monkeypatch.setattr("assess.services.results.assess", broken)
    with unchanged(sqlite_session):
        first = steady(person.get(f"{attempt}/answers"))
        assert first == steady(person.get(f"{attempt}/answers"))


def test_each_skill_says_what_its_next_level_looks_like(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    given = {
        key: (best_choice if place % 2 else worst_choice)(shipped.questions[key])
        for place, key in enumerate(shipped.forms["thorough"])
    }
    # One skill answered as well as can be, one as badly, one not at all.
    best, worst, open_ = shipped.edition.skills[:3]
    for key in list(given):
        question = shipped.questions[key]
        if question.skill == open_.key:
            del given[key]
        elif question.skill == best.key:
            given[key] = best_choice(question)
        elif question.skill == worst.key:
            given[key] = worst_choice(question)
    page = visitor.get(f"{finished(visitor, given, 'thorough')}/answers")
    scored = outcome(session)["skills"]
    seen = set()
    for skill, part in zip(shipped.edition.skills, parts(page, "details.section"), strict=True):
        told = folded(part.to_text())
        state = folded(part.query(".state")[0].to_text())
        at = level_index(scored[skill.key]["score"])
        if skill.key == open_.key:
            assert state == "Not assessed"
            assert "next level" not in told
            continue
        seen.add(at)
        assert state == LEVELS[at]
        if at == len(LEVELS) - 1:
            assert "You are at the highest level of this skill." in told
            assert "What the next level" not in told
        else:
            following = f"{LEVELS[at + 1]}, looks like: {folded(skill.levels[at + 1])}"
            assert f"What the next level, {following}" in told
            assert "highest level" not in told
    assert {0, len(LEVELS) - 1} <= seen
