"""The desk's content at Chromium: the table of profiles by keyboard alone, and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPerson
from tests.browser.deskpeople import become_staff, staff_person
from tests.browser.keyboard import Keyboard
from tests.browser.person import Person

pytestmark = pytest.mark.browser
FIRST = "call_center_specialist.empathy"


def _field(page: Page, name: str) -> str:
    return page.locator(f'[id="{name}"]').input_value()


def _here(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


@pytest.fixture
def editor(new_person: NewPerson) -> Person:
    return staff_person(new_person)


def test_the_table_of_profiles_is_filled_with_the_keyboard_alone(editor: Person) -> None:
    page, keys = editor.page, Keyboard(editor.page)
    page.set_viewport_size({"width": 1280, "height": 844})
    editor.open("/desk/profiles")
    expect(page.locator("#matrix-keys")).to_be_visible()
    keys.tab_to(f'[id="{FIRST}.level"]')
    page.keyboard.press("Control+a")
    page.keyboard.type("61")
    keys.press("Enter")
    assert _here(page) == "call_center_specialist.communication.level"
    page.keyboard.type("62")  # what stood there was selected on arrival
    keys.press("ArrowRight")
    assert _here(page) == "call_center_specialist.communication.importance"
    page.keyboard.type("2.5")
    keys.press("ArrowUp")
    assert _here(page) == f"{FIRST}.importance"
    for _ in range(10):
        keys.press("ArrowRight")
    assert _here(page) == "account_manager.empathy.importance"
    for _ in range(10):
        keys.press("ArrowLeft")
    keys.press("Shift+Enter")
    assert _here(page) == f"{FIRST}.importance"  # the edge of the table
    # Inside a text, arrows move the caret.
    keys.press("ArrowLeft")
    page.keyboard.press("End")
    keys.press("ArrowLeft")
    assert _here(page) == f"{FIRST}.level"
    keys.tab_to("main form button")
    keys.leave("Enter")
    expect(page.get_by_role("status").first).to_have_text("Saved in the draft.")
    assert _field(page, f"{FIRST}.level") == "61"
    assert _field(page, "call_center_specialist.communication.level") == "62"
    assert _field(page, "call_center_specialist.communication.importance") == "2.5"


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_each_skill_is_a_card_of_roles_and_keys_follow_what_is_seen(
    editor: Person, width: int
) -> None:
    page, keys = editor.page, Keyboard(editor.page)
    page.set_viewport_size({"width": width, "height": 844})
    editor.open("/desk/profiles")
    card = page.get_by_role("region", name="Profiles")
    assert card.evaluate("card => card.scrollWidth - card.clientWidth") == 0
    keys.tab_to(f'[id="{FIRST}.level"]')
    keys.press("Enter")
    assert _here(page) == "customer_service_specialist.empathy.level"
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    assert _here(page) == "customer_service_specialist.empathy.importance"  # the edge of the card
    for _ in range(5):
        keys.press("ArrowDown")
    assert _here(page) == "call_center_specialist.communication.importance"
    page.keyboard.type("2.5")
    keys.tab_to("main form button")
    keys.leave("Enter")
    assert _field(page, "call_center_specialist.communication.importance") == "2.5"
    editor.open("/desk/profiles?role=account_manager")
    keys.tab_to('[id="account_manager.empathy.basis"]')
    keys.press("ArrowDown")
    assert _here(page) == "account_manager.communication.basis"
    assert card.evaluate("card => card.scrollWidth - card.clientWidth") == 0


def test_a_block_of_a_spreadsheet_is_pasted_into_the_table(editor: Person) -> None:
    page = editor.page
    editor.open("/desk/profiles")
    page.locator(f'[id="{FIRST}.level"]').focus()
    page.evaluate(
        """() => {
          const data = new DataTransfer()
          data.setData('text/plain', '11\\t1\\t12\\r\\n21\\t2\\t22\\r\\n')
          const how = { clipboardData: data, bubbles: true, cancelable: true }
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', how))
        }"""
    )
    expect(page.locator("[data-pasted]")).to_contain_text("6 cells are filled")
    found = [
        _field(page, name)
        for name in (
            f"{FIRST}.level",
            f"{FIRST}.importance",
            "customer_service_specialist.empathy.level",
            "customer_service_specialist.communication.level",
        )
    ]
    assert found == ["11", "1", "12", "22"]


def test_everything_is_edited_without_javascript(new_person: NewPerson) -> None:
    person = new_person(java_script_enabled=False)
    become_staff(person)
    page = person.page
    person.open("/desk/profiles")
    expect(page.locator("#matrix-keys")).to_be_hidden()
    page.locator(f'[id="{FIRST}.level"]').fill("44")
    person.leave_by("Save")
    assert _field(page, f"{FIRST}.level") == "44"
    person.open("/desk/texts")
    page.locator("#welcome").fill("# Hello")
    person.leave_by("Show how it looks")
    expect(page.get_by_role("heading", name="Hello")).to_be_visible()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    person.leave_by("Save")
    expect(page.get_by_text("Saved in the draft.")).to_be_visible()
    person.open("/desk/roles/account_manager/remove")
    person.leave_by("Remove this role")
    expect(page.get_by_text("The role is out of the draft.")).to_be_visible()
