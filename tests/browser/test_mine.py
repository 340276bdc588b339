"""Two devices, a shared computer, and pages that look as they were asked to."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPerson
from tests.browser.keyboard import BUTTON, Keyboard
from tests.browser.pages_mine import choose_look, start_shared
from tests.browser.person import Person, best

pytestmark = pytest.mark.browser

LIGHT, DARK, PAPER = "rgb(246, 248, 249)", "rgb(14, 23, 27)", "rgb(255, 255, 255)"


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def canvas(page: Page) -> str:
    """Return what the browser itself paints on: scroll bars, fields, the moment before."""
    return str(page.evaluate("getComputedStyle(document.documentElement).colorScheme"))


def test_each_device_lists_what_was_done_on_it(new_person: NewPerson) -> None:
    desk, phone = new_person(), new_person()
    desk.start()
    desk.answered_before(best)
    desk.finish()
    phone.start("quick")
    for person, told in ((desk, "See the result"), (phone, "Go on")):
        person.open("/")
        person.follow("My results")
        card = person.page.locator(".mine > li")
        expect(card).to_have_count(1)
        with person.page.expect_navigation():
            card.get_by_role("link", name=re.compile(f"^{told}")).click()
        assert person.attempt in person.page.url


def test_starting_again_goes_by_the_keyboard_alone(person: Person) -> None:
    person.start()
    person.answered_before(best, person.form[:2])
    person.finish()
    person.open("/mine")
    keys = Keyboard(person.page)
    keys.tab_to("summary")
    keys.press("Enter", "summary")
    keys.tab_to(BUTTON)
    keys.leave("Enter")
    expect(person.page).to_have_url(re.compile("/practice$"))
    assert person.site.count("attempt") == 2


@pytest.mark.parametrize("scripts", [True, False])
def test_a_shared_computer_is_forgotten_and_the_next_person_sees_nothing(
    new_person: NewPerson, *, scripts: bool
) -> None:
    person = new_person(java_script_enabled=scripts)
    start_shared(person)
    [cookie] = person.page.context.cookies()
    assert cookie["expires"] == -1, "it ends with the browser"
    person.ask(person.form[0])
    expect(person.page.locator(".reminder")).to_contain_text("Shared computer")
    person.answer(*best(person.edition.questions[person.form[0]]))
    person.follow("forget this device now")
    expect(person.page.locator(".lost li")).to_have_count(1)
    person.leave_by("Forget this device")
    expect(person.page.locator("h1")).to_have_text("This device is forgotten")
    expect(person.page.locator(".reminder")).to_have_count(0)
    [fresh] = person.page.context.cookies()
    assert fresh["value"] != cookie["value"]
    person.open("/mine")
    expect(person.page.locator(".mine")).to_have_count(0)
    person.watch.expect(404)
    person.ask(person.form[0])
    assert person.site.count("answer") == 1, "a code would still lead there"


def test_going_back_after_forgetting_shows_nothing(person: Person) -> None:
    start_shared(person)
    person.ask(person.form[0])
    person.answer("b")
    person.open("/forget")
    person.leave_by("Forget this device")
    person.watch.expect(404)
    page = person.page
    for _ in range(4):
        page.go_back()
        if "/q/" in page.url:
            break
    assert "/q/" in page.url
    expect(page.locator("h1")).to_have_text("We can’t find this page")


def test_a_closed_browser_takes_the_shared_session_along(new_person: NewPerson) -> None:
    before = new_person()
    start_shared(before)
    kept = before.page.context.storage_state()
    # A browser that is closed keeps only cookies that have a day to end.
    kept["cookies"] = [cookie for cookie in kept["cookies"] if cookie["expires"] != -1]
    after = new_person(storage_state=kept)
    after.watch.expect(404)
    after.open(before.attempt)


@pytest.mark.parametrize("device", ["light", "dark"])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_look_is_there_from_the_first_byte(
    new_person: NewPerson, device: str, *, scripts: bool
) -> None:
    person = new_person(java_script_enabled=scripts)
    page = person.page
    page.emulate_media(color_scheme="dark" if device == "dark" else "light")
    person.open("/")
    assert background(page) == (DARK if device == "dark" else LIGHT)
    for scheme, color in (("dark", DARK), ("light", LIGHT)):
        choose_look(person, scheme)
        for path in ("/", "/method", "/look"):
            response = page.goto(person.site.address + path)
            assert response is not None
            assert f'data-scheme="{scheme}"' in response.text()
            assert background(page) == color
            assert canvas(page) == scheme
        page.emulate_media(media="print", color_scheme="dark" if device == "dark" else "light")
        assert background(page) == PAPER
        page.emulate_media(media="screen")
    choose_look(person, "system")
    assert background(page) == (DARK if device == "dark" else LIGHT)


def test_after_saving_one_is_back_on_the_page_one_came_from(person: Person) -> None:
    person.start()
    person.ask(person.form[3])
    person.follow("Light or dark")
    person.page.locator('label[for="scheme-dark"]').click()
    person.leave_by("Save")
    person.is_at(f"/q/{person.form[3]}")
    assert background(person.page) == DARK


def test_saving_says_so_and_takes_the_focus(person: Person) -> None:
    person.open("/look")
    keys = Keyboard(person.page)
    keys.tab_to('input[name="scheme"]')
    keys.press("ArrowDown", "#scheme-light")
    keys.press("ArrowDown", "#scheme-dark")
    keys.tab_to('input[name="motion"]')
    keys.tab_to(BUTTON)
    keys.leave("Enter")
    expect(person.page.get_by_role("status")).to_contain_text("Saved.")
    assert person.page.evaluate("document.activeElement.matches('[data-focus]')")
    expect(person.page.locator("#scheme-dark")).to_be_checked()


def test_motion_stops_when_the_person_or_the_device_asks(person: Person) -> None:
    person.start()
    moves = (
        "() => getComputedStyle(document.querySelector('.opt input'), '::before')"
        ".transitionDuration"
    )
    still, page = "0s", person.page
    person.ask(person.form[0])
    assert page.evaluate(moves) == still, "this device asks for less motion"
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moves) == "0.15s"
    choose_look(person, "system", "reduced")
    person.ask(person.form[0])
    assert page.evaluate(moves) == still


def test_forced_colors_are_left_to_the_device(person: Person) -> None:
    choose_look(person, "dark")
    person.page.emulate_media(forced_colors="active", color_scheme="light")
    person.open("/look")
    assert background(person.page) != DARK
    expect(person.page.locator("#scheme-dark")).to_be_checked()
