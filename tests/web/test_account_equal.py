"""Nothing tells a known e-mail from an unknown one, nor lets anyone guess without end."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask_security import hash_password
from passlib.context import CryptContext
from werkzeug.test import TestResponse

from tests.visitor import Visitor, form_of, notices, words
from tests.web.accountmail import Mailbox
from tests.web.accountsteps import EMAIL, PASSPHRASE, enter, fill, sign_in, sign_up

UNKNOWN = "pat@example.com"


def bare(page: TestResponse, email: str) -> tuple[int, list[tuple[str, str]], str]:
    """Return all of an answer that does not name the e-mail, nor a form's own token."""
    text = re.sub(r'(name="csrf_token"[^>]* value=)"[^"]*"', r"\1", page.text)
    headers = [
        (name, value)
        for name, value in page.headers
        if name not in ("Set-Cookie", "Content-Length")
    ]
    return page.status_code, sorted(headers), text.replace(email, "EMAIL")


def followed(visitor: Visitor, done: TestResponse, email: str) -> list[object]:
    """Return an answer and the page it leads to."""
    found: list[object] = [bare(done, email)]
    if done.status_code == 303:
        found.append(bare(visitor.get(done.location), email))
    return found


def equal(new: Callable[[], Visitor], act: Callable[[Visitor, str], TestResponse]) -> TestResponse:
    """Do the same with a known and an unknown e-mail, and compare what comes of it."""
    known, unknown = new(), new()
    first = act(known, EMAIL)
    seen = followed(known, first, EMAIL)
    assert seen == followed(unknown, act(unknown, UNKNOWN), UNKNOWN)
    return first


def test_signing_in_with_a_wrong_passphrase(new_visitor: Callable[[], Visitor]) -> None:
    enter(new_visitor())
    page = equal(new_visitor, lambda one, email: sign_in(one, email, "another passphrase"))
    assert page.status_code == 422
    assert notices(page) == [
        "This e-mail and this passphrase do not go together. Check both, then try again."
    ]
    assert f'value="{EMAIL}"' in page.text


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "another long passphrase", "short"])
def test_signing_up(passphrase: str, new_visitor: Callable[[], Visitor]) -> None:
    enter(new_visitor())
    equal(new_visitor, lambda one, email: sign_up(one, email, passphrase))


def test_signing_up_twice_changes_nothing(new_visitor: Callable[[], Visitor]) -> None:
    sign_up(new_visitor())
    sign_up(new_visitor(), passphrase="a thief's own passphrase")
    assert sign_in(new_visitor(), passphrase="a thief's own passphrase").status_code == 422
    assert sign_in(new_visitor()).status_code == 303


def recover(visitor: Visitor, email: str, code: str = "0000-0000-0000") -> TestResponse:
    page = visitor.get("/account/recover")
    again = {"password": "a wholly new one", "password_confirm": "a wholly new one"}
    return fill(visitor, page, email=email, code=code, **again)


def test_recovering(new_visitor: Callable[[], Visitor]) -> None:
    enter(new_visitor())
    assert equal(new_visitor, recover).status_code == 422


def test_without_mail_the_page_says_so(person: Visitor) -> None:
    assert person.get("/account/forgotten", 303).location == "/account/recover"
    for path in ("/account", "/account/sign-up", "/account/recover"):
        assert "This site sends no e-mail" in words(person.get(path))
    for path in (
        "/account/confirm",
        "/account/confirm/x",
        "/account/forgotten/x",
        "/account/email",
    ):
        person.get(path, 404)


def forgotten(visitor: Visitor, email: str) -> TestResponse:
    return fill(visitor, visitor.get("/account/forgotten"), email=email)


def confirm_again(visitor: Visitor, email: str) -> TestResponse:
    return fill(visitor, visitor.get("/account/confirm"), email=email)


def test_with_mail_the_pages_are_the_same_too(mailing_app: Flask, mailbox: Mailbox) -> None:
    def new() -> Visitor:
        return Visitor(mailing_app.test_client())

    sign_up(new())
    mailbox.take()
    page = equal(new, confirm_again)
    assert "a link is on its way" in words(page)
    link = mailbox.link()
    page = new().get(link)
    assert "Press the button" in words(page)
    done = fill(new(), page)  # another browser's token
    assert done.status_code == 400
    browser = new()
    assert fill(browser, browser.get(link)).location == "/account/sign-in"
    for act in (forgotten, confirm_again, sign_up):
        equal(new, act)
    equal(new, lambda one, email: sign_in(one, email, "another passphrase"))


