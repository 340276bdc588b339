"""Links that the desk hands out: mailed, and begun with the address that people use."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.core.secret import fingerprint
from assess.core.sharelink import to_text
from assess.services import invitations
from tests.conftest import make_settings, running
from tests.mailserver import Inbox, receiving
from tests.visitor import Visitor, words
from tests.web.accountsteps import sign_in, sign_up
from tests.web.desksteps import enter_staff

NEAR = "Works only on this computer."


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Inbox]:
    with receiving(tmp_path) as opened:
        yield opened


@pytest.fixture
def mailing_app(sqlite_app: Flask, tmp_path: Path, inbox: Inbox) -> Iterator[Flask]:
    """Yield the app at an address of its own, with a mail server behind it."""
    settings = make_settings(tmp_path)
    yield from running(replace(settings, mail=inbox.settings, base_url="http://desk.example.org"))


def _invite(owner: Visitor) -> str:
    page = owner.submit(owner.get("/desk/people"), email="ann@example.org", role="editor")
    made = owner.get(page.location)
    return f"{words(made, '.link')} {words(made, '#made')}"


def test_an_invitation_is_mailed_where_mail_is_set_up(
    mailing_app: Flask, inbox: Inbox, sqlite_session: Session
) -> None:
    owner = Visitor(mailing_app.test_client())
    owner.client.environ_base["HTTP_HOST"] = "desk.example.org"
    enter_staff(owner, sqlite_session, "owner")
    owner.client.set_cookie("assess", _cookie(owner), domain="desk.example.org")
    shown = _invite(owner)
    link = shown.partition(" ")[0]
    assert link.startswith("http://desk.example.org/desk/join/")
    assert inbox.envelopes == [["ann@example.org"]]
    assert link in inbox.text()
    assert "It was mailed." in shown
    assert NEAR not in shown


def _cookie(visitor: Visitor) -> str:
    cookie = visitor.client.get_cookie("assess")
    assert cookie is not None
    return cookie.value


def test_a_link_begins_with_the_name_the_page_was_opened_at_and_says_who_can_use_it(
    person: Visitor, sqlite_session: Session
) -> None:
    enter_staff(person, sqlite_session, "owner")
    shown = _invite(person)
    assert shown.startswith("http://localhost/desk/join/")
    assert NEAR in shown
    made = person.submit(person.get("/desk/preview/links"), days="7")
    links = person.get(made.location)
    assert words(links, ".preview-address").startswith("http://localhost/p/")
    assert NEAR in words(links)


def test_the_owner_to_be_is_led_to_setting_the_desk_up(
    person: Visitor, sqlite_session: Session
) -> None:
    secret = bytes(16)
    _set_up(sqlite_session, secret)
    page = person.get(f"/desk/join/{to_text(secret)}")
    assert words(page, "h1") == "Set up the editors’ desk"
    assert person.submit(page).location == "/account/sign-in?next=/desk/join"
    sign_up(person)
    assert sign_in(person).location == "/desk/join"
    assert "The editors’ desk is not set up yet" in words(person.get("/account"))
    _set_up(sqlite_session, bytes([1]) * 16)
    assert "The editors’ desk" not in words(person.get("/account")), "the link has ended"


def _set_up(session: Session, secret: bytes) -> None:
    assert invitations.make_setup_link(
        session, secret.hex()[:20], fingerprint(secret), datetime.now(UTC)
    )
