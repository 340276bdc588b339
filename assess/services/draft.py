"""The one draft: read it, change parts of it, take a change back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from assess.core.codec import digest, read_edition
from assess.core.draft.differences import title
from assess.core.draft.fields import flatten
from assess.core.draft.parts import Parts, join, split
from assess.core.draft.review import Remark, review
from assess.core.draft.shape import check_shape
from assess.core.edition import Edition
from assess.models import DraftChangeRow, DraftRow, EditionRow
from assess.services import audit
from assess.services.database import read, write
from assess.services.errors import NotFoundError, UnavailableError
from assess.services.publishedkeys import keeping_published

ONLY = 1
# Other words for a change are cut to what a list shows.
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft as it stands. ``base_number`` is the edition it was made from."""

    parts: Parts
    edition: Edition
    revision: int
    base_number: int
    changed_at: datetime
    changed_by: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants to save.

    Attributes
    ----------
    what : str
        In words, for the list of changes: ``Question “…”: text``.
    parts : mapping
        Parts and their new values, as ``core.draft.parts`` names them; None takes one out.
    seen : int
        The draft's revision that the page was drawn from.
    page_id : str or None
        Made by the page: what it saves while somebody types is listed and undone as one.
    """

    what: str
    parts: Mapping[str, Any]
    seen: int
    page_id: str | None = None
    undoes: int | None = None
    action: str = "draft changed"


@dataclass(frozen=True, slots=True)
class PartConflict:
    """A part that somebody else changed since the page was drawn."""

    part: str
    base: Any
    theirs: Any
    yours: Any


class DraftConflictError(Exception):
    """Somebody else changed the same parts meanwhile; nothing was saved.

    Attributes
    ----------
    conflicts : tuple of PartConflict
    change : Change
        What was to be saved, with the parts that nobody else touched.
    revision : int
        The draft's revision now.
    by : str
        Who changed it last.
    """

    def __init__(
        self, conflicts: tuple[PartConflict, ...], change: Change, revision: int, by: str
    ) -> None:
        super().__init__(", ".join(conflict.part for conflict in conflicts))
        self.conflicts = conflicts
        self.change = change
        self.revision = revision
        self.by = by


def open_draft(session: Session, now: datetime) -> Draft:
    """Return the draft; where there is none yet, it is made from the current edition.

    Raises
    ------
    UnavailableError
        Where no edition is published yet.
    """
    found = read(session, lambda: session.get(DraftRow, ONLY, populate_existing=True))
    if found is None:
        return write(session, lambda: draft_from(lock(session, now)))
    return read(session, lambda: draft_from(found))


def save(session: Session, change: Change, by: str, now: datetime) -> int:
    """Save a change of the draft. Saving twice is saving once.

    Parameters
    ----------
    by : str
        The editor's name.

    Returns
    -------
    int
        The draft's revision now.

    Raises
    ------
    DraftConflictError
        Somebody else changed one of the parts since the page was drawn.
    ShapeError
        A part cannot be kept, not even in a draft (``core.draft.shape``).
    """
    for part, value in change.parts.items():
        check_shape(part, value)
    return write(session, lambda: apply(session, change, by, now))


def apply(session: Session, change: Change, by: str, now: datetime) -> int:
    """Make a change inside the caller's unit of work (see ``save``).

    A published question that a change takes out is retired instead.
    """
    row = lock(session, now)
    parts = _parts(row.document)
    wanted = keeping_published(session, parts, change.parts)
    changed = {part: value for part, value in wanted.items() if parts.get(part) != _plain(value)}
    if not changed:
        return row.revision
    _refuse_conflicts(session, row, parts, change, changed)
    before = {part: parts.get(part) for part in changed}
    for part, value in changed.items():
        if value is None:
            parts.pop(part)
        else:
            parts[part] = _plain(value)
    row.document = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    row.revision += 1
    row.changed_at, row.changed_by = now, by
    session.add(
        DraftChangeRow(
            revision=row.revision,
            at=now,
            by=by,
            what=change.what[:_LONGEST],
            parts={part: [before[part], parts.get(part)] for part in changed},
            page_id=change.page_id,
            undoes=change.undoes,
        )
    )
    _log(session, change, before, parts, by=by, now=now)
    return row.revision


def lock(session: Session, now: datetime) -> DraftRow:
    """Return the draft's row, locked, inside the caller's unit of work; made where missing."""
    row = _locked(session)
    if row is None and session.get_bind().dialect.name == "postgresql":
        # Two who open the desk for the first time make one draft; SQLite has one writer anyway.
        session.execute(text("LOCK TABLE draft IN SHARE ROW EXCLUSIVE MODE"))
        row = _locked(session)
    return row or _begin(session, now)


def _locked(session: Session) -> DraftRow | None:
    return session.get(DraftRow, ONLY, with_for_update=True, populate_existing=True)


def _begin(session: Session, now: datetime) -> DraftRow:
    newest = session.scalar(select(EditionRow).order_by(EditionRow.number.desc()).limit(1))
    if newest is None:
        raise UnavailableError("no edition is published; run: flask --app wsgi prepare")
    row = DraftRow(
        id=ONLY,
        base_number=newest.number,
        revision=1,
        document=json.dumps(split(read_edition(newest.document)), ensure_ascii=False),
        changed_at=now,
        changed_by="",
    )
    session.add(row)
    session.flush()
    return row


def part_of(draft: Draft, part: str) -> Any:  # noqa: ANN401 - plain data
    """Return one part of a draft; raises ``NotFoundError``."""
    if part not in draft.parts:
        raise NotFoundError(part)
    return draft.parts[part]


def remarks(draft: Draft) -> tuple[Remark, ...]:
    """Return what stands against publishing a draft, or is worth a second look."""
    return _reviewed(draft.fingerprint, _Held(draft.edition))


@dataclass(frozen=True)
class _Held:
    """An edition that rides along with its fingerprint, and is not compared itself."""

    edition: Edition = field(compare=False)


@lru_cache(maxsize=8)
def _reviewed(_: str, held: _Held) -> tuple[Remark, ...]:
    return review(held.edition)


def draft_from(row: DraftRow) -> Draft:
    """Return the draft that a row holds, for units of work that locked it."""
    parts = _parts(row.document)
    return Draft(
        parts=parts,
        edition=join(parts),
        revision=row.revision,
        base_number=row.base_number,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        fingerprint=digest(row.document),
    )


def _parts(document: str) -> Parts:
    found: Parts = json.loads(document)
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401 - plain data
    """Return a value as it is read back: tuples are lists then."""
    return json.loads(json.dumps(value))


def _refuse_conflicts(
    session: Session, row: DraftRow, parts: Parts, change: Change, changed: Mapping[str, Any]
) -> None:
    newer = select(DraftChangeRow).where(DraftChangeRow.revision > change.seen)
    began: dict[str, Any] = {}
    for later in session.scalars(newer.order_by(DraftChangeRow.revision)):
        if later.page_id is not None and later.page_id == change.page_id:
            continue  # the page's own
        for part, (before, _) in later.parts.items():
            began.setdefault(part, before)
    conflicts = tuple(
        PartConflict(part, began[part], parts.get(part), _plain(value))
        for part, value in changed.items()
        # What was changed and taken back again meanwhile is as it was.
        if part in began and began[part] != parts.get(part)
    )
    if conflicts:
        raise DraftConflictError(conflicts, change, row.revision, row.changed_by)


def _log(
    session: Session,
    change: Change,
    before: Mapping[str, Any],
    parts: Parts,
    *,
    by: str,
    now: datetime,
) -> None:
    """Log the fields that differ, part by part."""
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for part, value in before.items():
        one, other = flatten(value), flatten(parts.get(part))
        paths = [path for path in {**one, **other} if one.get(path) != other.get(path)]
        old[part] = {path: one[path] for path in paths if path in one}
        new[part] = {path: other[path] for path in paths if path in other}
    names = [title(part, parts.get(part) or before[part]) for part in before]
    subject = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
    audit.add(session, audit.Entry(by, change.action, subject, old, new), now)
