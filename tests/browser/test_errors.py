"""An error says what to do, takes the focus, and leads to the field."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import Keyboard
from tests.browser.person import CONTINUE, FINISH, Person

pytestmark = pytest.mark.browser


def _nothing_chosen(person: Person) -> str:
    person.ask(person.form[0])
    person.watch.expect(422)
    person.leave_by(CONTINUE)
    return "answer-a"


def _no_box_ticked(person: Person) -> str:
    person.ask(next(key for key in person.form if person.edition.questions[key].several))
    person.watch.expect(422)
    person.leave_by(CONTINUE)
    return "answer-a"


def _practice(person: Person) -> str:
    person.open(f"{person.attempt}/practice")
    person.leave_by("See what it would earn")
    return "answer-a"


WAYS = [_nothing_chosen, _no_box_ticked, _practice]


@pytest.mark.parametrize("go_wrong", WAYS)
def test_an_error_is_in_the_title_has_the_focus_and_links_to_its_field(
    person: Person, go_wrong: Callable[[Person], str]
) -> None:
    person.start()
    field = go_wrong(person)
    page = person.page
    expect(page).to_have_title(re.compile("^Error: "))
    summary = page.locator(".problem")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    message = summary.get_by_role("link").inner_text()
    expect(page.locator(".field-problem")).to_have_text(f"Error: {message}")
    keys = Keyboard(page)
    assert keys.press("Tab", ".problem a")
    assert keys.press("Enter", f"#{field}")
    described = page.locator(f'[aria-describedby*="problem"]:has(#{field}), #{field}')
    expect(described.first).to_have_attribute("aria-describedby", re.compile("problem"))


def test_a_finish_with_nothing_answered_links_to_the_first_question(person: Person) -> None:
    person.start()
    person.open(f"{person.attempt}/check")
    person.watch.expect(422)
    person.leave_by(FINISH)
    expect(person.page).to_have_title(re.compile("^Error: "))
    expect(person.page.locator(".problem")).to_be_focused()
    keys = Keyboard(person.page)
    assert keys.press("Tab", ".problem a")
    keys.leave("Enter")
    person.is_at(f"/q/{person.form[0]}")


def test_an_error_is_gone_once_the_question_is_answered(person: Person) -> None:
    person.start()
    _nothing_chosen(person)
    person.answer("c")
    person.is_at(f"/q/{person.form[1]}")
    expect(person.page).not_to_have_title(re.compile("^Error: "))
    person.follow("Back")
    expect(person.page.locator(".problem")).to_have_count(0)
    assert person.chosen() == ["c"]


def test_back_after_an_error_finds_the_question_with_its_answer(person: Person) -> None:
    person.start()
    _nothing_chosen(person)
    person.answer("c")
    person.page.go_back()
    expect(person.page.locator("h1.ask")).to_be_visible()
    assert person.chosen() == ["c"]
