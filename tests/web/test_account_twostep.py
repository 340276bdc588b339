"""Two-step sign-in and recovery codes, with forms alone."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from justhtml import JustHTML
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.records import records
from tests.visitor import Visitor, notices, words
from tests.web.accountsteps import enter, fill, sign_in, totp


def key_of(page: TestResponse) -> str:
    """Return the key that is to be typed into the app."""
    return JustHTML(page.text, sanitize=False).query("code.key")[0].to_text()


def codes_of(page: TestResponse) -> list[str]:
    """Return the recovery codes on a page."""
    return [part.to_text() for part in JustHTML(page.text, sanitize=False).query(".codes code")]


def turn_on(visitor: Visitor) -> str:
    """Turn two-step sign-in on and return the key; its codes come from 30 seconds ago."""
    page = fill(visitor, visitor.get("/account/two-step"), setup="authenticator")
    assert page.status_code == 200
    key = key_of(page)
    done = fill(visitor, page, "/account/code", code=totp(key, time.time() - 30))
    assert (done.status_code, done.location) == (303, "/account"), words(done)
    return key


def make_codes(visitor: Visitor) -> list[str]:
    """Make recovery codes and return them."""
    page = fill(visitor, visitor.get("/account/recovery-codes"), generate_new_codes="1")
    assert page.status_code == 200
    return codes_of(page)


def test_a_second_step_is_asked_for_once_it_is_on(visitor: Visitor) -> None:
    attempt = visitor.start()
    enter(visitor)
    key = turn_on(visitor)
    assert "Two-step sign-in On" in words(visitor.get("/account"))
    fill(visitor, visitor.get("/account"), "/account/sign-out")
    done = sign_in(visitor)
    assert done.location.startswith("/account/code")
    assert "You need none" in words(visitor.get("/account")), "half signed in is not signed in"
    visitor.get(attempt, 404)
    page = visitor.get(done.location)
    refused = fill(visitor, page, code="000000")
    assert refused.status_code == 422
    assert refused.text.count("<title>Error: ") == 1
    done = fill(visitor, page, code=totp(key))
    assert (done.status_code, done.location) == (303, "/account")
    visitor.get(attempt)


def test_a_code_is_accepted_once(new_visitor: Callable[[], Visitor]) -> None:
    one, other = new_visitor(), new_visitor()
    enter(one)
    key = turn_on(one)
    code = totp(key)
    for visitor, status in ((one, 303), (other, 422)):
        if visitor is one:
            fill(one, one.get("/account"), "/account/sign-out")
        page = visitor.get(sign_in(visitor).location)
        done = fill(visitor, page, code=code)
        assert done.status_code == status
    assert notices(done)[0] == "Each code works once. Wait for the next one your app shows."


def test_the_set_up_sent_twice_signs_nobody_out(person: Visitor) -> None:
    enter(person)
    page = fill(person, person.get("/account/two-step"), setup="authenticator")
    code = totp(key_of(page))
    for _ in range(2):
        done = fill(person, page, "/account/code", code=code)
        assert (done.status_code, done.location) == (303, "/account")
    assert "Signed in as" in words(person.get("/account"))


def test_a_wrong_code_at_the_set_up_can_be_typed_again(person: Visitor) -> None:
    enter(person)
    page = fill(person, person.get("/account/two-step"), setup="authenticator")
    again = fill(person, page, "/account/code", code="12 34")
    assert again.status_code == 422
    assert "This code does not fit" in notices(again)[0]
    assert fill(person, again, code=totp(key_of(page))).location == "/account"


def test_two_step_sign_in_can_be_turned_off(person: Visitor) -> None:
    enter(person)
    turn_on(person)
    done = fill(person, person.get("/account/two-step"), setup="disable")
    assert (done.status_code, done.location) == (303, "/account")
    assert "Two-step sign-in Off" in words(person.get("/account"))


def test_the_qr_code_is_a_picture_of_the_page_itself(person: Visitor) -> None:
    enter(person)
    page = fill(person, person.get("/account/two-step"), setup="authenticator")
    assert re.search(r'<img class="qr" src="data:image/svg\+xml', page.text)


def test_on_the_same_phone_the_key_is_copied_or_opened(person: Visitor) -> None:
    enter(person)
    page = fill(person, person.get("/account/two-step"), setup="authenticator")
    raw = re.sub(r"[^A-Z2-7]", "", key_of(page))
    assert f'data-text="{raw}"' in page.text
    assert (
        f'href="otpauth://totp/Skills%20Compass:sam%40example.com?secret={raw}'
        '&amp;issuer=Skills%20Compass"' in page.text
    )
    assert 'data-copy="the-key" hidden' in page.text


def test_signing_in_by_code_is_said_in_our_words(person: Visitor) -> None:
    enter(person)
    key = turn_on(person)
    fill(person, person.get("/account"), "/account/sign-out")
    fill(person, person.get(sign_in(person).location), code=totp(key))
    page = words(person.get("/account"))
    assert "You are signed in." in page
    assert "confirmed" not in page


def test_a_recovery_code_stands_in_once(visitor: Visitor) -> None:
    enter(visitor)
    codes = make_codes(visitor)
    assert len(set(codes)) == 10
    assert all(
        re.fullmatch(r"([0-9a-hjkmnp-tv-z]{4}-){2}[0-9a-hjkmnp-tv-z]{4}", one) for one in codes
    )
    turn_on(visitor)
    for code, status in ((codes[0].upper().replace("-", " "), 303), (codes[0], 422)):
        visitor.get("/account")
        page = visitor.get("/account")
        if "Sign out" in page.text:
            fill(visitor, page, "/account/sign-out")
        sign_in(visitor)
        done = fill(visitor, visitor.get("/account/recovery-code"), code=code)
        assert done.status_code == status
    assert "Each one works once" in notices(done)[0]


def test_recovery_codes_are_shown_again_and_renewed(person: Visitor) -> None:
    enter(person)
    assert "First, keep a way back" in words(person.get("/account"))
    codes = make_codes(person)
    assert "First, keep a way back" not in words(person.get("/account"))
    assert codes_of(person.get("/account/recovery-codes")) == []
    assert codes_of(person.get("/account/recovery-codes?show_codes=1")) == codes
    assert not set(make_codes(person)) & set(codes)


def test_secrets_are_stored_encrypted(visitor: Visitor, session: Session) -> None:
    enter(visitor)
    codes = make_codes(visitor)
    key = turn_on(visitor).replace("-", "").replace(" ", "")
    stored = repr(records(session))
    assert key not in stored
    assert not [code for code in codes if code in stored]
    assert "seven quiet otters" not in stored
    [row] = records(session)["account"]
    assert row["password"].startswith("$argon2id$")


@pytest.mark.parametrize("what", ["code", "recovery-code"])
def test_guessing_codes_is_slowed_down(
    what: str, person: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(person)
    make_codes(person)
    key = turn_on(person)
    fill(person, person.get("/account"), "/account/sign-out")
    sign_in(person)
    page = person.get(f"/account/{what}")
    for _ in range(5):
        assert fill(person, page, code="000000").status_code == 422
    refused = fill(person, page, code=totp(key))
    assert refused.status_code == 429
    assert 25 <= int(refused.headers["Retry-After"]) <= 30
    later = datetime.now(UTC) + timedelta(seconds=31)
    for module in ("limits", "tools", "hooks"):
        monkeypatch.setattr(f"assess.web.account.{module}.now", lambda: later)
    if what == "code":
        assert fill(person, page, code=totp(key, later.timestamp())).status_code == 303
