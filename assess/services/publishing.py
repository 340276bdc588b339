"""From the draft to the next edition, and from any edition back to the draft."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from assess.core.codec import canonical_json, digest, edition_from, to_data
from assess.core.compiled import Compiled, compile_edition
from assess.core.draft.accepting import (
    Accepted,
    Doubt,
    Reasons,
    in_their_words,
    meant,
    settled,
    with_reasons,
)
from assess.core.draft.differences import PartChange, differences
from assess.core.draft.parts import join, split
from assess.core.draft.review import Remark, sound_part
from assess.core.edition import Edition
from assess.core.effects import Effects, effects
from assess.models import DraftChangeRow, DraftRow
from assess.services import audit, draft, editions
from assess.services.database import write
from assess.services.draft import Change, Draft
from assess.services.values import EditionInfo

# A change older than this, with this many after it, is not taken back any more. Pages that
# are open are compared with what is kept, so it must outlast any of them.
KEPT_CHANGES: Final = 1000
KEPT_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Standing:
    """The draft beside the current edition.

    Attributes
    ----------
    base, current : EditionInfo
        The edition that the draft was made from, and the newest.
    changes : tuple of PartChange
        What publishing would change.
    """

    draft: Draft
    base: EditionInfo
    current: EditionInfo
    remarks: tuple[Remark, ...]
    changes: tuple[PartChange, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """What somebody wants to publish: the draft as they saw it, reasons and a note."""

    seen: int
    reasons: Reasons
    note: str


class DraftMovedError(Exception):
    """The draft is not what the page showed any more; nothing was done."""


class NotReadyError(Exception):
    """Something stands against publishing; nothing was done.

    Attributes
    ----------
    errors : tuple of Remark
    doubts : tuple of Doubt
        Warnings without a reason.
    """

    def __init__(self, errors: tuple[Remark, ...], doubts: tuple[Doubt, ...]) -> None:
        super().__init__(f"{len(errors)} errors, {len(doubts)} warnings")
        self.errors = errors
        self.doubts = doubts


class AlreadyPublishedError(Exception):
    """Somebody else published the same draft just before."""

    def __init__(self, info: EditionInfo) -> None:
        super().__init__(str(info.number))
        self.info = info


def standing(session: Session, now: datetime) -> Standing:
    """Return how the draft stands to the current edition."""
    held = draft.open_draft(session, now)
    current = editions.newest(session)
    published = editions.by_digest(session, current.digest).edition
    remarks = draft.remarks(held)
    changes = differences(split(published), split(held.edition))
    return Standing(
        held,
        editions.describe(session, held.base_number),
        current,
        remarks,
        in_their_words(changes, remarks),
    )


def effects_of(session: Session, found: Standing) -> Effects | None:
    """Return what publishing would do for people; None while the draft is no edition yet."""
    published = editions.by_digest(session, found.current.digest)
    return _effects(found.current.digest, found.draft.fingerprint, _Pair(published, found.draft))


class _Pair:
    """Two editions that ride along with their fingerprints, and are not compared themselves."""

    def __init__(self, published: Compiled, held: Draft) -> None:
        self.published = published
        self.held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pair)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=8)
def _effects(_: str, __: str, pair: _Pair) -> Effects | None:
    whole = sound_part(pair.held.edition)[1]
    return None if whole is None else effects(pair.published, compile_edition(whole))


def keep_reasons(session: Session, asked: Publication, by: str, now: datetime) -> int:
    """Keep reasons in the draft, and return its revision. Nothing else is looked at.

    Raises
    ------
    DraftMovedError
        The draft was changed since the page was drawn.
    """

    def work() -> int:
        row = draft.lock(session, now)
        held = draft.draft_from(row)
        accepted = held.parts["accepted"]
        rest = with_reasons(accepted, meant(accepted, draft.remarks(held), asked.reasons))
        if rest == accepted:
            return row.revision
        if row.revision != asked.seen:
            raise DraftMovedError
        return _accept(session, row, rest, by, now)

    return write(session, work)


def publish(session: Session, asked: Publication, by: str, now: datetime) -> EditionInfo:
    """Freeze the draft as the next edition, in one transaction. Twice is once.

    Returns
    -------
    EditionInfo
        The new edition; the current one where it is this draft already.

    Raises
    ------
    NotReadyError
        There are errors, or warnings without a reason.
    DraftMovedError
        The draft was changed since the page was drawn.
    AlreadyPublishedError
        Somebody else published this draft meanwhile.
    """

    def work() -> EditionInfo:
        row = draft.lock(session, now)
        editions.lock(session)
        held = draft.draft_from(row)
        remarks = draft.remarks(held)
        errors = tuple(remark for remark in remarks if remark.severity == "error")
        accepted, open_ = settled(held.parts["accepted"], remarks, asked.reasons)
        newest = editions.newest_within(session)
        document = "" if errors or open_ else _document(held, accepted)
        if digest(document) == newest.digest:
            return _published_before(newest, by)
        if row.revision != asked.seen:
            raise DraftMovedError
        if not document:
            raise NotReadyError(errors, open_)
        _accept(session, row, accepted, by, now)
        info = editions.add(session, document, by, asked.note, now)
        row.base_number = info.number
        _log(session, newest, info, now)
        _forget_old_changes(session, row, now)
        return info

    return write(session, work)


def _document(held: Draft, accepted: Accepted) -> str:
    whole = join(held.parts | {"accepted": accepted})
    return canonical_json(edition_from(to_data(whole)))


def _published_before(newest: EditionInfo, by: str) -> EditionInfo:
    """A double click, or a retry whose first commit went through; else another editor."""
    if newest.published_by != by[: editions.LONGEST_NAME]:
        raise AlreadyPublishedError(newest)
    return newest


def _accept(session: Session, row: DraftRow, accepted: Accepted, by: str, now: datetime) -> int:
    change = Change("Reasons for warnings that stay", {"accepted": accepted}, row.revision)
    return draft.apply(session, change, by, now)


def _log(session: Session, old: EditionInfo, new: EditionInfo, now: datetime) -> None:
    before, after = ({"number": one.number, "digest": one.digest} for one in (old, new))
    entry = audit.Entry(
        new.published_by,
        "edition published",
        f"Edition {new.number}",
        before,
        after | {"note": new.note},
    )
    audit.add(session, entry, now)


def _forget_old_changes(session: Session, row: DraftRow, now: datetime) -> None:
    session.execute(
        delete(DraftChangeRow).where(
            DraftChangeRow.revision <= row.revision - KEPT_CHANGES,
            DraftChangeRow.at < now - timedelta(days=KEPT_DAYS),
        )
    )


def to_restore(found: Standing, edition: Edition) -> tuple[PartChange, ...]:
    """Return what of the draft would change if it were made from an edition."""
    return differences(split(found.draft.edition), split(edition))


def restore(
    session: Session,
    number: int,
    seen: int,
    by: str,
    now: datetime,
    *,
    kept: Collection[str] = (),
) -> int:
    """Make the draft from an edition: one change, which can be taken back. Twice is once.

    The draft goes on being compared with the newest edition; made from that one, it is up to
    date again.

    Parameters
    ----------
    kept : collection of str
        Parts of the draft that stay as they are.

    Returns
    -------
    int
        The draft's revision now.

    Raises
    ------
    NotFoundError
        There is no such edition.
    DraftMovedError
        The draft was changed since the page was drawn.
    """
    target: dict[str, Any] = split(editions.fetch(session, number).edition)

    def work() -> int:
        row = draft.lock(session, now)
        parts = draft.draft_from(row).parts
        wanted = {
            part: target.get(part)
            for part in dict.fromkeys([*target, *parts])
            if part not in kept and target.get(part) != parts.get(part)
        }
        if wanted and row.revision != seen:
            raise DraftMovedError
        change = Change(f"Made from edition {number}", wanted, seen, action="draft made anew")
        revision = draft.apply(session, change, by, now)
        if number == editions.newest_within(session).number:
            row.base_number = number
        return revision

    return write(session, work)
