"""Looking back in Chromium: from the first result to a comparison, and what others see of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPerson
from tests.browser.layout import layout_faults
from tests.browser.pages_compare import by_turns, compare, finished, grown
from tests.browser.person import Person, best, worst

pytestmark = pytest.mark.browser
_BUTTON = "Compare these two"


def _rows(page: Page, table: str) -> list[list[str]]:
    rows = page.locator(f"table.{table} tbody tr").all()
    return [row.locator("th, td").all_inner_texts() for row in rows]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_person_looks_back_and_chooses_two(new_person: NewPerson, *, scripts: bool) -> None:
    person = new_person(java_script_enabled=scripts)
    page = person.page
    person.open("/history")
    expect(page.get_by_text("There is nothing to look back on yet")).to_be_visible()
    first = finished(person, worst)
    person.open("/history")
    expect(page.get_by_role("heading", name="When a second one helps")).to_be_visible()
    second = finished(person, best)
    person.open("/history")
    expect(page.locator("ul.trends > li")).to_have_count(8)
    expect(page.locator("ul.trends svg path.line")).to_have_count(8)
    expect(page.get_by_label("One result", exact=True)).to_have_value(first)
    expect(page.get_by_label("Another result", exact=True)).to_have_value(second)
    # The later one first: it still stands as now.
    page.get_by_label("One result", exact=True).select_option(second)
    page.get_by_label("Another result", exact=True).select_option(first)
    person.leave_by(_BUTTON)
    expect(page).to_have_url(f"{person.site.address}/compare?a={second}&b={first}")
    expect(page.locator("h1")).to_contain_text("more than chance alone would explain")
    expect(page.locator("table.changes tbody tr")).to_have_count(8)
    assert all(row[4].startswith("+") for row in _rows(page, "changes"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_choice_that_does_not_work_comes_back_with_a_sentence(
    new_person: NewPerson, *, scripts: bool
) -> None:
    person = new_person(java_script_enabled=scripts)
    page = person.page
    for _ in range(2):
        name = finished(person, best, 1)
    person.open("/compare")
    person.watch.expect(422)
    person.leave_by(_BUTTON)
    expect(page).to_have_title(re.compile("^Error: Compare two results"))
    expect(page.get_by_role("alert")).to_contain_text("Choose the first result.")
    page.get_by_label("One result", exact=True).select_option(name)
    page.get_by_label("Another result", exact=True).select_option(name)
    person.watch.expect(422)
    person.leave_by(_BUTTON)
    expect(page.get_by_role("alert")).to_contain_text("This is the same result twice.")
    expect(page.get_by_label("One result", exact=True)).to_have_value(name)
    if scripts:
        expect(page.locator(".problem")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Another result", exact=True)).to_be_focused()


def test_two_can_be_chosen_with_the_keyboard_alone(person: Person) -> None:
    first = finished(person, worst, 6)
    second = finished(person, best, 6)
    person.open("/history")
    person.page.get_by_role("link", name="Compare two results").focus()
    person.page.keyboard.press("Enter")
    person.page.keyboard.press("Tab")
    expect(person.page.get_by_label("One result", exact=True)).to_be_focused()
    person.page.keyboard.press("Tab")
    expect(person.page.get_by_label("Another result", exact=True)).to_be_focused()
    person.page.keyboard.press("Tab")
    expect(person.page.get_by_role("button", name=_BUTTON)).to_be_focused()
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    expect(person.page).to_have_url(f"{person.site.address}/compare?a={first}&b={second}")


def test_on_two_devices_each_sees_its_own_and_not_the_other(new_person: NewPerson) -> None:
    one, other = new_person(), new_person()
    names = [finished(one, plan) for plan in (worst, best)]
    theirs = finished(other, by_turns)
    compare(one, *names)
    address = one.page.url
    expect(one.page.locator("table.changes")).to_be_visible()
    other.watch.expect(404)
    other.page.goto(address)
    expect(other.page.locator("h1")).to_have_text("Compare two results")
    expect(other.page.locator("table.changes")).to_have_count(0)
    other.open("/history")
    expect(other.page.get_by_text("One result so far")).to_be_visible()
    one.watch.expect(404)
    compare(one, names[0], theirs)
    expect(one.page.get_by_role("alert")).to_contain_text("We can’t find one of these results")
    expect(one.page.get_by_label("One result", exact=True)).to_have_value(names[0])


def test_the_same_browser_reopened_elsewhere_looks_back_on_the_same(new_person: NewPerson) -> None:
    before = new_person()
    compare(before, *grown(before, by_turns))
    shown = before.page.locator("main").inner_text()
    expect(before.page.get_by_text("Both results come from one assessment")).to_be_visible()
    after = new_person(storage_state=before.page.context.storage_state())
    after.page.goto(before.page.url)
    assert after.page.locator("main").inner_text() == shown
    after.follow("Your skills over time")
    expect(after.page.get_by_text("2 results, both on")).to_be_visible()


def test_a_comparison_links_to_both_results_as_they_were(person: Person) -> None:
    first, second = grown(person, by_turns)
    compare(person, first, second)
    links = person.page.locator("main > div > p.muted a")
    for place, number in enumerate((1, 2)):
        compare(person, first, second)
        with person.page.expect_navigation():
            links.nth(place).click()
        person.is_at(f"/result/{number}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_pages_print_dark_on_white_with_all_figures(person: Person, scheme: str) -> None:
    names = [finished(person, plan) for plan in (worst, best)]
    page = person.page
    for path in ("/history", f"/compare?a={names[0]}&b={names[1]}"):
        person.open(path)
        page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
        for part in (".nav", ".foot", "form", "summary"):
            for found in page.locator(part).all():
                expect(found).to_be_hidden()
        expect(page.locator("table").first).to_be_visible()
        expect(page.locator(".honesty")).to_be_visible()
        colors = page.evaluate(
            "() => { const style = getComputedStyle(document.body);"
            " return [style.backgroundColor, style.color] }"
        )
        assert colors == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        assert layout_faults(page, 682) == []
        assert page.pdf().startswith(b"%PDF")
        page.emulate_media(media="screen")
