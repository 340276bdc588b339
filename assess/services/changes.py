"""The draft's latest changes, and taking one back."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.models import DraftChangeRow
from assess.services import draft
from assess.services.database import read, write
from assess.services.draft import Change, DraftConflictError
from assess.services.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Step:
    """What was changed in one go: one save, or all saves of one page while somebody typed.

    ``first`` and ``last`` are revisions; ``undone`` says that a later step took it back.
    """

    first: int
    last: int
    at: datetime
    by: str
    what: str
    parts: tuple[str, ...]
    undoes: int | None
    undone: bool


class ChangedSinceError(Exception):
    """A part was changed again since; the later change must be taken back first."""


def latest(session: Session, count: int) -> list[Step]:
    """Return the latest steps, newest first.

    Parameters
    ----------
    count : int
        How many saves to look at; several may be one step.
    """
    query = select(DraftChangeRow).order_by(DraftChangeRow.revision.desc()).limit(count)
    return read(session, lambda: _steps(list(session.scalars(query))))


def _steps(rows: list[DraftChangeRow]) -> list[Step]:
    undone = {row.undoes for row in rows if row.undoes is not None}
    steps = []
    for _, group in groupby(rows, key=lambda row: row.page_id or str(row.revision)):
        saves = list(group)
        newest = saves[0]
        steps.append(
            Step(
                first=saves[-1].revision,
                last=newest.revision,
                at=newest.at,
                by=newest.by,
                what=newest.what,
                parts=tuple(dict.fromkeys(part for save in saves for part in save.parts)),
                undoes=newest.undoes,
                undone=newest.revision in undone,
            )
        )
    return steps


def undo(session: Session, first: int, last: int, by: str, now: datetime) -> int:
    """Take a step back. Doing it twice is doing it once.

    Parameters
    ----------
    first, last : int
        The step's revisions, as ``latest`` gives them.

    Returns
    -------
    int
        The draft's revision now.

    Raises
    ------
    NotFoundError
        There is no such step.
    ChangedSinceError
        One of its parts was changed again since.
    """

    def work() -> int:
        row = draft.lock(session, now)
        done = select(DraftChangeRow.revision).where(DraftChangeRow.undoes == last)
        if session.scalar(done) is not None:
            return row.revision
        within = DraftChangeRow.revision.between(first, last)
        saves = session.scalars(
            select(DraftChangeRow).where(within).order_by(DraftChangeRow.revision)
        ).all()
        if not saves or (saves[0].revision, saves[-1].revision) != (first, last):
            raise NotFoundError("change")
        parts: dict[str, object] = {}
        for save in saves:
            for part, (before, _) in save.parts.items():
                parts.setdefault(part, before)
        change = Change(
            f"Undone: {saves[-1].what}".replace("Undone: Undone: ", "Redone: "),
            parts,
            seen=last,
            undoes=last,
            action="draft change undone",
        )
        try:
            return draft.apply(session, change, by, now)
        except DraftConflictError:
            raise ChangedSinceError from None

    return write(session, work)
