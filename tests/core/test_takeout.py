"""Files of one's own data: out and in again with every bit, and nothing that was changed."""

import json
import math
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from assess.core.codec import to_data
from assess.core.compiled import Compiled, compile_edition
from assess.core.outcome import assess
from assess.core.takeout.checks import faults_of
from assess.core.takeout.document import (
    Takeout,
    content_digest,
    json_schema,
    to_data_of,
    to_text,
)
from assess.core.takeout.figures import outcome_from, taken_from
from assess.core.takeout.reading import TakeoutError, edition_in, read_takeout
from tests.core.builders import few, some
from tests.core.people import shipped_edition, uniform_answers
from tests.core.takeouts import NOW, takeout_of, takeouts

AGENT: Final = "results.0.outcome.roles.account_manager"


@cache
def plain() -> Takeout:
    """Return a file of the shipped edition."""
    compiled = shipped_edition()
    return takeout_of(compiled, uniform_answers(compiled, 2), "account_manager")


def compiled_of(takeout: Takeout) -> Compiled:
    """Return a file's edition, ready for work."""
    return compile_edition(edition_in(takeout))


def changed(path: str, value: object) -> dict[str, Any]:
    """Return the plain file's data with one value set, by a path with dots."""
    data = to_data_of(plain())
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    place: Any = data
    for step in way:
        place = place[step]
    place[last] = value
    return data


def faults_after(path: str, value: object, now: datetime = NOW) -> list[str]:
    """Return what is found once one value of the plain file is changed."""
    raw = json.dumps(changed(path, value)).encode()
    try:
        return faults_of(read_takeout(raw), shipped_edition(), now)
    except TakeoutError as error:
        return list(error.faults)


@some
@given(takeouts)
def test_out_in_and_out_again_gives_the_same_bytes(takeout: Takeout) -> None:
    text = to_text(takeout)
    again = read_takeout(text.encode())
    assert again == takeout
    assert to_text(again) == text
    assert faults_of(again, compiled_of(again), NOW) == []


@some
@given(takeouts)
def test_a_file_fits_its_published_schema(takeout: Takeout) -> None:
    reader = Draft202012Validator(_schema(), format_checker=FormatChecker())
    assert [error.message for error in reader.iter_errors(json.loads(to_text(takeout)))] == []


@cache
def _schema() -> dict[str, Any]:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return schema


@few
@given(takeouts)
def test_an_outcome_keeps_every_bit_on_its_way(takeout: Takeout) -> None:
    answers = {one.question: one for one in takeout.answers}
    [result] = takeout.results
    outcome = outcome_from(result.outcome)
    assert taken_from(outcome) == result.outcome
    assert set(outcome.effects) == set(answers)
    assert outcome_from(taken_from(outcome)) == outcome


def test_where_and_when_a_file_was_made_is_no_part_of_its_content() -> None:
    elsewhere = plain().model_copy(
        update={
            "exported_at": NOW + timedelta(days=9),
            "product": "Another",
            "origin": plain().origin.model_copy(update={"edition": None}),
        }
    )
    other = plain().model_copy(update={"answers": plain().answers[1:]})
    assert content_digest(elsewhere) == content_digest(plain())
    assert content_digest(other) != content_digest(plain())


def test_an_unfinished_file_has_no_questions_and_is_not_read() -> None:
    edition = plain().edition.model_copy(update={"document": None, "left_out": "Not yet."})
    takeout = plain().model_copy(update={"edition": edition})
    data = json.loads(to_text(takeout))
    assert data["edition"] == {
        "digest": plain().edition.digest,
        "document": None,
        "left_out": "Not yet.",
    }
    with pytest.raises(TakeoutError, match="was not finished when it was saved"):
        read_takeout(to_text(takeout).encode())


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("format", True, "format: must be 1"),
        ("format", 1.0, "format: must be 1"),
        ("surprise", 1, "surprise: is not a field of this file"),
        ("exported_at", 5, "exported_at: must be a moment"),
        ("exported_at", "2026-03-01", "exported_at: must be a moment"),
        ("exported_at", "2026-03-01T12:00:00", "exported_at: must be a moment"),
        ("exported_at", "2026-13-01T12:00:00Z", "exported_at: must be a moment"),
        ("exported_at", "1999-12-31T12:00:00Z", "exported_at: must be a moment"),
        ("exported_at", "0001-01-01T00:00:00+14:00", "exported_at: must be a moment"),
        ("attempt.questions", [], "attempt.questions: needs at least 1"),
        ("attempt.finished_at", None, "attempt.finished_at: this assessment is not finished."),
        ("attempt.goal", None, "attempt.goal: is not the goal of the newest result"),
        ("results.0.outcome.skills.nlp.score", True, "results[0].outcome.skills.nlp.score: "),
        ("results.0.outcome.skills.nlp.score", "5", "results[0].outcome.skills.nlp.score: "),
        ("results.0.outcome.skills.nlp.score", -1, "results[0].outcome.skills.nlp.score: "),
        ("results.0.outcome.skills.nlp.bands", [0.5], "results[0].outcome.skills.nlp.bands: "),
        ("results.0.outcome.effects", {"no": 1}, "results[0].outcome.effects: names what"),
        ("results.0.outcome.effects", {}, "results[0].outcome.effects: does not follow"),
        ("results.0.outcome.focus", ["nlp"], "results[0].outcome.focus: does not follow"),
        ("results.0.outcome.next_step", "king", "results[0].outcome.next_step: names what"),
        ("results.0.outcome.runner_up", None, "results[0].outcome.recommended: is not the first"),
        ("results.0.outcome.sureness", "High", "results[0].outcome.sureness: does not follow"),
        ("answers", [], "answers: a result needs at least one answer"),
        ("results", [], "results: a finished assessment has at least one result"),
        ("attempt.length", "endless", "attempt.length: the edition has no length “endless”"),
        ("attempt.goal", "king", "attempt.goal: the edition has no role “king”"),
        ("attempt.questions.0", "no-such", "attempt.questions[0]: the edition has no question"),
        ("answers.0.question", "no-such", "answers[0].question: “no-such” was not asked"),
        ("results.0.number", 2, "results: their numbers must be 1, 2, 3 … in order"),
        ("results.0.engine", "9", "results[0].engine: is not the engine of its outcome"),
        ("results.0.outcome.scores.nlp", 1.5, "results[0].outcome.scores: are not those of"),
        (f"{AGENT}.lost", {}, "results[0].outcome.roles.account_manager: does not name the"),
        (f"{AGENT}.pay_low80", 0.5, "results[0].outcome.roles.account_manager: pay does not"),
        (f"{AGENT}.exceeds", True, "results[0].outcome.roles.account_manager.exceeds: does not"),
    ],
)
def test_a_change_is_found_and_its_place_is_named(path: str, value: object, fault: str) -> None:
    found = faults_after(path, value)
    assert any(line.startswith(fault) for line in found), found


