"""Staff at their desk, and a draft to publish, without going through every page."""

from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from assess.models import AccountRow, StaffRoleRow
from assess.models.account import account_role
from assess.services import draft
from assess.services.draft import Change
from tests.services.test_draft import NOW
from tests.visitor import Visitor
from tests.web.accountsteps import enter

EDITOR: Final = "ed@example.com"
FIRST: Final = "questions/empathy-hidden-feeling"


def editor(
    visitor: Visitor, session: Session, email: str = EDITOR, role: str = "editor"
) -> Visitor:
    """Let somebody in who has a role."""
    enter(visitor, email)
    known = session.scalars(select(StaffRoleRow).where(StaffRoleRow.name == role)).one()
    account = session.scalars(select(AccountRow.id).where(AccountRow.email == email)).one()
    session.execute(insert(account_role).values(account_id=account, role_id=known.id))
    session.commit()
    return visitor


def edit(session: Session, part: str = FIRST, by: str = EDITOR, **fields: Any) -> int:
    """Change some fields of a part of the draft; without any, take it out."""
    session.rollback()
    opened = draft.open_draft(session, NOW)
    value = dict(opened.parts[part]) | fields if fields else None
    done = draft.save(session, Change(f"Change of {part}", {part: value}, opened.revision), by, NOW)
    session.rollback()
    return done
