"""The keyboard alone is enough, and the focus is never lost from sight."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import BUTTON, Keyboard
from tests.browser.person import Person, best

pytestmark = pytest.mark.browser


def test_the_whole_questionnaire_works_with_the_keyboard_alone(person: Person) -> None:
    page, keys = person.page, Keyboard(person.page)
    person.open("/")
    keys.tab_to(BUTTON)
    keys.leave("Enter")
    person.remember()
    keys.tab_to('input[name="answer"]')
    keys.press("Space")
    keys.press("ArrowDown")
    keys.tab_to(BUTTON)
    keys.leave("Space")
    # The verdict takes the focus, so it is read first; the next stop is the way on.
    assert page.evaluate("document.activeElement.matches('[data-focus]')")
    keys.press("Tab", ".btn")
    keys.leave("Enter")
    given = {}
    for place, key in enumerate(person.form):
        person.is_at(f"/q/{key}")
        person.site.forget_limits()  # each arrow saves, and faster than fingers are
        given[key] = best(person.edition.questions[key])
        keys.give(person.edition.questions[key], given[key])
        # In turn: the button by either key, and Enter in the option itself.
        if place % 3:
            keys.tab_to(BUTTON)
        keys.leave("Space" if place % 3 == 1 else "Enter")
    person.is_at("/check")
    keys.tab_to("#goal")
    for _ in range(6):
        keys.press("ArrowDown", "#goal")
    expect(page.locator("#goal")).to_have_value("account_manager")
    keys.tab_to(BUTTON)
    keys.leave("Enter")
    person.is_at("/result")
    keys.tab_to("summary")
    keys.press("Enter", "summary")
    assert page.locator("details[open]").count() == 1
    assert person.site.answers() == given


@pytest.mark.parametrize("path", ["/", "/practice", "/q", "", "/check", "/method"])
def test_the_first_stop_skips_to_the_content(person: Person, path: str) -> None:
    if path in ("/", "/method"):
        person.open(path)
    else:
        person.start()
        person.open(person.attempt + path + (f"/{person.form[0]}" if path == "/q" else ""))
    keys = Keyboard(person.page)
    assert keys.press("Tab", "a.skip")
    expect(person.page.locator("a.skip")).to_be_in_viewport(ratio=1)
    assert keys.press("Enter", "#main")
    if path == "/method":
        return  # a text without links: the footer comes next
    keys.press("Tab", "main *")
    assert person.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_wide_table_scrolls_with_the_keyboard(person: Person) -> None:
    person.start()
    person.page.set_viewport_size({"width": 320, "height": 640})
    person.ask(next(key for key in person.form if _has_table(person, key)))
    Keyboard(person.page).tab_to('.scroll[tabindex="0"]')


def _has_table(person: Person, key: str) -> bool:
    return getattr(person.edition.questions[key].context, "kind", None) == "table"


def test_every_stop_has_a_ring_on_every_page_and_backward(person: Person) -> None:
    person.start()
    person.answered_before(best, person.form[:3])
    keys = Keyboard(person.page)
    for path in ("", f"/q/{person.form[3]}", "/check"):
        person.open(person.attempt + path)
        keys.tab_to(".foot li:last-child a")
        keys.tab_to("a.skip", "Shift+Tab")
    person.finish()
    keys.tab_to(".foot li:last-child a")
    keys.tab_to("a.skip", "Shift+Tab")
    person.open(f"{person.attempt}/answers")
    person.unfold()
    keys.tab_to(".foot li:last-child a")
    keys.tab_to("a.skip", "Shift+Tab")
    person.grow(24)
    for path in (f"/q/{person.form[0]}", "/check", "/result"):
        person.open(person.attempt + path)
        keys.tab_to(".foot li:last-child a")
        keys.tab_to("a.skip", "Shift+Tab")


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_changing_with_arrows_saves_where_the_arrows_stop(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    keys = Keyboard(person.page)
    keys.tab_to('input[name="answer"]')
    for _ in range(3):
        keys.press("ArrowDown")
    assert _focused(person.page) == "answer-d"
    person.is_told("Saved")
    assert person.site.answers() == {person.form[0]: ["d"]}
