"""Signing up, in and out, and what comes along."""

from collections.abc import Callable

from justhtml import JustHTML
from werkzeug.test import TestResponse

from tests.visitor import Visitor, words
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
