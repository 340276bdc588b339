"""Who works at the editors' desk, and what each may do there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, select
from sqlalchemy.orm import Session

from assess.models import AccountRow, BrowserRow, PasskeyRow, StaffRoleRow
from assess.models.account import account_role
from assess.services import accounts, audit
from assess.services.audit import Entry
from assess.services.database import read, write
from assess.services.errors import NotFoundError
from assess.services.ownership import ROLES, LastOwnerError, lock_roles, owners, role_of


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the staff. ``seen`` is the day of the last visit in any browser."""

    account_id: int
    email: str
    role: str
    two_step: bool
    seen: datetime | None
    sessions: int


def people(session: Session) -> tuple[Member, ...]:
    """Return the staff, owners first."""

    def work() -> tuple[Member, ...]:
        found: dict[int, Member] = {}
        for row in session.execute(_members()):
            known = found.get(row.id)
            if known is None or ROLES.index(known.role) < ROLES.index(row.name):
                found[row.id] = _member(row)
        ranked = sorted(found.values(), key=lambda one: (-ROLES.index(one.role), one.email))
        return tuple(ranked)

    return read(session, work)


def person(session: Session, account_id: int) -> Member:
    """Return somebody of the staff; raises ``NotFoundError`` where they are not."""
    found = next((one for one in people(session) if one.account_id == account_id), None)
    if found is None:
        raise NotFoundError("staff")
    return found


def _members() -> Any:  # noqa: ANN401 - a query of seven columns
    browsers = BrowserRow.holder_id == AccountRow.holder_id
    return (
        select(
            AccountRow.id,
            AccountRow.email,
            AccountRow.tf_primary_method,
            StaffRoleRow.name,
            exists().where(PasskeyRow.user_id == AccountRow.id).label("passkey"),
            select(func.max(BrowserRow.seen_at)).where(browsers).scalar_subquery().label("seen"),
            select(func.count(BrowserRow.id)).where(browsers).scalar_subquery().label("sessions"),
        )
        .join(account_role, account_role.c.account_id == AccountRow.id)
        .join(StaffRoleRow, StaffRoleRow.id == account_role.c.role_id)
    )


def _member(row: Any) -> Member:  # noqa: ANN401 - a row of _members
    two_step = bool(row.tf_primary_method or row.passkey)
    return Member(row.id, row.email, row.name, two_step, row.seen, row.sessions)


def has_owner(session: Session) -> bool:
    """Say whether there is an owner."""
    return read(session, lambda: owners(session) > 0)


def give(session: Session, account_id: int, role: str | None, by: str, now: datetime) -> None:
    """Give somebody a role instead of the one they have; None takes it away.

    Raises
    ------
    NotFoundError
        The account is gone.
    LastOwnerError
        Nobody else is an owner.
    """

    def work() -> None:
        email = lock_account(session, account_id)
        before = role_of(session, account_id)
        if before == role:
            return
        if before == "owner" and owners(session) < 2:
            raise LastOwnerError
        set_role(session, account_id, role)
        action = "role given" if before is None else "role changed" if role else "role taken away"
        audit.add(session, Entry(by, action, email, _of(before), _of(role)), now)

    write(session, work)


def _of(role: str | None) -> dict[str, str] | None:
    return {"role": role} if role else None


def lock_account(session: Session, account_id: int) -> str:
    """Hold an account and all roles until the unit of work ends, and return its e-mail.

    The account comes first: whoever deletes it holds it, and then waits for its roles.
    """
    named = select(AccountRow.email).where(AccountRow.id == account_id).with_for_update()
    email = session.scalar(named)
    if email is None:
        raise NotFoundError("account")
    lock_roles(session)
    return email


def set_role(session: Session, account_id: int, role: str | None) -> None:
    """Let an account have one role and no other, inside the caller's unit of work."""
    session.execute(delete(account_role).where(account_role.c.account_id == account_id))
    if role is not None:
        named = select(StaffRoleRow.id).where(StaffRoleRow.name == role).scalar_subquery()
        session.execute(insert(account_role).values(account_id=account_id, role_id=named))


def end_sessions(session: Session, account_id: int, by: str, now: datetime) -> None:
    """Sign somebody of the staff out everywhere.

    Raises
    ------
    NotFoundError
        They are no staff: the sessions of others are not an owner's to end.
    """
    done: list[int] = []

    def work() -> None:
        email = lock_account(session, account_id)
        if role_of(session, account_id) is None:
            raise NotFoundError("staff")
        held = select(func.count(BrowserRow.id)).join(
            AccountRow, AccountRow.holder_id == BrowserRow.holder_id
        )
        count = session.scalar(held.where(AccountRow.id == account_id)) or 0
        if not count and done:
            return  # the second run: the first one's commit went through
        done.append(count)
        accounts.end_sessions(session, account_id, keep=None)
        audit.add(session, Entry(by, "sessions ended", email, {"sessions": count}), now)

    write(session, work)
