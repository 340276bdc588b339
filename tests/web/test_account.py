"""Signing up, in and out, and what comes along."""

from collections.abc import Callable

from tests.visitor import Visitor, words
from tests.web.accountsteps import enter, fill, sign_in, sign_up, token_of


def test_one_signs_up_in_and_out(visitor: Visitor) -> None:
    done = sign_up(visitor)
    assert (done.status_code, done.location) == (303, "/account/sign-in")
    assert "Now sign in" in words(visitor.get("/account/sign-in"))
    done = sign_in(visitor)
    assert (done.status_code, done.location) == (303, "/account")
    page = visitor.get("/account")
    assert "Signed in as sam@example.com" in words(page)
    out = fill(visitor, page, "/account/sign-out")
    assert (out.status_code, out.location) == (303, "/account")
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
