"""The log: in a chain, without gaps, and only ever added to."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from assess.extensions import db
from assess.services import audit
from assess.services.audit import Entry, Filters
from assess.services.database import write

NOW = datetime(2026, 11, 25, 12, 0, 0, 123456, tzinfo=UTC)


def fill(session: Session, count: int, subject: str = "thing", action: str = "changed") -> None:
    """Add rows, an hour apart."""

    def work() -> None:
        for number in range(count):
            entry = Entry("a@example.com", action, f"{subject} {number}", {1: "x"}, {"y": 0.1})
            audit.add(session, entry, NOW + timedelta(hours=number))

    write(session, work)


def test_rows_follow_one_another_and_the_check_finds_them_whole(session: Session) -> None:
    assert audit.check(session).rows == 0
    fill(session, 3)
    found = audit.check(session)
    assert (found.rows, found.broken) == (3, None)
    rows = list(audit.rows(session, Filters()))
    assert [row.number for row in rows] == [1, 2, 3]
    assert found.head == rows[-1].digest
    assert audit.check(session, rows[0].digest).broken is None
    assert audit.check(session, "f" * 64).broken == 4


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET subject = 'other' WHERE number = 1",
        "UPDATE audit SET number = 9 WHERE number = 2",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE number = 2",
    ],
)
def test_no_row_can_be_changed_or_removed(session: Session, change: str) -> None:
    fill(session, 2)
    with pytest.raises(DatabaseError, match="never changes"):
        session.execute(text(change))
    session.rollback()
    assert audit.check(session).rows == 2


def test_no_row_can_be_replaced_or_cut_off(session: Session) -> None:
    fill(session, 2)
    kept = "number, at, actor, action, subject, before, after, previous, digest"
    columns = kept.replace("actor", "'evil'")
    ways = (
        [f"INSERT OR REPLACE INTO audit ({kept}) SELECT {columns} FROM audit WHERE number = 2"]  # noqa: S608 - our own words
        if session.get_bind().dialect.name == "sqlite"
        else ["TRUNCATE audit"]
    )
    for change in ways:
        with pytest.raises(DatabaseError, match="never changes"):
            session.execute(text(change))
        session.rollback()
    assert {row.actor for row in audit.rows(session, Filters())} == {"a@example.com"}


@pytest.mark.parametrize(
    ("change", "broken", "reason"),
    [
        ("UPDATE audit SET subject = 'other' WHERE number = 2", 2, "it was changed"),
        ("DELETE FROM audit WHERE number = 2", 3, "row 2 is missing"),
        ("UPDATE audit SET previous = digest WHERE number = 2", 2, "it does not follow"),
    ],
)
def test_who_goes_around_the_triggers_is_found(
    sqlite_session: Session, change: str, broken: int, reason: str
) -> None:
    fill(sqlite_session, 3)
    for name in ("update", "delete"):
        sqlite_session.execute(text(f"DROP TRIGGER audit_no_{name}"))
    sqlite_session.execute(text(change))
    sqlite_session.commit()
    found = audit.check(sqlite_session)
    assert found.broken == broken
    assert reason in found.reason


def test_many_at_once_leave_no_gap(app: Flask, session: Session) -> None:
    failed: list[BaseException] = []

    def run(name: int) -> None:
        with app.app_context(), Session(db.engine) as own:
            try:
                for _ in range(5):
                    fill(own, 2, str(name))
            except BaseException as error:  # noqa: BLE001 - whatever it is, the test must know
                failed.append(error)

    threads = [threading.Thread(target=run, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert audit.check(session) == audit.Checked(40, audit.check(session).head)


def test_filters_narrow_and_pages_go_back(session: Session) -> None:
    fill(session, audit.PAGE + 1)
    fill(session, 1, "100% _sure\\", "published")
    page = audit.page(session, Filters())
    assert (len(page.rows), page.more) == (audit.PAGE, True)
    assert page.rows[0].number == audit.PAGE + 2
    older = audit.page(session, Filters(), page.rows[-1].number)
    assert ([row.number for row in older.rows], older.more) == ([2, 1], False)
    for filters, count in (
        (Filters(action="published"), 1),
        (Filters(actor="a@example.com"), 50),
        (Filters(actor="nobody"), 0),
        (Filters(subject="% _SURE\\"), 1),
        (Filters(subject="%sure"), 0),
        (Filters(first_day=date(2026, 11, 27)), 15),
        (Filters(last_day=date(2026, 11, 25)), 13),
        (Filters(first_day=date.min, last_day=date.max), 50),
    ):
        assert len(audit.page(session, filters).rows) == count, filters
    assert audit.known(session) == (("a@example.com",), ("changed", "published"))


def test_hostile_texts_are_kept_and_the_chain_holds(session: Session) -> None:
    hostile = "\0\ud800\u202e<b>" + "x" * 100_000

    def work() -> None:
        audit.add(session, Entry(hostile, "changed", hostile, hostile, {hostile: 1}), NOW)

    write(session, work)
    assert audit.check(session).broken is None
    [row] = audit.rows(session, Filters())
    assert (len(row.actor), len(row.subject)) == (255, 300)
