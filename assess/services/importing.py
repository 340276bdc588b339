"""Bringing a result in that was taken along from here or from another installation."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import exists, func, insert, select
from sqlalchemy.orm import Session

from assess.core.codec import canonical_json
from assess.core.compiled import Compiled, compile_edition
from assess.core.takeout.checks import faults_of
from assess.core.takeout.document import Takeout, content_digest
from assess.core.takeout.figures import outcome_from
from assess.core.takeout.reading import TakeoutError, edition_in, read_takeout, refuse_large
from assess.models import AnswerRow, AttemptRow, GrantRow, ImportedEditionRow, ResultRow
from assess.services import editions, lookup, throttle
from assess.services.attempts import new_public_id
from assess.services.database import write
from assess.services.deleting import lock_imported
from assess.services.throttle import Limit
from assess.services.translate import outcome_to_text

LIMIT: Final = Limit("import", most=20, within=timedelta(hours=1))
# Each takes time to be made ready whenever a page lists what somebody holds.
MOST_EDITIONS: Final = 10
# What answers are saved by here; they came from no page of ours.
_SAVE_ID: Final = "brought-in"


@dataclass(frozen=True, slots=True)
class Brought:
    """Which attempt a file became; ``again`` where it had been brought in before."""

    public_id: str
    again: bool


def count_try(session: Session, name: str, now: datetime) -> None:
    """Count that somebody sends a file, whatever is in it.

    Parameters
    ----------
    name : str
        The bucket (``throttle.bucket``) of ``LIMIT``.

    Raises
    ------
    TooManyError
        There were enough of them for now.
    """
    write(session, lambda: throttle.count(session, LIMIT, name, now))


def bring(session: Session, token_hash: str, raw: bytes, now: datetime) -> Brought:
    """Bring in a file as a finished attempt of this browser; twice is once.

    Everything is checked before anything is written, and written at once.

    Returns
    -------
    Brought
        The attempt, and whether it was there already.

    Raises
    ------
    TakeoutError
        With a line for every fault of the file.
    UnavailableError
        The database is busy or away; nothing was changed.
    """
    takeout = read_takeout(raw)
    faults = faults_of(takeout, _edition(session, takeout), now)
    if faults:
        raise TakeoutError(faults)
    content = content_digest(takeout)

    def work() -> Brought:
        lock_imported(session)
        holder = lookup.holder_of(session, token_hash, now)
        key = hashlib.sha256(f"import:{holder}:{content}".encode()).hexdigest()
        known = _known(session, key, holder)
        if known is not None:
            return Brought(known, again=True)
        return Brought(_store(session, holder, key, takeout, now), again=False)

    return write(session, work)


def _edition(session: Session, takeout: Takeout) -> Compiled:
    """Return the file's edition: ours where it is published here, else made ready for once."""
    if editions.number_of(session, takeout.edition.digest) is not None:
        return editions.by_digest(session, takeout.edition.digest)
    refuse_large(edition_in(takeout))
    return compile_edition(edition_in(takeout))


def _known(session: Session, key: str, holder: int) -> str | None:
    """Return the attempt that this holder made of this content before."""
    held = exists().where(GrantRow.attempt_id == AttemptRow.id, GrantRow.holder_id == holder)
    found = select(AttemptRow.public_id).where(AttemptRow.start_key == key, held)
    return session.scalar(found)


def _store(session: Session, holder: int, key: str, takeout: Takeout, now: datetime) -> str:
    number = editions.number_of(session, takeout.edition.digest)
    if number is None:
        _keep_edition(session, holder, takeout, now)
    public_id = new_public_id()
    attempt = {
        "public_id": public_id,
        "start_key": _free(session, key),
        "edition_number": number,
        "imported_digest": takeout.edition.digest if number is None else None,
        "length": takeout.attempt.length,
        "questions": list(takeout.attempt.questions),
        "goal": takeout.attempt.goal,
        "started_at": takeout.attempt.started_at,
        "finished_at": takeout.attempt.finished_at,
        "imported_at": now,
        "visited_at": now,
    }
    attempt_id = lookup.id_after_insert(session, AttemptRow, "public_id", attempt)
    lookup.grant(session, holder, attempt_id, now)
    _store_answers(session, attempt_id, takeout)
    for result in takeout.results:
        session.add(
            ResultRow(
                attempt_id=attempt_id,
                number=result.number,
                edition_number=number,
                engine=result.engine,
                outcome=outcome_to_text(outcome_from(result.outcome)),
                made_at=result.made_at,
            )
        )
    return public_id


def _free(session: Session, key: str) -> str:
    """Return the key, or another where it is taken.

    The database may give a holder's number again once that holder is gone, while an
    attempt of its stays on for a code or an account.
    """
    taken = session.scalar(select(exists().where(AttemptRow.start_key == key)))
    return secrets.token_hex(32) if taken else key


def _keep_edition(session: Session, holder: int, takeout: Takeout, now: datetime) -> None:
    others = (
        select(func.count(AttemptRow.imported_digest.distinct()))
        .join(GrantRow, GrantRow.attempt_id == AttemptRow.id)
        .where(GrantRow.holder_id == holder)
        .where(AttemptRow.imported_digest != takeout.edition.digest)
    )
    if session.scalars(others).one() >= MOST_EDITIONS:
        known = f"You have brought in results from {MOST_EDITIONS} editions of other sites."
        raise TakeoutError.saying(f"{known} Delete one of them first.")
    kept = {
        "digest": takeout.edition.digest,
        "document": canonical_json(edition_in(takeout)),
        "imported_at": now,
    }
    lookup.insert_if_absent(session, ImportedEditionRow, ("digest",), kept)


def _store_answers(session: Session, attempt_id: int, takeout: Takeout) -> None:
    answers = [
        {
            "attempt_id": attempt_id,
            "question_key": given.question,
            "kind": given.kind,
            "options": list(given.options),
            "save_id": _SAVE_ID,
            "turn": 0,
            "saved_at": given.saved_at,
            "final": True,
        }
        for given in takeout.answers
    ]
    session.execute(insert(AnswerRow), answers)
