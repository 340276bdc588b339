"""Somebody shares a result with a coach, sees that it was read, and takes it back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.afterwards import result_of
from tests.browser.conftest import NewPerson
from tests.browser.keyboard import Keyboard
from tests.browser.layout import layout_faults
from tests.browser.pages_share import make_link, shared
from tests.browser.person import Person

pytestmark = pytest.mark.browser
GONE = "This link does not work any more"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_coach_reads_a_result_until_it_is_taken_back(
    new_person: NewPerson, *, scripts: bool
) -> None:
    holder = new_person(java_script_enabled=scripts)
    coach = new_person(java_script_enabled=scripts)
    result_of(12, goal="account_manager")(holder)
    told = holder.page.locator("h1").inner_text()
    for word, other in ((" your ", " their "), (" you ", " them ")):
        told = told.replace(word, other)
    holder.follow("Share this result")
    link = make_link(holder, "with_answers", days="30")
    facts = holder.page.locator(".facts")
    expect(facts).to_contain_text("The result and your single answers")
    expect(facts).to_contain_text("Not yet")

    coach.open(link)
    expect(coach.page.locator("h1")).to_have_text(told)
    expect(coach.page.locator(".shared-note")).to_contain_text("shared with you")
    expect(coach.page.locator("#h-claims")).to_have_count(0)
    coach.follow("Their answers")
    expect(coach.page.locator("h1")).to_have_text("Their answers")
    coach.page.locator("summary").first.click()
    expect(coach.page.get_by_text("They chose this.").first).to_be_visible()
    coach.follow("Back to the result")
    assert coach.page.context.cookies() == []

    holder.open(f"{holder.attempt}/share")
    expect(facts).to_contain_text(re.compile(r"[12] times?, last on .* UTC"))
    holder.leave_by(re.compile("^End this link"))
    expect(holder.page.get_by_role("status")).to_contain_text("The link is ended.")
    expect(holder.page.locator(".links")).to_have_count(0)
    assert holder.site.count("share") == 0

    coach.watch.expect(404, 404)
    for path in (link, f"{link}/answers"):
        coach.open(path)
        expect(coach.page.locator("h1")).to_have_text(GONE)
    coach.watch.expect(404)
    coach.open(f"{holder.attempt}/result")


def test_pressing_the_button_twice_makes_one_link(person: Person) -> None:
    result_of(5)(person)
    person.open(f"{person.attempt}/share")
    person.page.get_by_role("button", name="Make the link").dblclick(no_wait_after=True)
    expect(person.page.locator(".address")).to_have_count(1)
    person.page.wait_for_load_state()
    assert person.site.count("share") == 1


def test_the_copy_button_is_there_where_it_works_and_says_so(new_person: NewPerson) -> None:
    person = new_person()
    result_of(5)(person)
    person.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    person.open(f"{person.attempt}/share")
    link = make_link(person)
    person.page.get_by_role("button", name=f"Copy the link that ends in {link[-4:]}").click()
    expect(person.page.locator("[data-copied]")).to_have_text("Copied")
    assert person.page.evaluate("navigator.clipboard.readText()").endswith(link)
    person.page.context.clear_permissions()
    person.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }"
    )
    person.page.get_by_role("button", name="Copy").click()
    expect(person.page.locator("[data-copied]")).to_contain_text("It is selected now")
    assert person.page.evaluate("getSelection().toString()").strip().endswith(link)


def test_without_javascript_there_is_no_copy_button(new_person: NewPerson) -> None:
    person = new_person(java_script_enabled=False)
    result_of(5)(person)
    person.open(f"{person.attempt}/share")
    make_link(person)
    expect(person.page.get_by_role("button", name="Copy")).to_have_count(0)
    expect(person.page.locator(".address")).to_be_visible()


def test_links_are_made_and_ended_with_the_keyboard_alone(person: Person) -> None:
    result_of(5)(person)
    person.open(f"{person.attempt}/share")
    hands = Keyboard(person.page)
    hands.tab_to("#days-7")
    hands.press("ArrowDown")
    hands.tab_to("#with_claims")
    hands.press("Space")
    hands.tab_to("form:has(#days-7) button")
    hands.leave("Enter")
    expect(person.page.locator(".facts")).to_contain_text("what you claim beside what you show")
    hands.tab_to(".links button[type=submit]")
    hands.leave("Enter")
    expect(person.page.get_by_role("status")).to_contain_text("The link is ended.")


def test_a_refused_choice_brings_the_focus_to_what_is_wrong(person: Person) -> None:
    result_of(5)(person)
    person.open(f"{person.attempt}/share")
    person.page.locator("#days-7").evaluate("field => { field.value = '365' }")
    person.watch.expect(422)
    person.leave_by("Make the link")
    expect(person.page).to_have_title(re.compile("^Error: "))
    expect(person.page.locator(".problem")).to_be_focused()
    person.page.get_by_role("link", name="Choose 7, 30 or 90 days.").click()
    expect(person.page.locator("#days-7")).to_be_focused()
    make_link(person, days="30")
    assert person.site.count("share") == 1


def test_a_shared_result_prints_with_what_it_is_and_without_what_cannot_be_pressed(
    person: Person,
) -> None:
    shared("with_claims", "with_answers", low=True)(person)
    page = person.page
    expect(page.get_by_role("button", name="Print or save as PDF")).to_be_visible()
    page.emulate_media(media="print", color_scheme="dark")
    for part in (".nav", ".foot", "summary", "button"):
        expect(page.locator(part).first).to_be_hidden()
    for part in (".shared-note", "h1", "#h-skills", "table.claims", "#h-roles", ".honesty"):
        expect(page.locator(part).first).to_be_visible()
    assert layout_faults(page, 682) == []
    assert page.pdf().startswith(b"%PDF")
