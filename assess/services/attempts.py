"""An attempt from start to the last answer."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from assess.core.answers import read_answer
from assess.core.compiled import Compiled, choose_form
from assess.core.saving import decide
from assess.models import AttemptRow
from assess.services import editions, lookup, throttle
from assess.services.browsers import SHARED
from assess.services.database import read, write
from assess.services.errors import ConflictError, FinishedError, NotFoundError
from assess.services.throttle import Limit
from assess.services.values import Attempt, SavedAnswer

# Far beyond what a person can choose, and enough to stop a program that runs wild.
ANSWERS: Final = Limit("answers", 120, timedelta(minutes=1))

# Without letters that are easily taken for a figure; 20 of them are 100 bits.
_ID_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_ID_LENGTH: Final = 20
_PUBLIC_ID: Final = select(AttemptRow.public_id).where(AttemptRow.id == bindparam("id"))


def new_public_id() -> str:
    """Return a name for an attempt's address: random, and no secret."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH))


def start(
    session: Session,
    token_hash: str,
    start_id: str,
    length: str,
    now: datetime,
    *,
    shared: bool = False,
    renewed: str | None = None,
) -> str:
    """Begin an attempt at the newest edition.

    Parameters
    ----------
    token_hash : str
        Of the browser's cookie; the browser is granted the attempt.
    start_id : str
        Made by the page that offered the start: starting twice from it is starting once.
    length : str
        One of the edition's lengths. Questions that this browser has not answered in an
        earlier attempt come first.
    shared : bool
        On a shared computer the browser's session ends by itself.
    renewed : str, optional
        Hash of the token that the browser goes on under.

    Returns
    -------
    str
        The attempt's public id.

    Raises
    ------
    NotFoundError
        For a length the edition does not have.
    """
    number, compiled = editions.current(session)
    if length not in compiled.forms:
        raise NotFoundError("length")

    own = renewed or token_hash
    # Two browsers never share a start, whatever ids they send.
    start_key = hashlib.sha256(f"{own}:{start_id}".encode()).hexdigest()

    def work() -> str:
        if renewed is not None:
            lookup.rename(session, token_hash, renewed)
        holder = lookup.holder_of(session, own, now)
        attempt = {
            "public_id": new_public_id(),
            "start_key": start_key,
            "edition_number": number,
            "length": length,
            "questions": list(_form(session, own, compiled, length)),
            "started_at": now,
            "visited_at": now,
        }
        attempt_id = lookup.id_after_insert(session, AttemptRow, "start_key", attempt)
        lookup.grant(session, holder, attempt_id, now)
        if shared:
            lookup.end_by_itself(session, own, now + SHARED)
        return session.scalars(_PUBLIC_ID, {"id": attempt_id}).one()

    return write(session, work)


def _form(session: Session, token_hash: str, compiled: Compiled, length: str) -> tuple[str, ...]:
    seen = lookup.seen_questions(session, token_hash)
    if not seen:
        return compiled.forms[length]
    return choose_form(compiled.banks, compiled.edition.lengths[length], seen=seen)


def open_attempt(session: Session, token_hash: str, public_id: str) -> Attempt:
    """Return an attempt this browser holds.

    Raises
    ------
    NotFoundError
        For an unknown id and for somebody else's alike.
    """
    return read(session, lambda: lookup.held(session, token_hash, public_id))


def still_asked(session: Session, token_hash: str) -> frozenset[str]:
    """Return the questions that an unfinished attempt of this browser still asks."""
    return frozenset(
        key
        for attempt, saved in read(session, lambda: lookup.unfinished(session, token_hash))
        for key in attempt.form
        if key not in saved or not saved[key].final
    )


def saved_answers(session: Session, attempt_id: int) -> dict[str, SavedAnswer]:
    """Return what is saved, by question key."""
    return read(session, lambda: lookup.answers(session, attempt_id))


def open_question(
    session: Session, token_hash: str, public_id: str, question: str
) -> tuple[Attempt, SavedAnswer | None]:
    """Return an attempt and what is saved for one of its questions.

    Raises
    ------
    NotFoundError
        The attempt is not this browser's, or does not ask that question.
    """

    def work() -> tuple[Attempt, SavedAnswer | None]:
        attempt = lookup.held(session, token_hash, public_id)
        if question not in attempt.form:
            raise NotFoundError("question")
        return attempt, lookup.answer(session, attempt.id, question)

    return read(session, work)


@dataclass(frozen=True, slots=True)
class Save:
    """What a page sends for a question (see ``core.saving`` for the last three)."""

    question: str
    values: tuple[str, ...]
    save_id: str
    seen: str
    turn: int
    by_button: bool = False


def save_answer(
    session: Session, token_hash: str, public_id: str, save: Save, now: datetime
) -> Attempt:
    """Save an answer, once however often it arrives, and return the attempt.

    Raises
    ------
    NotFoundError
        The attempt is not this browser's, or does not ask that question.
    AnswerError
        What was given is no answer to that question.
    FinishedError
        The attempt is finished and holds another answer.
    ConflictError
        Another page saved another answer meanwhile.
    TooManyError
        This browser has changed too many answers within a minute.
    UnavailableError
        The database is busy or away.
    """
    # The hash is nothing personal, and only this browser has it: no other key is needed.
    counted = throttle.bucket(token_hash.encode(), ANSWERS, "")

    def work() -> Attempt:
        attempt = lookup.held(session, token_hash, public_id, lock=True)
        if save.question not in attempt.form:
            raise NotFoundError("question")
        answer = read_answer(attempt.compiled.questions[save.question], save.values)
        stored = lookup.answer(session, attempt.id, save.question)
        given = SavedAnswer(answer, save.save_id, save.turn)
        decision = decide(stored, given, save.seen, by_button=save.by_button)
        if decision == "same" or (stored is not None and stored.final and stored.answer == answer):
            return attempt
        if attempt.finished_at is not None or (stored is not None and stored.final):
            raise FinishedError
        if decision == "conflict" and stored is not None:
            raise ConflictError(stored)
        throttle.count(session, ANSWERS, counted, now)
        lookup.put_answer(session, attempt.id, save.question, given, now)
        return attempt

    return write(session, work)
