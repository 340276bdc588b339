"""Publishing editions: numbers, one edition for one document, nothing half done."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.core.codec import canonical_json, digest, read_edition
from assess.core.compiled import Compiled
from assess.core.edition import Edition
from assess.services import editions
from assess.services.errors import NotFoundError, UnavailableError
from tests import outages
from tests.records import records, unchanged
from tests.services.test_attempts import at_once

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def retitled(shipped: Compiled, title: str) -> Edition:
    """Return the shipped edition under another title."""
    return shipped.edition.model_copy(update={"title": title})


def test_a_new_document_gets_the_next_number(session: Session, shipped: Compiled) -> None:
    two = editions.publish(session, retitled(shipped, "Two"), "Ada", "Second.", NOW)
    three = editions.publish(session, retitled(shipped, "Three"), "Bo", "", NOW)
    assert (two.number, three.number) == (2, 3)
    assert (two.published_by, two.note, two.published_at) == ("Ada", "Second.", NOW)
    listed = editions.list_editions(session)
    assert [info.number for info in listed] == [1, 2, 3]
    assert listed[1] == two


def test_the_same_document_twice_is_one_edition(session: Session, shipped: Compiled) -> None:
    with unchanged(session):
        info = editions.publish(session, shipped.edition, "somebody", "again", NOW)
    assert info.number == 1
    assert info.published_by == "assess"


def test_the_same_document_in_another_notation_is_the_same_edition(
    session: Session, shipped: Compiled
) -> None:
    text = canonical_json(shipped.edition).replace('":', '" : ')
    with unchanged(session):
        assert editions.publish(session, read_edition(text), "", "", NOW).number == 1


def test_the_digest_is_that_of_the_stored_document(session: Session) -> None:
    for row in records(session)["edition"]:
        assert digest(row["document"]) == row["digest"]
        assert canonical_json(read_edition(row["document"])) == row["document"]


def test_the_newest_edition_is_the_one_that_counts(session: Session, shipped: Compiled) -> None:
    assert editions.current(session)[0] == 1
    editions.publish(session, retitled(shipped, "Two"), "", "", NOW)
    number, compiled = editions.current(session)
    assert (number, compiled.edition.title) == (2, "Two")
    assert editions.fetch(session, 1).edition == shipped.edition


def test_an_edition_is_compiled_once_a_process(session: Session) -> None:
    assert editions.current(session)[1] is editions.fetch(session, 1)


@pytest.mark.parametrize("number", [0, 2, -1, 2**31 - 1])
def test_an_edition_that_is_not_there_is_not_found(number: int, session: Session) -> None:
    with pytest.raises(NotFoundError, match=f"edition {number}"):
        editions.fetch(session, number)


def test_a_digest_that_nobody_published_is_not_found(session: Session) -> None:
    with pytest.raises(NotFoundError):
        editions.by_digest(session, "0" * 64)


def test_without_any_edition_the_reason_says_what_to_run(sqlite_session: Session) -> None:
    connection = sqlite_session.connection()
    connection.exec_driver_sql("DROP TRIGGER edition_no_delete")
    connection.exec_driver_sql("DELETE FROM edition")
    with pytest.raises(UnavailableError, match="flask --app wsgi prepare"):
        editions.current(sqlite_session)
    sqlite_session.rollback()


def test_publishing_at_the_same_moment_gives_each_its_number(
    app: Flask, session: Session, shipped: Compiled
) -> None:
    def work(title: str) -> Callable[[Session], object]:
        return lambda session: editions.publish(session, retitled(shipped, title), "", "", NOW)

    done = at_once(app, work("Two"), work("Three"), work("Two"))
    numbers = sorted(info.number for info in editions.list_editions(session))
    assert numbers == [1, 2, 3], done


def test_publishing_while_the_database_is_busy_publishes_nothing(
    app: Flask, session: Session, shipped: Compiled
) -> None:
    with unchanged(session), outages.locked(app), pytest.raises(UnavailableError):
        editions.publish(session, retitled(shipped, "Two"), "", "", NOW)
