"""Signing up, in and out, and what comes along."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from justhtml import JustHTML
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.services import guesses
from assess.services.throttle import Limit
from tests.records import records
from tests.soundness import attributes
from tests.visitor import Visitor, form_of, notices, words
from tests.web.accountsteps import PASSPHRASE, enter, fill, sign_in, sign_up, token_of


def test_one_signs_up_in_and_out(visitor: Visitor) -> None:
    done = sign_up(visitor)
    assert (done.status_code, done.location) == (303, "/account/sign-in")
    assert "Now sign in" in words(visitor.get("/account/sign-in"))
    done = sign_in(visitor)
    assert (done.status_code, done.location) == (303, "/account")
    page = visitor.get("/account")
    assert "Signed in as sam@example.com" in words(page)
    out = fill(visitor, page, "/account/sign-out")
    assert (out.status_code, out.location) == (303, "/account/signed-out")
    assert "You are signed out" in words(visitor.get(out.location))
    assert "You need none" in words(visitor.get("/account"))


def test_attempts_come_along_and_are_seen_in_another_browser(
    new_visitor: Callable[[], Visitor],
) -> None:
    phone, desk = new_visitor(), new_visitor()
    on_phone, at_desk = phone.start(), desk.start()
    enter(phone)
    assert sign_in(desk).status_code == 303
    for browser in (phone, desk):
        browser.get(on_phone)
        browser.get(at_desk)


def test_signing_in_changes_the_token(visitor: Visitor) -> None:
    visitor.start()
    sign_up(visitor)
    before = token_of(visitor)
    sign_in(visitor)
    assert token_of(visitor) != before
    visitor.client.set_cookie("assess", before)
    assert "You need none" in words(visitor.get("/account"))


def places(page: TestResponse) -> list[str]:
    """Return what the menu offers."""
    found = JustHTML(page.text, sanitize=False).query('nav[aria-label="Your places"] a')
    return [link.to_text() for link in found]


def test_the_menu_shows_whether_one_is_signed_in(visitor: Visitor) -> None:
    assert places(visitor.get("/"))[-1] == "Sign in"
    assert '<a href="/account/sign-in" aria-current="page">' in visitor.get("/account/sign-in").text
    enter(visitor)
    assert places(visitor.get("/"))[-1] == "Account"
    visitor.get("/account/signed-out", 303)


ENDED = "You are not signed in here. Were you, a while ago?"


def test_a_session_ended_elsewhere_is_explained(new_visitor: Callable[[], Visitor]) -> None:
    here, there = new_visitor(), new_visitor()
    enter(here)
    sign_in(there)
    page = here.get("/account/passphrase")
    new = "a wholly new one"
    fill(here, page, password=PASSPHRASE, new_password=new, new_password_confirm=new)
    assert ENDED in words(there.get("/account"))
    led = there.get("/account/passkeys", 303)
    assert ENDED in words(there.get(led.location))


def test_who_never_signed_in_is_told_nothing_of_it(new_visitor: Callable[[], Visitor]) -> None:
    fresh, busy = new_visitor(), new_visitor()
    busy.start()
    for one in (fresh, busy):
        assert ENDED not in words(one.get("/account"))
        led = one.get("/account/passkeys", 303)
        assert ENDED not in words(one.get(led.location))


def email_on(page: TestResponse) -> str | None:
    """Return what the field for the e-mail holds."""
    [field] = JustHTML(page.text, sanitize=False).query("#email")
    return attributes(field).get("value")


def test_the_e_mail_is_kept_for_the_first_sign_in(new_visitor: Callable[[], Visitor]) -> None:
    for _known in (False, True):
        visitor = new_visitor()
        sign_up(visitor)
        page = visitor.get("/account/sign-in")
        assert email_on(page) == "sam@example.com"
        assert "Had an account already? Then its old passphrase still counts." in words(page)
        assert not email_on(visitor.get("/account/sign-in"))


def test_who_is_signed_in_leaves_nothing_at_the_sign_up(visitor: Visitor, session: Session) -> None:
    enter(visitor)
    token = dict(form_of(visitor.get("/account/passphrase")).fields)["csrf_token"]
    visitor.client.post("/account/sign-up", data={"csrf_token": token, "email": "a\x00"})
    assert "typed_email" not in records(session)["browser"][0]["data"]


def test_a_network_makes_so_many_accounts_a_day(
    new_person: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert guesses._JOINED.most == 200
    monkeypatch.setattr(guesses, "_JOINED", Limit("account made", 2, timedelta(days=1)))
    for number in range(2):
        assert sign_up(new_person(), f"sam{number}@example.com").status_code == 303
    refused = sign_up(new_person(), "sam3@example.com")
    assert refused.status_code == 429
    assert notices(refused)[0].startswith("That was tried too often. Wait 24 hours, then")
    assert sign_up(new_person(), "sam0@example.com").status_code == 429, "a known one as well"
