"""Invitations to the staff, and the link that makes the first owner."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from assess.models import AccountRow, InvitationRow
from assess.services import audit, staff
from assess.services.audit import Entry
from assess.services.database import read, write
from assess.services.errors import NotFoundError
from assess.services.ownership import ROLES, owners, role_of

WORKS_FOR: Final = timedelta(hours=72)
# So many may be open at once: a list longer than this is a mistake, or a mischief.
MOST: Final = 100
_SET_UP: Final = "set-up link"


class AlreadyStaffError(Exception):
    """Whoever is invited works at the desk already."""


class TooManyInvitationsError(Exception):
    """As many invitations are open as may be."""


class OtherEmailError(Exception):
    """The invitation is for another e-mail."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open invitation. One without an e-mail makes the first owner."""

    public_id: str
    email: str | None
    role: str
    made_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Making:
    """What an invitation is made of; the name and the secret are the web's to choose."""

    public_id: str
    secret_hash: str
    email: str
    role: str


def open_ones(session: Session, now: datetime) -> tuple[Invitation, ...]:
    """Return the invitations that still work, the newest first."""
    query = select(InvitationRow).where(
        InvitationRow.used_at.is_(None),
        InvitationRow.ends_at > now,
        InvitationRow.email.is_not(None),
    )
    newest = query.order_by(InvitationRow.made_at.desc(), InvitationRow.id.desc())
    return read(session, lambda: tuple(_invitation(row) for row in session.scalars(newest)))


def _invitation(row: InvitationRow) -> Invitation:
    return Invitation(row.public_id, row.email, row.role, row.made_at, row.ends_at)


def invite(session: Session, making: Making, by: tuple[int, str], now: datetime) -> bool:
    """Invite somebody by e-mail; an earlier open invitation of theirs ends.

    Making one with the same name twice is making it once.

    Parameters
    ----------
    by : tuple of int and str
        The account that invites, and its e-mail for the log.

    Returns
    -------
    bool
        Whether an earlier one was replaced.

    Raises
    ------
    AlreadyStaffError, TooManyInvitationsError
    """

    def work() -> bool:
        _sweep(session, now)
        same = select(InvitationRow.id).where(InvitationRow.public_id == making.public_id)
        if session.scalar(same) is not None:
            return False
        account = session.scalar(select(AccountRow.id).where(AccountRow.email == making.email))
        if account is not None and role_of(session, account) is not None:
            raise AlreadyStaffError
        earlier = _replace(session, making.email)
        if (session.scalar(select(func.count(InvitationRow.id))) or 0) >= MOST:
            raise TooManyInvitationsError
        session.add(
            InvitationRow(
                public_id=making.public_id,
                secret_hash=making.secret_hash,
                email=making.email,
                role=making.role,
                made_at=now,
                ends_at=now + WORKS_FOR,
                made_by=by[0],
            )
        )
        action = "invitation replaced" if earlier else "invitation made"
        after = {"role": making.role}
        audit.add(session, Entry(by[1], action, making.email, earlier, after), now)
        return earlier is not None

    return write(session, work)


def _replace(session: Session, email: str) -> dict[str, str] | None:
    """Remove the invitations of an e-mail; return what one gave that was still open."""
    mine = InvitationRow.email == email
    role = session.scalar(select(InvitationRow.role).where(mine, InvitationRow.used_at.is_(None)))
    session.execute(delete(InvitationRow).where(mine))
    return {"role": role} if role else None


def _sweep(session: Session, now: datetime) -> None:
    """Remove what is over: an e-mail is kept here no longer than it is of use."""
    over = or_(InvitationRow.ends_at <= now, InvitationRow.used_at < now - timedelta(hours=1))
    session.execute(delete(InvitationRow).where(over))


def take_back(session: Session, public_id: str, by: str, now: datetime) -> None:
    """Take an invitation back; one that is over already stays so."""

    def work() -> None:
        query = select(InvitationRow).where(InvitationRow.public_id == public_id)
        row = session.scalar(query.with_for_update())
        if row is None or row.used_at is not None or row.email is None:
            return
        entry = Entry(by, "invitation taken back", row.email, {"role": row.role})
        session.delete(row)
        audit.add(session, entry, now)

    write(session, work)


def make_setup_link(session: Session, public_id: str, secret_hash: str, now: datetime) -> bool:
    """Make the link that makes the first owner; the ones before it end.

    Returns
    -------
    bool
        False where there is an owner already.
    """

    def work() -> bool:
        if owners(session):
            return False
        session.execute(delete(InvitationRow).where(InvitationRow.email.is_(None)))
        session.add(
            InvitationRow(
                public_id=public_id,
                secret_hash=secret_hash,
                role="owner",
                made_at=now,
                ends_at=now + WORKS_FOR,
            )
        )
        return True

    return write(session, work)


def find(session: Session, secret_hash: str, now: datetime) -> Invitation:
    """Return the open invitation behind a link.

    Raises
    ------
    NotFoundError
        It ended, was used or taken back, or never was: nobody is told which.
    """

    def work() -> Invitation:
        query = select(InvitationRow).where(InvitationRow.secret_hash == secret_hash)
        return _invitation(_still_open(session, session.scalar(query), now))

    return read(session, work)


def _still_open(session: Session, row: InvitationRow | None, now: datetime) -> InvitationRow:
    over = row is None or row.ends_at <= now or row.used_at is not None
    if row is None or over or (row.email is None and owners(session)):
        raise NotFoundError("invitation")
    return row


def join(session: Session, secret_hash: str, account_id: int, now: datetime) -> None:
    """Use an invitation up: the account has its role from now on, or keeps a higher one.

    Raises
    ------
    NotFoundError
        As ``find``; of two who use it at once, the second one.
    OtherEmailError
        The account's e-mail is not the one that was invited.
    """

    def work() -> None:
        email = staff.lock_account(session, account_id)
        used = select(InvitationRow.id).filter_by(secret_hash=secret_hash, used_at=now)
        if session.scalar(used) is not None:
            return  # the second run: the first one's commit went through
        query = select(InvitationRow).where(InvitationRow.secret_hash == secret_hash)
        row = _still_open(session, session.scalar(query.with_for_update()), now)
        if row.email not in (None, email):
            raise OtherEmailError
        row.used_at = now
        before = role_of(session, account_id)
        role = max((row.role, before or row.role), key=ROLES.index)
        staff.set_role(session, account_id, role)
        action = "invitation used" if row.email else f"{_SET_UP} used"
        held = {"role": before} if before else None
        audit.add(session, Entry(email, action, email, held, {"role": role}), now)

    write(session, work)
