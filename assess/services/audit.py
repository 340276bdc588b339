"""The log of what staff did: only ever added to, each row tied to the one before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from assess.core.auditchain import BEGINNING, digest_of
from assess.models import AuditRow


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did what to what. ``before`` and ``after`` are plain data."""

    actor: str
    action: str
    subject: str
    before: Any = None
    after: Any = None


def add(session: Session, entry: Entry, now: datetime) -> None:
    """Add a row to the log, inside the caller's unit of work."""
    if session.get_bind().dialect.name == "postgresql":
        # One after the other, so that numbers have no gap; SQLite has one writer anyway.
        session.execute(text("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE"))
    newest = select(AuditRow.number, AuditRow.digest).order_by(AuditRow.number.desc()).limit(1)
    last = session.execute(newest).first()
    number, previous = (last.number + 1, last.digest) if last else (1, BEGINNING)
    named: dict[str, Any] = {
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject[:300],
        "before": entry.before,
        "after": entry.after,
        "previous": previous,
    }
    session.add(AuditRow(number=number, at=now, digest=digest_of(number, now, **named), **named))
    session.flush()
