"""Databases that are busy or away, on purpose and for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text

from assess.extensions import db


def engine_of(app: Flask) -> Engine:
    """Return the app's engine."""
    with app.app_context():
        return db.engine


def make_impatient(app: Flask) -> None:
    """Wait 50 ms for a lock, not seconds."""
    engine = engine_of(app)
    impatience = "PRAGMA busy_timeout=50" if _is_sqlite(engine) else "SET lock_timeout = '50ms'"

    def hurry(connection: Connection, _record: object) -> None:
        connection.execute(impatience)  # type: ignore[call-overload]  # the driver's own connection
        connection.commit()

    event.listen(engine, "connect", hurry)
    engine.dispose()


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


@contextmanager
def locked(app: Flask) -> Iterator[None]:
    """Hold what a save needs: SQLite's write lock, or the rows of all attempts."""
    make_impatient(app)
    # An engine of its own: the app's begins its transactions itself.
    other = create_engine(engine_of(app).url, isolation_level="AUTOCOMMIT")
    begin = ["BEGIN IMMEDIATE"]
    if not _is_sqlite(other):
        lock = "LOCK TABLE edition IN EXCLUSIVE MODE"
        begin = ["BEGIN", lock, "SELECT 1 FROM attempt FOR UPDATE"]
    with other.connect() as holder:
        for statement in begin:
            holder.execute(text(statement))
        try:
            yield
        finally:
            holder.execute(text("ROLLBACK"))
    other.dispose()


@contextmanager
def away(app: Flask) -> Iterator[None]:
    """Take the database away: SQLite's file, or the right to connect."""
    engine = engine_of(app)
    engine.dispose()
    taken = _file_taken(Path(engine.url.database or "")) if _is_sqlite(engine) else _closed(engine)
    with taken:
        yield
    engine.dispose()


@contextmanager
def _file_taken(file: Path) -> Iterator[None]:
    hidden = file.rename(file.with_name("hidden.db"))
    file.mkdir()  # or SQLite would make a new one
    try:
        yield
    finally:
        file.rmdir()
        hidden.rename(file)


@contextmanager
def _closed(engine: Engine) -> Iterator[None]:
    _command(engine, f"ALTER DATABASE {engine.url.database} ALLOW_CONNECTIONS false")
    kill(engine)
    try:
        yield
    finally:
        _command(engine, f"ALTER DATABASE {engine.url.database} ALLOW_CONNECTIONS true")


def kill(engine: Engine) -> None:
    """End every connection to a PostgreSQL database, as its restart would."""
    backends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
    _command(engine, backends)


def _command(engine: Engine, statement: str) -> None:
    address = make_url(engine.url).set(database="postgres")
    master = create_engine(address, isolation_level="AUTOCOMMIT")
    with master.connect() as connection:
        connection.execute(text(statement), {"name": engine.url.database})
    master.dispose()
