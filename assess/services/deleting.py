"""Deleting for good: the rows, everything that leads to them, and the bytes they stood in."""

import sqlite3
from collections.abc import Collection
from typing import Final

from sqlalchemy import bindparam, delete, exists, select, text
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from assess.models import (
    AccountRow,
    AnswerRow,
    AttemptRow,
    BrowserRow,
    GrantRow,
    HolderRow,
    ImportedEditionRow,
    ResultRow,
)
from assess.services import lookup
from assess.services.database import read, write
from assess.services.errors import NotFoundError
from assess.services.values import Belongings

_HELD: Final = (
    select(AttemptRow.id)
    .join(GrantRow, GrantRow.attempt_id == AttemptRow.id)
    .join(BrowserRow, BrowserRow.holder_id == GrantRow.holder_id)
    .where(BrowserRow.token_hash == bindparam("token_hash"))
)
_ONE: Final = _HELD.where(AttemptRow.public_id == bindparam("public_id"))
_BROWSER: Final = select(BrowserRow.holder_id, BrowserRow.ends_at, BrowserRow.seen_at).where(
    BrowserRow.token_hash == bindparam("token_hash")
)


def belongings(session: Session, token_hash: str, public_id: str | None = None) -> Belongings:
    """Count what deleting would take: one attempt, or everything a browser may see.

    Raises
    ------
    NotFoundError
        For an unknown id and for somebody else's alike.
    """

    def work() -> Belongings:
        ids = _held(session, token_hash, public_id)
        return Belongings(
            attempts=len(ids),
            answers=_count(session, AnswerRow, ids),
            results=_count(session, ResultRow, ids),
            holders=_count(session, GrantRow, ids),
        )

    return read(session, work)


def delete_attempt(session: Session, token_hash: str, public_id: str) -> None:
    """Delete one attempt for everyone: answers, results, links, codes and grants.

    Raises
    ------
    NotFoundError
        For an unknown id and for somebody else's alike.
    """
    write(session, lambda: remove(session, _held(session, token_hash, public_id)))
    scrub(session)


def delete_everything(session: Session, token_hash: str) -> None:
    """Delete all attempts a browser or its account may see; twice is once.

    A browser without an account is forgotten along with them; of a shared computer it stays
    known that it is one.
    """

    def work() -> None:
        found = session.execute(_BROWSER, {"token_hash": token_hash}).first()
        if found is None:
            return
        delete_all_of_holder(session, found.holder_id)
        if session.scalar(select(AccountRow.id).where(AccountRow.holder_id == found.holder_id)):
            return
        session.execute(delete(HolderRow).where(HolderRow.id == found.holder_id))
        if found.ends_at is not None:
            lookup.holder_of(session, token_hash, found.seen_at)
            lookup.end_by_itself(session, token_hash, found.ends_at)

    write(session, work)
    scrub(session)


def delete_all_of_holder(session: Session, holder_id: int) -> int:
    """Delete every attempt a holder may see, inside the caller's writing unit of work.

    The holder itself, its browsers and its account stay. Call ``scrub`` after the commit.

    Returns
    -------
    int
        How many attempts are gone.
    """
    granted = select(GrantRow.attempt_id).where(GrantRow.holder_id == holder_id)
    ids = list(session.scalars(granted))
    remove(session, ids)
    return len(ids)


def remove(session: Session, ids: Collection[int]) -> None:
    """Delete attempts with all that hangs on them, inside the caller's unit of work.

    Answers, results, grants, codes and shared links leave by their foreign keys; an
    imported edition leaves with the last attempt that needs it.
    """
    lock_imported(session)
    session.execute(delete(AttemptRow).where(AttemptRow.id.in_(ids)))
    needed = exists().where(AttemptRow.imported_digest == ImportedEditionRow.digest)
    session.execute(delete(ImportedEditionRow).where(~needed))


def lock_imported(session: Session) -> None:
    """Keep imports and deletions apart, so that no edition leaves while it is taken up.

    SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE imported_edition IN SHARE ROW EXCLUSIVE MODE"))


def scrub(session: Session) -> None:
    """Empty SQLite's write-ahead log, which still holds pages from before a deletion.

    In the database file ``secure_delete`` has written zeros over what is gone. Where a
    reader stands in the way the log is emptied by a later call.
    """
    engine = session.get_bind().engine
    if engine.dialect.name != "sqlite":
        return
    try:
        connection = engine.raw_connection()
        try:
            _empty_log(connection.cursor())
        finally:
            connection.close()
    except (sqlite3.Error, DBAPIError):
        # The deletion is done and must not look failed; the next one empties the log.
        return


def _empty_log(cursor: DBAPICursor) -> None:
    # Emptying holds the lock that saves need: it must not wait for a reader to leave.
    cursor.execute("PRAGMA busy_timeout")
    [patience] = cursor.fetchone() or (0,)
    cursor.execute("PRAGMA busy_timeout=0")
    try:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        cursor.execute(f"PRAGMA busy_timeout={patience}")


def _held(session: Session, token_hash: str, public_id: str | None) -> list[int]:
    if public_id is None:
        return list(session.scalars(_HELD, {"token_hash": token_hash}))
    ids = list(session.scalars(_ONE, {"token_hash": token_hash, "public_id": public_id}))
    if not ids:
        raise NotFoundError("attempt")
    return ids


def _count(
    session: Session, row: type[AnswerRow | ResultRow | GrantRow], ids: Collection[int]
) -> int:
    attempts = session.scalars(select(row.attempt_id).where(row.attempt_id.in_(ids)))
    return len(attempts.all())
