"""Deleting: everything that hangs on an attempt goes, the rest stays, and the bytes go too."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.models import (
    AccountRow,
    AttemptRow,
    CodeRow,
    GrantRow,
    HolderRow,
    ImportedEditionRow,
    ShareRow,
)
from assess.services import attempts, browsers, deleting, lookup, results
from assess.services.attempts import Save
from assess.services.database import write
from assess.services.errors import NotFoundError
from tests import outages
from tests.records import records, unchanged

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ME, OTHER = "a" * 64, "b" * 64
MARK = "marksave00000001"


def begin(session: Session, token: str = ME, start_id: str = "1", save_id: str = MARK) -> str:
    """Start an attempt, give one answer, finish, and make a code and a link."""
    public_id = attempts.start(session, token, start_id, "quick", NOW)
    attempt = attempts.open_attempt(session, token, public_id)
    save = Save(attempt.form[0], ("not_sure",), save_id, "", 0, by_button=True)
    attempts.save_answer(session, token, public_id, save, NOW)
    results.finish(session, token, public_id, None, NOW)
    named = f"{public_id:0>64}"
    session.add(CodeRow(attempt_id=attempt.id, code_hash=named, generation=1, made_at=NOW))
    session.add(
        ShareRow(
            public_id=public_id[::-1],
            attempt_id=attempt.id,
            result_number=1,
            secret_hash=named,
            with_claims=True,
            with_answers=True,
            made_at=NOW,
            ends_at=NOW + timedelta(days=7),
        )
    )
    session.commit()
    return public_id


def id_of(session: Session, public_id: str) -> int:
    """Return an attempt's own id."""
    return session.scalars(select(AttemptRow.id).filter_by(public_id=public_id)).one()


def also_held_by(session: Session, token: str, public_id: str) -> int:
    """Give another browser the right to an attempt, and return its holder."""

    def work() -> int:
        holder = lookup.holder_of(session, token, NOW)
        lookup.grant(session, holder, id_of(session, public_id), NOW)
        return holder

    return write(session, work)


def make_account(session: Session, token: str) -> int:
    """Turn a browser's holder into an account's."""

    def work() -> int:
        holder = lookup.holder_of(session, token, NOW)
        account = AccountRow(
            holder_id=holder, email=f"{holder}@example.org", active=True, made_at=NOW
        )
        account.fs_uniquifier = f"{holder}"
        session.add(account)
        return holder

    return write(session, work)


def left(session: Session) -> dict[str, int]:
    """Count what is left in the tables that speak of people."""
    tables = ("attempt", "answer", "result", "access_grant", "resume_code", "share")
    found = records(session)
    return {table: len(found[table]) for table in tables}


def test_one_attempt_goes_with_all_that_hangs_on_it_and_no_other(session: Session) -> None:
    gone, stays = begin(session), begin(session, start_id="2")
    also_held_by(session, OTHER, gone)
    assert deleting.belongings(session, ME, gone).holders == 2
    deleting.delete_attempt(session, ME, gone)
    assert set(left(session).values()) == {1}
    assert [row["public_id"] for row in records(session)["attempt"]] == [stays]
    for token in (ME, OTHER):
        with pytest.raises(NotFoundError):
            attempts.open_attempt(session, token, gone)


def test_what_would_go_is_counted_exactly(session: Session) -> None:
    first = begin(session)
    begin(session, start_id="2")
    one = deleting.belongings(session, ME, first)
    assert (one.attempts, one.answers, one.results, one.holders) == (1, 1, 1, 1)
    every = deleting.belongings(session, ME)
    assert (every.attempts, every.answers, every.results, every.holders) == (2, 2, 2, 2)
    none = deleting.belongings(session, OTHER)
    assert (none.attempts, none.answers, none.results, none.holders) == (0, 0, 0, 0)


def test_somebody_elses_attempt_cannot_be_deleted_or_counted(session: Session) -> None:
    mine = begin(session)
    begin(session, OTHER, "2")
    for public_id in (mine, "0" * 20):
        with unchanged(session):
            with pytest.raises(NotFoundError):
                deleting.delete_attempt(session, OTHER, public_id)
            with pytest.raises(NotFoundError):
                deleting.belongings(session, OTHER, public_id)


def test_deleting_everything_forgets_the_browser_and_nobody_else(session: Session) -> None:
    begin(session)
    begin(session, start_id="2")
    other = begin(session, OTHER, "3")
    deleting.delete_everything(session, ME)
    found = records(session)
    assert [row["public_id"] for row in found["attempt"]] == [other]
    assert [row["token_hash"] for row in found["browser"]] == [OTHER]
    assert len(found["holder"]) == 1
    with unchanged(session):
        deleting.delete_everything(session, ME)


def test_an_account_and_its_browsers_stay_when_everything_goes(session: Session) -> None:
    begin(session)
    make_account(session, ME)
    deleting.delete_everything(session, ME)
    found = records(session)
    assert found["attempt"] == []
    assert len(found["account"]) == len(found["holder"]) == len(found["browser"]) == 1


def test_a_holders_attempts_go_within_the_callers_unit_of_work(session: Session) -> None:
    begin(session)
    holder = session.query(GrantRow.holder_id).one().holder_id
    assert write(session, lambda: deleting.delete_all_of_holder(session, holder)) == 1
    assert session.get(HolderRow, holder) is not None
    assert write(session, lambda: deleting.delete_all_of_holder(session, holder)) == 0
    assert set(left(session).values()) == {0}


def test_an_imported_edition_leaves_with_the_last_attempt_that_needs_it(session: Session) -> None:
    first, second = begin(session), begin(session, start_id="2")
    session.add(ImportedEditionRow(digest="d" * 64, document="{}", imported_at=NOW))
    session.flush()
    needing = session.query(AttemptRow).filter(AttemptRow.public_id.in_([first, second]))
    needing.update({"edition_number": None, "imported_digest": "d" * 64})
    session.commit()
    deleting.delete_attempt(session, ME, first)
    assert len(records(session)["imported_edition"]) == 1
    deleting.delete_attempt(session, ME, second)
    assert records(session)["imported_edition"] == []


def test_no_byte_of_an_answer_is_left_in_sqlites_files(
    sqlite_app: Flask, sqlite_session: Session, tmp_path: Path
) -> None:
    public_id = begin(sqlite_session)
    marks = (MARK.encode(), public_id.encode())
    files = [tmp_path / "assess.db", tmp_path / "assess.db-wal"]
    assert all(any(mark in file.read_bytes() for file in files) for mark in marks)
    deleting.delete_attempt(sqlite_session, ME, public_id)
    assert not any(mark in file.read_bytes() for file in files for mark in marks)
    assert browsers.find(sqlite_session, ME) is not None


def test_a_log_that_somebody_reads_is_emptied_by_the_next_deletion(
    sqlite_app: Flask, sqlite_session: Session, tmp_path: Path
) -> None:
    outages.make_impatient(sqlite_app)
    first, second = begin(sqlite_session), begin(sqlite_session, start_id="2", save_id="other")
    log = tmp_path / "assess.db-wal"
    with closing(sqlite3.connect(tmp_path / "assess.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM attempt").fetchone()
        deleting.delete_attempt(sqlite_session, ME, first)
        assert MARK.encode() in log.read_bytes()
    deleting.delete_attempt(sqlite_session, ME, second)
    for file in (log, tmp_path / "assess.db"):
        assert MARK.encode() not in file.read_bytes()


def test_a_log_that_cannot_be_emptied_is_no_failed_deletion(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("sqlalchemy.engine.Engine.raw_connection", away)
    deleting.scrub(sqlite_session)
