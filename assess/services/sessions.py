"""The browsers that are signed in to an account: listed, and ended one by one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.core.secret import derive
from assess.core.useragent import UNKNOWN
from assess.models import AccountRow, BrowserRow
from assess.services import accounts
from assess.services.database import read, write

# In the data of a session: the kind of browser and the moment of signing in.
KIND: Final = "kind"
SINCE: Final = "since"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser that is signed in.

    Attributes
    ----------
    handle : str
        What it is called in forms. It says nothing about the session itself.
    seen : datetime
        The day of the last visit.
    here : bool
        Whether it is the one that asks.
    """

    handle: str
    kind: str
    since: datetime
    seen: datetime
    shared: bool
    here: bool


def browsers(
    session: Session, account_id: int, token_hash: str, key: bytes, now: datetime
) -> tuple[SignedIn, ...]:
    """Return the browsers of an account that are signed in, the asking one first."""

    def work() -> tuple[SignedIn, ...]:
        found = [
            _signed_in(row, account_id, token_hash, key)
            for row in session.scalars(_held(account_id))
            if row.ends_at is None or row.ends_at > now
        ]
        return tuple(sorted(found, key=lambda one: (one.here, one.seen, one.since), reverse=True))

    return read(session, work)


def _held(account_id: int) -> Any:  # noqa: ANN401 - a query of rows
    return (
        select(BrowserRow)
        .join(AccountRow, AccountRow.holder_id == BrowserRow.holder_id)
        .where(AccountRow.id == account_id)
    )


def _handle(key: bytes, account_id: int, row_id: int) -> str:
    return derive(key, "a browser of an account", account_id, row_id).hex()[:20]


def _signed_in(row: BrowserRow, account_id: int, token_hash: str, key: bytes) -> SignedIn:
    since = row.data.get(SINCE)
    return SignedIn(
        handle=_handle(key, account_id, row.id),
        kind=str(row.data.get(KIND, UNKNOWN)),
        since=datetime.fromisoformat(since) if since else row.started_at,
        seen=row.seen_at,
        shared=row.ends_at is not None,
        here=row.token_hash == token_hash,
    )


def end(session: Session, account_id: int, handle: str, token_hash: str, key: bytes) -> None:
    """End one of an account's browsers, but not the one that asks."""

    def work() -> None:
        for row in session.scalars(_held(account_id)):
            named = _handle(key, account_id, row.id) == handle
            if named and row.token_hash != token_hash:
                session.execute(delete(BrowserRow).where(BrowserRow.id == row.id))

    write(session, work)


def end_others(session: Session, account_id: int, token_hash: str) -> None:
    """End all of an account's browsers but the one that asks."""
    write(session, lambda: accounts.end_sessions(session, account_id, keep=token_hash))
