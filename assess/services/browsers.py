"""Browsers' sessions: found by the hash of their cookie, kept, and forgotten."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, delete, exists, select, update
from sqlalchemy.orm import Session

from assess.models import AccountRow, BrowserRow, HolderRow
from assess.services import lookup
from assess.services.database import read, write
from assess.services.values import Browser, Look

# A visit is kept to the day: retention counts in days, and every visit would be a write.
_VISIT: Final = timedelta(days=1)
# The longest that a shared computer remembers: browsers that reopen their last tabs keep
# even a cookie that should end with them.
SHARED: Final = timedelta(hours=12)
_FOUND: Final = (
    select(
        BrowserRow.holder_id,
        AccountRow.id.label("account_id"),
        BrowserRow.seen_at,
        BrowserRow.ends_at,
        BrowserRow.data,
        HolderRow.scheme,
        HolderRow.motion,
    )
    .join(HolderRow, HolderRow.id == BrowserRow.holder_id)
    .outerjoin(AccountRow, AccountRow.holder_id == BrowserRow.holder_id)
    .where(BrowserRow.token_hash == bindparam("token_hash"))
)


def find(session: Session, token_hash: str) -> Browser | None:
    """Return the session of a browser, also one that is over; None for an unknown cookie.

    Raises
    ------
    UnavailableError
        The database is busy or away.
    """

    def work() -> Browser | None:
        row = session.connection().execute(_FOUND, {"token_hash": token_hash}).first()
        if row is None:
            return None
        return Browser(
            holder_id=row.holder_id,
            account_id=row.account_id,
            seen_at=row.seen_at,
            ends_at=row.ends_at,
            data=row.data,
            look=Look(row.scheme, row.motion),
        )

    return read(session, work)


def is_visit(browser: Browser, now: datetime) -> bool:
    """Say whether a browser that comes by counts as a visit: once a day."""
    return now - browser.seen_at >= _VISIT


def visit(session: Session, token_hash: str, browser: Browser, now: datetime) -> None:
    """Note that a browser came by.

    Raises
    ------
    UnavailableError
        The database is busy or away; the visit was not noted.
    """

    def work() -> None:
        seen = update(BrowserRow).where(BrowserRow.token_hash == token_hash)
        session.execute(seen.values(seen_at=now))
        lookup.note_visit(session, browser.holder_id, now)

    write(session, work)


def keep_data(session: Session, token_hash: str, data: dict[str, Any], now: datetime) -> None:
    """Store what the sign-in keeps for a browser, which is made known by it."""

    def work() -> None:
        lookup.holder_of(session, token_hash, now)
        kept = update(BrowserRow).where(BrowserRow.token_hash == token_hash)
        session.execute(kept.values(data=data))

    write(session, work)


def keep_look(session: Session, token_hash: str, look: Look, now: datetime) -> None:
    """Remember how pages look to a browser, or to everyone signed in to its account."""

    def work() -> None:
        holder = lookup.holder_of(session, token_hash, now)
        kept = update(HolderRow).where(HolderRow.id == holder)
        session.execute(kept.values(scheme=look.scheme, motion=look.motion))

    write(session, work)


def forget(
    session: Session, token_hash: str, now: datetime, *, successor: str | None = None
) -> None:
    """Forget a browser: it can open nothing any more.

    Attempts stay, for codes, links and accounts that lead to them; what nothing leads to is
    removed by retention.

    Parameters
    ----------
    successor : str, optional
        Of a shared computer: the hash of the token it goes on under. What the next person
        begins there ends by itself, too.
    """
    holder = select(BrowserRow.holder_id).where(BrowserRow.token_hash == token_hash)
    owned = exists().where(AccountRow.holder_id == HolderRow.id)

    def work() -> None:
        found = session.scalar(holder)
        session.execute(delete(BrowserRow).where(BrowserRow.token_hash == token_hash))
        session.execute(delete(HolderRow).where(HolderRow.id == found, ~owned))
        if successor is not None:
            lookup.holder_of(session, successor, now)
            lookup.end_by_itself(session, successor, now + SHARED)

    write(session, work)
