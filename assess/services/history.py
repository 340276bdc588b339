"""Everything a browser's holder has finished, and single results by name."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from assess.models import AttemptRow, BrowserRow, EditionRow, GrantRow, ResultRow
from assess.services import editions
from assess.services.database import read
from assess.services.errors import NotFoundError
from assess.services.translate import result_from
from assess.services.values import Result

# A result a week for a year; a chart with more points than this can no longer be read.
MOST: Final = 50
_NAME: Final = re.compile(r"([0-9a-z]{20})\.([1-9][0-9]{0,2})")


@dataclass(frozen=True, slots=True)
class PastResult:
    """A stored result with the attempt it belongs to and the digest of its edition.

    ``stored_as`` grows with every result that is stored: it orders those of one moment.
    """

    public_id: str
    digest: str
    stored_as: int
    result: Result

    @property
    def name(self) -> str:
        """Return what names it in an address: ``<public id>.<number>``."""
        return f"{self.public_id}.{self.result.number}"

    @property
    def order(self) -> tuple[datetime, int]:
        """Return its place in time."""
        return self.result.made_at, self.stored_as


@dataclass(frozen=True, slots=True)
class History:
    """The newest results, at most ``MOST``, newest last, and how many there are in all."""

    results: tuple[PastResult, ...]
    total: int


_HELD: Final = (
    select(
        ResultRow,
        AttemptRow.public_id,
        func.coalesce(EditionRow.digest, AttemptRow.imported_digest),
        func.count().over(),
    )
    .join(AttemptRow, AttemptRow.id == ResultRow.attempt_id)
    .outerjoin(EditionRow, EditionRow.number == AttemptRow.edition_number)
    .join(GrantRow, GrantRow.attempt_id == AttemptRow.id)
    .join(BrowserRow, BrowserRow.holder_id == GrantRow.holder_id)
    .where(BrowserRow.token_hash == bindparam("token_hash"))
)
_NEWEST_FIRST: Final = _HELD.order_by(ResultRow.made_at.desc(), ResultRow.id.desc()).limit(MOST)
_NAMED: Final = _HELD.where(
    AttemptRow.public_id == bindparam("public_id"), ResultRow.number == bindparam("number")
)


def history_of(session: Session, token_hash: str) -> History:
    """Return the finished results of every attempt a browser's holder may see.

    One query, and one more for each edition this process has not yet met.
    """

    def work() -> History:
        rows = session.execute(_NEWEST_FIRST, {"token_hash": token_hash}).all()
        found = tuple(_past(session, row) for row in reversed(rows))
        return History(found, rows[0][3] if rows else 0)

    return read(session, work)


def result_named(session: Session, token_hash: str, name: str) -> PastResult:
    """Return a result by its name, ``<public id>.<number>``.

    Raises
    ------
    NotFoundError
        For a name of another shape, one that is unknown, and somebody else's alike.
    """
    parts = _NAME.fullmatch(name)
    if parts is None:
        raise NotFoundError("result")
    named = {"token_hash": token_hash, "public_id": parts[1], "number": int(parts[2])}

    def work() -> PastResult:
        row = session.execute(_NAMED, named).first()
        if row is None:
            raise NotFoundError("result")
        return _past(session, row)

    return read(session, work)


def two_named(
    session: Session, token_hash: str, first: str, second: str
) -> tuple[PastResult, PastResult]:
    """Return two results by their names, the earlier one first.

    Raises
    ------
    NotFoundError
        Where there is no such result for this browser.
    """
    found = (result_named(session, token_hash, name) for name in (first, second))
    earlier, later = sorted(found, key=lambda past: past.order)
    return earlier, later


def _past(session: Session, row: Row[ResultRow, str, str, int]) -> PastResult:
    stored, public_id, digest, _ = row
    compiled = editions.by_digest(session, digest)
    return PastResult(public_id, digest, stored.id, result_from(stored, compiled))
