"""What the database itself refuses, and what leaves together with an attempt."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.models import AnswerRow, AttemptRow, EditionRow, HolderRow, ResultRow, ThrottleRow
from assess.models.base import UtcDateTime
from tests.outages import engine_of
from tests.records import records, unchanged
from tests.visitor import Visitor

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def finished(visitor: Visitor, shipped: Compiled) -> str:
    """Return the path of an attempt with one answer and a result."""
    attempt = visitor.start()
    visitor.answer(f"{attempt}/q/{shipped.forms['standard'][0]}", "a")
    visitor.finish(attempt)
    return attempt


def refused(session: Session, statement: str, reason: str = "never changes") -> None:
    """Assert that the database refuses a statement, and nothing is different afterwards."""
    with unchanged(session), pytest.raises(DBAPIError, match=reason):
        session.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE edition SET note = 'other'",
        "UPDATE edition SET number = 2",
        "UPDATE edition SET note = 'x' WHERE number = 1",
        "DELETE FROM edition",
        "DELETE FROM edition WHERE number = 1",
        "UPDATE result SET outcome = '{}'",
        "UPDATE result SET number = 2",
    ],
)
def test_a_published_edition_and_a_result_never_change(
    statement: str, finished: str, session: Session
) -> None:
    refused(session, statement)


def test_replacing_an_edition_in_sqlite_is_refused(sqlite_session: Session) -> None:
    kept = "digest, published_at, published_by, note FROM edition"
    refused(sqlite_session, f"INSERT OR REPLACE INTO edition SELECT number, '{{}}', {kept}")


@pytest.mark.parametrize(
    "statement", ["TRUNCATE edition CASCADE", "TRUNCATE edition, attempt CASCADE"]
)
def test_postgresql_refuses_to_truncate_editions(statement: str, postgresql_app: Flask) -> None:
    engine = engine_of(postgresql_app)
    with Session(engine) as session:
        refused(session, statement)


def test_deleting_an_attempt_takes_its_answers_results_and_grants(
    finished: str, visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    other = visitor.start()
    visitor.answer(f"{other}/q/{shipped.forms['standard'][1]}", "a")
    before = records(session)
    gone = AttemptRow.public_id == finished.removeprefix("/a/")
    session.execute(delete(AttemptRow).where(gone))
    session.commit()
    after = records(session)
    assert [row["public_id"] for row in after["attempt"]] == [other.removeprefix("/a/")]
    assert [len(before[name]) for name in ("answer", "result", "access_grant")] == [2, 1, 2]
    assert [len(after[name]) for name in ("answer", "result", "access_grant")] == [1, 0, 1]
    assert after["edition"] == before["edition"]
    visitor.get(finished, 404)
    visitor.get(other)


def test_deleting_a_holder_takes_its_grants_and_no_attempt(
    finished: str, visitor: Visitor, session: Session
) -> None:
    session.execute(delete(HolderRow))
    session.commit()
    after = records(session)
    assert after["access_grant"] == []
    assert len(after["attempt"]) == len(after["result"]) == 1
    visitor.get(finished, 404)


def test_an_edition_in_use_cannot_be_missing(session: Session) -> None:
    lost = {
        "public_id": "0" * 20, "start_key": "0" * 64, "edition_number": 99, "length": "standard",
        "questions": [], "started_at": NOW, "visited_at": NOW,
    }  # fmt: skip
    with unchanged(session), pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        session.execute(insert(AttemptRow).values(lost))


@pytest.mark.parametrize("kind", ["", "given ", "maybe"])
def test_an_answer_of_an_unknown_sort_is_refused(
    kind: str, finished: str, session: Session
) -> None:
    with unchanged(session), pytest.raises(IntegrityError):
        session.execute(update(AnswerRow).values(kind=kind))


def test_an_answer_belongs_to_an_attempt(session: Session) -> None:
    orphan = {
        "attempt_id": 99, "question_key": "q", "kind": "given", "options": [], "save_id": "s",
        "turn": 0, "saved_at": NOW,
    }  # fmt: skip
    with unchanged(session), pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        session.execute(insert(AnswerRow).values(orphan))


@pytest.mark.parametrize(
    "changes", [{"number": 0}, {"digest": "short"}, {"number": 1}, {"document": None}]
)
def test_an_edition_that_cannot_be_is_refused(changes: dict[str, object], session: Session) -> None:
    row = {
        "number": 2, "document": "{}", "digest": "0" * 64, "published_at": NOW,
        "published_by": "", "note": "",
    }  # fmt: skip
    with unchanged(session), pytest.raises(IntegrityError):
        session.execute(insert(EditionRow).values(row | changes))


def test_the_results_of_an_attempt_are_numbered_once(finished: str, session: Session) -> None:
    [row] = records(session)["result"]
    twice = row | {"id": 99}
    with unchanged(session), pytest.raises(IntegrityError):
        session.execute(insert(ResultRow).values(twice))


def test_a_moment_without_a_zone_is_a_mistake(session: Session) -> None:
    naive = {"bucket": "0" * 64, "count": 0, "began_at": NOW, "last_at": NOW.replace(tzinfo=None)}
    with pytest.raises(StatementError, match="a moment needs its time zone"):
        session.execute(insert(ThrottleRow).values(naive))


def test_no_moment_stays_none(session: Session) -> None:
    kind = UtcDateTime()
    assert kind.process_bind_param(None, session.get_bind().dialect) is None
    assert kind.process_result_value(None, session.get_bind().dialect) is None


def test_moments_come_back_in_utc_to_the_microsecond(session: Session) -> None:
    east = datetime.fromisoformat("2026-03-01T14:00:00.123456+02:00")
    row = {"bucket": "0" * 64, "count": 0, "began_at": east, "last_at": east}
    session.execute(insert(ThrottleRow).values(row))
    session.commit()
    found = records(session)["throttle"][0]["began_at"]
    assert found == east
    assert found.tzinfo == UTC


def test_what_sqlite_is_asked_for_is_what_it_does(sqlite_session: Session) -> None:
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000,
        "secure_delete": 1,
    }  # fmt: skip
    for pragma, value in wanted.items():
        assert sqlite_session.scalar(text(f"PRAGMA {pragma}")) == value


def test_a_lock_that_nobody_releases_ends_by_itself_in_postgresql(
    postgresql_app: Flask,
) -> None:
    engine = engine_of(postgresql_app)
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW lock_timeout")) == "5s"
        assert connection.scalar(text("SHOW statement_timeout")) == "15s"
