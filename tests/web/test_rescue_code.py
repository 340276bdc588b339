"""A session lost in the middle of an answer: the code is typed under it, and it is saved."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from justhtml import JustHTML
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.codes import regroup
from assess.core.compiled import Compiled
from assess.core.edition import Question
from tests import outages
from tests.kinds import every_choice, first_choice, last_choice, one_of_each
from tests.records import saved, unchanged
from tests.resuming import NOTHING, UNKNOWN, code_on, come_back, typed
from tests.visitor import Visitor, checked, form_of, notices, words

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
Lose = Callable[[Question], TestResponse]


@pytest.fixture
def questions(shipped: Compiled) -> list[Question]:
    return one_of_each(shipped)


@pytest.fixture
def attempt(visitor: Visitor) -> str:
    return visitor.start()


@pytest.fixture
def code(visitor: Visitor, attempt: str) -> str:
    return code_on(visitor.get(f"{attempt}/code"))


@pytest.fixture
def lose(visitor: Visitor, attempt: str, code: str) -> Lose:
    """Return a way to lose the cookie between choosing and sending."""

    def lost(question: Question) -> TestResponse:
        page = visitor.get(f"{attempt}/q/{question.key}")
        visitor.client.delete_cookie("assess")
        return visitor.submit(page, answer=first_choice(question))

    return lost


def keeps(page: TestResponse, question: Question, code: str, status: int, told: str) -> None:
    """Assert that answer and code both stand on the page, with one sentence."""
    assert page.status_code == status, question.kind
    assert checked(page) == first_choice(question)
    # One that was refused stands in groups, as the saved one does.
    assert typed(page) == (regroup(code) if page.status_code in (422, 429) else code)
    [sentence] = notices(page)
    assert told in sentence
    assert "<title>Error: " in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_the_code_under_a_rescued_answer_saves_it_and_goes_on(
    *,
    visitor: Visitor,
    session: Session,
    attempt: str,
    code: str,
    lose: Lose,
    questions: list[Question],
    shipped: Compiled,
) -> None:
    form = shipped.forms["standard"]
    for question in questions:
        page = lose(question)
        keeps(page, question, "", 404, "enter the code of this assessment")
        sent = visitor.submit(page, code=code.lower())
        following = form[form.index(question.key) + 1]
        assert (sent.status_code, sent.location) == (303, f"{attempt}/q/{following}")
        assert (question.key, "given", first_choice(question)) in saved(session)
        visitor.get(sent.location)
    assert len(saved(session)) == 5


def test_every_sort_of_answer_is_saved_by_the_code(
    visitor: Visitor, session: Session, code: str, lose: Lose, questions: list[Question]
) -> None:
    for question in questions:
        for values in every_choice(question):
            page = lose(question)
            assert visitor.submit(page, answer=values, code=code).status_code == 303
            visitor.get(page.request.path)
    assert len(saved(session)) == 5


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (UNKNOWN, NOTHING),
        (UNKNOWN[:-1], "Some are missing."),
        (UNKNOWN[:-2] + UNKNOWN[:1] * 2, "There is a"),
        ("unknown", "is never part of a code."),
    ],
)
def test_a_wrong_code_keeps_both_and_changes_nothing_of_the_attempt(
    *,
    wrong: str,
    told: str,
    visitor: Visitor,
    session: Session,
    code: str,
    lose: Lose,
    questions: list[Question],
) -> None:
    for question in questions:
        page = visitor.submit(lose(question), code=wrong)
        keeps(page, question, wrong, 422, told)
        assert words(page, "#code-problem").removeprefix("Error: ") == notices(page)[0]
        assert saved(session) == []
        assert visitor.client.get(page.request.path).status_code == 404
        come_back(visitor, code)


def test_a_code_of_another_attempt_keeps_both_and_opens_neither(
    visitor: Visitor,
    new_visitor: Callable[[], Visitor],
    session: Session,
    lose: Lose,
    questions: list[Question],
) -> None:
    other = new_visitor()
    theirs = other.start()
    wrong = code_on(other.get(f"{theirs}/code"))
    page = visitor.submit(lose(questions[0]), code=wrong)
    keeps(page, questions[0], wrong, 422, "it belongs to another assessment")
    visitor.get(theirs, 404)
    assert saved(session) == []


def test_too_many_wrong_codes_keep_both_and_say_how_long_to_wait(
    *,
    visitor: Visitor,
    session: Session,
    code: str,
    lose: Lose,
    questions: list[Question],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assess.web.admission.now", lambda: NOW)
    pages = []
    for question in questions:
        pages.append(lose(question))
        come_back(visitor, code)
    visitor.client.delete_cookie("assess")
    pages = [visitor.submit(page) for page in pages]
    for _ in range(10):
        come_back(visitor, UNKNOWN)
    with unchanged(session):
        for question, page in zip(questions, pages, strict=True):
            refused = visitor.submit(page, code=code)
            keeps(refused, question, code, 429, "Please wait 1 minute, then try again.")
            assert refused.headers["Retry-After"] == "60"
    monkeypatch.setattr("assess.web.admission.now", lambda: NOW + timedelta(minutes=1))
    assert visitor.submit(refused).status_code == 303


def test_a_form_token_that_does_not_fit_keeps_the_code_too(
    visitor: Visitor, session: Session, code: str, lose: Lose, questions: list[Question]
) -> None:
    for question in questions:
        page = lose(question)
        with unchanged(session):
            back = visitor.submit(page, code=code, csrf_token="wrong")
        keeps(back, question, code, 404, "enter the code of this assessment")
        assert visitor.submit(back).status_code == 303


def test_a_database_that_is_away_keeps_the_code_too(
    app: Flask, visitor: Visitor, code: str, lose: Lose, questions: list[Question]
) -> None:
    for question in questions:
        page = lose(question)
        with outages.away(app):
            back = visitor.submit(page, code=code)
        keeps(back, question, code, 503, "Our records are busy.")
        assert visitor.submit(back).status_code == 303


def test_a_right_code_with_nothing_chosen_opens_the_question_and_asks(
    visitor: Visitor, code: str, lose: Lose, questions: list[Question]
) -> None:
    page = visitor.submit(lose(questions[0]), code=code, answer=())
    assert page.status_code == 422
    assert JustHTML(page.text, sanitize=False).query("#code") == []
    assert visitor.submit(page, answer="a").status_code == 303


def test_an_answer_changed_elsewhere_meanwhile_is_asked_about_after_the_code(
    *,
    visitor: Visitor,
    new_visitor: Callable[[], Visitor],
    attempt: str,
    code: str,
    lose: Lose,
    questions: list[Question],
) -> None:
    question = questions[0]
    page = lose(question)
    other = new_visitor()
    come_back(other, code)
    other.answer(f"{attempt}/q/{question.key}", *last_choice(question))
    asked = visitor.submit(page, code=code)
    assert asked.status_code == 409
    assert checked(asked) == first_choice(question)
    assert JustHTML(asked.text, sanitize=False).query("#code") == []
    assert visitor.submit(asked).status_code == 303


def test_the_code_of_a_finished_attempt_leads_on_to_its_result(
    *,
    visitor: Visitor,
    new_visitor: Callable[[], Visitor],
    attempt: str,
    code: str,
    lose: Lose,
    questions: list[Question],
) -> None:
    page = lose(questions[0])
    other = new_visitor()
    come_back(other, code)
    other.answer(f"{attempt}/q/{questions[0].key}", *last_choice(questions[0]))
    other.finish(attempt)
    closed = visitor.submit(page, code=code)
    assert closed.status_code == 409
    assert "The answers here are closed" in words(closed)
    assert visitor.get(f"{attempt}/check", 303).location == f"{attempt}/result"


def test_what_cannot_be_seen_is_not_kept_in_the_field(
    visitor: Visitor, lose: Lose, questions: list[Question]
) -> None:
    page = visitor.submit(lose(questions[0]), code="\x00\u202e12<b>\x1b34")
    assert (page.status_code, typed(page)) == (422, "12<b>34")


def test_choosing_with_a_lost_session_says_how_to_go_on(
    visitor: Visitor, attempt: str, questions: list[Question]
) -> None:
    page = visitor.get(f"{attempt}/q/{questions[0].key}")
    visitor.client.delete_cookie("assess")
    answer = visitor.post(f"{page.request.path}/save", form_of(page).with_(answer="a"))
    assert answer.status_code == 404
    assert answer.get_json()["message"] == (
        "This browser does not have the key to this assessment. Not saved yet. Press “Save and "
        "continue”: your answer stays, and you can enter the code of this assessment or "
        "sign in."
    )
