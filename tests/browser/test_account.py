"""An account on two devices, with and without JavaScript, by keyboard, and with a passkey."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPerson
from tests.browser.pages_account import (
    EMAIL,
    PASSPHRASE,
    at_a_name,
    enter,
    sign_in,
    sign_up,
    type_in,
    with_authenticator,
)
from tests.browser.person import Person, best
from tests.web.accountsteps import totp

pytestmark = pytest.mark.browser


def is_signed_in(person: Person, email: str = EMAIL) -> None:
    """Wait until the account's page greets somebody."""
    expect(person.page.locator("h1")).to_have_text("Your account")
    expect(person.page.locator(".lead")).to_contain_text(f"Signed in as {email}")


def test_results_are_there_on_the_other_device(new_person: NewPerson) -> None:
    phone, desk = new_person(viewport={"width": 390, "height": 800}), new_person()
    phone.start()
    phone.answered_before(best, phone.form[:7])
    desk.start("quick")
    desk.answered_before(best)
    desk.finish()
    enter(phone)
    is_signed_in(phone)
    sign_in(desk)
    is_signed_in(desk)
    desk.open(phone.attempt)
    expect(desk.page.get_by_text("You have answered 7 of 40 questions.")).to_be_visible()
    phone.open(f"{desk.attempt}/result")
    expect(phone.page.locator("h1")).to_contain_text("fits you best")
    phone.open("/account")
    phone.leave_by("Sign out")
    expect(phone.page.get_by_role("heading", name="You are signed out")).to_be_visible()
    phone.watch.expect(404)
    phone.open(phone.attempt)
    desk.open(phone.attempt)
    expect(desk.page.locator("h1")).to_have_text("Your sections")


@pytest.mark.parametrize("script", [True, False])
def test_passphrase_and_code_work_with_and_without_javascript(
    new_person: NewPerson, script: bool
) -> None:
    person = new_person(java_script_enabled=script)
    enter(person)
    page = person.page
    person.follow("Get my recovery codes")
    person.leave_by("Make my codes")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    person.follow("I have kept them")
    person.follow("Turn on two-step sign-in")
    person.leave_by("Set it up")
    key = page.locator(".key").inner_text()
    page.get_by_label("Code from your app").fill(totp(key))
    person.leave_by("Turn on two-step sign-in")
    expect(page.get_by_role("status")).to_contain_text("Two-step sign-in is on.")
    person.leave_by("Sign out")
    sign_in(person)
    expect(page.locator("h1")).to_have_text("Type the code from your app")
    person.watch.expect(422)
    page.get_by_label("Code from your app").fill("000000")
    person.leave_by("Go on")
    expect(page.locator(".problem")).to_contain_text("This code does not fit.")
    person.follow("Use a recovery code")
    page.get_by_label("Recovery code").fill(codes[3].upper())
    person.leave_by("Sign in")
    is_signed_in(person)
    expect(page.get_by_text("9 left")).to_be_visible()


def test_an_account_is_made_and_used_by_keyboard_alone(person: Person) -> None:
    page = person.page
    person.open("/account/sign-up")
    for key, value in (("E-mail", EMAIL), ("Passphrase", PASSPHRASE)):
        while page.evaluate("document.activeElement.labels?.[0]?.textContent") != key:
            page.keyboard.press("Tab")
        page.keyboard.type(value)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Show"
    page.keyboard.press("Space")
    assert page.locator("#password").get_attribute("type") == "text"
    page.keyboard.press("Tab")
    page.keyboard.type(PASSPHRASE)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Now sign in")
    assert page.evaluate("document.activeElement.matches('.notice')")
    page.keyboard.press("Tab")
    page.keyboard.type(EMAIL)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSPHRASE)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    is_signed_in(person)


def test_a_passkey_is_made_used_and_removed(person: Person) -> None:
    with_authenticator(person)
    page = person.page
    enter(person)
    person.follow("Add passkeys")
    type_in(person, {"A name for it": "My phone"})
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("Your passkey is ready.")
    expect(page.locator(".passkey")).to_contain_text("My phone not used yet")
    assert person.site.count("passkey") == 1
    person.open("/account")
    person.leave_by("Sign out")
    person.follow("Sign in")
    person.follow("Sign in with a passkey")
    page.get_by_role("button", name="Use my passkey").click()
    is_signed_in(person)
    person.open("/account/still-you?next=/account/delete")
    person.follow("Use a passkey instead")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.locator("h1")).to_have_text("Delete your account?")
    person.open("/account/passkeys")
    expect(page.locator(".passkey")).to_contain_text("last used on ")
    person.leave_by("Remove My phone")
    expect(page.get_by_role("status")).to_contain_text("The passkey is removed.")
    person.open("/account")
    person.leave_by("Sign out")
    person.open("/account/passkey")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("This site does not know that passkey")


def test_a_passkey_is_one_of_two_steps_by_itself(person: Person) -> None:
    with_authenticator(person)
    page = person.page
    enter(person)
    person.open("/account/two-step")
    person.leave_by("Set it up")
    page.get_by_label("Code from your app").fill(totp(page.locator(".key").inner_text()))
    person.leave_by("Turn on two-step sign-in")
    person.open("/account/passkeys")
    type_in(person, {"A name for it": "My key"})
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("Your passkey is ready.")
    person.open("/account")
    person.leave_by("Sign out")
    person.open("/account/passkey")
    page.get_by_label("This is a shared computer").check()
    page.get_by_role("button", name="Use my passkey").click()
    is_signed_in(person)
    [cookie] = page.context.cookies()
    assert cookie["expires"] == -1, "a shared computer keeps nothing"


def test_at_a_number_the_page_leads_to_where_passkeys_work(person: Person) -> None:
    person.open("/account/passkey")
    person.page.get_by_role("link", name="http://localhost").click()
    expect(person.page.get_by_role("button", name="Use my passkey")).to_be_visible()


def test_without_a_passkey_the_page_says_so_and_goes_on(person: Person) -> None:
    with_authenticator(person)
    person.open("/account/passkey")
    person.leave_by("Use my passkey")
    expect(person.page.get_by_role("status")).to_contain_text("Try again, or use your passphrase.")
    person.follow("Use your passphrase")
    expect(person.page).to_have_url(re.compile("/account/sign-in$"))


def test_without_javascript_a_passkey_page_leads_to_the_passphrase(new_person: NewPerson) -> None:
    person = new_person(java_script_enabled=False)
    at_a_name(person)
    person.open("/account/passkey")
    person.leave_by("Use my passkey")
    expect(person.page.get_by_role("status")).to_contain_text("This step needs JavaScript.")
    person.follow("Use your passphrase")
    sign_up(person)
    sign_in(person)
    is_signed_in(person)
