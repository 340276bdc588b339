"""Coming back: the resume code of an attempt, and what it opens."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from assess.core.codes import encode
from assess.core.secret import derive, fingerprint
from assess.models import AttemptRow, CodeRow
from assess.services import lookup, throttle
from assess.services.browsers import SHARED
from assess.services.database import read, write
from assess.services.throttle import Limit

# A right code gives its try back: a classroom behind one address can all come back at once.
TRIES: Final = (
    Limit("resume-minute", 10, timedelta(minutes=1)),
    Limit("resume-day", 100, timedelta(days=1)),
)
MAILS_OF_ATTEMPT: Final = Limit("resume-mail-attempt", 5, timedelta(hours=1))
MAILS_TO_ADDRESS: Final = Limit("resume-mail-to", 20, timedelta(days=1))
# Room for a class of 200; beyond that somebody uses us to write to strangers.
MAILS_FROM_NETWORK: Final = Limit("resume-mail-from", 400, timedelta(days=1))

_CODE: Final = select(CodeRow.code_hash, CodeRow.generation).where(
    CodeRow.attempt_id == bindparam("attempt_id")
)
# Locked against being deleted until the grant stands, too.
_OPENED: Final = (
    select(AttemptRow.id, AttemptRow.public_id, AttemptRow.finished_at)
    .join(CodeRow, CodeRow.attempt_id == AttemptRow.id)
    .where(CodeRow.code_hash == bindparam("code_hash"))
    .with_for_update(read=True, key_share=True, of=AttemptRow)
)


class UnknownCodeError(Exception):
    """No attempt has this code: never made, replaced, or deleted. They all look alike."""


class OtherAttemptError(Exception):
    """The code is right, but of another attempt than the one it was typed for."""


@dataclass(frozen=True, slots=True)
class ResumeCode:
    """The code of an attempt, for its holder.

    Attributes
    ----------
    code : str or None
        None where the app's secret has changed since: the code still opens the attempt, but
        only a new one can be shown.
    generation : int
        Counts the codes made for the attempt.
    finished : bool
        Whether it opens a result.
    """

    code: str | None
    generation: int
    finished: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """What a code has opened."""

    public_id: str
    finished: bool


def code_of(
    session: Session, token_hash: str, public_id: str, key: bytes, now: datetime
) -> ResumeCode:
    """Return an attempt's code; it is made when it is first asked for.

    Raises
    ------
    NotFoundError
        The attempt is not this browser's.
    """
    found = read(session, lambda: _stored(session, token_hash, public_id, key))
    if found is not None:
        return found

    def work() -> ResumeCode | None:
        attempt = lookup.held(session, token_hash, public_id, lock=True)
        made = {
            "attempt_id": attempt.id,
            "code_hash": fingerprint(_secret(key, public_id, 1)),
            "generation": 1,
            "made_at": now,
        }
        lookup.insert_if_absent(session, CodeRow, ("attempt_id",), made)
        return _stored(session, token_hash, public_id, key)

    made = write(session, work)
    assert made is not None  # noqa: S101 - it was written a moment ago, in the same transaction
    return made


def _secret(key: bytes, public_id: str, generation: int) -> bytes:
    return derive(key, "resume", public_id, generation)


def _stored(session: Session, token_hash: str, public_id: str, key: bytes) -> ResumeCode | None:
    attempt = lookup.held(session, token_hash, public_id)
    row = session.execute(_CODE, {"attempt_id": attempt.id}).first()
    if row is None:
        return None
    secret = _secret(key, public_id, row.generation)
    return ResumeCode(
        encode(secret) if fingerprint(secret) == row.code_hash else None,
        row.generation,
        attempt.finished_at is not None,
    )


def renew(
    session: Session, token_hash: str, public_id: str, *, key: bytes, generation: int, now: datetime
) -> None:
    """Make a new code; the old one opens nothing any more.

    Parameters
    ----------
    generation : int
        Of the code to be replaced, so that a double click makes one new code.

    Raises
    ------
    NotFoundError
        The attempt is not this browser's.
    """

    def work() -> None:
        attempt = lookup.held(session, token_hash, public_id, lock=True)
        fresh = generation + 1
        replaced = update(CodeRow).where(
            CodeRow.attempt_id == attempt.id, CodeRow.generation == generation
        )
        session.execute(
            replaced.values(
                code_hash=fingerprint(_secret(key, public_id, fresh)),
                generation=fresh,
                made_at=now,
            )
        )

    write(session, work)


def open_with(
    session: Session,
    token_hash: str,
    secret: bytes,
    *,
    key: bytes,
    address: str | None,
    now: datetime,
    only: str | None = None,
    shared_as: str | None = None,
) -> Opened:
    """Grant the attempt of a code to whoever this browser belongs to.

    Parameters
    ----------
    secret : bytes
        What the code stands for (see ``core.codes.read``).
    address : str or None
        Where the request came from; wrong codes are limited by it.
    only : str, optional
        The attempt it has to be, by its public id.
    shared_as : str, optional
        On a shared computer, where the browser's session ends by itself: the hash of the token
        that it goes on under.

    Raises
    ------
    UnknownCodeError
        No attempt has this code.
    OtherAttemptError
        It is of another attempt than ``only``; nothing was granted.
    TooManyError
        Too many wrong codes came from this address; nobody looked whether this one is right.
    UnavailableError
        The database is busy or away.
    """
    who = throttle.network(address)
    counted = [(limit, throttle.bucket(key, limit, who)) for limit in TRIES]

    def work() -> Opened | None:
        for limit, name in counted:
            throttle.count(session, limit, name, now)
        row = session.execute(_OPENED, {"code_hash": fingerprint(secret)}).first()
        if row is None:
            return None
        for _, name in counted:
            throttle.give_back(session, name)
        if only in (None, row.public_id):
            _grant(session, token_hash, row.id, now, shared_as)
        return Opened(row.public_id, row.finished_at is not None)

    opened = write(session, work)
    if opened is None:
        raise UnknownCodeError
    if only not in (None, opened.public_id):
        raise OtherAttemptError
    return opened


def _grant(
    session: Session, token_hash: str, attempt_id: int, now: datetime, shared_as: str | None
) -> None:
    if shared_as is not None:
        lookup.rename(session, token_hash, shared_as)
    holder = lookup.holder_of(session, shared_as or token_hash, now)
    lookup.grant(session, holder, attempt_id, now)
    # Coming back is a visit: retention counts from here.
    visited = update(AttemptRow).where(AttemptRow.id == attempt_id)
    session.execute(visited.values(visited_at=now))
    if shared_as is not None:
        lookup.end_by_itself(session, shared_as, now + SHARED)


def count_mail(
    session: Session, public_id: str, to: str, *, key: bytes, address: str | None, now: datetime
) -> None:
    """Count one mail with a code, before it is sent.

    Raises
    ------
    TooManyError
        Too many were sent for this attempt, to this mailbox or from this address.
    """

    def work() -> None:
        for limit, name in _mail_limits(key, public_id, to, address):
            throttle.count(session, limit, name, now)

    write(session, work)


def uncount_mail(
    session: Session, public_id: str, to: str, *, key: bytes, address: str | None
) -> None:
    """Take back what ``count_mail`` counted: the mail could not be sent."""

    def work() -> None:
        for _, name in _mail_limits(key, public_id, to, address):
            throttle.give_back(session, name)

    write(session, work)


def _mail_limits(
    key: bytes, public_id: str, to: str, address: str | None
) -> list[tuple[Limit, str]]:
    named = (
        (MAILS_OF_ATTEMPT, public_id),
        (MAILS_TO_ADDRESS, to.lower()),
        (MAILS_FROM_NETWORK, throttle.network(address)),
    )
    return [(limit, throttle.bucket(key, limit, who)) for limit, who in named]