def test_a_role_that_is_none_is_named_once() -> None:
    data = changed("results.0.outcome.roles", {})
    roles = to_data_of(plain())["results"][0]["outcome"]["roles"]
    data["results"][0]["outcome"]["roles"] = {**roles, "king": roles["account_manager"]}
    found = faults_of(read_takeout(json.dumps(data).encode()), shipped_edition(), NOW)
    assert found == ["results[0].outcome.roles: does not name each one of the edition once"]


def test_what_stands_twice_is_named() -> None:
    data = to_data_of(plain())
    data["attempt"]["questions"].append(data["attempt"]["questions"][0])
    data["answers"].append(data["answers"][0])
    found = faults_of(read_takeout(json.dumps(data).encode()), shipped_edition(), NOW)
    key = data["attempt"]["questions"][0]
    assert f"attempt.questions: “{key}” stands twice" in found
    assert f"answers: “{data['answers'][0]['question']}” stands twice" in found


def test_options_beside_another_kind_of_answer_are_no_answer() -> None:
    key = plain().answers[0].question
    for kind, options in (("not_sure", ["a"]), ("given", []), ("given", ["not_sure"])):
        answer = {**to_data_of(plain())["answers"][0], "kind": kind, "options": options}
        found = faults_after("answers.0", answer)
        assert f"answers[0].options: no answer to “{key}”" in found


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=1, seconds=1)])
def test_clocks_may_differ_by_a_day_and_no_more(ahead: timedelta) -> None:
    found = faults_of(plain(), shipped_edition(), NOW - ahead)
    assert (found == []) == (ahead == timedelta(days=1))
    assert all(line.endswith(": lies in the future") for line in found)


@pytest.mark.parametrize(("change", "accepted"), [(5e-10, True), (2e-9, False), (-1, False)])
def test_figures_follow_from_the_answers_but_for_their_last_bits(
    change: float, *, accepted: bool
) -> None:
    se = plain().results[0].outcome.skills["empathy"].se
    assert (faults_after("results.0.outcome.skills.empathy.se", se + change) == []) == accepted


def test_a_result_of_another_engine_is_kept_as_it_is() -> None:
    data = changed("results.0.engine", "0")
    data["results"][0]["outcome"]["engine"] = "0"
    data["results"][0]["outcome"]["skills"]["empathy"]["se"] += 1
    assert faults_of(read_takeout(json.dumps(data).encode()), shipped_edition(), NOW) == []


def test_an_earlier_result_is_checked_for_being_whole_and_not_computed_again() -> None:
    data = to_data_of(plain())
    earlier = json.loads(json.dumps(data["results"][0]))
    earlier["outcome"]["skills"]["empathy"]["se"] += 1
    data["results"] = [earlier, {**data["results"][0], "number": 2}]
    assert faults_of(read_takeout(json.dumps(data).encode()), shipped_edition(), NOW) == []
    earlier["outcome"]["ranking"] = earlier["outcome"]["ranking"][1:]
    found = faults_of(read_takeout(json.dumps(data).encode()), shipped_edition(), NOW)
    assert found[0].startswith("results[0].outcome.ranking: ")


def test_the_questions_must_be_those_of_the_digest() -> None:
    [fault] = faults_after("edition.document.title", "Another title")
    assert fault.startswith("edition.digest: is not the digest")


def test_moments_are_kept_in_utc() -> None:
    east = timezone(timedelta(hours=5))
    moved = changed("exported_at", NOW.astimezone(east).isoformat())
    assert read_takeout(json.dumps(moved).encode()).exported_at == NOW
    assert read_takeout(json.dumps(moved).encode()).exported_at.tzinfo == UTC


def test_a_figure_that_is_not_finite_is_no_figure() -> None:
    outcome = assess(shipped_edition(), uniform_answers(shipped_edition(), 1))
    skill = outcome.skills["nlp"] if outcome.skills else None
    assert skill is not None
    data = taken_from(outcome).model_dump()
    for odd in (math.nan, math.inf, 1e300):
        data["skills"]["nlp"]["se"] = odd
        with pytest.raises(ValidationError):
            type(taken_from(outcome)).model_validate(data)


def test_the_document_is_written_as_its_digest_knows_it() -> None:
    assert to_data_of(plain())["edition"]["document"] == to_data(shipped_edition().edition)
