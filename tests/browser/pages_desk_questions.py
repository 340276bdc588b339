"""The question editor: the list, a new question, every kind and context, errors and remarks."""

from datetime import UTC, datetime
from typing import Any, Final

from playwright.sync_api import Locator, Page
from sqlalchemy.orm import Session

from assess.extensions import db
from assess.services import draft
from tests.browser.afterwards import Reach
from tests.browser.deskpeople import become_staff
from tests.browser.person import Person

KEY: Final = "empathy-suit-thursday"
SITUATION: Final = f"/desk/questions/{KEY}"


def stored(person: Person, key: str = KEY) -> dict[str, Any]:
    """Return a question as the draft holds it."""
    with person.site.app.app_context(), Session(db.engine) as session:
        found = draft.open_draft(session, datetime.now(UTC)).parts[f"questions/{key}"]
    return dict(found)


def field(page: Page, path: str) -> Locator:
    """Return a field or a button of the form by its id."""
    return page.locator(f'[id="{path}"]')


def _at(path: str) -> Reach:
    def reach(person: Person) -> None:
        become_staff(person)
        person.open(path)

    return reach


def _new(kind: str) -> Reach:
    """A question of a kind that nobody has filled in yet: all that can be said of it is said."""

    def reach(person: Person) -> None:
        _at("/desk/new-question?skill=empathy")(person)
        person.page.locator("#kind").select_option(kind)
        person.page.locator("#text").fill("A guest writes for the third time. Is it not loud?")
        person.leave_by("Start writing")

    return reach


def _context(kind: str) -> Reach:
    def reach(person: Person) -> None:
        _at(SITUATION)(person)
        person.page.locator('[id="context/kind"]').select_option(kind)
        person.page.locator(f'input[name="shown_context"][value="{kind}"]').wait_for(
            state="attached"
        )

    return reach


def _lines(person: Person) -> None:
    _at("/desk/questions/data-literacy-wrote-again")(person)
    person.page.get_by_role("button", name="Type it as lines").click()
    person.page.locator('[id="context/typed"]').wait_for()


def _refused(person: Person) -> None:
    _at(SITUATION)(person)
    person.page.get_by_text("Weight and calibration").click()
    person.page.locator("#weight").fill("much")
    person.watch.expect(422)
    person.page.locator("#weight").press("Tab")
    person.page.locator(".saved[data-how=failed]").wait_for()


def _copied(person: Person) -> None:
    _at(SITUATION)(person)
    person.leave_by("Duplicate")


def _to_delete(person: Person) -> None:
    _copied(person)
    person.follow("Delete …")


def _retired(person: Person) -> None:
    _at(SITUATION)(person)
    person.leave_by("Retire")


def _nothing_chosen(person: Person) -> None:
    _at("/desk/new-question")(person)
    person.watch.expect(422)
    person.leave_by("Start writing")


PAGES: Final[dict[str, Reach]] = {
    "desk questions": _at("/desk/questions"),
    "desk questions, searched": _at("/desk/questions?q=reply&kind=situation"),
    "desk questions, nothing found": _at("/desk/questions?q=zebra"),
    "desk new question, nothing chosen": _nothing_chosen,
    "desk question, new rating": _new("rating"),
    "desk question, new situation": _new("situation"),
    "desk question, new knowledge": _new("knowledge"),
    "desk question, several right": _at("/desk/questions/empathy-under-stress"),
    "desk question, a chat": _context("chat"),
    "desk question, a prompt": _context("prompt"),
    "desk question, a table": _at("/desk/questions/data-literacy-wrote-again"),
    "desk question, a table as lines": _lines,
    "desk question, a chart": _context("chart"),
    "desk question, refused": _refused,
    "desk question, a copy": _copied,
    "desk question, retired": _retired,
    "desk question, to delete": _to_delete,
}
