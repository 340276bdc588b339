"""The question editor while the server takes its time: who goes on loses nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPerson
from tests.browser.deskpeople import staff_person
from tests.browser.held import Held, LateScript
from tests.browser.pages_desk_preview import change_draft
from tests.browser.pages_desk_questions import KEY, SITUATION, field, stored
from tests.browser.person import Person

pytestmark = pytest.mark.browser


def order(page: Page) -> list[str]:
    """Return the options or lines in the order in which they are sent."""
    sent: list[str] = page.locator("[data-entry] > input[type=hidden]").evaluate_all(
        "fields => fields.map(field => field.value)"
    )
    return sent


@pytest.fixture
def editor(new_person: NewPerson) -> Person:
    return staff_person(new_person, options={"viewport": {"width": 1280, "height": 900}})


@pytest.fixture
def held(editor: Person) -> Held:
    return Held(editor.page)


def _with_option_b_on_its_way_up(editor: Person, held: Held) -> Page:
    editor.open(SITUATION)
    field(editor.page, "up-option/b").press("Enter")
    held.wait()
    return editor.page


def _with_a_chat(editor: Person) -> None:
    editor.open("/desk/questions")  # a draft is there once somebody has looked at it
    lines = [{"who": who, "text": f"{who} writes"} for who in ("Ann", "Ben", "Cem")]
    change_draft(editor, {f"questions/{KEY}": {"context": {"kind": "chat", "lines": lines}}})
    editor.open(SITUATION)


def test_a_line_that_gets_another_number_meanwhile_keeps_what_is_typed_into_it(
    editor: Person, held: Held
) -> None:
    page = editor.page
    _with_a_chat(editor)
    field(page, "up-line/1").press("Enter")
    held.wait()
    field(page, "context/lines/1/text").fill("Ben typed this")
    field(page, "context/lines/0/text").fill("Ann typed this")
    field(page, "up-line/2").press("Enter")  # Cem, above Ann
    held.let_go()
    expect(field(page, "context/lines/0/who")).to_have_value("Ben")
    held.let_go()
    expect(field(page, "context/lines/1/who")).to_have_value("Cem")
    expect(field(page, "up-line/1")).to_be_focused()
    for number, text in enumerate(("Ben typed this", "Cem writes", "Ann typed this")):
        expect(field(page, f"context/lines/{number}/text")).to_have_value(text)


def test_presses_in_a_row_are_done_in_turn_and_saving_comes_last(
    editor: Person, held: Held
) -> None:
    page = _with_option_b_on_its_way_up(editor, held)
    field(page, "options/c/hint").press_sequentially("Typed meanwhile")
    field(page, "up-option/c").press("Enter")
    field(page, "up-option/c").press("Enter")
    page.locator("#save").press("Enter")
    for _ in range(3):
        held.let_go()
    expect(page.get_by_role("status").first).to_have_text("Saved in the draft.")
    options = stored(editor)["options"]
    assert [one["key"] for one in options] == ["c", "b", "a", "d"]
    assert options[0]["hint"] == "Typed meanwhile"


def test_who_types_in_the_middle_of_a_text_goes_on_there(editor: Person, held: Held) -> None:
    page = editor.page
    editor.open(SITUATION)
    field(page, "options/c/hint").fill("Take time")
    field(page, "up-option/b").press("Enter")
    held.let_go()  # what was typed before
    held.wait()
    field(page, "options/c/hint").focus()
    for key in ("End", *["ArrowLeft"] * 4):
        page.keyboard.press(key)
    page.keyboard.insert_text("your ")
    held.let_go()
    expect(page.locator("[data-entry]").first).to_contain_text("Option b")
    expect(field(page, "options/c/hint")).to_be_focused()
    page.keyboard.insert_text("own ")
    expect(field(page, "options/c/hint")).to_have_value("Take your own time")


def test_a_button_under_the_pointer_is_not_replaced_before_it_is_released(
    editor: Person, held: Held
) -> None:
    page = _with_option_b_on_its_way_up(editor, held)
    field(page, "down-option/c").hover()
    page.mouse.down()
    with page.expect_response(lambda answer: answer.request.method == "GET"):
        held.let_go()
    assert order(page) == ["a", "b", "c", "d"]
    page.mouse.up()
    held.let_go()
    expect(page.locator("[data-entry]").last).to_contain_text("Option c")
    assert order(page) == ["b", "a", "d", "c"]


def test_an_option_that_is_dragged_while_a_button_works_goes_where_it_was_dropped(
    editor: Person, held: Held
) -> None:
    page = editor.page
    editor.open(SITUATION)
    page.locator("#options-title").evaluate("title => title.scrollIntoView()")
    field(page, "up-option/b").press("Enter")
    held.wait()
    entries = page.locator("[data-reorder] > li")
    handle = entries.nth(0).locator("[data-handle]").bounding_box()
    assert handle
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    over = entries.nth(2).bounding_box()
    assert over
    page.mouse.move(handle["x"] + 5, over["y"] + over["height"] - 5, steps=8)
    page.mouse.up()
    assert order(page) == ["b", "c", "a", "d"]
    held.let_go()
    held.let_go()
    expect(field(page, "down-option/b")).to_be_visible()
    editor.leave_by("Save")
    assert [one["key"] for one in stored(editor)["options"]] == ["b", "c", "a", "d"]


def test_without_a_connection_no_button_leaves_the_page_with_what_is_typed(
    editor: Person,
) -> None:
    page = editor.page
    editor.open(SITUATION)
    page.route("**/desk/questions/**", lambda route: route.abort("connectionfailed"))
    status = page.locator("[data-status]")
    editor.watch.expect_no_connection(3)
    field(page, "options/c/hint").fill("Typed in a tunnel")
    field(page, "up-option/c").press("Enter")
    expect(status).to_have_text("Not saved: no connection. Press Save later.")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(field(page, "options/c/hint")).to_have_value("Typed in a tunnel")
    expect(status).to_have_text("Not saved: no connection. Press Save later.")
    page.unroute("**/desk/questions/**")
    editor.leave_by("Save")
    assert stored(editor)["options"][2]["hint"] == "Typed in a tunnel"


def test_what_was_typed_before_the_script_came_is_saved_by_itself(editor: Person) -> None:
    page = editor.page
    late = LateScript(page, "desk-editor.js")
    page.goto(editor.site.address + SITUATION, wait_until="commit")
    field(page, "options/c/hint").fill("Typed early")
    field(page, "context/kind").select_option("chat")
    late.arrive()
    expect(field(page, "context/lines/0/who")).to_be_visible()
    expect(field(page, "options/c/hint")).to_have_value("Typed early")
    assert stored(editor)["options"][2]["hint"] == "Typed early"


def test_taking_a_change_back_waits_for_what_is_on_its_way(editor: Person, held: Held) -> None:
    page = editor.page
    editor.open(SITUATION)
    field(page, "options/c/hint").fill("First")
    page.get_by_role("button", name="Save", exact=True).last.press("Enter")
    with page.expect_navigation():
        held.let_go()
    field(page, "options/a/hint").fill("Second")
    page.get_by_role("button", name="Undo").first.click()
    with page.expect_navigation():
        held.let_go()
    expect(page.get_by_role("status").first).to_contain_text("This was changed again since.")
    assert stored(editor)["options"][0]["hint"] == "Second"
