"""A new edition is published while people are under way: nothing changes for them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.core.edition import Edition
from assess.services import editions
from tests.records import records, unchanged
from tests.visitor import Visitor, checked, steady, words

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def second(shipped: Compiled) -> Edition:
    """Return an edition without the first question and with other pay."""
    first = shipped.forms["standard"][0]
    questions = tuple(
        question.model_copy(update={"retired": True}) if question.key == first else question
        for question in shipped.edition.questions
    )
    roles = tuple(
        role.model_copy(update={"name": f"{role.name} (new)", "pay": None})
        for role in shipped.edition.roles
    )
    changes = {"questions": questions, "roles": roles, "lengths": {"standard": 3}}
    return shipped.edition.model_copy(update=changes)


def test_who_is_under_way_stays_on_the_edition_they_began(
    visitor: Visitor, session: Session, shipped: Compiled, second: Edition
) -> None:
    attempt = visitor.start()
    order = shipped.forms["standard"]
    visitor.answer(f"{attempt}/q/{order[0]}", "c")
    open_page = visitor.get(f"{attempt}/q/{order[1]}")
    assert editions.publish(session, second, "staff", "", NOW).number == 2
    assert checked(visitor.get(f"{attempt}/q/{order[0]}")) == ["c"]
    assert visitor.submit(open_page, answer="a").status_code == 303
    assert "You have answered 2 of 40 questions." in words(visitor.get(attempt))
    page = visitor.get(visitor.finish(attempt))
    assert "Edition 1, scoring version 1." in words(page)
    assert "(new)" not in page.text


def test_who_starts_afterwards_gets_the_new_edition(
    new_visitor: Callable[[], Visitor], session: Session, shipped: Compiled, second: Edition
) -> None:
    new_visitor().start()
    editions.publish(session, second, "staff", "", NOW)
    late = new_visitor()
    assert "Answer 24 short questions" in words(late.get("/"))
    attempt = late.start()
    late.get(f"{attempt}/q/{shipped.forms['standard'][0]}", 404)
    key = editions.current(session)[1].forms["standard"][0]
    session.rollback()
    late.answer(f"{attempt}/q/{key}", "a")
    page = late.get(late.finish(attempt))
    assert "Edition 2, scoring version 1." in words(page)
    assert "(new) fits you best" in words(page, "h1")
    assert [row["edition_number"] for row in records(session)["attempt"]] == [1, 2]


def test_an_old_result_is_opened_again_byte_for_byte(
    visitor: Visitor, session: Session, shipped: Compiled, second: Edition
) -> None:
    attempt = visitor.start()
    visitor.answer(f"{attempt}/q/{shipped.forms['standard'][0]}", "c")
    result = visitor.finish(attempt, goal="account_manager")
    before = steady(visitor.get(result))
    stored = records(session)["result"]
    editions.publish(session, second, "staff", "", NOW)
    assert steady(visitor.get(result)) == before
    assert records(session)["result"] == stored


def test_an_old_result_survives_another_engine(
    person: Visitor, sqlite_session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = person.start()
    person.answer(f"{attempt}/q/{shipped.forms['standard'][0]}", "c")
    result = person.finish(attempt)
    before = steady(person.get(result))

    def broken(*_: object, **__: object) -> None:
        raise AssertionError("a stored result is never computed again")

    monkeypatch.setattr("assess.services.results.assess", broken)
    monkeypatch.setattr("assess.core.outcome.ENGINE", "2")
    with unchanged(sqlite_session):
        assert steady(person.get(result)) == before
