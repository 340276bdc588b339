"""Finishing an attempt, and opening its result again."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from assess.core.outcome import assess
from assess.models import AnswerRow, AttemptRow, ResultRow
from assess.services import lookup
from assess.services.database import read, write
from assess.services.errors import NotFoundError, NothingAnsweredError
from assess.services.translate import outcome_to_text, result_from
from assess.services.values import Attempt, Result


def finish(
    session: Session, token_hash: str, public_id: str, goal: str | None, now: datetime
) -> None:
    """Score an attempt and store its result; finishing twice is finishing once.

    Parameters
    ----------
    goal : str or None
        A role the person aims at.

    Raises
    ------
    NotFoundError
        The attempt is not this browser's, or the goal is no role.
    NothingAnsweredError
        No question has an answer yet.
    UnavailableError
        The database is busy or away.
    """

    def work() -> None:
        attempt = lookup.held(session, token_hash, public_id, lock=True)
        if attempt.finished_at is not None:
            return
        saved = lookup.answers(session, attempt.id)
        answers = {key: value.answer for key, value in saved.items()}
        if not answers:
            raise NothingAnsweredError
        if goal is not None and goal not in attempt.compiled.roles:
            raise NotFoundError("role")
        outcome = assess(attempt.compiled, answers, goal)
        row = session.get_one(AttemptRow, attempt.id)
        row.goal, row.finished_at = goal, now
        last = session.scalar(select(func.max(ResultRow.number)).where(_of(attempt)))
        counted = update(AnswerRow).where(AnswerRow.attempt_id == attempt.id)
        session.execute(counted.values(final=True))
        session.add(
            ResultRow(
                attempt_id=attempt.id,
                number=(last or 0) + 1,
                edition_number=attempt.edition_number,
                engine=outcome.engine,
                outcome=outcome_to_text(outcome),
                made_at=now,
            )
        )

    write(session, work)


def result_numbers(session: Session, attempt: Attempt) -> list[int]:
    """Return the numbers of an attempt's results, oldest first."""
    query = select(ResultRow.number).where(_of(attempt)).order_by(ResultRow.number)
    return read(session, lambda: list(session.scalars(query)))


def stored_result(session: Session, attempt: Attempt, number: int | None = None) -> Result:
    """Return a result of an attempt as it was stored, the newest unless a number is given.

    Raises
    ------
    NotFoundError
        There is no such result.
    """
    query = select(ResultRow).where(_of(attempt)).order_by(ResultRow.number.desc()).limit(1)
    if number is not None:
        query = query.where(ResultRow.number == number)

    def work() -> Result:
        row = session.scalar(query)
        if row is None:
            raise NotFoundError("result")
        return result_from(row, attempt.compiled)

    return read(session, work)


def _of(attempt: Attempt) -> ColumnElement[bool]:
    return ResultRow.attempt_id == attempt.id
