"""An attempt from start to the last answer."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from assess.core.answers import read_answer
from assess.core.saving import decide
from assess.models import AttemptRow, BrowserRow, GrantRow
from assess.services import editions, lookup
from assess.services.database import read, write
from assess.services.errors import ConflictError, FinishedError, NotFoundError
from assess.services.values import Attempt, Progress, SavedAnswer

# Without letters that are easily taken for a figure; 20 of them are 100 bits.
_ID_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_ID_LENGTH: Final = 20
_PUBLIC_ID: Final = select(AttemptRow.public_id).where(AttemptRow.id == bindparam("id"))


def start(session: Session, token_hash: str, start_id: str, length: str, now: datetime) -> str:
    """Begin an attempt at the newest edition.

    Parameters
    ----------
    token_hash : str
        Of the browser's cookie; the browser is granted the attempt.
    start_id : str
        Made by the page that offered the start: starting twice from it is starting once.
    length : str
        One of the edition's lengths.

    Returns
    -------
    str
        The attempt's public id.
    """
    number, compiled = editions.current(session)
    form = compiled.forms[length]

    # Two browsers never share a start, whatever ids they send.
    start_key = hashlib.sha256(f"{token_hash}:{start_id}".encode()).hexdigest()

    def work() -> str:
        browser = {"token_hash": token_hash, "started_at": now}
        browser_id = lookup.id_after_insert(session, BrowserRow, "token_hash", browser)
        attempt = {
            "public_id": "".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH)),
            "start_key": start_key,
            "edition_number": number,
            "length": length,
            "questions": list(form),
            "started_at": now,
        }
        attempt_id = lookup.id_after_insert(session, AttemptRow, "start_key", attempt)
        grant = {"browser_id": browser_id, "attempt_id": attempt_id, "granted_at": now}
        lookup.insert_if_absent(session, GrantRow, ("browser_id", "attempt_id"), grant)
        return session.scalars(_PUBLIC_ID, {"id": attempt_id}).one()

    return write(session, work)


def open_attempt(session: Session, token_hash: str, public_id: str) -> Attempt:
    """Return an attempt this browser holds.

    Raises
    ------
    NotFoundError
        For an unknown id and for somebody else's alike.
    """
    return read(session, lambda: lookup.held(session, token_hash, public_id))


def latest_progress(session: Session, token_hash: str) -> Progress | None:
    """Return the attempt this browser started last and how far it has come, or None."""

    def work() -> Progress | None:
        attempt = lookup.latest(session, token_hash)
        if attempt is None:
            return None
        return Progress(attempt, frozenset(lookup.answers(session, attempt.id)))

    return read(session, work)


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
    UnavailableError
        The database is busy or away.
    """

    def work() -> Attempt:
        attempt = lookup.held(session, token_hash, public_id, lock=True)
        if save.question not in attempt.form:
            raise NotFoundError("question")
        answer = read_answer(attempt.compiled.questions[save.question], save.values)
        stored = lookup.answer(session, attempt.id, save.question)
        given = SavedAnswer(answer, save.save_id, save.turn)
        decision = decide(stored, given, save.seen)
        if decision == "same":
            return attempt
        if attempt.finished_at is not None:
            raise FinishedError
        if decision == "conflict" and stored is not None:
            raise ConflictError(stored)
        lookup.put_answer(session, attempt.id, save.question, given, now)
        return attempt

    return write(session, work)
