"""The pages of the desk's content: as they ship, unfinished, and with what was typed refused."""

from collections.abc import Callable
from typing import Final

from tests.browser.afterwards import Reach
from tests.browser.deskpeople import become_staff
from tests.browser.person import Person

SAVE: Final = "Save"


def _at(path: str, then: Callable[[Person], None] | None = None) -> Reach:
    def reach(person: Person) -> None:
        become_staff(person)
        person.open(path)
        if then:
            then(person)

    return reach


def _fill(person: Person, **values: str) -> None:
    for name, value in values.items():
        person.page.locator(f'[id="{name}"]').fill(value)


def _refused(person: Person, **values: str) -> None:
    _fill(person, **values)
    person.watch.expect(422)
    person.leave_by(SAVE)


def _saved(person: Person, **values: str) -> None:
    _fill(person, **values)
    person.leave_by(SAVE)


def _wrong_cells(person: Person) -> None:
    _refused(person, **{
        "call_center_specialist.empathy.level": "900",
        "account_manager.nlp.importance": "much",
    })  # fmt: skip


def _circle(person: Person) -> None:
    person.page.get_by_label("Call center specialist").check()
    person.watch.expect(422)
    person.leave_by(SAVE)


def _no_pay(person: Person) -> None:
    person.page.get_by_label("There is a published range").check()
    _refused(person, pay_low="9", pay_high="8")


def _new_role(person: Person) -> None:
    _fill(person, name="Team coach")
    person.leave_by("Add this role")


def _its_profile(person: Person) -> None:
    _new_role(person)
    person.follow("What it asks of each skill")


def _actions(person: Person) -> None:
    for name in ("Skill", "Way to grow"):
        person.page.get_by_label(name, exact=True).select_option(index=1)
    _saved(person, title="Read ten tickets", how="Open ten.", minutes="30", evidence="")
    person.open("/desk/actions")


def _texts(person: Person) -> None:
    _saved(
        person,
        name="Bright Path",
        welcome="# Hello\n\n**All** of [you](https://example.com):\n\n- one\n\n> two\n\n`three`",
        contact="Ask us.",
        privacy="We run this.\n\n---\n\n    code",
        result="Talk about it.",
    )


def _own_home(person: Person) -> None:
    texts = {
        "name": "Bright Path of a Very Long Name Indeed",
        "welcome": "# Hello\n\nTo [all](https://example.com)\n\n- one\n\n> two",
        "contact": "Ask [us](mailto:us@example.com)\n\n```\n" + "code" * 40 + "\n```",
    }
    edition = person.edition.edition
    person.site.publish(type(edition).model_validate(edition.model_dump() | {"texts": texts}))
    person.open("/")


PAGES: Final[dict[str, Reach]] = {
    "desk skills": _at("/desk/skills"),
    "desk skill": _at("/desk/skills/empathy"),
    "desk skill, unfinished": _at("/desk/skills/empathy", lambda one: _saved(one, name="")),
    "desk skill, refused": _at(
        "/desk/skills/empathy", lambda one: _refused(one, name="N" * 300, onet="x" * 300)
    ),
    "desk roles": _at("/desk/roles"),
    "desk role": _at("/desk/roles/call_center_specialist"),
    "desk role, circle": _at("/desk/roles/customer_service_manager", _circle),
    "desk role, new": _at("/desk/roles", _new_role),
    "desk role, removed?": _at("/desk/roles/account_manager/remove"),
    "desk profiles": _at("/desk/profiles"),
    "desk profiles, refused": _at("/desk/profiles", _wrong_cells),
    "desk profile of one": _at("/desk/profiles?role=account_manager"),
    "desk profile of a new role": _at("/desk/roles", _its_profile),
    "desk pay": _at("/desk/pay"),
    "desk pay of one": _at("/desk/pay/call_center_specialist"),
    "desk pay, refused": _at("/desk/pay/account_manager", _no_pay),
    "desk actions, none": _at("/desk/actions"),
    "desk actions": _at("/desk/new-action", _actions),
    "desk action, refused": _at("/desk/new-action", lambda one: _refused(one, minutes="half")),
    "desk lengths": _at("/desk/lengths"),
    "desk lengths, refused": _at("/desk/lengths", lambda one: _refused(one, name_0="A?")),
    "desk texts": _at("/desk/texts"),
    "desk texts, filled": _at("/desk/texts", _texts),
    "home with texts of its own": _own_home,
}
