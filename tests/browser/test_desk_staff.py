"""Staff in Chromium: an invitation from one browser to the other, and a form sent too late."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.extensions import db
from assess.models import AccountRow
from tests.browser.conftest import NewPerson
from tests.browser.deskpeople import staff_person
from tests.browser.pages_account import enter, type_in, with_authenticator
from tests.browser.pages_desk_staff import INVITE, invite
from tests.browser.person import Person
from tests.web.accountsteps import EMAIL
from tests.web.desksteps import PASSPHRASE, begin_session, give_role

pytestmark = pytest.mark.browser


def _let_hours_pass(person: Person) -> None:
    """Let it be long ago that anybody showed who they are, or opened the desk."""
    back = "UPDATE browser SET data = json_set(data, '$.fs_paa', 0, '$.desk_seen', 0)"
    with closing(sqlite3.connect(person.site.database)) as connection:
        connection.execute(back)
        connection.commit()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_form_sent_after_a_long_pause_is_sent_again(
    new_person: NewPerson, *, scripts: bool
) -> None:
    owner = staff_person(new_person, "owner", options={"java_script_enabled": scripts})
    owner.open("/desk/people")
    type_in(owner, {"E-mail": "typed.once@example.com"})
    owner.page.locator('label[for="role-analyst"]').click()
    _let_hours_pass(owner)
    owner.watch.expect(403)
    owner.leave_by(INVITE)
    with owner.page.context.expect_page() as opened:
        owner.page.get_by_role("link", name="Show that it is you").click()
    beside = opened.value
    beside.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    beside.get_by_role("button", name="Go on").click()
    expect(beside.get_by_role("heading", level=1)).to_have_text("Staff")
    beside.close()
    owner.leave_by("Send it again")
    expect(owner.page.get_by_role("heading", level=2).first).to_have_text(
        "The invitation for typed.once@example.com is ready"
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_who_was_signed_out_in_another_tab_signs_in_and_sends_it(
    new_person: NewPerson, *, scripts: bool
) -> None:
    owner = staff_person(new_person, "owner", options={"java_script_enabled": scripts})
    owner.open("/desk/people")
    type_in(owner, {"E-mail": "typed.once@example.com"})
    owner.page.locator('label[for="role-analyst"]').click()
    beside = owner.page.context.new_page()
    beside.goto(f"{owner.site.address}/account")
    beside.get_by_role("button", name="Sign out").click()
    owner.watch.expect(400)
    owner.leave_by(INVITE)
    expect(owner.page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    _sign_in_elsewhere(owner)
    if not scripts:
        owner.watch.expect(400)
        owner.leave_by("Send it again")
        expect(owner.page.get_by_role("heading", level=1)).to_have_text("Please send it once more")
    owner.leave_by("Send it again")
    expect(owner.page.get_by_role("heading", level=2).first).to_have_text(
        "The invitation for typed.once@example.com is ready"
    )


def _sign_in_elsewhere(person: Person) -> None:
    """Come back under another token, as signing in makes one."""
    with person.site.app.app_context(), Session(db.engine) as session:
        account = session.scalars(select(AccountRow)).one()
        token = begin_session(session, account)
    person.page.context.add_cookies(
        [{"name": "assess", "value": token, "url": person.site.address}]
    )


def test_a_passkey_alone_opens_the_desk(person: Person) -> None:
    with_authenticator(person)
    enter(person)
    person.follow("Add passkeys")
    type_in(person, {"A name for it": "My phone"})
    person.page.get_by_role("button", name="Add a passkey").click()
    expect(person.page.get_by_role("status")).to_contain_text("Your passkey is ready.")
    with person.site.app.app_context(), Session(db.engine) as session:
        give_role(session, EMAIL, "editor")
    person.open("/account")
    person.leave_by("Sign out")
    person.open("/desk/changes")
    person.follow("Sign in with a passkey")
    person.page.get_by_role("button", name="Use my passkey").click()
    expect(person.page).to_have_url(f"{person.site.address}/desk/changes")
    person.open("/account")
    person.follow("Open the desk")
    expect(person.page).to_have_url(f"{person.site.address}/desk")


def test_an_invitation_is_joined_in_another_browser(new_person: NewPerson) -> None:
    owner, guest = staff_person(new_person, "owner"), new_person()
    path = invite(owner, "sam@example.com")
    enter(guest)
    guest.open(path)
    guest.leave_by("Join")
    expect(guest.page.get_by_role("heading", level=1)).to_have_text("The desk asks for two steps")
    guest.watch.expect(404)
    guest.open(path)
    owner.open("/desk/people")
    expect(owner.page.get_by_role("heading", name="sam@example.com")).to_be_visible()
