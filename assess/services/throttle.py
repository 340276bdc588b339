"""Limits on how often something is tried, exact across processes: each is a row."""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, case, delete, select
from sqlalchemy.orm import Session

from assess.models import Base, ThrottleRow
from assess.models.base import UtcDateTime
from assess.services import lookup
from assess.services.errors import TooManyError


def _counting(statement: Any) -> Any:  # noqa: ANN401 - the two dialects' inserts share no type
    table = ThrottleRow.__table__.c
    over = table.began_at <= bindparam("over", type_=UtcDateTime)
    return statement.on_conflict_do_update(
        index_elements=["bucket"],
        set_={
            "count": case((over, 1), else_=table["count"] + 1),
            "began_at": case((over, statement.excluded.began_at), else_=table.began_at),
            "last_at": statement.excluded.last_at,
        },
    ).returning(table["count"], table.began_at)


# One statement, because every answer that is saved passes here.
_COUNT: Final = {
    dialect: _counting(insert(Base.metadata.tables["throttle"]))
    for dialect, insert in lookup.INSERTS.items()
}


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
        The limit is reached. The unit of work ends with it, so the try is not counted:
        waiting for the stretch to end is enough.
    """
    connection = session.connection()
    tried = {"bucket": name, "count": 1, "began_at": now, "last_at": now}
    over = {"over": now - limit.within}
    tries, began_at = connection.execute(_COUNT[connection.dialect.name], tried | over).one()
    if tries > limit.most:
        raise TooManyError(began_at + limit.within - now)


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
