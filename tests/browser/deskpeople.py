"""Somebody of the staff at Chromium, signed in by a planted cookie."""

from sqlalchemy.orm import Session

from assess.extensions import db
from tests.browser.conftest import BrowserOptions, NewPerson
from tests.browser.person import Person
from tests.web.desksteps import plant


def staff_person(
    new_person: NewPerson,
    role: str = "editor",
    email: str = "",
    options: BrowserOptions | None = None,
) -> Person:
    """Return a person with a fresh browser that is signed in to the desk."""
    person = new_person(**(options or {}))
    become_staff(person, role, email)
    return person


def become_staff(person: Person, role: str = "editor", email: str = "") -> None:
    """Sign a person's browser in to an account with a role."""
    app = person.site.app
    with app.app_context(), Session(db.engine) as session:
        token = plant(app, session, role, email)
    person.page.context.add_cookies(
        [{"name": "assess", "value": token, "url": person.site.address}]
    )
