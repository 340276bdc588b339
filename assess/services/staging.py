"""Files that were read and found sound, kept for a day until somebody lets them into the draft."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.core.fields import escape_unsafe
from assess.models import StagedFileRow
from assess.services import draft
from assess.services.attempts import new_public_id
from assess.services.broughtfiles import Found
from assess.services.database import read, write
from assess.services.draft import Change
from assess.services.errors import NotFoundError

KEPT: Final = timedelta(days=1)
# Each may be as large as a whole edition.
MOST: Final = 5
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits. ``revision`` is the draft's that it was compared with."""

    public_id: str
    name: str
    revision: int
    made_at: datetime
    parts: dict[str, Any]
    notes: tuple[str, ...]


def keep(
    session: Session, account_id: int, name: str, found: Found, now: datetime, *, revision: int
) -> str:
    """Keep what a file changes, for the account that brought it; return its public id.

    ``revision`` is the draft's that it was compared with.

    Older ones go: all after a day, and an account's oldest where it has several.
    """
    public_id = new_public_id()
    row = {
        "public_id": public_id,
        "account_id": account_id,
        "made_at": now,
        "name": escape_unsafe(name)[:_LONGEST] or "File without a name",
        "revision": revision,
        "parts": json.dumps({"parts": found.parts, "notes": found.notes}, ensure_ascii=False),
    }

    def work() -> str:
        session.execute(delete(StagedFileRow).where(StagedFileRow.made_at <= now - KEPT))
        own = select(StagedFileRow.id).where(StagedFileRow.account_id == account_id)
        newest = own.order_by(StagedFileRow.made_at.desc(), StagedFileRow.id.desc())
        old = session.scalars(newest.offset(MOST - 1)).all()
        session.execute(delete(StagedFileRow).where(StagedFileRow.id.in_(old)))
        known = select(StagedFileRow.id).where(StagedFileRow.public_id == public_id)
        if session.scalar(known) is None:  # the unit of work may run again
            session.add(StagedFileRow(**row))
        return public_id

    return write(session, work)


def fetch(session: Session, account_id: int, public_id: str, now: datetime) -> Staged:
    """Return a file that this account brought within a day; raises ``NotFoundError``."""
    query = select(StagedFileRow).where(
        StagedFileRow.public_id == public_id,
        StagedFileRow.account_id == account_id,
        StagedFileRow.made_at > now - KEPT,
    )
    row = read(session, lambda: session.scalar(query))
    if row is None:
        raise NotFoundError(public_id)
    content = json.loads(row.parts)
    return Staged(
        public_id=row.public_id,
        name=row.name,
        revision=row.revision,
        made_at=row.made_at,
        parts=content["parts"],
        notes=tuple(content["notes"]),
    )


def put(session: Session, staged: Staged, by: str, now: datetime) -> int:
    """Put a file into the draft, all of it or nothing; return the draft's revision then.

    Raises
    ------
    DraftConflictError
        Somebody else changed one of the parts since the file was read.
    """
    change = Change(
        f"From the file “{staged.name}”", staged.parts, staged.revision, action="file brought in"
    )
    return draft.save(session, change, by, now)


def drop(session: Session, account_id: int, public_id: str) -> None:
    """Let a file go; one that is gone already stays gone."""
    own = delete(StagedFileRow).where(
        StagedFileRow.public_id == public_id, StagedFileRow.account_id == account_id
    )
    write(session, lambda: session.execute(own))
