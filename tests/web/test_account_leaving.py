"""Sessions that end, an account that goes, a passphrase and an e-mail that change."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from assess.models import AccountRow, BrowserRow
from tests.records import records
from tests.visitor import Visitor, notices, words
from tests.web.accountmail import Mailbox
from tests.web.accountsteps import (
    EMAIL,
    PASSPHRASE,
    enter,
    fill,
    sign_in,
    sign_up,
    token_of,
)
from tests.web.test_account_equal import forgotten, recover
from tests.web.test_account_twostep import make_codes

NEW = "a wholly new one"


def signed_in(visitor: Visitor) -> bool:
    """Say whether a browser is signed in."""
    return "Signed in as" in words(visitor.get("/account"))


def change(visitor: Visitor, new: str = NEW, old: str = PASSPHRASE) -> None:
    page = visitor.get("/account/passphrase")
    done = fill(visitor, page, password=old, new_password=new, new_password_confirm=new)
    assert (done.status_code, done.location) == (303, "/account"), words(done)


def test_another_passphrase_ends_the_other_sessions(new_visitor: Callable[[], Visitor]) -> None:
    here, there = new_visitor(), new_visitor()
    attempt = there.start()
    enter(here)
    sign_in(there)
    before = token_of(here)
    change(here)
    assert token_of(here) != before
    assert signed_in(here)
    here.get(attempt)
    assert not signed_in(there)
    there.get(attempt, 404)
    assert sign_in(there).status_code == 422
    assert sign_in(there, passphrase=NEW).status_code == 303


def test_another_e_mail_ends_the_other_sessions(new_visitor: Callable[[], Visitor]) -> None:
    here, there = new_visitor(), new_visitor()
    enter(here)
    sign_in(there)
    done = fill(
        here, here.get("/account/new-email"), email="Sam.New@Example.COM", password=PASSPHRASE
    )
    assert (done.status_code, done.location) == (303, "/account")
    assert "Signed in as sam.new@example.com" in words(here.get("/account"))
    assert not signed_in(there)
    assert sign_in(there).status_code == 422
    assert sign_in(there, "sam.new@example.com").status_code == 303


def test_a_taken_e_mail_is_refused(new_visitor: Callable[[], Visitor]) -> None:
    here, other = new_visitor(), new_visitor()
    enter(here)
    enter(other, "pat@example.com")
    page = fill(here, here.get("/account/new-email"), email="pat@example.com", password=PASSPHRASE)
    assert page.status_code == 422
    assert notices(page) == ["This e-mail cannot be used here. Choose another one."]


def test_signing_out_ends_this_session_alone(
    new_visitor: Callable[[], Visitor], session: Session
) -> None:
    here, there = new_visitor(), new_visitor()
    enter(here)
    sign_in(there)
    before = token_of(here)
    fill(here, here.get("/account"), "/account/sign-out")
    assert not signed_in(here)
    assert signed_in(there)
    assert len(records(session)["browser"]) == 1
    here.client.set_cookie("assess", before)
    assert not signed_in(here)


def test_deleting_leaves_nothing(new_visitor: Callable[[], Visitor], session: Session) -> None:
    here, there = new_visitor(), new_visitor()
    attempt = here.start()
    enter(here)
    make_codes(here)
    sign_in(there)
    page = here.get("/account/delete")
    refused = fill(here, page)
    assert refused.status_code == 422
    assert signed_in(here)
    done = fill(here, page, sure="y", password=PASSPHRASE)
    assert (done.status_code, done.location) == (303, "/account/deleted")
    assert "Nothing of it is left" in words(here.get(done.location))
    for browser in (here, there):
        assert not signed_in(browser)
        browser.get(attempt, 404)
    left = {name for name, rows in records(session).items() if rows}
    assert left <= {"edition", "staff_role", "throttle"}
    assert sign_in(new_visitor()).status_code == 422
    assert sign_up(new_visitor()).status_code == 303


def test_what_another_browser_holds_stays_with_it(
    new_visitor: Callable[[], Visitor], session: Session
) -> None:
    here, other = new_visitor(), new_visitor()
    attempt, theirs = here.start(), other.start()
    rows = records(session)
    shared, own = rows["attempt"][0]["id"], rows["browser"][1]["holder_id"]
    session.execute(
        BrowserRow.metadata.tables["access_grant"].insert(),
        {"holder_id": own, "attempt_id": shared, "granted_at": datetime.now(UTC)},
    )
    session.commit()
    enter(here)
    fill(here, here.get("/account/delete"), sure="y", password=PASSPHRASE)
    other.get(attempt)
    other.get(theirs)
    here.get(attempt, 404)


@pytest.mark.parametrize("path", ["delete", "passkeys", "recovery-codes", "two-step", "new-email"])
def test_after_a_while_the_passphrase_is_asked_for_again(
    path: str, visitor: Visitor, session: Session
) -> None:
    enter(visitor)
    visitor.get(f"/account/{path}")
    [row] = records(session)["browser"]
    data = row["data"] | {"fs_paa": row["data"]["fs_paa"] - 31 * 60, "fs_gexp": 0}
    session.execute(update(BrowserRow).values(data=data))
    session.commit()
    again = visitor.get(f"/account/{path}", 303)
    assert again.location == f"/account/still-you?next=/account/{path}"
    page = visitor.get(again.location)
    assert fill(visitor, page, password="not this one").status_code == 422
    done = fill(visitor, page, password=PASSPHRASE)
    assert (done.status_code, done.location) == (303, f"/account/{path}")
    visitor.get(done.location)


def test_a_recovery_code_gives_a_new_passphrase_once(
    new_visitor: Callable[[], Visitor],
) -> None:
    here, there = new_visitor(), new_visitor()
    enter(here)
    first, second, *_ = make_codes(here)
    done = recover(there, EMAIL, first.upper())
    assert (done.status_code, done.location) == (303, "/account/sign-in")
    assert not signed_in(here)
    assert recover(there, EMAIL, first).status_code == 422
    assert recover(there, EMAIL, second).status_code == 303
    assert sign_in(there, passphrase=NEW).status_code == 303
    assert "8 left" in words(there.get("/account"))


def test_on_a_shared_computer_the_session_ends(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_up(visitor)
    done = sign_in(visitor, remember="y")
    assert "Max-Age" not in done.headers["Set-Cookie"].split("assess=")[-1]
    assert signed_in(visitor)
    later = datetime.now(UTC) + timedelta(hours=12, seconds=1)
    monkeypatch.setattr("assess.web.cookie.now", lambda: later)
    assert not signed_in(visitor)


def test_what_a_session_keeps_tells_nothing_of_the_address(
    visitor: Visitor, session: Session
) -> None:
    enter(visitor)
    [row] = records(session)["browser"]
    assert set(row["data"]) == {"_fresh", "_user_id", "fs_paa", "kind", "since"}
    assert row["data"]["kind"] == "A browser", "and not all that it says of itself"


def test_the_present_passphrase_cannot_be_guessed_at_the_change(person: Visitor) -> None:
    enter(person)
    page = person.get("/account/passphrase")
    for _ in range(5):
        wrong = {"password": "not this one", "new_password": NEW, "new_password_confirm": NEW}
        assert fill(person, page, **wrong).status_code == 422
    done = fill(person, page, **(wrong | {"password": PASSPHRASE}))
    assert done.status_code == 429
    assert "tried too often" in notices(done)[0]


@pytest.mark.parametrize("path", ["delete", "new-email"])
def test_who_finds_a_browser_open_cannot_take_the_account(
    path: str, visitor: Visitor, session: Session
) -> None:
    enter(visitor)
    page = visitor.get(f"/account/{path}")
    typed = {"sure": "y", "email": "mine.now@example.com"}
    before = records(session)["account"]
    assert fill(visitor, page, **typed).status_code == 422
    for _ in range(5):
        refused = fill(visitor, page, password="not this one", **typed)
        assert refused.status_code == 422
        assert notices(refused)[0].startswith("This is not your passphrase.")
    late = fill(visitor, page, password=PASSPHRASE, **typed)
    assert late.status_code == 429
    assert "tried too often" in notices(late)[0]
    assert records(session)["account"] == before


def test_without_a_passphrase_having_signed_in_lately_is_enough(
    visitor: Visitor, session: Session
) -> None:
    enter(visitor)
    session.execute(update(AccountRow).values(password=None))
    session.commit()
    page = visitor.get("/account/delete")
    assert "passphrase" not in words(page, "form.card")
    assert fill(visitor, page, sure="y").location == "/account/deleted"


def test_no_other_cookie_is_ever_set(visitor: Visitor) -> None:
    sign_up(visitor)
    for done in (sign_in(visitor, remember="y"), visitor.get("/account")):
        assert all(line.startswith("assess=") for line in done.headers.getlist("Set-Cookie"))


def test_opening_the_pages_stores_nothing(visitor: Visitor, session: Session) -> None:
    for path in ("", "/sign-in", "/sign-up", "/passkey", "/recover", "/forgotten"):
        visitor.client.get(f"/account{path}")
    for path in ("/passphrase", "/delete", "/passkeys", "/two-step", "/new-email"):
        assert visitor.get(f"/account{path}", 303).location.startswith("/account/sign-in")
    assert not records(session)["browser"]
    assert not records(session)["holder"]


def test_with_mail_a_link_resets_the_passphrase(mailing_app: Flask, mailbox: Mailbox) -> None:
    here, there = Visitor(mailing_app.test_client()), Visitor(mailing_app.test_client())
    sign_up(here)
    refused = sign_in(here)
    assert refused.status_code == 422
    assert "Please confirm your e-mail first" in notices(refused)[0]
    page = here.get(mailbox.link())
    fill(here, page)
    assert sign_in(here).status_code == 303
    forgotten(there, EMAIL)
    link = mailbox.link()
    page = there.get(link)
    assert fill(there, page, password=NEW, password_confirm="other").status_code == 422
    done = fill(there, page, password=NEW, password_confirm=NEW)
    assert (done.status_code, done.location) == (303, "/account/sign-in")
    assert "was changed" in mailbox.take()[1]
    assert not signed_in(here)
    assert there.get(link, 303).location == "/account/forgotten", "it works once"
    assert sign_in(there, passphrase=NEW).status_code == 303


def test_with_mail_a_new_e_mail_is_confirmed_first(mailing_app: Flask, mailbox: Mailbox) -> None:
    here, there = Visitor(mailing_app.test_client()), Visitor(mailing_app.test_client())
    sign_up(here)
    fill(here, here.get(mailbox.link()))
    sign_in(here)
    sign_in(there)
    assert here.get("/account/new-email", 303).location == "/account/email"
    form = here.get("/account/email")
    refused = fill(here, form, email="sam.new@example.com", password="not this one")
    assert (refused.status_code, mailbox.mails) == (422, [])
    page = fill(here, form, email="sam.new@example.com", password=PASSPHRASE)
    assert "Until then nothing changes" in words(page)
    assert mailbox.mails == [] or mailbox.mails[0][0] == "sam.new@example.com"
    link = mailbox.link()
    asked = here.get(link)
    assert "Signed in as sam@example.com" in words(here.get("/account"))
    done = fill(here, asked)
    assert (done.status_code, done.location) == (303, "/account")
    assert "Signed in as sam.new@example.com" in words(here.get("/account"))
    assert not signed_in(there)
