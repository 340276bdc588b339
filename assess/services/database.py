"""How this app talks to its database: SQLite's settings, and units of work that are safe."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from sqlite3 import Connection as SqliteConnection
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from assess.services.errors import UnavailableError

T = TypeVar("T")

# WAL lets readers go on while one writes; FULL, because NORMAL loses acknowledged answers
# in a power cut; secure_delete, because deleted means gone; recursive_triggers, so that a
# REPLACE is seen by the triggers that guard against deleting.
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "secure_delete=ON",
    "recursive_triggers=ON",
)
_WRITE = "assess_write"
# PostgreSQL's name for it; SQLite has one writer and knows none.
_DEADLOCK = "40P01"
# Seconds to stand back before each further attempt, so that the other one gets through.
_PAUSES = (0.05, 0.25)


def engine_options(url: str) -> dict[str, Any]:
    """Return the options of ``create_engine`` for a database address."""
    # Messages of the database must not carry answers into a log.
    options: dict[str, Any] = {"hide_parameters": True}
    if url.startswith("sqlite"):
        return options
    # A lock that nobody releases must end in a page that says so, not in a hanging one.
    timeouts = "-c lock_timeout=5s -c statement_timeout=15s"
    return options | {"connect_args": {"options": timeouts, "connect_timeout": 5}}


def prepare_engine(engine: Engine) -> None:
    """Set up SQLite's connections; other databases need nothing."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)


def _set_pragmas(connection: SqliteConnection, _record: object) -> None:
    # The driver's own transactions begin too late; ours begin in _begin.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A plain BEGIN that reads and then writes fails at once with "database is locked"
    # when another writer came between; BEGIN IMMEDIATE waits its turn first.
    write = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def write(session: Session, work: Callable[[], T]) -> T:
    """Run one unit of work and commit it.

    Parameters
    ----------
    session : Session
        Whatever it was reading is let go first: a snapshot cannot become a writer.
    work : callable
        Must be idempotent: after a lost connection the whole of it is run once more, and
        the first commit may have gone through. So it is where two who write waited for each
        other and PostgreSQL ended this one.

    Raises
    ------
    UnavailableError
        Where the database stays busy or away. Nothing was changed.
    """
    try:
        return _after_the_other(session, work)
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise _translate(error) from error
    try:
        return _after_the_other(session, work)
    except DBAPIError as error:
        raise _translate(error) from error


def _after_the_other(session: Session, work: Callable[[], T]) -> T:
    """Attempt it, and again where two waited for each other and this one was ended."""
    for pause in _PAUSES:
        try:
            return _attempt(session, work)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != _DEADLOCK:
                raise
        # Begun at once, it could take the lock that the other one is just about to get.
        time.sleep(pause)
    return _attempt(session, work)


def _attempt(session: Session, work: Callable[[], T]) -> T:
    try:
        begin_to_write(session)
        value = work()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return value


def begin_to_write(session: Session) -> None:
    """Begin a transaction that may write; what the session was reading is let go first."""
    session.rollback()
    session.connection(execution_options={_WRITE: True})


def turn_to_writing(session: Session) -> None:
    """Let a session that has only read so far begin to write, outside a unit of work.

    For code that reads and writes in one go and is not ours. SQLite refuses a reader that
    turns writer once another has written; here it lets its snapshot go and waits its turn,
    as READ COMMITTED does elsewhere. What is not flushed yet stays in the session; nothing
    may have been.
    """
    connection = session.connection()
    options = connection.get_execution_options()
    if connection.dialect.name != "sqlite" or options.get(_WRITE):
        return
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def translated(session: Session) -> Iterator[None]:
    """Turn a busy or lost database into ``UnavailableError``, for code that is not ours."""
    try:
        yield
    except DBAPIError as error:
        session.rollback()
        raise _translate(error) from error


def read(session: Session, work: Callable[[], T]) -> T:
    """Run a reading unit of work; a lost connection is replaced once.

    Raises
    ------
    UnavailableError
        Where the database stays busy or away.
    """
    try:
        return work()
    except DBAPIError as error:
        session.rollback()
        if not error.connection_invalidated:
            raise _translate(error) from error
    try:
        return work()
    except DBAPIError as error:
        session.rollback()
        raise _translate(error) from error


def _translate(error: DBAPIError) -> Exception:
    """Tell what may pass by itself from what is a fault of ours."""
    if error.connection_invalidated or type(error).__name__ == "OperationalError":
        return UnavailableError(type(error.orig).__name__)
    return error


def ping(session: Session) -> None:
    """Show that the database can be read; raises ``UnavailableError``."""
    read(session, lambda: session.execute(select(1)))
