"""What is proved must still hold when it opens the account."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from assess.services import accounts, guesses
from assess.services.accountstore import AccountStore
from tests.visitor import Visitor, notices, words
from tests.web.accountmail import Mailbox
from tests.web.accountsteps import EMAIL, PASSPHRASE, enter, fill, sign_in, sign_up
from tests.web.test_account_twostep import turn_on

OTHER = "nine other badgers"
AGAIN = "Something about your account was changed in another browser just now."


def change(visitor: Visitor, new: str = OTHER) -> int:
    """Change the passphrase, and return the status."""
    page = visitor.get("/account/passphrase")
    named = {"password": PASSPHRASE, "new_password": new, "new_password_confirm": new}
    return fill(visitor, page, **named).status_code


def meanwhile(
    patched: pytest.MonkeyPatch, service: Any, name: str, act: Callable[[], object]
) -> None:
    """Let something happen right before a service does its work, once."""
    real = getattr(service, name)

    def late(*args: Any, **named: Any) -> Any:
        patched.setattr(service, name, real)
        act()
        return real(*args, **named)

    patched.setattr(service, name, late)


@pytest.mark.parametrize(
    ("service", "name"), [(guesses, "forget"), (accounts, "adopt")], ids=["verified", "signed in"]
)
def test_an_old_passphrase_opens_nothing_after_the_change(
    service: Any, name: str, new_visitor: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, thief = new_visitor(), new_visitor()
    enter(owner)
    path = owner.start()
    page = thief.get("/account/sign-in")
    meanwhile(monkeypatch, service, name, lambda: change(owner))
    done = fill(thief, page, email=EMAIL, password=PASSPHRASE)
    assert (done.status_code, done.location) == (303, "/account/sign-in")
    assert AGAIN in words(thief.get("/account/sign-in"))
    thief.get(path, 404)
    owner.get(path)
    assert "Signed in as" in words(owner.get("/account"))
    assert sign_in(new_visitor(), passphrase=OTHER).status_code == 303


def test_of_two_changes_at_once_the_first_stands(
    new_visitor: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = new_visitor(), new_visitor()
    enter(here)
    path = here.start()
    assert sign_in(there).status_code == 303
    page = there.get("/account/passphrase")
    meanwhile(monkeypatch, guesses, "forget", lambda: change(here))
    named = {"new_password": "yet another stoat", "new_password_confirm": "yet another stoat"}
    done = fill(there, page, password=PASSPHRASE, **named)
    assert (done.status_code, done.location) == (303, "/account/sign-in")
    there.get(path, 404)
    here.get(path)
    assert sign_in(new_visitor(), passphrase=OTHER).status_code == 303


def test_a_change_keeps_this_browser_alone(new_visitor: Callable[[], Visitor]) -> None:
    here, there = new_visitor(), new_visitor()
    enter(here)
    path = here.start()
    assert sign_in(there).status_code == 303
    assert change(here) == 303
    here.get(path)
    there.get(path, 404)
    assert notices(here.get("/account")) == []


def test_strangers_keep_nobody_out_of_their_account(new_visitor: Callable[[], Visitor]) -> None:
    owner, thief, elsewhere = new_visitor(), new_visitor(), new_visitor()
    enter(owner)
    for _ in range(5):
        assert sign_in(thief, passphrase="a wrong passphrase").status_code == 422
    assert sign_in(thief).status_code == 429
    elsewhere.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert sign_in(elsewhere).status_code == 303
    assert sign_in(thief).status_code == 429, "success elsewhere forgets nothing here"
    assert change(owner) == 303, "who is signed in is counted apart"


def test_a_signed_in_browser_is_counted_too(new_person: Callable[[], Visitor]) -> None:
    here, there = new_person(), new_person()
    enter(here)
    assert sign_in(there).status_code == 303
    page = here.get("/account/still-you")
    for _ in range(5):
        assert fill(here, page, password="a wrong passphrase").status_code == 422
    assert fill(here, page, password=PASSPHRASE).status_code == 429
    assert fill(there, there.get("/account/still-you"), password=PASSPHRASE).status_code == 303


def test_a_new_passphrase_by_mail_ends_the_wait(mailing_app: Flask, mailbox: Mailbox) -> None:
    def new() -> Visitor:
        return Visitor(mailing_app.test_client())

    sign_up(new())
    confirming = new()
    fill(confirming, confirming.get(mailbox.link()))
    for _ in range(5):
        assert sign_in(new(), passphrase="a wrong passphrase").status_code == 422
    assert sign_in(new()).status_code == 429
    asking = new()
    fill(asking, asking.get("/account/forgotten"), email=EMAIL)
    page = asking.client.get(mailbox.link(), follow_redirects=True)
    assert fill(asking, page, password=OTHER, password_confirm=OTHER).status_code == 303
    assert sign_in(new(), passphrase=OTHER).status_code == 303


@pytest.mark.parametrize("name", ["take", "forget"])
def test_who_works_on_an_account_that_is_gone_is_led_to_sign_in(
    name: str, new_visitor: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = new_visitor(), new_visitor()
    enter(here)
    assert sign_in(there).status_code == 303

    def leave() -> None:
        assert (
            fill(here, here.get("/account/delete"), sure="y", password=PASSPHRASE).status_code
            == 303
        )

    page = there.get("/account/passphrase")
    meanwhile(monkeypatch, guesses, name, leave)
    named = {"new_password": OTHER, "new_password_confirm": OTHER}
    done = fill(there, page, password=PASSPHRASE, **named)
    assert (done.status_code, done.location) == (303, "/account/sign-in")


def test_who_signs_in_to_an_account_that_is_gone_is_led_to_sign_in(
    new_visitor: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = new_visitor(), new_visitor()
    enter(here)
    page = there.get("/account/sign-in")

    def leave() -> None:
        assert (
            fill(here, here.get("/account/delete"), sure="y", password=PASSPHRASE).status_code
            == 303
        )

    meanwhile(monkeypatch, accounts, "adopt", leave)
    done = fill(there, page, email=EMAIL, password=PASSPHRASE)
    assert (done.status_code, done.location) == (303, "/account/sign-in")


def test_what_is_written_about_an_account_that_is_gone_is_nothing(
    new_visitor: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = new_visitor(), new_visitor()
    enter(here)
    assert sign_in(there).status_code == 303
    page = there.get("/account/recovery-codes")

    def leave() -> None:
        assert (
            fill(here, here.get("/account/delete"), sure="y", password=PASSPHRASE).status_code
            == 303
        )

    meanwhile(monkeypatch, AccountStore, "commit", leave)
    assert fill(there, page).status_code in (200, 303)
    assert "Signed in as" not in words(there.get("/account"))


def test_an_old_passphrase_does_not_lead_on_to_the_second_step(
    new_visitor: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, thief = new_visitor(), new_visitor()
    enter(owner)
    turn_on(owner)
    page = thief.get("/account/sign-in")
    meanwhile(monkeypatch, guesses, "forget", lambda: change(owner))
    done = fill(thief, page, email=EMAIL, password=PASSPHRASE)
    assert done.status_code == 303
    assert thief.get(done.location, 303).location == "/account/sign-in"
    assert "Signed in as" not in words(thief.get("/account"))
