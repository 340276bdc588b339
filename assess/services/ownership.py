"""That the desk never loses its last owner, whoever leaves and however many at once."""

from typing import Final

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from assess.models import StaffRoleRow
from assess.models.account import account_role

# Each may do what the ones before may.
ROLES: Final = ("analyst", "editor", "owner")


class LastOwnerError(Exception):
    """There would be no owner left."""


def lock_roles(session: Session) -> None:
    """Hold everybody's roles until the unit of work ends.

    Two owners who leave at once: the second one must see the first one's leaving. Whoever
    calls holds the account already; whoever deletes one holds it, and then waits for this.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE account_role IN SHARE ROW EXCLUSIVE MODE"))


def owners(session: Session) -> int:
    """Count the owners, inside the caller's unit of work."""
    held = (
        select(func.count())
        .select_from(account_role)
        .join(StaffRoleRow, StaffRoleRow.id == account_role.c.role_id)
    )
    return session.scalar(held.where(StaffRoleRow.name == "owner")) or 0


def role_of(session: Session, account_id: int) -> str | None:
    """Return the highest role of an account, inside the caller's unit of work."""
    held = select(StaffRoleRow.name).join(account_role, StaffRoleRow.id == account_role.c.role_id)
    named = session.scalars(held.where(account_role.c.account_id == account_id)).all()
    return max(named, key=ROLES.index, default=None)


def let_go(session: Session, account_id: int) -> None:
    """See that an owner who goes is not the last; raises ``LastOwnerError``.

    Nothing is locked for whoever is no owner: nearly everybody.
    """
    if role_of(session, account_id) != "owner":
        return
    lock_roles(session)
    if owners(session) < 2:
        raise LastOwnerError
