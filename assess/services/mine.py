"""What a browser or an account holds: a page of attempts, and the results to compare."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from assess.models import (
    AnswerRow,
    AttemptRow,
    BrowserRow,
    CodeRow,
    EditionRow,
    GrantRow,
    ResultRow,
)
from assess.services import editions, lookup
from assess.services.database import read
from assess.services.translate import verdict_from
from assess.services.values import Attempt, Verdict

# Enough to compare years of results; a longer list of choices helps nobody.
MOST_RESULTS: Final = 100


@dataclass(frozen=True, slots=True)
class HeldResult:
    """A stored result, as far as a list tells it."""

    public_id: str
    number: int
    made_at: datetime
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class HeldAttempt:
    """An attempt in a list.

    Attributes
    ----------
    answered : frozenset of str
        The questions with an answer; left empty where the attempt is finished.
    newest : HeldResult or None
        The newest result. One that grows has a result and is not finished.
    has_code : bool
        Whether a resume code leads to it.
    """

    attempt: Attempt
    answered: frozenset[str]
    newest: HeldResult | None
    has_code: bool


@dataclass(frozen=True, slots=True)
class Holdings:
    """One page of a list of attempts, newest first; ``page`` counts from 1."""

    attempts: tuple[HeldAttempt, ...]
    total: int
    page: int
    pages: int


_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_TOTAL: Final = (
    select(func.count())
    .select_from(GrantRow)
    .join(BrowserRow, BrowserRow.holder_id == GrantRow.holder_id)
    .where(BrowserRow.token_hash == bindparam("token_hash"))
)
_ANSWERED: Final = select(AnswerRow.attempt_id, AnswerRow.question_key).where(
    AnswerRow.attempt_id.in_(_IDS)
)
_LATER: Final = aliased(ResultRow)
_IS_NEWEST: Final[ColumnElement[bool]] = (
    ResultRow.number
    == select(func.max(_LATER.number))
    .where(_LATER.attempt_id == ResultRow.attempt_id)
    .scalar_subquery()
)
_NEWEST: Final = select(
    ResultRow.attempt_id, ResultRow.number, ResultRow.made_at, ResultRow.outcome
).where(ResultRow.attempt_id.in_(_IDS), _IS_NEWEST)
_CODES: Final = select(CodeRow.attempt_id).where(CodeRow.attempt_id.in_(_IDS))
_RESULTS: Final = (
    select(
        AttemptRow.public_id,
        func.coalesce(EditionRow.digest, AttemptRow.imported_digest).label("digest"),
        ResultRow.number,
        ResultRow.made_at,
        ResultRow.outcome,
    )
    .join(AttemptRow, AttemptRow.id == ResultRow.attempt_id)
    .outerjoin(EditionRow, EditionRow.number == AttemptRow.edition_number)
    .join(GrantRow, GrantRow.attempt_id == AttemptRow.id)
    .join(BrowserRow, BrowserRow.holder_id == GrantRow.holder_id)
    .where(BrowserRow.token_hash == bindparam("token_hash"))
    .order_by(ResultRow.made_at.desc(), ResultRow.id.desc())
    .limit(MOST_RESULTS)
)


def holdings(session: Session, token_hash: str, size: int, page: int = 1) -> Holdings:
    """Return a page of what a browser, or the account it is signed in to, may see.

    Parameters
    ----------
    size : int
        How many attempts a page holds.
    page : int
        A number beyond the last page is the last page.

    Raises
    ------
    UnavailableError
        The database is busy or away.
    """

    def work() -> Holdings:
        total = session.scalars(_TOTAL, {"token_hash": token_hash}).one()
        pages = max(1, -(-total // size))
        shown = min(max(1, page), pages)
        found = lookup.newest(session, token_hash, size, size * (shown - 1)) if total else []
        return Holdings(_described(session, found), total, shown, pages)

    return read(session, work)


def _described(session: Session, found: list[Attempt]) -> tuple[HeldAttempt, ...]:
    """Add what is known about some attempts, in one query for each sort of thing."""
    by_id = {attempt.id: attempt for attempt in found}
    answered = _answered(session, [one.id for one in found if one.finished_at is None])
    newest = {
        row.attempt_id: HeldResult(
            by_id[row.attempt_id].public_id,
            row.number,
            row.made_at,
            verdict_from(row.outcome, by_id[row.attempt_id].compiled),
        )
        for row in session.execute(_NEWEST, {"ids": list(by_id)})
    }
    codes = set(session.scalars(_CODES, {"ids": list(by_id)}))
    return tuple(
        HeldAttempt(
            attempt,
            frozenset(answered.get(attempt.id, ())),
            newest.get(attempt.id),
            attempt.id in codes,
        )
        for attempt in found
    )


def _answered(session: Session, ids: Collection[int]) -> dict[int, set[str]]:
    answered: dict[int, set[str]] = {}
    for attempt_id, key in session.execute(_ANSWERED, {"ids": list(ids)}):
        answered.setdefault(attempt_id, set()).add(key)
    return answered


def results_held(session: Session, token_hash: str) -> tuple[HeldResult, ...]:
    """Return the results a browser or its account may see, newest first, at most 100.

    Raises
    ------
    UnavailableError
        The database is busy or away.
    """

    def work() -> tuple[HeldResult, ...]:
        rows = session.execute(_RESULTS, {"token_hash": token_hash}).all()
        return tuple(
            HeldResult(
                row.public_id,
                row.number,
                row.made_at,
                verdict_from(row.outcome, editions.by_digest(session, row.digest)),
            )
            for row in rows
        )

    return read(session, work)
