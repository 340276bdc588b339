"""Links that show one result of an attempt, read-only, until they end or are taken back."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from assess.core import sharelink
from assess.core.secret import derive, fingerprint
from assess.models import AnswerRow, AttemptRow, GrantRow, ResultRow, ShareRow
from assess.services import lookup
from assess.services.database import read, write
from assess.services.errors import NotFoundError
from assess.services.results import stored_result
from assess.services.values import Attempt, Result, SavedAnswer

DAYS: Final = (7, 30, 90)
# More than anybody has coaches; few enough to look through and end.
MOST: Final = 20


class TooManyLinksError(Exception):
    """The attempt has as many links as one may have."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a link is to show, and for how many days.

    ``page_id`` is made by the page that asks: sending it twice makes one link.
    """

    page_id: str
    number: int
    days: int
    with_claims: bool = False
    with_answers: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link as its holder sees it.

    ``secret`` is None where the app's own secret is another one than when the link was made:
    the link still works, but cannot be shown again. ``used_at`` is kept to the minute, and
    what is opened in the same minute is one use.
    """

    public_id: str
    secret: str | None
    number: int
    with_claims: bool
    with_answers: bool
    made_at: datetime
    ends_at: datetime
    used_at: datetime | None
    uses: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What a link leads to: one result, for reading."""

    id: int
    attempt: Attempt
    result: Result
    with_claims: bool
    with_answers: bool
    ends_at: datetime
    used_at: datetime | None


_LIVE: Final = select(
    ShareRow.id,
    ShareRow.attempt_id,
    ShareRow.result_number,
    ShareRow.with_claims,
    ShareRow.with_answers,
    ShareRow.ends_at,
    ShareRow.used_at,
).where(ShareRow.secret_hash == bindparam("secret_hash"), ShareRow.ends_at > bindparam("now"))


def make(
    session: Session,
    token_hash: str,
    public_id: str,
    choice: Choice,
    now: datetime,
    *,
    key: bytes,
) -> str:
    """Make a link to one result of an attempt this browser holds.

    Parameters
    ----------
    key : bytes
        The app's own secret.

    Returns
    -------
    str
        The link's public id, which names it in its holder's list.

    Raises
    ------
    NotFoundError
        The attempt is not this browser's, or there is no such result or number of days.
    TooManyLinksError
        The attempt has ``MOST`` links that work.
    """
    if choice.days not in DAYS:
        raise NotFoundError("days")

    def work() -> str:
        attempt = lookup.held(session, token_hash, public_id, lock=True)
        of_attempt = ShareRow.attempt_id == attempt.id
        _require_result(session, attempt, choice.number)
        session.execute(delete(ShareRow).where(of_attempt, ShareRow.ends_at <= now))
        link_id = sharelink.name_of(token_hash, public_id, choice)
        live = session.scalars(select(ShareRow.public_id).where(of_attempt)).all()
        if link_id in live:
            return link_id
        if len(live) >= MOST:
            raise TooManyLinksError
        session.add(
            ShareRow(
                public_id=link_id,
                attempt_id=attempt.id,
                result_number=choice.number,
                secret_hash=fingerprint(_secret(key, link_id, now)),
                with_claims=choice.with_claims,
                with_answers=choice.with_answers,
                made_at=now,
                ends_at=now + timedelta(days=choice.days),
            )
        )
        return link_id

    return write(session, work)


def _require_result(session: Session, attempt: Attempt, number: int) -> None:
    found = select(ResultRow.id).where(
        ResultRow.attempt_id == attempt.id, ResultRow.number == number
    )
    if session.scalar(found) is None:
        raise NotFoundError("result")


def _secret(key: bytes, link_id: str, made_at: datetime) -> bytes:
    # With its moment: a page sent again after its link was ended makes a link of its own,
    # and the ended one stays dead.
    return derive(key, "share", link_id, made_at.astimezone(UTC).isoformat())


def links(session: Session, attempt: Attempt, key: bytes, now: datetime) -> tuple[Link, ...]:
    """Return the links of an attempt that work, the newest first."""
    query = (
        select(ShareRow)
        .where(ShareRow.attempt_id == attempt.id, ShareRow.ends_at > now)
        .order_by(ShareRow.made_at.desc(), ShareRow.id.desc())
    )
    return read(session, lambda: tuple(_link(row, key) for row in session.scalars(query)))


def _link(row: ShareRow, key: bytes) -> Link:
    secret = _secret(key, row.public_id, row.made_at)
    return Link(
        public_id=row.public_id,
        secret=sharelink.to_text(secret) if fingerprint(secret) == row.secret_hash else None,
        number=row.result_number,
        with_claims=row.with_claims,
        with_answers=row.with_answers,
        made_at=row.made_at,
        ends_at=row.ends_at,
        used_at=row.used_at,
        uses=row.uses,
    )


def end(session: Session, token_hash: str, public_id: str, link_id: str) -> None:
    """Take a link back; ending one that has ended changes nothing.

    Raises
    ------
    NotFoundError
        The attempt is not this browser's.
    """

    def work() -> None:
        attempt = lookup.held(session, token_hash, public_id)
        session.execute(
            delete(ShareRow).where(ShareRow.attempt_id == attempt.id, ShareRow.public_id == link_id)
        )

    write(session, work)


def open_link(session: Session, text: str, now: datetime) -> Shared:
    """Return what a link leads to.

    Raises
    ------
    NotFoundError
        For a link that never was, has ended or was taken back: they look the same.
    """
    secret = sharelink.from_text(text)
    if secret is None:
        raise NotFoundError("link")
    named = {"secret_hash": fingerprint(secret), "now": now}
    row = read(session, lambda: session.execute(_LIVE, named).first())
    if row is None:
        raise NotFoundError("link")
    attempt = read(session, lambda: lookup.by_id(session, row.attempt_id))
    return Shared(
        id=row.id,
        attempt=attempt,
        result=stored_result(session, attempt, row.result_number),
        with_claims=row.with_claims,
        with_answers=row.with_answers,
        ends_at=row.ends_at,
        used_at=row.used_at,
    )


def note_opening(session: Session, shared: Shared, now: datetime) -> None:
    """Count a use of a link. Within one minute it is one use, and one write.

    Raises
    ------
    UnavailableError
        The database is busy or away; the use was not counted.
    """
    minute = now.replace(second=0, microsecond=0)
    if shared.used_at is not None and shared.used_at >= minute:
        return
    earlier = or_(ShareRow.used_at.is_(None), ShareRow.used_at < minute)
    counted = update(ShareRow).where(ShareRow.id == shared.id, earlier)
    write(
        session,
        lambda: session.execute(counted.values(uses=ShareRow.uses + 1, used_at=minute)),
    )


def shared_answers(session: Session, shared: Shared) -> tuple[Attempt, dict[str, SavedAnswer]]:
    """Return the answers a link shows, and the attempt cut down to their questions.

    They are the ones that count in the shared result. What another attempt of the same
    person still asks stays closed, as it does for the person; how the person rates
    themselves is left out where the link leaves it out.

    Raises
    ------
    NotFoundError
        The link does not show answers.
    """
    if not shared.with_answers:
        raise NotFoundError("answers")
    attempt, counted = shared.attempt, shared.result.outcome.effects
    questions = attempt.compiled.questions
    closed = read(session, lambda: _asked_elsewhere(session, attempt.id))
    form = tuple(
        key
        for key in attempt.form
        if key in counted
        and key not in closed
        and (shared.with_claims or not questions[key].claimed)
    )
    saved = read(session, lambda: lookup.answers(session, attempt.id))
    return replace(attempt, form=form), {key: saved[key] for key in form if key in saved}


def _asked_elsewhere(session: Session, attempt_id: int) -> frozenset[str]:
    """Return what unfinished attempts of those who hold this one still ask."""
    holders = select(GrantRow.holder_id).where(GrantRow.attempt_id == attempt_id)
    unfinished = (
        select(AttemptRow.id, AttemptRow.questions)
        .join(GrantRow, GrantRow.attempt_id == AttemptRow.id)
        .where(GrantRow.holder_id.in_(holders), AttemptRow.finished_at.is_(None))
    )
    asked = {row.id: row.questions for row in session.execute(unfinished)}
    final = select(AnswerRow.attempt_id, AnswerRow.question_key).where(
        AnswerRow.attempt_id.in_(asked), AnswerRow.final
    )
    done = {tuple(row) for row in session.execute(final)}
    return frozenset(key for one, keys in asked.items() for key in keys if (one, key) not in done)
