"""The desk's overview, publishing, the history of editions, and the latest changes."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.orm import Session

from assess.extensions import db
from assess.services import editions
from tests.browser.afterwards import Reach
from tests.browser.deskpeople import become_staff
from tests.browser.person import Person
from tests.web.editing import edit, many_changes, put

Prepare = Callable[[Session], None]


def prepare(person: Person, work: Prepare) -> None:
    """Do something to the draft or the editions before a page is opened."""
    with person.site.app.app_context(), Session(db.engine) as session:
        work(session)


def _nothing(_: Session) -> None:
    pass


def _broken(session: Session) -> None:
    many_changes(session)
    edit(session, text="", options=[])
    edit(session, "roles/account_manager", next=["account_manager"])


def _doubtful(session: Session) -> None:
    many_changes(session)
    edit(session, "questions/empathy-under-stress", retired=True)
    put(session, {"accepted": []})


def _others(session: Session) -> None:
    many_changes(session)
    second = editions.fetch(session, 1).edition.model_copy(update={"title": "Two"})
    editions.publish(session, second, "command line", "Brought in.", datetime.now(UTC))


def _own_texts(session: Session) -> None:
    _others(session)
    put(session, {"texts": {"name": "Ours", "welcome": "**Hi**, [you](https://example.org)."}})


def _retired_copy(session: Session) -> None:
    many_changes(session)
    edit(session, "questions/empathy-new", text="", options=[], retired=True)


def _undone(session: Session) -> None:
    edit(session, text="Why?")
    edit(session, text="Why not?")


def _by_bea(session: Session) -> None:
    edit(session, text="What then?")


def at(
    path: str, work: Prepare = many_changes, *, role: str = "editor", unfolded: bool = False
) -> Reach:
    """Return a way to a page of the desk."""

    def reach(person: Person) -> None:
        become_staff(person, role)
        prepare(person, work)
        person.open(path)
        if unfolded:
            person.unfold()

    return reach


def _refused(person: Person) -> None:
    at("/desk/publish", _doubtful)(person)
    person.watch.expect(422)
    person.leave_by("Publish as edition 2")


def _moved(person: Person) -> None:
    at("/desk/publish")(person)
    prepare(person, _by_bea)
    person.page.get_by_label("What is new?").fill("My note.")
    person.watch.expect(409)
    person.leave_by("Publish as edition 2")


def _published(person: Person) -> None:
    at("/desk/publish")(person)
    person.page.get_by_label("What is new?").fill("Fairer questions about empathy.")
    for field in person.page.locator("textarea[name^=reason]:visible").all():
        field.fill("More come soon.")
    person.leave_by("Publish as edition 2")


def _in_the_way(person: Person) -> None:
    at("/desk/changes", _undone)(person)
    person.watch.expect(409)
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Undo Change").last.click()


def _after_undoing(person: Person) -> None:
    at("/desk/changes", _undone)(person)
    person.leave_by("Undo the last change")
    person.unfold()


PAGES: Final[dict[str, Reach]] = {
    "desk, overview": at("/desk"),
    "desk, overview for analysts": at("/desk", _nothing, role="analyst"),
    "desk, overview of an unfinished draft": at("/desk", _broken),
    "desk, overview, somebody published since": at("/desk", _others),
    "desk, publish, nothing new": at("/desk/publish", _nothing),
    "desk, publish": at("/desk/publish", unfolded=True),
    "desk, publish, with errors": at("/desk/publish", _broken),
    "desk, publish, without reasons": _refused,
    "desk, publish, the draft moved": _moved,
    "desk, editions": at("/desk/editions", _others),
    "desk, an edition just published": _published,
    "desk, first edition": at("/desk/editions/1", _nothing),
    "desk, an edition beside another": at("/desk/editions/1?with=2", _others, unfolded=True),
    "desk, throw away all changes": at("/desk/editions/1/draft"),
    "desk, a draft from an edition": at("/desk/editions/1/draft", _others),
    "desk, a draft without one’s own texts": at("/desk/editions/1/draft", _own_texts),
    "desk, publish, an unfinished question is retired": at("/desk/publish", _retired_copy),
    "desk, no changes": at("/desk/changes", _nothing),
    "desk, changes": at("/desk/changes", unfolded=True),
    "desk, a change in the way": _in_the_way,
    "desk, changes, one undone": _after_undoing,
}
