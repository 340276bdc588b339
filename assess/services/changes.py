"""The draft's latest changes, and taking one back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

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

    Attributes
    ----------
    first, last : int
        Revisions.
    values : mapping
        By part, what it was before and after; None where it was not there.
    undoes : int or None
        The last revision of the step that this one took back.
    undone : bool
        A later step took it back.
    """

    first: int
    last: int
    at: datetime
    by: str
    what: str
    parts: tuple[str, ...]
    values: Mapping[str, tuple[Any, Any]]
    undoes: int | None
    undone: bool


class ChangedSinceError(Exception):
    """A part was changed again since; the later change must be taken back first.

    Attributes
    ----------
    what, by : str
        The later change, and whose it is.
    """

    def __init__(self, what: str, by: str) -> None:
        super().__init__(what)
        self.what = what
        self.by = by


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
        values = _before_and_after(saves)
        steps.append(
            Step(
                first=saves[-1].revision,
                last=newest.revision,
                at=newest.at,
                by=newest.by,
                what=newest.what,
                parts=tuple(values),
                values=values,
                undoes=newest.undoes,
                undone=newest.revision in undone,
            )
        )
    return steps


def _before_and_after(newest_first: list[DraftChangeRow]) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for save in reversed(newest_first):
        for part, (before, after) in save.parts.items():
            found[part] = (found[part][0] if part in found else before, after)
    return found


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
        if _is_undone(session, last):
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
        except DraftConflictError as error:
            touched = {conflict.part for conflict in error.conflicts}
            raise _in_the_way(session, last, touched) from None

    return write(session, work)


def _is_undone(session: Session, revision: int) -> bool:
    """Say whether a change was taken back already.

    Raises
    ------
    ChangedSinceError
        It was taken back and brought again: that is another step, to be taken back itself.
    """
    undone, newest = False, None
    while True:
        query = select(DraftChangeRow).where(DraftChangeRow.undoes == revision)
        found = session.scalar(query)
        if found is None:
            break
        undone, newest, revision = not undone, found, found.revision
    if newest is not None and not undone:
        raise ChangedSinceError(newest.what, newest.by)
    return undone


def _in_the_way(session: Session, last: int, parts: set[str]) -> ChangedSinceError:
    """Return the newest change of some parts after a revision."""
    query = select(DraftChangeRow).where(DraftChangeRow.revision > last)
    later = session.scalars(query.order_by(DraftChangeRow.revision.desc()))
    found = next(row for row in later if parts & row.parts.keys())
    return ChangedSinceError(found.what, found.by)
