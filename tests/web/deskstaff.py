"""Somebody at the desk, for tests of its pages."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from assess.models import AccountRow, StaffRoleRow
from assess.models.account import account_role
from tests.visitor import Visitor
from tests.web.accountsteps import enter

EDITOR = "ana@example.com"


def come_in(visitor: Visitor, session: Session, role: str = "editor", email: str = EDITOR) -> None:
    """Sign in with a role."""
    enter(visitor, email)
    found = session.scalars(select(StaffRoleRow).where(StaffRoleRow.name == role)).one()
    account = session.scalars(select(AccountRow.id).where(AccountRow.email == email)).one()
    session.execute(insert(account_role).values(account_id=account, role_id=found.id))
    session.commit()
