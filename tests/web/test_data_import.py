"""Bringing a file in: once, wholly or not at all, and a line for every fault."""

import copy
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from assess.core.compiled import Compiled
from tests import outages
from tests.records import records, unchanged
from tests.visitor import Visitor, form_of, notices, steady, words
from tests.web.test_answers_page import finished, mixed, parts
from tests.web.test_data_files import everything

Data = dict[str, Any]
_PLACE: Final = ("exported_at", "origin")


def send(visitor: Visitor, content: bytes | Data, name: str = "data.json") -> TestResponse:
    """Choose a file and send it."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    form = form_of(visitor.get("/import")).with_()
    return post(visitor, form["csrf_token"], raw, name)


def post(visitor: Visitor, token: list[str], raw: bytes, name: str = "data.json") -> TestResponse:
    """Send a file as a browser does."""
    file = FileStorage(io.BytesIO(raw), name, "file")
    boundary, body = encode_multipart({"csrf_token": token, "file": file})
    sent = f"multipart/form-data; boundary={boundary}"
    return visitor.client.post("/import", data=body, content_type=sent)


def bring(visitor: Visitor, content: bytes | Data) -> str:
    """Bring a good file in and return the attempt's path."""
    response = send(visitor, content)
    assert response.status_code == 303, faults(response)
    return response.location.partition("?")[0].removesuffix("/result")


def faults(page: TestResponse) -> list[str]:
    """Return the faults that a page lists."""
    found = parts(page, ".faults li") or parts(page, "#file-problem")
    return [" ".join(part.to_text().split()).removeprefix("Error: ") for part in found]


def content(document: Data) -> Data:
    """Return what a file holds, wherever and whenever it was made."""
    return {key: value for key, value in document.items() if key not in _PLACE}


def changed(document: Data, path: str, value: object) -> Data:
    """Return a file with one value set, by a path like ``results.0.outcome.sureness``."""
    made = copy.deepcopy(document)
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    place: Any = made
    for step in way:
        place = place[step]
    place[last] = value
    return made


@pytest.fixture
def saved_file(new_visitor: Callable[[], Visitor], shipped: Compiled) -> Data:
    """Return the file of somebody's finished attempt."""
    visitor = new_visitor()
    return everything(visitor, finished(visitor, mixed(shipped, "quick"), "quick"))


@pytest.fixture
def good(new_person: Callable[[], Visitor], shipped: Compiled) -> Data:
    """Return such a file of the app on SQLite alone."""
    person = new_person()
    return everything(person, finished(person, mixed(shipped, "quick"), "quick"))


def test_a_file_is_a_finished_result_of_this_browser(
    new_visitor: Callable[[], Visitor], session: Session, shipped: Compiled
) -> None:
    first, second = new_visitor(), new_visitor()
    attempt = finished(first, mixed(shipped, "quick"), "quick")
    document = everything(first, attempt)
    brought = bring(second, document)
    assert brought != attempt
    ours = steady(first.get(f"{attempt}/result"))
    theirs = _as_if_ours(steady(second.get(f"{brought}/result")))
    assert theirs == ours.replace(attempt, brought)
    assert content(everything(second, brought)) == content(document)
    row = records(session)["attempt"][1]
    assert row["edition_number"] == 1
    assert row["imported_digest"] is None
    assert row["imported_at"] is not None
    first.get(f"{brought}/result", 404)
    assert words(second.get(f"{brought}/answers"), "h1") == "Your answers"
    assert "Add 16 questions" in words(second.get(f"{brought}/result"))
    second.submit(second.get(f"{brought}/result"), length="standard")
    assert "of 40 questions" in words(second.get(brought))


def _as_if_ours(page: str) -> str:
    """Return a page, or its words, without the sentence that it came from a file."""
    return re.sub(
        r" *(<p class=\"small muted\">)?Brought in from a file on [^.]+[.](</p>)?\n?( )?",
        r"\3",
        page,
    )


def test_an_attempt_with_two_results_comes_back_with_both(
    new_person: Callable[[], Visitor], shipped: Compiled
) -> None:
    first, second = new_person(), new_person()
    attempt = finished(first, mixed(shipped, "quick"), "quick")
    first.submit(first.get(f"{attempt}/result"), length="standard")
    left = [key for key in mixed(shipped) if key not in mixed(shipped, "quick")][:5]
    first.answer_all(attempt, {key: ["not_sure"] for key in left})
    first.finish(attempt, goal="account_manager")
    brought = bring(second, everything(first, attempt))
    for number in (1, 2):
        theirs = words(second.get(f"{brought}/result/{number}"))
        assert _as_if_ours(theirs) == words(first.get(f"{attempt}/result/{number}"))


def test_the_same_file_twice_is_one_result(
    new_visitor: Callable[[], Visitor], saved_file: Data, session: Session
) -> None:
    visitor = new_visitor()
    attempt = bring(visitor, saved_file)
    later = changed(saved_file, "exported_at", "2026-01-01T00:00:00Z")
    before = records(session)
    assert bring(visitor, later) == attempt
    after = records(session)
    assert {**after, "throttle": []} == {**before, "throttle": []}
    assert bring(new_visitor(), saved_file) != attempt


def test_what_was_deleted_can_be_brought_in_again(person: Visitor, good: Data) -> None:
    attempt = bring(person, good)
    person.submit(person.get(f"{attempt}/delete"), confirm="y")
    again = bring(person, good)
    assert again != attempt
    assert content(everything(person, again)) == content(good)


