"""The pages around a resume code, in every state they can show."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from playwright.sync_api import expect

from assess.config import MailSettings
from assess.core.codes import encode
from tests.browser.person import CONTINUE, Person, best

Reach = Callable[[Person], None]
LATER: Final = "Save and come back later"
OPEN: Final = "Open it here"
UNKNOWN: Final = encode(b"nobody has this!")


def code_of(person: Person) -> str:
    """Open the page with the code of a person's attempt and read it."""
    person.open(f"{person.attempt}/code")
    return " ".join(person.page.locator(".code").inner_text().split())


def enter(person: Person, code: str) -> None:
    """Type a code on its page."""
    person.open("/resume")
    person.page.locator("#code").fill(code)
    person.leave_by(OPEN)


def _code(person: Person) -> None:
    person.start()
    code_of(person)


def _code_with_mail(person: Person) -> None:
    app = person.site.app
    nowhere = MailSettings("127.0.0.1", 1, "skills@example.org", "none")
    app.extensions["assess_settings"] = replace(
        app.extensions["assess_settings"], mail=nowhere, base_url="https://skills.example.org"
    )
    _code(person)


def _mail_refused(person: Person) -> None:
    _code_with_mail(person)
    person.page.locator("#to").fill("ann at example.org")
    person.watch.expect(422)
    person.leave_by("Send the code")


def _code_of_a_result(person: Person) -> None:
    person.start()
    person.answered_before(best, person.form[:5])
    person.finish()
    code_of(person)


def _new_code(person: Person) -> None:
    _code(person)
    person.unfold()
    person.leave_by("Yes, make a new code")


def _code_not_shown(person: Person) -> None:
    _code(person)
    person.site.app.config["SECRET_KEY"] = b"x" * 64
    person.page.reload()


def _entering(person: Person) -> None:
    person.open("/resume")
    person.unfold()


def _refused(code: str, status: int = 422) -> Reach:
    def reach(person: Person) -> None:
        person.watch.expect(status)
        enter(person, code)

    return reach


def _too_often(person: Person) -> None:
    person.watch.expect(*[422] * 10, 429)
    for _ in range(11):
        enter(person, UNKNOWN)


def _bad_link(person: Person) -> None:
    person.watch.expect(404)
    person.open(f"/r/{UNKNOWN[:-1]}")


def lose(person: Person, key: str, value: str = "b") -> None:
    """Choose an answer, lose the cookie, and send it."""
    person.ask(key)
    person.page.context.clear_cookies()
    person.watch.expect(404, 404)
    person.choose(value)
    expect(person.page.get_by_role("status")).not_to_have_text("")
    person.leave_by(CONTINUE)
    expect(person.page.locator("#code")).to_be_visible()


def _wrong_code_under_an_answer(person: Person) -> None:
    person.start()
    lose(person, person.form[0])
    person.page.locator("#code").fill(UNKNOWN)
    person.watch.expect(422)
    person.leave_by(CONTINUE)


PAGES: Final[dict[str, Reach]] = {
    "code": _code,
    "code, with mail": _code_with_mail,
    "code, mail refused": _mail_refused,
    "code of a result": _code_of_a_result,
    "code, a new one": _new_code,
    "code that cannot be shown": _code_not_shown,
    "entering a code": _entering,
    "entering a code, typo": _refused(UNKNOWN[:-1] + "Z"),
    "entering a code, unknown": _refused(UNKNOWN),
    "entering a code, too often": _too_often,
    "link of a code": lambda person: person.open(f"/r/{UNKNOWN}"),
    "link of a code, a mistake in it": _bad_link,
    "question, cookie lost, wrong code": _wrong_code_under_an_answer,
}
