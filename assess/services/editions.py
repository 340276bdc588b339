"""Published editions: publish one, list them, fetch one ready for work."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock
from typing import Final

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from assess.core.codec import canonical_json, digest
from assess.core.compiled import Compiled
from assess.core.edition import Edition
from assess.models import EditionRow, ImportedEditionRow
from assess.services.database import read, write
from assess.services.errors import NotFoundError, UnavailableError
from assess.services.translate import compiled_from, info_from
from assess.services.values import EditionInfo

# Compiled editions by digest. The digest names the content, so nothing here grows old,
# and two databases in one process cannot mix their editions up.
_shelf: dict[str, Compiled] = {}
# Those that came with somebody's result. Strangers bring them, so only some are kept ready.
_borrowed: OrderedDict[str, Compiled] = OrderedDict()
_BORROWED: Final = 16
_borrowing: Final = Lock()
# Every page asks which is the newest, so the question is built once.
_NEWEST: Final = (
    select(EditionRow.number, EditionRow.digest).order_by(EditionRow.number.desc()).limit(1)
)
# What the column of names holds.
LONGEST_NAME: Final = 200
# What the column of numbers holds; the databases refuse to compare it with more.
_NUMBERS: Final = 2**31


def publish(session: Session, edition: Edition, by: str, note: str, now: datetime) -> EditionInfo:
    """Freeze an edition under the next number.

    Publishing a document that is already published changes nothing and returns the
    edition it is.
    """
    document = canonical_json(edition)
    same = select(EditionRow).where(EditionRow.digest == digest(document))

    def work() -> EditionInfo:
        lock(session)
        known = session.scalar(same.order_by(EditionRow.number.desc()).limit(1))
        return info_from(known) if known is not None else add(session, document, by, note, now)

    return write(session, work)


def lock(session: Session) -> None:
    """Let only one publish at a time, inside the caller's unit of work."""
    if session.get_bind().dialect.name == "postgresql":
        # Two who publish at once get two numbers; SQLite has one writer anyway.
        session.execute(text("LOCK TABLE edition IN SHARE ROW EXCLUSIVE MODE"))


def add(session: Session, document: str, by: str, note: str, now: datetime) -> EditionInfo:
    """Freeze a canonical document under the next number, inside the caller's unit of work."""
    last = session.scalar(select(func.max(EditionRow.number)))
    row = EditionRow(
        number=(last or 0) + 1,
        document=document,
        digest=digest(document),
        published_at=now,
        published_by=by[:LONGEST_NAME],
        note=note,
    )
    session.add(row)
    session.flush()
    return info_from(row)


def list_editions(session: Session) -> list[EditionInfo]:
    """Return every published edition, oldest first."""
    rows = select(EditionRow).order_by(EditionRow.number)
    return read(session, lambda: [info_from(row) for row in session.scalars(rows)])


def describe(session: Session, number: int) -> EditionInfo:
    """Return who published an edition, when and why; raises ``NotFoundError``."""
    found = read(session, lambda: session.get(EditionRow, number)) if number < _NUMBERS else None
    if found is None:
        raise NotFoundError(f"edition {number}")
    return info_from(found)


def newest(session: Session) -> EditionInfo:
    """Return who published the current edition, when and why.

    Raises
    ------
    UnavailableError
        Where none is published yet.
    """
    return read(session, lambda: newest_within(session))


def newest_within(session: Session) -> EditionInfo:
    """Return the same, inside the caller's unit of work."""
    found = session.scalar(select(EditionRow).order_by(EditionRow.number.desc()).limit(1))
    if found is None:
        raise UnavailableError("no edition is published; run: flask --app wsgi prepare")
    return info_from(found)


def fetch(session: Session, number: int) -> Compiled:
    """Return a published edition; raises ``NotFoundError``."""
    known = number < _NUMBERS
    found = read(session, lambda: _digest_of(session, number)) if known else None
    if found is None:
        raise NotFoundError(f"edition {number}")
    return by_digest(session, found)


def current(session: Session) -> tuple[int, Compiled]:
    """Return the newest edition and its number.

    Raises
    ------
    UnavailableError
        Where none is published yet: the installation is not finished.
    """
    found = read(session, lambda: session.execute(_NEWEST).first())
    if found is None:
        raise UnavailableError("no edition is published; run: flask --app wsgi prepare")
    return found.number, by_digest(session, found.digest)


def by_digest(session: Session, fingerprint: str) -> Compiled:
    """Return the edition with a digest, compiled once a process.

    Also finds editions that came with an imported result; of those only the last used are
    kept ready.
    """
    kept = _shelf.get(fingerprint)
    if kept is None:
        query = select(EditionRow.document).where(EditionRow.digest == fingerprint)
        document = read(session, lambda: session.scalar(query))
        if document is None:
            return _borrow(session, fingerprint)
        kept = _shelf[fingerprint] = compiled_from(document)
    return kept


def _borrow(session: Session, fingerprint: str) -> Compiled:
    with _borrowing:
        kept = _borrowed.pop(fingerprint, None)
    if kept is None:
        query = select(ImportedEditionRow.document).where(ImportedEditionRow.digest == fingerprint)
        document = read(session, lambda: session.scalar(query))
        if document is None:
            raise NotFoundError(f"edition with digest {fingerprint}")
        kept = compiled_from(document)
    with _borrowing:
        _borrowed[fingerprint] = kept
        while len(_borrowed) > _BORROWED:
            _borrowed.popitem(last=False)
    return kept


def number_of(session: Session, fingerprint: str) -> int | None:
    """Return the newest number under which a digest is published here, if it is."""
    query = select(func.max(EditionRow.number)).where(EditionRow.digest == fingerprint)
    return read(session, lambda: session.scalar(query))


def _digest_of(session: Session, number: int) -> str | None:
    return session.scalar(select(EditionRow.digest).where(EditionRow.number == number))
