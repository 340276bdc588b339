"""The preview: its start, every page of the way through the draft, and the links for it."""

from typing import Any, Final

from sqlalchemy.orm import Session

from assess.extensions import db
from assess.services import draft
from assess.services.draft import Change
from assess.web.clock import now
from tests.browser.afterwards import Reach
from tests.browser.deskpeople import become_staff
from tests.browser.person import Person

START: Final = "/desk/preview"
LINKS: Final = "/desk/preview/links"
QUICK: Final = "Quick: 24 questions"


def change_draft(person: Person, parts: dict[str, dict[str, Any]]) -> None:
    """Change fields of parts of the draft, as another editor would."""
    with person.site.app.app_context(), Session(db.engine) as session:
        opened = draft.open_draft(session, now())
        changed = {part: opened.parts.get(part, {}) | fields for part, fields in parts.items()}
        draft.save(session, Change("test", changed, opened.revision), "b@example.com", now())


def press(person: Person, button: str) -> None:
    """Press a button whose name begins with these words, and wait for the next page."""
    with person.page.expect_navigation():
        person.page.get_by_role("button", name=button).first.click()


def make_link(person: Person) -> str:
    """Make a link at the desk, and return its path."""
    person.open(LINKS)
    press(person, "Make the link")
    address = person.page.locator(".preview-address").first.text_content() or ""
    return "/p/" + address.rpartition("/p/")[2]


def at_start(person: Person) -> None:
    become_staff(person)
    person.open(START)


def _unfinished(person: Person) -> None:
    become_staff(person)
    person.open(START)
    change_draft(person, {"questions/empathy-hidden-feeling": {"text": ""}})
    person.open(START)


def _broken(person: Person) -> None:
    become_staff(person)
    person.open(START)
    change_draft(person, {"skills/empathy": {"name": ""}, "roles/account_manager": {"name": ""}})
    person.open(START)


def _own_texts(person: Person) -> None:
    at_start(person)
    texts = {"name": "Acme", "welcome": "# Hello\n\n- one\n- two\n\n> said", "result": "Ask *Kim*."}
    change_draft(person, {"texts": texts})
    person.open(START)


def by_steps(*buttons: str) -> Reach:
    """Begin at the desk, and press buttons."""

    def reach(person: Person) -> None:
        at_start(person)
        for button in (QUICK, *buttons):
            press(person, button)
        person.unfold()

    return reach


def _refused(person: Person) -> None:
    by_steps()(person)
    person.watch.expect(422)
    press(person, "Continue")


def _changed(person: Person) -> None:
    by_steps("All sections", "Check your answers", "Fill the rest As an expert")(person)
    change_draft(person, {"questions/empathy-hidden-feeling": {"retired": True}})
    press(person, "All sections")


def _nothing(person: Person) -> None:
    by_steps("All sections", "Check your answers")(person)
    person.watch.expect(422)
    press(person, "Finish")


def _no_link(person: Person) -> None:
    become_staff(person)
    person.open(LINKS)


def _links(person: Person) -> None:
    become_staff(person)
    for _ in range(2):
        make_link(person)


def _opened(person: Person) -> None:
    become_staff(person)
    person.open(make_link(person))


def _gone(person: Person) -> None:
    person.watch.expect(404)
    person.open("/p/" + "0" * 26)


_CHECK: Final = ("All sections", "Check your answers")
PAGES: Final[dict[str, Reach]] = {
    "preview": at_start,
    "preview, a question unfinished": _unfinished,
    "preview, no edition": _broken,
    "preview, its own texts": _own_texts,
    "preview, a question": by_steps(),
    "preview, a question without an answer": _refused,
    "preview, the sections": by_steps("All sections"),
    "preview, the check page": by_steps(*_CHECK),
    "preview, nothing answered": _nothing,
    "preview, the draft changed": _changed,
    "preview, all filled": by_steps(*_CHECK, "Fill the rest As a beginner"),
    "preview, a result": by_steps(*_CHECK, "Fill the rest By chance", "Finish"),
    "preview, the answers": by_steps(
        *_CHECK, "Fill the rest As an expert", "Finish", "Your answers, with the reasons"
    ),
    "preview, no link yet": _no_link,
    "preview, two links": _links,
    "preview by a link": _opened,
    "preview link that does not work": _gone,
}
