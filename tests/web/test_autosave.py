"""Saving at the moment of choosing: the same rules, answered in JSON."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from assess.core.edition import Question
from tests import outages
from tests.kinds import every_choice, first_choice, last_choice, one_of_each, stored_as
from tests.records import saved, unchanged
from tests.visitor import Visitor, checked, form_of


@pytest.fixture
def question(shipped: Compiled) -> Question:
    return one_of_each(shipped)[0]


def choose(visitor: Visitor, page: TestResponse, *values: str, **fields: str) -> TestResponse:
    """Send a page's form to where it saves by itself."""
    form = form_of(page)
    sent = form.with_(answer=values, **fields)
    response = visitor.post(form.action.partition("?")[0] + "/save", sent)
    assert response.mimetype == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    assert set(response.get_json()) == {"message"}
    return response


def message(response: TestResponse) -> str:
    told: str = response.get_json()["message"]
    return told


def test_choosing_saves_and_says_so(visitor: Visitor, session: Session, shipped: Compiled) -> None:
    attempt = visitor.start()
    for question in one_of_each(shipped):
        page = visitor.get(f"{attempt}/q/{question.key}")
        for values in every_choice(question):
            response = choose(visitor, page, *values)
            assert (response.status_code, message(response)) == (200, "Saved")
            assert (question.key, *stored_as(values)) in saved(session)
    assert len(saved(session)) == 5


def test_the_page_address_names_where_it_saves_by_itself(
    person: Visitor, question: Question
) -> None:
    attempt = person.start()
    page = person.get(f"{attempt}/q/{question.key}")
    assert f'data-autosave="{attempt}/q/{question.key}/save"' in page.text


def test_continuing_after_choosing_saves_once(
    visitor: Visitor, session: Session, question: Question
) -> None:
    page = visitor.get(f"{visitor.start()}/q/{question.key}")
    choose(visitor, page, "a")
    choose(visitor, page, "b")
    with unchanged(session):
        assert visitor.submit(page, answer=["b"]).status_code == 303
    assert saved(session) == [(question.key, "given", ["b"])]


def test_a_choice_that_a_later_one_has_overtaken_changes_nothing(
    visitor: Visitor, session: Session, question: Question
) -> None:
    page = visitor.get(f"{visitor.start()}/q/{question.key}")
    choose(visitor, page, "b", turn="2")
    with unchanged(session):
        late = choose(visitor, page, "a", turn="1")
    assert (late.status_code, message(late)) == (200, "Saved")
    assert saved(session) == [(question.key, "given", ["b"])]


def test_an_answer_saved_in_another_tab_is_a_409(
    visitor: Visitor, session: Session, question: Question
) -> None:
    path = f"{visitor.start()}/q/{question.key}"
    one, other = visitor.get(path), visitor.get(path)
    choose(visitor, one, *first_choice(question))
    with unchanged(session):
        response = choose(visitor, other, *last_choice(question))
    assert response.status_code == 409
    assert message(response).startswith("You answered this in another tab, too. Saved there: “")
    # The button shows both answers, and lets the person choose.
    asked = visitor.submit(other, answer=last_choice(question))
    assert asked.status_code == 409
    assert choose(visitor, asked, *checked(asked)).status_code == 200


def test_a_finished_attempt_is_a_409_unless_the_answer_is_the_same(
    visitor: Visitor, session: Session, question: Question
) -> None:
    attempt = visitor.start()
    page = visitor.get(f"{attempt}/q/{question.key}")
    choose(visitor, page, "a")
    visitor.finish(attempt)
    with unchanged(session):
        response = choose(visitor, page, "b")
        assert choose(visitor, page, "a").status_code == 200
    assert response.status_code == 409
    assert message(response).startswith(
        "The answers here are closed. They count in a result, so this change was not saved."
    )


def test_what_is_no_answer_is_a_422_with_a_sentence(
    visitor: Visitor, session: Session, question: Question
) -> None:
    page = visitor.get(f"{visitor.start()}/q/{question.key}")
    with unchanged(session):
        forged = choose(visitor, page, "forged")
        several = choose(visitor, page, "a", "b")
        nothing = choose(visitor, page)
        reload = choose(visitor, page, "a", save_id="")
    assert {reply.status_code for reply in (forged, several, nothing, reload)} == {422}
    assert message(forged).startswith("That answer is not one of this question’s options.")
    assert message(several) == "Choose just one answer."
    assert message(nothing) == "Choose an answer, or skip this question for now."
    assert message(reload) == "Reload this page, then choose again."


def test_a_wrong_form_token_is_a_400_with_a_sentence(
    visitor: Visitor, session: Session, question: Question
) -> None:
    page = visitor.get(f"{visitor.start()}/q/{question.key}")
    with unchanged(session):
        response = choose(visitor, page, "a", csrf_token="wrong")
    assert response.status_code == 400
    assert message(response).startswith("Please send your answer once more. ")


def test_a_lost_cookie_and_somebody_elses_attempt_are_the_same_404(
    new_visitor: Callable[[], Visitor], session: Session, question: Question
) -> None:
    holder, other = new_visitor(), new_visitor()
    page = holder.get(f"{holder.start()}/q/{question.key}")
    token = dict(form_of(other.get("/")).fields)["csrf_token"]
    with unchanged(session):
        stranger = choose(other, page, "a", csrf_token=token)
        holder.client.delete_cookie("assess")
        lost = choose(holder, page, "a")
    assert stranger.status_code == lost.status_code == 404
    assert message(stranger) == message(lost)
    assert message(lost).startswith("This browser does not have the key to this assessment. ")


def test_a_database_that_is_locked_or_away_is_a_503(
    app: Flask, visitor: Visitor, session: Session, question: Question
) -> None:
    page = visitor.get(f"{visitor.start()}/q/{question.key}")
    for outage in (outages.locked, outages.away):
        with unchanged(session), outage(app):
            response = choose(visitor, page, "a")
            assert response.status_code == 503
            assert response.headers["Retry-After"] == "5"
            assert message(response).startswith("We could not save just now. ")
    assert choose(visitor, page, "a").status_code == 200


def test_it_is_never_opened_as_a_page(person: Visitor, question: Question) -> None:
    path = f"{person.start()}/q/{question.key}/save"
    assert person.get(path, 405).headers["Allow"]
