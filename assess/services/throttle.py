"""Limits on how often something is tried, exact across processes: each is a row."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.models import ThrottleRow
from assess.services import lookup
from assess.services.errors import TooManyError


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` in ``within``, counted for one ``name``."""

    name: str
    most: int
    within: timedelta


def bucket(key: bytes, limit: Limit, who: str) -> str:
    """Return the name a limit is counted under for someone: a keyed hash, nothing personal."""
    return hmac.new(key, f"{limit.name}:{who}".encode(), hashlib.sha256).hexdigest()


def count(session: Session, limit: Limit, name: str, now: datetime) -> None:
    """Count one try, inside the caller's writing unit of work.

    The row is locked until that unit ends, so two who try at once are two tries.

    Raises
    ------
    TooManyError
        The limit is reached. The try is not counted: waiting for the stretch to end is enough.
    """
    row = locked(session, name, now)
    if now - row.began_at >= limit.within:
        row.began_at, row.count = now, 0
    if row.count >= limit.most:
        raise TooManyError(row.began_at + limit.within - now)
    row.count, row.last_at = row.count + 1, now


def give_back(session: Session, name: str) -> None:
    """Take back one try that turned out not to be a guess."""
    query = select(ThrottleRow).where(ThrottleRow.bucket == name).with_for_update()
    row = session.scalar(query)
    if row is not None and row.count > 0:
        row.count -= 1


def clear(session: Session, name: str) -> None:
    """Forget the tries counted under a name."""
    session.execute(delete(ThrottleRow).where(ThrottleRow.bucket == name))


def locked(session: Session, name: str, now: datetime) -> ThrottleRow:
    """Return the row of a limit, made if need be, locked until the unit of work ends."""
    fresh = {"bucket": name, "count": 0, "began_at": now, "last_at": now}
    lookup.insert_if_absent(session, ThrottleRow, ("bucket",), fresh)
    query = select(ThrottleRow).where(ThrottleRow.bucket == name).with_for_update()
    return session.scalars(query, execution_options={"populate_existing": True}).one()