def test_the_file_of_an_unfinished_attempt_stays_outside(
    person: Visitor, sqlite_session: Session
) -> None:
    document = everything(person, person.start())
    with unchanged_but_count(sqlite_session):
        page = send(person, document)
    assert page.status_code == 422
    [fault] = faults(page)
    assert fault.startswith("This assessment was not finished when it was saved.")


def test_the_page_it_leads_to_says_whether_it_is_new(person: Visitor, good: Data) -> None:
    for told in ("It is in:", "You had it already:"):
        assert told in words(person.get(send(person, good).location))
    attempt = bring(person, good)
    for address in (f"{attempt}/result", f"{attempt}/result?brought=other"):
        assert "from your file" not in words(person.get(address))


class unchanged_but_count:  # noqa: N801 - reads like its sibling
    """Fail where the database holds something else afterwards, but for the count of tries."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def __enter__(self) -> None:
        self.before = records(self.session)

    def __exit__(self, *_: object) -> None:
        after = records(self.session)
        assert {**after, "throttle": []} == {**self.before, "throttle": []}


FUTURE: Final = (datetime.now(UTC) + timedelta(days=3)).isoformat()
# What is changed, and how the line about it begins.
TAMPERED: Final[dict[str, tuple[object, str]]] = {
    "format": (2, "format: must be 1"),
    "about": (None, "about: must be text"),
    "exported_at": ("yesterday", "exported_at: must be a moment such as"),
    "attempt.started_at": (FUTURE, "attempt.started_at: lies in the future"),
    "attempt.finished_at": (None, "attempt.finished_at: this assessment is not finished."),
    "attempt.length": ("endless", "attempt.length: the edition has no length"),
    "attempt.goal": ("king", "attempt.goal: the edition has no role “king”"),
    "attempt.questions.0": ("no-such", "attempt.questions[0]: the edition has no question"),
    "origin.attempt": ("../../etc", "origin.attempt: "),
    "edition.digest": ("0" * 64, "edition.digest: is not the digest"),
    "edition.document.title": ("Another", "edition.digest: is not the digest"),
    "edition.document.questions": ([], "edition.document.questions: needs at least 1"),
    "answers.0.kind": ("guessed", "answers[0].kind: must be one of"),
    "answers.0.options": (["zz"], "answers[0].options: no answer to"),
    "answers.0.question": ("no-such", "answers[0].question: “no-such” was not asked"),
    "results": ([], "results: a finished assessment has at least one result"),
    "results.0.number": (2, "results: their numbers must be 1, 2, 3"),
    "results.0.engine": ("9", "results[0].engine: is not the engine of its outcome"),
    "results.0.outcome.sureness": ("Certain", "results[0].outcome.sureness: must be one of"),
    "results.0.outcome.scores.empathy": (101, "results[0].outcome.scores.empathy: must be at most"),
    "results.0.outcome.scores.nlp": (50, "results[0].outcome.scores: are not those of the skills"),
    "results.0.outcome.ranking": ([], "results[0].outcome.ranking: does not name each one"),
    "results.0.outcome.focus": (["cooking"], "results[0].outcome.focus: names what is not there"),
    "results.0.outcome.recommended": ("king", "results[0].outcome.recommended: is not the first"),
    "results.0.outcome.skills.nlp.se": (0.5, "results[0].outcome.skills.nlp.se: does not follow"),
    "results.0.outcome.roles.account_manager.lost": (
        {},
        "results[0].outcome.roles.account_manager: does not name the skills",
    ),
    "results.0.outcome.roles.account_manager.pay_position": (
        0.5,
        "results[0].outcome.roles.account_manager: pay does not fit",
    ),
    "results.0.outcome.roles.account_manager.fit": (
        99.5,
        "results[0].outcome.roles.account_manager.fit: does not follow from the answers",
    ),
    "plan": ({"steps": 1}, "plan: "),
}


@pytest.mark.parametrize("path", TAMPERED)
def test_a_file_that_was_changed_is_refused_with_its_place_and_nothing_is_kept(
    path: str, person: Visitor, good: Data, sqlite_session: Session
) -> None:
    value, line = TAMPERED[path]
    with unchanged_but_count(sqlite_session):
        page = send(person, changed(good, path, value))
    assert page.status_code == 422
    assert any(fault.startswith(line) for fault in faults(page)), faults(page)
    assert words(page, "title").startswith("Error: ")
    assert notices(page) == [words(page, "#file-problem").removeprefix("Error: ")]
    assert ": " not in notices(page)[0]


def test_every_fault_has_its_line(person: Visitor, good: Data) -> None:
    bad = changed(changed(good, "attempt.goal", "king"), "answers.0.options", ["zz"])
    page = send(person, changed(bad, "results.0.number", 7))
    assert len(faults(page)) == 4  # the goal is also not that of the newest result
    assert notices(page) == ["This file was changed after it was saved, or is not one of ours."]


def test_an_answer_that_was_changed_no_longer_fits_the_figures(person: Visitor, good: Data) -> None:
    answers = good["answers"]
    place = next(n for n, one in enumerate(answers) if one["kind"] == "given")
    other = "b" if answers[place]["options"] == ["a"] else "a"
    page = send(person, changed(good, f"answers.{place}.options", [other]))
    [fault] = faults(page)
    assert "does not follow from the answers in this file" in fault


def test_while_the_database_is_busy_nothing_is_brought_in(
    person: Visitor, good: Data, sqlite_app: Flask, sqlite_session: Session
) -> None:
    token = form_of(person.get("/import")).with_()["csrf_token"]
    with unchanged(sqlite_session):
        with outages.locked(sqlite_app):
            sent = post(person, token, json.dumps(good).encode())
        assert sent.status_code == 503
