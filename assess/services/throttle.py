"""Limits on how often something is tried, exact across processes: each is a row."""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from assess.models import ThrottleRow
from assess.services import lookup
from assess.services.errors import TooManyError

_LOCKED: Final = (
    select(ThrottleRow)
    .where(ThrottleRow.bucket == bindparam("bucket"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` in ``within``, counted for one ``name``."""

    name: str
    most: int
    within: timedelta


def bucket(key: bytes, limit: Limit, who: str) -> str:
    """Return the name a limit is counted under for someone: a keyed hash, nothing personal."""
    return hmac.new(key, f"{limit.name}:{who}".encode(), hashlib.sha256).hexdigest()


def network(address: str | None) -> str:
    """Return what an address is counted as: an IPv6 one as its /64, which one home has whole."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(found) >> 64 << 64, 64)))


def count(session: Session, limit: Limit, name: str, now: datetime) -> None:
    """Count one try, inside the caller's writing unit of work.

    The row is locked until that unit ends, so two who try at once are two tries.

    Raises
    ------
    TooManyError
        The limit is reached. The try is not counted: waiting for the stretch to end is enough.
    """
    row = _locked(session, name, now)
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


def _locked(session: Session, name: str, now: datetime) -> ThrottleRow:
    known = session.scalar(_LOCKED, {"bucket": name})
    if known is not None:
        return known
    fresh = {"bucket": name, "count": 0, "began_at": now, "last_at": now}
    lookup.insert_if_absent(session, ThrottleRow, ("bucket",), fresh)
    return session.scalars(_LOCKED, {"bucket": name}).one()