def test_a_throttled_e_mail_is_told_the_wait(
    new_person: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(new_person())
    moment = [datetime.now(UTC)]
    for module in ("limits", "tools", "hooks"):
        monkeypatch.setattr(f"assess.web.account.{module}.now", lambda: moment[0])
    for email in (EMAIL, UNKNOWN):
        for _ in range(5):
            assert sign_in(new_person(), email, "another passphrase").status_code == 422
    page = equal(new_person, sign_in)
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "30"
    assert notices(page) == [
        "That was tried too often. Wait 30 seconds, then try again. Nothing is locked."
    ]
    assert f'value="{EMAIL}"' in page.text
    for wait in (30, 60, 120, 240, 480, 900, 900):
        moment[0] += timedelta(seconds=wait - 1)
        assert sign_in(new_person(), passphrase="another passphrase").status_code == 429
        moment[0] += timedelta(seconds=1)
        assert sign_in(new_person(), passphrase="another passphrase").status_code == 422
    moment[0] += timedelta(minutes=15)
    assert sign_in(new_person()).status_code == 303
    for _ in range(5):
        assert sign_in(new_person(), passphrase="another passphrase").status_code == 422


def test_five_mails_an_hour_are_enough(mailing_app: Flask, mailbox: Mailbox) -> None:
    def new() -> Visitor:
        return Visitor(mailing_app.test_client())

    sign_up(new())
    mailbox.take()
    for act, last in ((forgotten, 200), (confirm_again, 200), (sign_up, 303)):
        for _ in range(4 if act is sign_up else 5):
            assert act(new(), EMAIL).status_code == last
        assert act(new(), EMAIL).status_code == 429
    assert new().get("/account").status_code == 200


def test_every_e_mail_takes_the_same_number_of_hashes(
    mailing_app: Flask, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def new() -> Visitor:
        return Visitor(mailing_app.test_client())

    hashed: list[str] = []

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def count_one(*given: Any) -> Any:
            hashed.append(real.__name__)
            return real(*given)

        return count_one

    for name in ("hash", "verify"):
        monkeypatch.setattr(CryptContext, name, counted(getattr(CryptContext, name)))

    def count(act: Callable[[Visitor, str], TestResponse], email: str) -> int:
        hashed.clear()
        act(new(), email)
        return len(hashed)

    sign_up(new())
    browser = new()
    fill(browser, browser.get(mailbox.link()))
    sign_up(new(), "waits@example.com")
    assert count(sign_up, EMAIL) == count(sign_up, "waits@example.com") == count(sign_up, UNKNOWN)

    def wrong(one: Visitor, email: str) -> TestResponse:
        return sign_in(one, email, "another passphrase")

    for act in (wrong, forgotten, confirm_again):
        counts = {count(act, email) for email in (EMAIL, "waits@example.com", "no@example.com")}
        assert counts == {1}, act


def test_a_link_takes_as_long_to_make_as_a_passphrase_to_check(sqlite_app: Flask) -> None:
    security = sqlite_app.extensions["security"]
    with sqlite_app.app_context():
        made = [security.hashing_context.hash("x"), hash_password("x")]
    assert [one.rsplit("$", 2)[0] for one in made] == ["$argon2id$v=19$m=19456,t=2,p=1"] * 2


def test_links_in_mails_are_told_to_no_other_site(mailing_app: Flask, mailbox: Mailbox) -> None:
    browser = Visitor(mailing_app.test_client())
    sign_up(browser)
    confirming = mailbox.link()
    page = browser.get(confirming)
    secret = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
    assert secret.items() <= dict(page.headers).items()
    token = dict(form_of(page).fields)
    done = browser.client.post(confirming, data=token, headers={"Origin": "null"})
    assert done.location == "/account/sign-in", "browsers name no origin where no referrer is sent"
    forgotten(browser, EMAIL)
    link = mailbox.link()
    assert secret.items() <= dict(browser.client.get(link).headers).items()
    sign_in(browser)
    fill(browser, browser.get("/account/email"), email=UNKNOWN, password=PASSPHRASE)
    link = mailbox.link()
    assert secret.items() <= dict(browser.get(link).headers).items()
    other = Visitor(mailing_app.test_client())
    token = dict(form_of(other.get("/account/sign-in")).fields)
    refused = other.client.post("/account/sign-in", data=token, headers={"Origin": "null"})
    assert refused.status_code == 403
