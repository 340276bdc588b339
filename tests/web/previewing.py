"""Taking the draft, step by step, for tests."""

import json
from typing import Any

from justhtml import JustHTML
from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from assess.models import AccountRow, StaffRoleRow
from assess.models.account import account_role
from assess.services import draft
from assess.services.draft import Change
from assess.web.clock import now
from tests.kinds import best_choice
from tests.soundness import attributes
from tests.visitor import Visitor
from tests.web.accountsteps import enter

TAKE = "/desk/preview/take"
EMAIL = "ana@example.com"


def enter_editor(visitor: Visitor, session: Session, email: str = EMAIL) -> None:
    """Sign an editor in."""
    enter(visitor, email)
    role = session.scalars(select(StaffRoleRow).where(StaffRoleRow.name == "editor")).one()
    account = session.scalars(select(AccountRow.id).where(AccountRow.email == email)).one()
    session.execute(insert(account_role).values(account_id=account, role_id=role.id))
    session.commit()


def fields(page: TestResponse) -> dict[str, str]:
    """Return the token and the answers that a page carries."""
    found = JustHTML(page.text, sanitize=False).query('input[type="hidden"]')
    return {str(attributes(one)["name"]): str(attributes(one).get("value") or "") for one in found}


def carried(page: TestResponse) -> dict[str, Any]:
    """Return the state in a page."""
    state: dict[str, Any] = json.loads(fields(page)["state"])
    return state


def step(visitor: Visitor, page: TestResponse, go: str, **more: str | list[str]) -> TestResponse:
    """Press a button of a page."""
    sent = {name: [value] for name, value in fields(page).items()}
    sent |= {"go": [go]}
    sent |= {name: [value] if isinstance(value, str) else value for name, value in more.items()}
    action = JustHTML(page.text, sanitize=False).query('main form[method="post"]')[-1]
    return visitor.post(str(attributes(action)["action"]), sent)


def begin(visitor: Visitor, path: str = "/desk/preview", length: str = "quick") -> TestResponse:
    """Open a preview and start."""
    return step(visitor, visitor.get(path), "start", length=length)


def answer_best(visitor: Visitor, page: TestResponse, edition: Compiled) -> TestResponse:
    """Answer the question that is asked as well as one can."""
    choice = best_choice(edition.questions[fields(page)["at"]])
    return step(visitor, page, "answer", answer=choice)


def change(session: Session, **parts: Any) -> None:
    """Change parts of the draft; ``__`` stands for the slash, ``_`` for the hyphen."""
    opened = draft.open_draft(session, now())
    named = {name.replace("__", "/").replace("_", "-"): value for name, value in parts.items()}
    draft.save(session, Change("test", named, opened.revision), EMAIL, now())
    session.rollback()
