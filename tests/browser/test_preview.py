"""An editor sends a link; a colleague without an account takes the draft and sees a result."""

import re
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPerson
from tests.browser.deskpeople import staff_person
from tests.browser.keyboard import Keyboard
from tests.browser.pages_desk_preview import QUICK, START, change_draft, make_link, press
from tests.browser.person import Person, best, label

pytestmark = pytest.mark.browser
GO: Final = 'main button[name="go"][value="answer"]'
BANNER: Final = "Preview of the draft. Nothing is stored."


def _key(person: Person) -> str:
    return person.page.locator('input[name="at"]').input_value()


def _answer(person: Person) -> str:
    """Answer the question that is open as well as one can; return its key."""
    key = _key(person)
    for value in best(person.edition.questions[key]):
        label(person.page, value).click()
    press(person, "Continue")
    return key


def test_a_colleague_takes_the_whole_draft_by_a_link_with_the_keyboard_alone(
    new_person: NewPerson,
) -> None:
    editor, colleague = staff_person(new_person), new_person()
    link = make_link(editor)
    change_draft(editor, {"questions/empathy-hidden-feeling": {"text": "Brand new. Is it?"}})
    colleague.open(link)
    expect(colleague.page.locator(".preview-note")).to_have_text(re.compile(BANNER))
    hands = Keyboard(colleague.page)
    hands.tab_to('button[value="quick"]')
    hands.leave("Enter")
    expect(colleague.page.locator("h1")).to_have_text("Brand new. Is it?")
    for key in colleague.edition.forms["quick"]:
        assert _key(colleague) == key
        question = colleague.edition.questions[key]
        hands.give(question, best(question))
        # Enter in a choice continues, as everywhere; where several are chosen, the button does.
        if question.several:
            hands.tab_to(GO)
        hands.leave("Enter")
    hands.tab_to("#goal")
    hands.tab_to('button[value="finish"]')
    hands.leave("Enter")
    expect(colleague.page.locator("#h-skills")).to_have_text("Your skill profile")
    expect(colleague.page.get_by_text(BANNER)).to_be_visible()
    assert editor.site.count("answer") == editor.site.count("attempt") == 0
    editor.open("/desk/preview/links")
    expect(editor.page.locator(".preview-facts")).to_contain_text("UTC")
    press(editor, "End this link")
    colleague.watch.expect(404)
    colleague.open(link)
    expect(colleague.page.locator("h1")).to_have_text("This link does not work any more")


def test_back_shows_the_page_before_and_goes_on_from_there(new_person: NewPerson) -> None:
    editor = staff_person(new_person)
    editor.open(START)
    press(editor, QUICK)
    first, second = _answer(editor), _answer(editor)
    editor.page.go_back()
    assert _key(editor) == second
    editor.page.go_back()
    assert _key(editor) == first
    assert _answer(editor) == first
    assert _key(editor) == second
    editor.page.go_back()
    editor.page.go_back()
    expect(editor.page.locator("h1")).to_have_text("Preview")
    editor.page.go_forward()
    assert _key(editor) == first


def test_without_javascript_a_preview_is_taken_too(new_person: NewPerson) -> None:
    editor = staff_person(new_person, options={"java_script_enabled": False})
    editor.open(START)
    press(editor, QUICK)
    _answer(editor)
    press(editor, "Back")
    press(editor, "All sections")
    press(editor, "Check your answers and finish")
    press(editor, "Fill the rest As an expert")
    press(editor, "Finish and see my result")
    expect(editor.page.locator("#h-skills")).to_have_text("Your skill profile")
    press(editor, "Your answers, with the reasons")
    press(editor, "Back to your result")
    expect(editor.page.locator("#h-roles")).to_be_visible()


def test_what_is_wrong_gets_the_focus(new_person: NewPerson) -> None:
    editor = staff_person(new_person)
    editor.open(START)
    press(editor, QUICK)
    editor.watch.expect(422)
    press(editor, "Continue")
    expect(editor.page).to_have_title(re.compile("^Error: "))
    expect(editor.page.locator(".problem")).to_be_focused()
    assert _answer(editor) == editor.edition.forms["quick"][0]
