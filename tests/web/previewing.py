"""Taking the draft, step by step, for tests."""

import json
from typing import Any

from justhtml import JustHTML
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from assess.services import draft
from assess.services.draft import Change
from assess.web.clock import now
from tests.kinds import best_choice
from tests.records import Rows, records
from tests.soundness import attributes
from tests.visitor import Visitor
from tests.web.desksteps import enter_staff

TAKE = "/desk/preview/take"
EMAIL = "ana@example.com"


def enter_editor(visitor: Visitor, session: Session) -> None:
    """Sign an editor in."""
    enter_staff(visitor, session, "editor", EMAIL)


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


def stored(session: Session) -> Rows:
    """Return all that is stored, but when somebody was last at the desk."""
    found = records(session)
    del found["browser"]
    return found
