"""The pages of sharing: the holder's list and form, and what whoever has a link sees."""

from typing import Final

from tests.browser.afterwards import Reach, result_of
from tests.browser.person import Person, best, worst

MAKE: Final = "Make the link"


def make_link(person: Person, *ticked: str, days: str = "7") -> str:
    """Make a link on the page that is open, and return its path."""
    page = person.page
    page.locator(f'label[for="days-{days}"]').click()
    for name in ticked:
        page.locator(f'label[for="{name}"]').click()
    person.leave_by(MAKE)
    address = page.locator(".address").first.text_content() or ""
    return "/s/" + address.rpartition("/s/")[2]


def shared(
    *ticked: str, low: bool = False, count: int = 40, path: str = "", unfolded: bool = False
) -> Reach:
    """Finish, make a link, and open a page behind it."""

    def reach(person: Person) -> None:
        result_of(count, goal="account_manager", low=low)(person)
        person.open(f"{person.attempt}/share")
        link = make_link(person, *ticked)
        person.open(link + path)
        if unfolded:
            person.unfold()

    return reach


def _nothing_shared(person: Person) -> None:
    result_of(5)(person)
    person.open(f"{person.attempt}/share")


def _some_links(person: Person) -> None:
    _nothing_shared(person)
    opened = make_link(person, "with_answers", "with_claims", days="90")
    person.open(opened)
    person.open(f"{person.attempt}/share")
    make_link(person, days="30")


def _ended(person: Person) -> None:
    _some_links(person)
    person.page.get_by_role("button", name="End this link").first.click()
    person.page.wait_for_url("**/share?ended=1")


def _two_results(person: Person) -> None:
    person.start("quick")
    person.answered_before(best)
    person.finish()
    person.grow(16)
    person.answered_before(worst, [key for key in person.form if not _is_locked(person, key)])
    person.finish()
    person.open(f"{person.attempt}/share?result=1")
    make_link(person)


def _is_locked(person: Person, key: str) -> bool:
    return key in person.site.answers()


def _refused(person: Person) -> None:
    _some_links(person)
    person.page.locator("#days-7").evaluate("field => { field.value = '365' }")
    person.page.locator('label[for="days-7"]').click()
    person.watch.expect(422)
    person.leave_by(MAKE)


def _gone(person: Person) -> None:
    person.watch.expect(404)
    person.open("/s/" + "0" * 26)


PAGES: Final[dict[str, Reach]] = {
    "share, no link yet": _nothing_shared,
    "share, two links": _some_links,
    "share, a link ended": _ended,
    "share, one of two results": _two_results,
    "share, a forged choice": _refused,
    "shared result": shared(),
    "shared result, low scores, all unfolded": shared("with_claims", low=True, unfolded=True),
    "shared result, some not assessed": shared("with_answers", count=10),
    "shared answers, all unfolded": shared(
        "with_answers", "with_claims", path="/answers", unfolded=True
    ),
    "shared answers without claims": shared("with_answers", path="/answers", unfolded=True),
    "shared link that does not work": _gone,
}
