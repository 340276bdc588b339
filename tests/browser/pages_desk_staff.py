"""The pages of staff, of joining, of the log, and of what is refused at the desk."""

from datetime import UTC, datetime
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from assess.extensions import db
from assess.services import audit
from assess.services.audit import Entry
from assess.services.database import write
from tests.browser.afterwards import Reach
from tests.browser.deskpeople import become_staff
from tests.browser.pages_account import enter, type_in
from tests.browser.person import Person

INVITE: Final = "Make the invitation"
_TEXTS: Final = {
    "questions/empathy-late-refund": {"text": "A guest writes: “Third time I ask.”", "weight": 1},
}


def _staff(role: str, path: str) -> Reach:
    def reach(person: Person) -> None:
        become_staff(person, role)
        person.open(path)

    return reach


def invite(person: Person, email: str = "sam@example.com", role: str = "editor") -> str:
    """Invite somebody as an owner, and return the path of the link."""
    person.open("/desk/people")
    type_in(person, {"E-mail": email})
    person.page.locator(f'label[for="role-{role}"]').click()
    person.leave_by(INVITE)
    link = person.page.locator("#the-link").text_content() or ""
    return link[link.index("/desk/join/") :]


def _invited(person: Person) -> None:
    become_staff(person, "owner", "somebody.with.a.rather.long.name@customer-service.example.com")
    invite(person, "an.even.longer.name.of.a.new.colleague@customer-service.example.com")


def _refused(person: Person) -> None:
    become_staff(person, "owner")
    person.open("/desk/people")
    person.watch.expect(422)
    person.leave_by(INVITE)


def _person(person: Person) -> None:
    become_staff(person, "owner")
    person.open("/desk/people")
    person.follow("Change owner@example.com")


def _last_owner(person: Person) -> None:
    _person(person)
    person.watch.expect(422)
    person.leave_by("Take the role away")


def _join(*, other: bool = False) -> Reach:
    def reach(person: Person) -> None:
        become_staff(person, "owner")
        path = invite(person)
        if not other:
            person.page.context.clear_cookies()
        person.open(path)

    return reach


def _gone(person: Person) -> None:
    person.watch.expect(404)
    person.open("/desk/join/" + "0" * 26)


def _log(person: Person) -> None:
    become_staff(person, "owner")
    key, value = next(iter(_TEXTS.items()))
    entries = [
        Entry("boss@example.com", "invitation made", "sam@example.com", None, {"role": "editor"}),
        Entry("sam@example.com", "draft changed", "Question “A guest”: text",
              {key: value}, {key: value | {"text": "A guest writes: “Fourth time.” " * 6}}),
        Entry("x" * 255, "draft changed", "W" * 300, "a", "b" * 500),
    ]  # fmt: skip
    with person.site.app.app_context(), Session(db.engine) as session:
        for one in entries:
            write(session, partial(audit.add, session, one, datetime.now(UTC)))
    person.open("/desk/log")
    for place in range(3):
        person.page.locator(".rows summary").nth(place).click()


def _bad_day(person: Person) -> None:
    become_staff(person, "owner")
    person.watch.expect(422)
    person.open("/desk/log?first=yesterday")


def _others(person: Person) -> None:
    become_staff(person, "analyst")
    person.watch.expect(403)
    person.open("/desk/log")


def _kept(person: Person) -> None:
    become_staff(person, "owner")
    person.open("/desk/people")
    type_in(person, {"E-mail": "a.name.that.was.typed@example.com"})
    person.page.context.clear_cookies()
    person.watch.expect(400)
    person.leave_by(INVITE)
    person.page.locator("summary").click()


def _browsers(person: Person) -> None:
    enter(person)
    person.open("/account/browsers")


PAGES: Final[dict[str, Reach]] = {
    "staff": _staff("owner", "/desk/people"),
    "staff, an invitation made": _invited,
    "staff, a bad invitation": _refused,
    "staff, one person": _person,
    "staff, the last owner": _last_owner,
    "join": _join(),
    "join, another e-mail": _join(other=True),
    "join, over": _gone,
    "log": _log,
    "log, a bad day": _bad_day,
    "desk, for others": _others,
    "desk, what was sent is kept": _kept,
    "browsers": _browsers,
}
