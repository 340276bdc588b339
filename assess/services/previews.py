"""Previewing the draft: the draft made ready to be taken, and links for people without an account.

Nothing here stores anybody's answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from assess.core import sharelink
from assess.core.compiled import Compiled, compile_edition
from assess.core.draft.differences import title
from assess.core.draft.review import Remark, sound_part
from assess.core.edition import Edition
from assess.core.secret import derive, fingerprint
from assess.models import PreviewLinkRow
from assess.services import audit
from assess.services.database import read, write
from assess.services.draft import lock, open_draft
from assess.services.errors import NotFoundError

DAYS: Final = (1, 7, 30)
# Few enough to look through and end.
MOST: Final = 20


class TooManyLinksError(Exception):
    """There are as many links as there may be."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The draft as somebody can take it now.

    Attributes
    ----------
    compiled : Compiled or None
        Without the unfinished questions; None where the draft makes no edition.
    fingerprint : str
        Names the draft's content.
    base_number : int
        The edition the draft was made from.
    missing : tuple of Remark
        What is unfinished.
    names : mapping
        What the unfinished parts are called, by part.
    """

    compiled: Compiled | None
    fingerprint: str
    base_number: int
    missing: tuple[Remark, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PreviewLink:
    """A link as staff see it.

    ``secret`` is None where the app's own secret is another one than when the link was made.
    ``used_at`` is kept to the minute.
    """

    public_id: str
    secret: str | None
    made_at: datetime
    made_by: str
    ends_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A link that works, as whoever has it sees it."""

    id: int
    ends_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class _Held:
    """A draft that rides along with its fingerprint, and is not compared itself."""

    edition: Edition = field(compare=False)


def ready(session: Session, now: datetime) -> Ready:
    """Return the newest state of the draft, ready to be taken where it can be.

    Raises
    ------
    UnavailableError
        The database is away, or no edition is published yet.
    """
    draft = open_draft(session, now)
    missing, compiled = _compiled(draft.fingerprint, _Held(draft.edition))
    parts = {remark.part for remark in missing} & draft.parts.keys()
    names = {part: title(part, draft.parts[part]) for part in parts}
    return Ready(compiled, draft.fingerprint, draft.base_number, missing, names)


# A draft changes while people take it: the newest states are enough.
@lru_cache(maxsize=4)
def _compiled(_: str, held: _Held) -> tuple[tuple[Remark, ...], Compiled | None]:
    missing, edition = sound_part(held.edition)
    return missing, None if edition is None else compile_edition(edition)


def make_link(
    session: Session, page_id: str, days: int, by: str, now: datetime, *, key: bytes
) -> str:
    """Make a link by which somebody without an account takes the draft.

    Parameters
    ----------
    page_id : str
        Made by the page that asks: sending it twice makes one link.
    days : int
        One of ``DAYS``.
    by : str
        The editor's name.
    key : bytes
        The app's own secret.

    Returns
    -------
    str
        The link's public id.

    Raises
    ------
    NotFoundError
        There is no such number of days.
    TooManyLinksError
        There are ``MOST`` links that work.
    """
    if days not in DAYS:
        raise NotFoundError("days")
    link_id = sharelink.name_of(page_id, days, by)

    def work() -> str:
        lock(session, now)  # one after the other: a double click is one link
        session.execute(delete(PreviewLinkRow).where(PreviewLinkRow.ends_at <= now))
        live = session.scalars(select(PreviewLinkRow.public_id)).all()
        if link_id in live:
            return link_id
        if len(live) >= MOST:
            raise TooManyLinksError
        secret = _secret(key, link_id, now)
        row = PreviewLinkRow(
            public_id=link_id,
            secret_hash=fingerprint(secret),
            made_at=now,
            made_by=by,
            ends_at=now + timedelta(days=days),
        )
        session.add(row)
        entry = audit.Entry(by, "preview link made", _named(row), None, _facts(row))
        audit.add(session, entry, now)
        return link_id

    return write(session, work)


def _secret(key: bytes, link_id: str, made_at: datetime) -> bytes:
    # With its moment: a page sent again after its link was ended makes a link of its own.
    return derive(key, "preview", link_id, made_at.astimezone(UTC).isoformat())


def _named(row: PreviewLinkRow) -> str:
    return f"Preview link {row.public_id[-4:]}"


def _facts(row: PreviewLinkRow) -> dict[str, str]:
    return {"made by": row.made_by, "ends at": row.ends_at.astimezone(UTC).isoformat()}


def links(session: Session, key: bytes, now: datetime) -> tuple[PreviewLink, ...]:
    """Return the links that work, the newest first."""
    query = (
        select(PreviewLinkRow)
        .where(PreviewLinkRow.ends_at > now)
        .order_by(PreviewLinkRow.made_at.desc(), PreviewLinkRow.id.desc())
    )
    return read(session, lambda: tuple(_link(row, key) for row in session.scalars(query)))


def _link(row: PreviewLinkRow, key: bytes) -> PreviewLink:
    secret = _secret(key, row.public_id, row.made_at)
    return PreviewLink(
        public_id=row.public_id,
        secret=sharelink.to_text(secret) if fingerprint(secret) == row.secret_hash else None,
        made_at=row.made_at,
        made_by=row.made_by,
        ends_at=row.ends_at,
        used_at=row.used_at,
    )


def end_link(session: Session, public_id: str, by: str, now: datetime) -> None:
    """Take a link back; ending one that has ended changes nothing."""

    def work() -> None:
        named = select(PreviewLinkRow).where(PreviewLinkRow.public_id == public_id)
        row = session.scalar(named.with_for_update())
        if row is None:
            return
        entry = audit.Entry(by, "preview link ended", _named(row), _facts(row))
        session.delete(row)
        audit.add(session, entry, now)

    write(session, work)


def open_link(session: Session, text: str, now: datetime) -> OpenedLink:
    """Return the link with a secret.

    Raises
    ------
    NotFoundError
        For a link that never was, has ended or was taken back: they look the same.
    """
    secret = sharelink.from_text(text)
    if secret is None:
        raise NotFoundError("link")
    query = select(PreviewLinkRow.id, PreviewLinkRow.ends_at, PreviewLinkRow.used_at).where(
        PreviewLinkRow.secret_hash == fingerprint(secret), PreviewLinkRow.ends_at > now
    )
    row = read(session, lambda: session.execute(query).first())
    if row is None:
        raise NotFoundError("link")
    return OpenedLink(row.id, row.ends_at, row.used_at)


def note_use(session: Session, link: OpenedLink, now: datetime) -> None:
    """Note when a link was used last, to the minute; within one minute it is one write.

    Raises
    ------
    UnavailableError
        The database is busy or away; the use was not noted.
    """
    minute = now.replace(second=0, microsecond=0)
    if link.used_at is not None and link.used_at >= minute:
        return
    earlier = or_(PreviewLinkRow.used_at.is_(None), PreviewLinkRow.used_at < minute)
    noted = update(PreviewLinkRow).where(PreviewLinkRow.id == link.id, earlier)
    write(session, lambda: session.execute(noted.values(used_at=minute)))
