"""Taking one's data along: everything that is kept of an attempt, as one value."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.core.takeout.document import (
    ABOUT,
    LEFT_OUT,
    Origin,
    TakenAnswer,
    TakenAttempt,
    TakenEdition,
    TakenResult,
    Takeout,
)
from assess.core.takeout.figures import taken_from
from assess.models import AnswerRow, ResultRow
from assess.services import lookup
from assess.services.database import read
from assess.services.translate import result_from
from assess.services.values import Attempt


def take_out(
    session: Session, token_hash: str, public_id: str, product: str, now: datetime
) -> Takeout:
    """Return all that is kept of an attempt this browser holds.

    The questions themselves, with what each answer earns, are in it from the finish on.

    Raises
    ------
    NotFoundError
        For an unknown id and for somebody else's alike.
    """

    def work() -> Takeout:
        attempt = lookup.held(session, token_hash, public_id)
        return Takeout(
            format=1,
            about=ABOUT,
            product=product,
            exported_at=now,
            origin=Origin(attempt=attempt.public_id, edition=attempt.edition_number),
            attempt=TakenAttempt(
                length=attempt.length,
                questions=attempt.form,
                goal=attempt.goal,
                started_at=attempt.started_at,
                finished_at=attempt.finished_at,
            ),
            edition=_edition(attempt),
            answers=tuple(_answers(session, attempt)),
            results=tuple(_results(session, attempt)),
        )

    return read(session, work)


def _edition(attempt: Attempt) -> TakenEdition:
    finished = attempt.finished_at is not None
    return TakenEdition(
        digest=attempt.digest,
        document=attempt.compiled.edition if finished else None,
        left_out=None if finished else LEFT_OUT,
    )


def _answers(session: Session, attempt: Attempt) -> Iterable[TakenAnswer]:
    """Return the answers in the order they are asked."""
    rows = session.scalars(select(AnswerRow).where(AnswerRow.attempt_id == attempt.id))
    given = {row.question_key: row for row in rows}
    for key in attempt.form:
        if key in given:
            row = given[key]
            yield TakenAnswer.model_validate(
                {
                    "question": key,
                    "kind": row.kind,
                    "options": row.options,
                    "saved_at": row.saved_at,
                }
            )


def _results(session: Session, attempt: Attempt) -> Iterable[TakenResult]:
    rows = select(ResultRow).where(ResultRow.attempt_id == attempt.id).order_by(ResultRow.number)
    for row in session.scalars(rows):
        outcome = result_from(row, attempt.compiled).outcome
        yield TakenResult(
            number=row.number,
            made_at=row.made_at,
            engine=row.engine,
            outcome=taken_from(outcome),
        )
