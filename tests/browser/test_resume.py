"""Two devices: save on one, enter the code on the other, go on, and both see the result."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from assess.core.codes import show
from assess.services import attempts
from assess.services.throttle import Limit
from tests.browser.conftest import NewPerson
from tests.browser.keyboard import BUTTON, Keyboard
from tests.browser.pages_resume import LATER, OPEN, UNKNOWN, code_of, enter
from tests.browser.person import CONTINUE, Person, best

pytestmark = pytest.mark.browser
both = pytest.mark.parametrize("scripts", [True, False])


def saved_by_button(person: Person, value: str) -> str:
    """Choose an answer, save and leave; return the code."""
    person.ask(person.form[0])
    person.choose(value)
    person.leave_by(LATER)
    person.is_at("/code")
    return " ".join(person.page.locator(".code").inner_text().split())


@both
def test_begun_on_one_device_finished_on_another(new_person: NewPerson, *, scripts: bool) -> None:
    first, second = (new_person(java_script_enabled=scripts) for _ in range(2))
    first.start()
    code = saved_by_button(first, "b")
    assert first.site.answers() == {first.form[0]: ["b"]}
    enter(second, code.lower().replace(" ", ""))
    second.attempt = first.attempt
    second.is_at(f"/q/{first.form[1]}")
    second.answer("c")
    token = second.page.locator('input[name="csrf_token"]').first
    second._token = token.get_attribute("value") or ""
    second.answered_before(best, second.form[2:])
    second.finish()
    first.open(first.attempt)
    first.is_at("/result")
    expect(first.page.locator("h1")).to_have_text(second.page.locator("h1").inner_text())
    assert first.site.answers()[first.form[0]] == ["b"]


@both
def test_a_link_opens_nothing_until_its_button_is_pressed(
    new_person: NewPerson, *, scripts: bool
) -> None:
    first, second = (new_person(java_script_enabled=scripts) for _ in range(2))
    first.start()
    code = code_of(first).replace(" ", "")
    second.open(f"/r/{code}")
    expect(second.page.locator("h1")).to_have_text("Open this assessment here?")
    assert second.site.count("access_grant") == 1
    second.leave_by(OPEN)
    second.attempt = first.attempt
    second.is_at(f"/q/{first.form[0]}")
    assert second.site.count("access_grant") == 2


@both
def test_a_session_lost_in_the_middle_of_an_answer_goes_on_with_the_code(
    new_person: NewPerson, *, scripts: bool
) -> None:
    person = new_person(java_script_enabled=scripts)
    person.start()
    code = code_of(person)
    several = next(key for key in person.form if person.edition.questions[key].several)
    for place, key in enumerate((person.form[0], several)):
        person.ask(key)
        person.page.context.clear_cookies()
        person.watch.expect(404, 422, *([404] if scripts else []))
        person.choose("b")
        if scripts:
            status = person.page.locator("[data-autosave-status]")
            expect(status).to_contain_text("you can enter the code of this assessment")
        person.leave_by(CONTINUE)
        assert person.chosen() == ["b"]
        person.page.locator("#code").fill(UNKNOWN)
        person.leave_by(CONTINUE)
        expect(person.page.get_by_role("alert")).to_contain_text("This code opens nothing.")
        expect(person.page.locator("#code")).to_have_value(show(UNKNOWN))
        assert person.chosen() == ["b"]
        assert person.site.count("answer") == place
        person.page.locator("#code").fill(code)
        person.leave_by(CONTINUE)
        person.is_at(f"/q/{person.form[person.form.index(key) + 1]}")
        assert person.site.answers()[key] == ["b"]


def test_the_code_can_be_entered_and_an_answer_rescued_by_keyboard_alone(
    new_person: NewPerson,
) -> None:
    first, second = new_person(), new_person()
    first.start()
    code = code_of(first)
    keys = Keyboard(second.page)
    second.open("/resume")
    second.watch.expect(422)
    keys.tab_to("#code")
    second.page.keyboard.type(code[:-1])
    keys.leave("Enter")
    assert second.page.evaluate("document.activeElement.matches('[data-focus]')")
    keys.tab_to(".problem a")
    keys.press("Enter", "#code")
    second.page.keyboard.press("End")
    second.page.keyboard.type(code[-1])
    keys.tab_to(BUTTON)
    keys.leave("Space")
    second.attempt = first.attempt
    second.is_at(f"/q/{first.form[0]}")
    second.page.context.clear_cookies()
    second.watch.expect(404, 404)
    keys.give(second.edition.questions[second.form[0]], ["b"])
    status = second.page.locator("[data-autosave-status]")
    expect(status).to_contain_text("you can enter the code")
    second.watch.expect(404)  # the arrow key chose once more
    keys.tab_to(BUTTON)
    keys.leave("Enter")
    keys.tab_to("#code")
    second.page.keyboard.type(code)
    keys.leave("Enter")
    second.is_at(f"/q/{second.form[1]}")
    assert second.site.answers() == {second.form[0]: ["b"]}


def test_buttons_copy_the_code_and_its_link(person: Person) -> None:
    person.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    person.start()
    code = code_of(person)
    for button, copied in (
        ("Copy the code", code.replace(" ", "-")),
        ("Copy the link", person.page.locator(".link").inner_text()),
    ):
        pressed = person.page.get_by_role("button", name=button)
        pressed.click()
        expect(pressed.locator("xpath=..").get_by_role("status")).to_have_text("Copied")
        assert person.page.evaluate("navigator.clipboard.readText()") == copied


def test_where_the_browser_does_not_let_us_copy_the_page_says_what_to_do(person: Person) -> None:
    person.start()
    code_of(person)
    refuse = "() => { navigator.clipboard.writeText = async () => { throw new Error('no') } }"
    person.page.evaluate(refuse)
    person.page.get_by_role("button", name="Copy the code").click()
    told = person.page.get_by_role("status").first
    expect(told).to_contain_text("It is selected now: copy it with your keyboard.")


def test_without_javascript_there_are_no_buttons_that_need_it(new_person: NewPerson) -> None:
    person = new_person(java_script_enabled=False)
    person.start()
    code_of(person)
    for name in ("Copy the code", "Copy the link", "Print this page"):
        expect(person.page.get_by_role("button", name=name)).to_have_count(0)


@both
def test_a_new_code_is_made_after_a_sentence_and_a_second_press(
    new_person: NewPerson, *, scripts: bool
) -> None:
    person = new_person(java_script_enabled=scripts)
    person.start()
    old = code_of(person)
    person.page.locator("summary").click()
    expect(person.page.get_by_text("stop working at once")).to_be_visible()
    person.leave_by("Yes, make a new code")
    expect(person.page.get_by_role("status").first).to_contain_text("Here is your new code.")
    new = " ".join(person.page.locator(".code").inner_text().split())
    assert new != old
    person.watch.expect(422)
    enter(person, old)
    expect(person.page.get_by_role("alert")).to_contain_text("This code opens nothing.")


def test_print_shows_code_link_and_picture_and_no_buttons(person: Person) -> None:
    person.start()
    code_of(person)
    person.page.emulate_media(media="print")
    for shown in (".code", ".link", ".qr svg", ".keep"):
        expect(person.page.locator(shown)).to_be_visible()
    for hidden in ("button", "summary", "form", ".nav", ".foot"):
        for part in person.page.locator(hidden).all():
            expect(part).to_be_hidden()


def test_no_address_with_a_code_in_it_is_passed_on(new_person: NewPerson) -> None:
    first, second = new_person(), new_person()
    first.start()
    code = code_of(first).replace(" ", "")
    told: list[str] = []
    second.page.on("request", lambda request: told.append(request.all_headers().get("referer", "")))
    second.open(f"/r/{code}")
    second.leave_by(OPEN)
    assert len(told) > 2
    assert not [referrer for referrer in told if code in referrer]


@both
def test_one_answer_too_many_stays_on_the_page(
    new_person: NewPerson, monkeypatch: pytest.MonkeyPatch, *, scripts: bool
) -> None:
    monkeypatch.setattr(attempts, "ANSWERS", Limit("answers", 1, timedelta(minutes=1)))
    person = new_person(java_script_enabled=scripts)
    person.start()
    person.ask(person.form[0])
    person.answer("a")
    person.watch.expect(429, *([429] if scripts else []))
    person.choose("b")
    if scripts:
        status = person.page.locator("[data-autosave-status]")
        expect(status).to_have_text(re.compile("One moment, please. .* is not saved yet."))
    person.leave_by(CONTINUE)
    expect(person.page.get_by_role("alert")).to_contain_text("One moment, please")
    assert person.chosen() == ["b"]
    monkeypatch.undo()
    person.leave_by(CONTINUE)
    person.is_at(f"/q/{person.form[2]}")
    assert person.site.answers()[person.form[1]] == ["b"]


def test_leaving_with_nothing_chosen_is_no_error(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    person.leave_by(LATER)
    person.is_at("/code")
    person.follow("Go on now")
    person.is_at(f"/q/{person.form[0]}")
