"""Whatever goes wrong with a save, the question comes back with the typed answer chosen."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from assess.core.edition import Question
from assess.services import editions
from tests import outages
from tests.kinds import first_choice, one_of_each
from tests.records import saved, unchanged
from tests.visitor import Visitor, checked, form_of, notices, words

EXPIRED = (
    "This page had lost its link to your browser, so we did not save yet. Your answer is still "
    "chosen below. Press “Save and continue”."
)
LOST = (
    "Your answer is still chosen below. To save it, enter the code of this assessment under it, "
    "or sign in. Without either, go on in the browser you started in."
)
BUSY = (
    "Our records are busy. Your answer is still chosen below. Wait a few seconds, then press "
    "“Save and continue” again."
)

Pages = dict[str, TestResponse]


@pytest.fixture
def questions(shipped: Compiled) -> list[Question]:
    return one_of_each(shipped)


@pytest.fixture
def pages(visitor: Visitor, questions: list[Question]) -> Pages:
    """Return a question page of each kind, open in a browser."""
    attempt = visitor.start()
    return {question.key: visitor.get(f"{attempt}/q/{question.key}") for question in questions}


def comes_back(page: TestResponse, question: Question, status: int, sentence: str) -> None:
    """Assert that a question came back with its answer and one sentence."""
    assert page.status_code == status, question.kind
    assert checked(page) == first_choice(question), question.kind
    assert question.text.split()[-1] in words(page, "legend")
    assert notices(page) == [sentence]
    assert "<title>Error: " in page.text
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", [["wrong"], []], ids=["wrong", "missing"])
def test_a_form_token_that_does_not_fit_brings_the_question_back(
    token: list[str], visitor: Visitor, session: Session, pages: Pages, questions: list[Question]
) -> None:
    for question in questions:
        with unchanged(session):
            page = visitor.submit(
                pages[question.key], answer=first_choice(question), csrf_token=token
            )
        comes_back(page, question, 400, EXPIRED)
        assert visitor.submit(page, answer=checked(page)).status_code == 303
    assert len(saved(session)) == 5


def test_a_lost_cookie_brings_the_question_back(
    visitor: Visitor, session: Session, pages: Pages, questions: list[Question]
) -> None:
    for question in questions:
        visitor.client.delete_cookie("assess")
        with unchanged(session):
            page = visitor.submit(pages[question.key], answer=first_choice(question))
        comes_back(page, question, 404, LOST)
        # The page sent again with the new cookie's own token is still somebody else's.
        comes_back(visitor.submit(page, answer=checked(page)), question, 404, LOST)


def test_a_cookie_that_comes_back_saves_what_was_rescued(
    visitor: Visitor, session: Session, pages: Pages, questions: list[Question]
) -> None:
    question = questions[0]
    cookie = visitor.client.get_cookie("assess")
    assert cookie is not None
    visitor.client.delete_cookie("assess")
    page = visitor.submit(pages[question.key], answer=first_choice(question))
    visitor.client.set_cookie("assess", cookie.value)
    expired = visitor.submit(page, answer=checked(page))
    comes_back(expired, question, 400, EXPIRED)
    assert visitor.submit(expired, answer=checked(expired)).status_code == 303
    assert saved(session) == [(question.key, "given", first_choice(question))]


@pytest.mark.parametrize("outage", [outages.locked, outages.away])
def test_a_database_that_is_busy_or_away_brings_the_question_back(
    *,
    outage: Callable[[Flask], AbstractContextManager[None]],
    app: Flask,
    visitor: Visitor,
    session: Session,
    pages: Pages,
    questions: list[Question],
) -> None:
    returned = {}
    with unchanged(session), outage(app):
        for question in questions:
            page = visitor.submit(pages[question.key], answer=first_choice(question))
            comes_back(page, question, 503, BUSY)
            assert page.headers["Retry-After"] == "5"
            returned[question.key] = page
    for page in returned.values():
        assert visitor.submit(page, answer=checked(page)).status_code == 303
    assert len(saved(session)) == 5


def test_the_rescue_works_in_a_process_that_never_saw_the_edition(
    app: Flask,
    visitor: Visitor,
    pages: Pages,
    questions: list[Question],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(editions, "_shelf", {})
    page = visitor.submit(
        pages[questions[0].key], answer=first_choice(questions[0]), csrf_token="wrong"
    )
    comes_back(page, questions[0], 400, EXPIRED)
    monkeypatch.setattr(editions, "_shelf", {})
    with outages.away(app):
        page = visitor.submit(pages[questions[0].key], answer=first_choice(questions[0]))
    # Nobody can draw the question now; the page must still be plain and say what to do.
    assert page.status_code == 503
    assert words(page, "h1") == "We can’t reach our records right now"


def test_a_wrong_form_token_while_the_database_is_away_is_told_as_busy(
    app: Flask, visitor: Visitor, pages: Pages, questions: list[Question]
) -> None:
    with outages.away(app):
        page = visitor.submit(
            pages[questions[0].key], answer=first_choice(questions[0]), csrf_token="wrong"
        )
    comes_back(page, questions[0], 503, BUSY)


def test_a_conflict_that_cannot_be_drawn_is_a_plain_page_and_changes_nothing(
    visitor: Visitor, session: Session, pages: Pages, questions: list[Question]
) -> None:
    key = questions[0].key
    stale = visitor.get(pages[key].request.path)
    visitor.submit(pages[key], answer="a")
    with unchanged(session):
        page = visitor.submit(stale, answer="b", edition="")
    assert page.status_code == 409
    assert words(page, "h1")


def test_a_page_keeps_its_way_back_to_the_check_page_through_a_rescue(
    person: Visitor, questions: list[Question]
) -> None:
    attempt = person.start()
    path = f"{attempt}/q/{questions[0].key}?from=check"
    page = person.submit(person.get(path), answer=first_choice(questions[0]), csrf_token="wrong")
    assert form_of(page).action == path
    assert person.submit(page, answer=checked(page)).location == f"{attempt}/check"


@pytest.mark.parametrize("edition", ["", "0" * 64, "no digest", "nul\x00byte"])
def test_without_its_edition_a_failed_save_is_a_plain_error_page(
    edition: str, visitor: Visitor, session: Session, pages: Pages, questions: list[Question]
) -> None:
    key = questions[0].key
    with unchanged(session):
        page = visitor.submit(
            pages[key], answer=first_choice(questions[0]), csrf_token="wrong", edition=edition
        )
    assert page.status_code == 400
    assert words(page, "h1") == "This page could not be sent"


def test_pages_that_are_read_say_so_when_the_database_is_away(
    app: Flask, visitor: Visitor, questions: list[Question]
) -> None:
    attempt = visitor.start()
    with outages.away(app):
        for path in ("/", attempt, f"{attempt}/q/{questions[0].key}", f"{attempt}/check"):
            page = visitor.get(path, 503)
            assert words(page, "main p").startswith("Nothing was lost. Wait a few seconds")
            assert page.headers["Retry-After"] == "5"
        assert visitor.get("/privacy").status_code == 200


def test_starting_and_finishing_while_the_database_is_locked_change_nothing(
    app: Flask, visitor: Visitor, session: Session, questions: list[Question]
) -> None:
    home = visitor.get("/")
    attempt = visitor.start()
    visitor.answer(f"{attempt}/q/{questions[0].key}", *first_choice(questions[0]))
    check = visitor.get(f"{attempt}/check")
    with unchanged(session), outages.locked(app):
        assert visitor.submit(check).status_code == 503
        assert visitor.submit(home, start_id="0" * 32).status_code == 503
