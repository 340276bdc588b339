"""Units of work: one commit, one retry after a lost connection, a name for what went wrong."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.services import attempts
from assess.services.database import ping, read, write
from assess.services.errors import UnavailableError
from tests import outages
from tests.records import records, saved, unchanged
from tests.services.test_attempts import ME, NOW, START, save

INSERT = text("INSERT INTO throttle VALUES ('x', 0, '2026-01-01', '2026-01-01')")


class LostError(Exception):
    """What the driver says when the server went away."""


def lost() -> OperationalError:
    return OperationalError("…", {}, LostError("gone"), connection_invalidated=True)


def test_work_is_committed_once_it_is_done(session: Session) -> None:
    write(session, lambda: session.execute(INSERT))
    assert not session.in_transaction()
    assert len(records(session)["throttle"]) == 1


def test_work_that_fails_half_way_leaves_nothing(session: Session) -> None:
    def work() -> None:
        session.execute(INSERT)
        raise KeyError("half way")

    with unchanged(session), pytest.raises(KeyError):
        write(session, work)


def test_a_reading_session_can_write_at_once(app: Flask, session: Session) -> None:
    # On SQLite a snapshot that others have left behind could never become a writer.
    session.execute(text("SELECT count(*) FROM throttle"))
    with Session(outages.engine_of(app)) as other:
        write(other, lambda: other.execute(INSERT))
    write(session, lambda: session.execute(text("UPDATE throttle SET bucket = 'y'")))
    assert [row["bucket"] for row in records(session)["throttle"]] == ["y"]


def test_writers_wait_for_each_other(sqlite_app: Flask, sqlite_session: Session) -> None:
    with Session(outages.engine_of(sqlite_app)) as other:
        outages.make_impatient(sqlite_app)

        def work() -> None:
            with pytest.raises(UnavailableError):
                write(other, lambda: None)

        write(sqlite_session, work)


@pytest.mark.parametrize("unit", [read, write])
def test_a_lost_connection_is_tried_once_more(
    unit: Callable[[Session, Callable[[], int]], int], sqlite_session: Session
) -> None:
    tries = []

    def work() -> int:
        tries.append(1)
        if len(tries) == 1:
            raise lost()
        return 7

    assert unit(sqlite_session, work) == 7
    assert len(tries) == 2


@pytest.mark.parametrize("unit", [read, write])
def test_a_connection_lost_twice_is_unavailable(
    unit: Callable[[Session, Callable[[], int]], int], sqlite_session: Session
) -> None:
    tries = []

    def work() -> int:
        tries.append(1)
        raise lost()

    with unchanged(sqlite_session), pytest.raises(UnavailableError):
        unit(sqlite_session, work)
    assert len(tries) == 2


@pytest.mark.parametrize("unit", [read, write])
def test_a_fault_of_ours_is_not_called_unavailable(
    unit: Callable[[Session, Callable[[], object]], object], session: Session
) -> None:
    tries = []

    def work() -> object:
        tries.append(1)
        return session.execute(text("INSERT INTO throttle (bucket) VALUES (NULL)"))

    with unchanged(session), pytest.raises(DBAPIError) as caught:
        unit(session, work)
    assert not isinstance(caught.value, UnavailableError)
    assert len(tries) == 1


def test_a_commit_whose_reply_was_lost_is_not_saved_twice(
    session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = shipped.forms["standard"][0]
    attempt = attempts.start(session, ME, START, "standard", NOW)
    commit, tries = session.commit, []

    def commit_without_reply() -> None:
        commit()
        tries.append(1)
        if len(tries) == 1:
            raise lost()

    monkeypatch.setattr(session, "commit", commit_without_reply)
    attempts.save_answer(session, ME, attempt, save(key, "a"), NOW)
    assert len(tries) == 2
    assert saved(session) == [(key, "given", ["a"])]


def test_a_start_whose_reply_was_lost_is_one_start(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, tries = session.commit, []

    def commit_without_reply() -> None:
        commit()
        tries.append(1)
        if len(tries) == 1:
            raise lost()

    monkeypatch.setattr(session, "commit", commit_without_reply)
    attempts.start(session, ME, START, "standard", NOW)
    assert len(records(session)["attempt"]) == len(records(session)["access_grant"]) == 1


def test_a_ping_tells_whether_the_database_is_there(app: Flask, session: Session) -> None:
    ping(session)
    session.rollback()
    with outages.away(app), pytest.raises(UnavailableError):
        ping(session)
