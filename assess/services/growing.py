"""A finished attempt that goes on to a longer length."""

from dataclasses import replace

from sqlalchemy.orm import Session

from assess.core.compiled import choose_form
from assess.models import AttemptRow
from assess.services import lookup
from assess.services.database import write
from assess.services.errors import NotFoundError
from assess.services.values import Attempt


def grow(session: Session, token_hash: str, public_id: str, length: str) -> Attempt:
    """Let a finished attempt go on to a longer length; doing it twice is doing it once.

    What was answered stays as it was; the result that was stored stays beside the next.

    Raises
    ------
    NotFoundError
        The attempt is not this browser's, is not finished, or cannot grow to that length.
    """

    def work() -> Attempt:
        attempt = lookup.held(session, token_hash, public_id, lock=True)
        if attempt.length == length and attempt.finished_at is None:
            return attempt
        if attempt.finished_at is None or length not in longer_lengths(attempt):
            raise NotFoundError("length")
        seen = lookup.seen_questions(session, token_hash)
        count = attempt.compiled.edition.lengths[length]
        form = choose_form(attempt.compiled.banks, count, held=attempt.form, seen=seen)
        row = session.get_one(AttemptRow, attempt.id)
        row.length, row.questions, row.finished_at = length, list(form), None
        return replace(attempt, length=length, form=form, finished_at=None)

    return write(session, work)


def longer_lengths(attempt: Attempt) -> dict[str, int]:
    """Return the lengths an attempt can grow to, with the questions each would add.

    One that pins an edition of another site stays as it is: that edition is not asked here.
    """
    if attempt.edition_number is None:
        return {}
    lengths = attempt.compiled.edition.lengths
    asked = lengths.get(attempt.length, 0)
    found: dict[str, int] = {}
    for length, count in sorted(lengths.items(), key=lambda pair: pair[1]):
        if count > asked:
            form = choose_form(attempt.compiled.banks, count, held=attempt.form)
            found[length] = len(form) - len(attempt.form)
    return {length: added for length, added in found.items() if added > 0}
