"""The question editor in Chromium: typing, keyboard, dragging, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BrowserOptions, NewPerson
from tests.browser.deskpeople import become_staff, staff_person
from tests.browser.keyboard import Keyboard
from tests.browser.pages_desk_questions import SITUATION, field, stored
from tests.browser.person import Person

pytestmark = pytest.mark.browser


def saved(page: Page) -> None:
    expect(page.locator("[data-status]")).to_have_text("Saved just now")


@pytest.fixture
def editor(new_person: NewPerson) -> Person:
    return staff_person(new_person, options={"viewport": {"width": 1280, "height": 900}})


def test_what_is_typed_is_saved_shown_and_checked_by_itself(editor: Person) -> None:
    page = editor.page
    editor.open(SITUATION)
    preview = page.locator("[data-preview]")
    assert preview.bounding_box()["width"] == 390  # type: ignore[index]  # it is on the page
    field(page, "text").fill("It is late. What is not bad?")
    field(page, "text").press("Tab")
    saved(page)
    expect(preview.locator("legend")).to_contain_text("What is not bad?")
    said = field(page, "text:said")
    expect(said).to_contain_text("Worth mending: The question holds “not”.")
    # Without leaving the field, after a pause.
    field(page, "options/a/text").fill("Typed, and the hands rest")
    expect(preview).to_contain_text("Typed, and the hands rest")
    assert stored(editor)["options"][0]["text"] == "Typed, and the hands rest"
    field(page, "text").fill("It is late. What helps?")
    field(page, "text").press("Tab")
    expect(said).to_be_empty()
    page.reload()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("Taken back.").first).to_be_visible()
    assert "Today is Monday" in stored(editor)["text"]


def test_what_cannot_be_saved_says_so_at_its_field(editor: Person) -> None:
    page = editor.page
    editor.open(SITUATION)
    credit = field(page, "options/b/credit")
    editor.watch.expect(422)
    credit.fill("lots")
    credit.press("Tab")
    expect(field(page, "options/b/credit:problem")).to_have_text("Type a number, such as 1 or 0.6.")
    expect(page.locator("[data-status]")).to_have_text("Saved, but for what is marked")
    credit.fill("0,9")
    credit.press("Tab")
    saved(page)
    expect(field(page, "options/b/credit:problem")).to_be_hidden()
    assert stored(editor)["options"][1]["credit"] == 0.9
    with editor.site.locked():
        editor.watch.expect(503)
        credit.fill("1")
        credit.press("Tab")
        expect(page.locator("[data-status]")).to_contain_text("Press Save in a moment")
    editor.leave_by("Save")
    assert stored(editor)["options"][1]["credit"] == 1


def test_two_editors_meet_and_nothing_is_lost(editor: Person, new_person: NewPerson) -> None:
    other = staff_person(new_person, email="other@example.com")
    editor.open(SITUATION)
    other.open(SITUATION)
    field(other.page, "text").fill("Theirs?")
    other.leave_by("Save")
    editor.watch.expect(409, 409)
    field(editor.page, "text").fill("Mine?")
    field(editor.page, "text").press("Tab")
    expect(editor.page.locator("[data-status]")).to_contain_text("Press Save to see both")
    editor.leave_by("Save")
    expect(editor.page.get_by_role("heading", level=1)).to_have_text("Two changes met")
    expect(editor.page.locator("main")).to_contain_text("Theirs?")
    expect(editor.page.locator("main")).to_contain_text("Mine?")


def test_options_and_lines_are_dragged_by_their_handles(editor: Person) -> None:
    page = editor.page
    editor.open(SITUATION)
    field(page, "options/a/why").fill("It goes along")
    entries = page.locator("[data-reorder] > li")
    handle = entries.nth(0).locator("[data-handle]")
    page.locator("#options-title").evaluate("title => title.scrollIntoView()")
    start = handle.bounding_box()
    assert start
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    # Each is one line now, so the last place is in reach at once.
    over = entries.nth(3).bounding_box()
    assert over
    assert over["height"] < 100
    expect(entries.nth(3)).to_contain_text("A store near you has your size.")
    page.mouse.move(start["x"] + 5, over["y"] + over["height"] - 5, steps=8)
    page.mouse.up()
    expect(entries.nth(0)).to_contain_text("It sees the person")
    expect(entries.nth(0).get_by_role("heading")).to_contain_text("Option b")
    expect(field(page, "up-option/b")).to_have_attribute("aria-disabled", "true")
    assert [one["key"] for one in stored(editor)["options"]] == ["b", "c", "d", "a"]
    assert stored(editor)["options"][3]["why"] == "It goes along"


def test_options_are_dragged_by_a_finger_and_the_page_stays_under_it(
    new_person: NewPerson,
) -> None:
    phone: BrowserOptions = {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
    }
    person = staff_person(new_person, options=phone)
    page = person.page
    person.open(SITUATION)
    entries = page.locator("[data-reorder] > li")
    handle = entries.nth(0).locator("[data-handle]")
    page.locator("#options-title").evaluate("title => title.scrollIntoView()")
    box = handle.bounding_box()
    assert box
    assert box["width"] >= 24  # wide enough for a finger
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: dict[str, float]) -> None:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [*points]})

    touch("touchStart", {"x": x, "y": y})
    expect(page.locator(".moving .held")).to_be_visible()
    over = entries.nth(3).bounding_box()
    assert over
    scrolled = page.evaluate("scrollY")
    for step in range(1, 9):
        touch("touchMove", {"x": x, "y": y + (over["y"] + over["height"] - 5 - y) * step / 8})
    expect(entries.nth(3)).to_have_class(re.compile("held"))
    assert page.evaluate("scrollY") == scrolled
    touch("touchEnd")
    expect(field(page, "up-option/b")).to_have_attribute("aria-disabled", "true")
    assert [one["key"] for one in stored(person)["options"]] == ["b", "c", "d", "a"]


def test_on_a_phone_finished_options_are_folded_until_something_is_marked(
    new_person: NewPerson,
) -> None:
    person = staff_person(new_person, options={"viewport": {"width": 390, "height": 844}})
    page = person.page
    person.open(SITUATION)
    expect(page.locator("details[data-fold][open]")).to_have_count(0)
    tops = {
        box["y"]
        for name in ("up", "down", "remove")
        if (box := field(page, f"{name}-option/b").bounding_box())
    }
    assert len(tops) == 1
    page.locator("summary", has_text="I’m sorry for your loss").click()
    field(page, "options/b/credit").fill("abc")
    field(page, "options/b/hint").fill("Kept")
    person.watch.expect(422, 422, 422)
    person.leave_by("Save")
    expect(page.locator("details[data-fold][open]")).to_have_count(1)
    expect(field(page, "options/b/credit")).to_have_value("abc")
    option = stored(person)["options"][1]
    assert (option["credit"], option["hint"]) == (1, "Kept")


def _type(hands: Keyboard, path: str, text: str) -> None:
    hands.tab_to(f'[id="{path}"]')
    hands.page.keyboard.press("Control+a")
    hands.page.keyboard.insert_text(text)


def _push(hands: Keyboard, do: str, focused: str) -> None:
    """Press a button of the form; the focus goes where it leads."""
    hands.tab_to(f'[id="{do}"]')
    hands.page.keyboard.press("Enter")
    expect(hands.page.locator(f'[id="{focused}"]')).to_be_focused()


_OPTIONS = (
    ("a", "I can move you now.", "1"),
    ("b", "All is fine.", "0"),
    ("c", "Let me look.", ",25"),
)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_question_is_written_from_nothing_with_the_keyboard_alone(
    new_person: NewPerson, width: int
) -> None:
    person = staff_person(new_person, options={"viewport": {"width": width, "height": 800}})
    page = person.page
    hands = Keyboard(page)
    person.open("/desk/questions")
    hands.tab_to('main a[href="/desk/new-question"]')
    hands.leave("Enter")
    hands.tab_to("#skill")
    page.keyboard.type("Emp")
    hands.tab_to("#kind")
    page.keyboard.type("Situ")
    _type(hands, "text", "A guest asks for the third time. Which reply is best?")
    hands.tab_to("main .btn")
    hands.leave("Enter")
    expect(page.locator("#text")).to_be_focused()
    hands.tab_to('[id="context/kind"]')
    while field(page, "context/kind").input_value() != "chat":
        page.keyboard.press("ArrowDown")
    expect(page.locator('[id="context/lines/0/who"]')).to_be_visible()
    expect(page.locator('[id="context/kind"]')).to_be_focused()
    _type(hands, "context/lines/0/who", "Guest")
    _type(hands, "context/lines/0/text", "Third time I ask. Is it quiet?")
    _push(hands, "add-line", "context/lines/1/who")
    page.keyboard.insert_text("You")
    _type(hands, "context/lines/1/text", "One moment.")
    for key, text, credit in _OPTIONS:
        _type(hands, f"options/{key}/text", text)
        _type(hands, f"options/{key}/credit", credit)
        _type(hands, f"options/{key}/why", "It says what it does.")
    _push(hands, "remove-option/d", "options/c/text")
    hands.tab_to('[id="up-option/b"]', "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-reorder] > li").nth(2)).to_contain_text("Option b")
    expect(page.locator('[id="up-option/b"]')).to_be_focused()
    hands.tab_to(".savebar .btn")
    hands.leave("Enter")
    expect(page.locator("main")).to_contain_text("Saved in the draft.")
    question = stored(person, "empathy-guest-asks-third-time")
    assert [one["key"] for one in question["options"]] == ["b", "a", "c"]
    assert [one["credit"] for one in question["options"]] == [0, 1, 0.25]
    assert [line["who"] for line in question["context"]["lines"]] == ["Guest", "You"]
    expect(page.locator("[data-count]")).not_to_contain_text("to mend")


def test_a_question_is_written_without_javascript(new_person: NewPerson) -> None:
    person = staff_person(new_person, options={"java_script_enabled": False})
    page = person.page
    person.open("/desk/new-question?skill=empathy")
    page.locator("#kind").select_option("knowledge")
    page.locator("#text").fill("What happened?")
    person.leave_by("Start writing")
    field(page, "context/kind").select_option("table")
    with page.expect_navigation():
        page.locator('button[value="context"]').click()
    field(page, "context/caption").fill("Tickets")
    person.leave_by("Type it as lines")
    field(page, "context/typed").fill("Month | Solved\nMay | 900\nJune | 1080")
    person.leave_by("Type it in cells")
    expect(field(page, "context/rows/1/1")).to_have_value("1080")
    for key in "abcd":
        field(page, f"options/{key}/text").fill(f"Answer {key}")
        field(page, f"options/{key}/why").fill("Because.")
    page.locator('label[for="options/b/right"]').click()
    with page.expect_navigation():
        page.locator('[id="up-option/b"]').click()
    expect(field(page, "up-option/b")).to_be_focused()
    person.leave_by("Save")
    question = stored(person, "empathy-happened")
    assert question["context"]["rows"] == [["May", "900"], ["June", "1080"]]
    assert [one["key"] for one in question["options"] if one.get("right")] == ["b"]
    expect(page.locator("[data-preview]")).to_contain_text("1080")


def test_a_search_finds(person: Person) -> None:
    become_staff(person)
    person.open("/desk/questions")
    person.page.locator("#q").fill("suit thursday")
    person.leave_by("Show")
    person.follow(re.compile("^Today is Monday"))
    assert person.page.url.endswith(SITUATION)
