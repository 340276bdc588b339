"""The log of what staff did: only ever added to, each row tied to the one before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from assess.core.auditchain import BEGINNING, digest_of, settled
from assess.core.auditlines import COLUMNS, LogRow
from assess.models import AuditRow
from assess.services.database import read

PAGE: Final = 50
# Rows that are read at a time where all of them are.
_BATCH: Final = 500
_COLUMNS: Final = tuple(getattr(AuditRow, name) for name in COLUMNS)


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did what to what. ``before`` and ``after`` are plain data."""

    actor: str
    action: str
    subject: str
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows are asked for; the days are in UTC, the last one included."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, the newest first, and whether there are older ones."""

    rows: tuple[LogRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at the whole chain found.

    ``head`` is the digest of the newest row; ``broken`` the number of the first row that
    does not fit, if any.
    """

    rows: int
    head: str
    broken: int | None = None
    reason: str = ""


def add(session: Session, entry: Entry, now: datetime) -> None:
    """Add a row to the log, inside the caller's unit of work."""
    if session.get_bind().dialect.name == "postgresql":
        # One after the other, so that numbers have no gap; SQLite has one writer anyway.
        session.execute(text("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE"))
    newest = select(AuditRow.number, AuditRow.digest).order_by(AuditRow.number.desc()).limit(1)
    last = session.execute(newest).first()
    number, previous = (last.number + 1, last.digest) if last else (1, BEGINNING)
    named: dict[str, Any] = {
        "actor": _line(entry.actor)[:255],
        "action": entry.action,
        "subject": _line(entry.subject)[:300],
        "before": settled(entry.before),
        "after": settled(entry.after),
        "previous": previous,
    }
    session.add(AuditRow(number=number, at=now, digest=digest_of(number, now, **named), **named))
    session.flush()


def _line(words: str) -> str:
    """Return a text that every database takes."""
    return str(settled(words)).replace("\0", "")


def page(session: Session, filters: Filters, before: int | None = None) -> Page:
    """Return rows of the log, the newest first.

    Parameters
    ----------
    before : int, optional
        Only rows with a lower number: those that follow on the next page.
    """
    query = _filtered(filters).order_by(AuditRow.number.desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(AuditRow.number < before)
    found = read(session, lambda: session.execute(query).all())
    return Page(tuple(LogRow(*row) for row in found[:PAGE]), len(found) > PAGE)


def known(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the people and the actions in the log, to choose from."""
    people = select(AuditRow.actor).distinct().order_by(AuditRow.actor)
    actions = select(AuditRow.action).distinct().order_by(AuditRow.action)
    return read(
        session,
        lambda: (tuple(session.scalars(people)), tuple(session.scalars(actions))),
    )


def rows(session: Session, filters: Filters) -> Iterator[LogRow]:
    """Yield rows, the oldest first, some hundred at a time."""
    last = 0
    while True:
        query = _filtered(filters).where(AuditRow.number > last)
        batch = query.order_by(AuditRow.number).limit(_BATCH)
        found = read(session, lambda query=batch: session.execute(query).all())  # type: ignore[misc]  # mypy cannot infer the bound default
        yield from (LogRow(*row) for row in found)
        if len(found) < _BATCH:
            return
        last = found[-1].number


def _filtered(filters: Filters) -> Select[Any]:
    query = select(*_COLUMNS)
    for column, value in ((AuditRow.actor, filters.actor), (AuditRow.action, filters.action)):
        if value:
            query = query.where(column == value)
    if filters.subject:
        query = query.where(AuditRow.subject.icontains(filters.subject, autoescape=True))
    if filters.first_day:
        query = query.where(AuditRow.at >= _midnight(filters.first_day))
    if filters.last_day and filters.last_day < date.max:
        query = query.where(AuditRow.at < _midnight(filters.last_day + timedelta(days=1)))
    return query


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def check(session: Session, head: str | None = None) -> Checked:
    """Look at the whole chain, some hundred rows at a time.

    Parameters
    ----------
    head : str, optional
        A digest that was written down elsewhere: a row with it must still be there. That is
        how one finds out that the newest rows were cut off.
    """
    count, last, met = 0, BEGINNING, head is None or head == BEGINNING
    for row in rows(session, Filters()):
        reason = _fault(row, count + 1, last)
        if reason:
            return Checked(count, last, row.number, reason)
        count, last = row.number, row.digest
        met = met or last == head
    if not met:
        return Checked(count, last, count + 1, "the row with that digest is missing")
    return Checked(count, last)


def _fault(row: LogRow, number: int, previous: str) -> str:
    if row.number != number:
        return f"row {number} is missing"
    if row.previous != previous:
        return "it does not follow the row before"
    named = {name: getattr(row, name) for name in COLUMNS[2:8]}
    return "" if digest_of(row.number, row.at, **named) == row.digest else "it was changed"
