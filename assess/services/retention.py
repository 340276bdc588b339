"""Keeping no longer than promised: what retention removes, counted first, then removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, CursorResult, and_, delete, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from assess.models import (
    AccountRow,
    AttemptRow,
    Base,
    BrowserRow,
    GrantRow,
    HolderRow,
    ImportedEditionRow,
    PreviewLinkRow,
    ResultRow,
    ShareRow,
    StagedFileRow,
    ThrottleRow,
)
from assess.services.database import read, write
from assess.services.deleting import lock_imported, scrub

# As long as browsers keep a cookie: after that nothing can come back for it.
UNSEEN: Final = timedelta(days=400)
# The longest limit counts a day; another day for clocks that differ.
THROTTLED: Final = timedelta(days=2)
# A file that was read and waits to be let into the draft is wanted the same day.
STAGED: Final = timedelta(days=1)
# The write lock is let go between two batches, so that answers get their turn.
BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Rules:
    """How long attempts are kept after the last visit."""

    unfinished: timedelta
    finished: timedelta


@dataclass(frozen=True, slots=True)
class _Step:
    """One sort of row: which of them go, and the key they are known by."""

    name: str
    row: type[Base]
    key: InstrumentedAttribute[int] | InstrumentedAttribute[str]
    goes: ColumnElement[bool]


def count_stale(session: Session, rules: Rules, now: datetime) -> Mapping[str, int]:
    """Count what retention would remove; nothing is changed.

    Returns
    -------
    mapping
        From the name of each sort to how many rows of it would go, in the order of removal.
        What leaves along with an attempt (answers, results, codes, links) is not counted.
    """

    def work() -> dict[str, int]:
        return {step.name: _count(session, step) for step in _steps(rules, now)}

    return read(session, work)


def remove_stale(session: Session, rules: Rules, now: datetime) -> Mapping[str, int]:
    """Remove what is kept no longer, in small batches; twice is once.

    Returns
    -------
    mapping
        As ``count_stale``, of what was removed.

    Raises
    ------
    UnavailableError
        The database is busy or away; what was removed until then stays removed.
    """
    removed = {step.name: _remove(session, step) for step in _steps(rules, now)}
    scrub(session)
    return removed


def _count(session: Session, step: _Step) -> int:
    return session.scalars(select(func.count(step.key)).where(step.goes)).one()


def _remove(session: Session, step: _Step) -> int:
    some = select(step.key).where(step.goes).limit(BATCH).scalar_subquery()
    # Asked again outside: PostgreSQL looks at the row anew when somebody has just come by.
    batch = delete(step.row).where(step.key.in_(some), step.goes)

    def work() -> int:
        if step.row is ImportedEditionRow:
            lock_imported(session)
        done = session.execute(batch, execution_options={"synchronize_session": False})
        return cast(CursorResult[Any], done).rowcount

    total = 0
    while gone := write(session, work):
        total += gone
    return total


def _steps(rules: Rules, now: datetime) -> tuple[_Step, ...]:
    """Return what goes, in an order in which no step changes what a later one finds.

    That is why the later ones ask for what stays: a holder goes when no browser of its
    stays, so it is counted before its browsers are gone and found after.
    """
    finished = exists().where(ResultRow.attempt_id == AttemptRow.id)
    owned = exists().where(
        GrantRow.attempt_id == AttemptRow.id, AccountRow.holder_id == GrantRow.holder_id
    )
    unfinished_goes = and_(~finished, AttemptRow.visited_at < now - rules.unfinished)
    finished_goes = and_(finished, ~owned, AttemptRow.visited_at < now - rules.finished)
    ended = and_(BrowserRow.ends_at.is_not(None), BrowserRow.ends_at <= now)
    unseen = BrowserRow.seen_at < now - UNSEEN
    used = exists().where(BrowserRow.holder_id == HolderRow.id, ~or_(ended, unseen))
    account = exists().where(AccountRow.holder_id == HolderRow.id)
    needed = exists().where(
        AttemptRow.imported_digest == ImportedEditionRow.digest,
        ~or_(unfinished_goes, finished_goes),
    )
    unread = ThrottleRow.last_at < now - THROTTLED
    return (
        _Step("links that ended", ShareRow, ShareRow.id, ShareRow.ends_at <= now),
        *_of_the_desk(now),
        _Step("unfinished attempts", AttemptRow, AttemptRow.id, unfinished_goes),
        _Step("finished attempts without an account", AttemptRow, AttemptRow.id, finished_goes),
        _Step("ended sessions on shared computers", BrowserRow, BrowserRow.id, ended),
        _Step("browsers unseen for 400 days", BrowserRow, BrowserRow.id, and_(~ended, unseen)),
        _Step("holders that nobody uses", HolderRow, HolderRow.id, and_(~used, ~account)),
        _Step("counts of tries", ThrottleRow, ThrottleRow.bucket, unread),
        _Step("editions of other sites", ImportedEditionRow, ImportedEditionRow.digest, ~needed),
    )


def _of_the_desk(now: datetime) -> tuple[_Step, ...]:
    """Return what editors leave behind."""
    ended, waited = PreviewLinkRow.ends_at <= now, StagedFileRow.made_at < now - STAGED
    return (
        _Step("preview links that ended", PreviewLinkRow, PreviewLinkRow.id, ended),
        _Step("files that waited a day", StagedFileRow, StagedFileRow.id, waited),
    )
