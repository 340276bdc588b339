"""Who may come to the desk, and what must be shown again before it opens."""

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from assess.extensions import db
from assess.models.account import account_role
from assess.services.errors import TooManyError
from tests import outages
from tests.conftest import make_settings, running
from tests.visitor import Visitor, form_of, words
from tests.web.accountsteps import enter, fill, sign_in, totp
from tests.web.desksteps import PASSPHRASE, begin_session, enter_staff, give_role, make_account
from tests.web.test_account_twostep import make_codes, turn_on

CONFLICT = "/desk/conflict"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return a way to let minutes pass."""

    def pass_(minutes: float) -> None:
        moment = datetime.now(UTC) + timedelta(minutes=minutes)
        for module in ("desk.guard", "account.hooks", "account.limits"):
            monkeypatch.setattr(f"assess.web.{module}.now", lambda: moment)

    return pass_


def _lead(visitor: Visitor, path: str = "/desk") -> str:
    """Return where a page of the desk leads instead of opening."""
    return visitor.get(path, 303).location


def _send(visitor: Visitor, **fields: str | list[str]) -> dict[str, list[str]]:
    """Return a form's fields as this browser would send them, in anybody's name."""
    return form_of(visitor.get("/look")).with_(scheme=[], motion=[]) | {
        name: [value] if isinstance(value, str) else value for name, value in fields.items()
    }


@pytest.mark.parametrize(
    ("role", "opens"),
    [("analyst", {"/desk/figures"}), ("editor", {"/desk/figures", "/desk/changes"}),
     ("owner", {"/desk/figures", "/desk/changes", "/desk/people", "/desk/log"})],
)  # fmt: skip
def test_each_role_opens_its_pages_and_those_below(
    role: str, opens: set[str], person: Visitor, sqlite_session: Session
) -> None:
    enter_staff(person, sqlite_session, role)
    for path in ("/desk/figures", "/desk/changes", "/desk/people", "/desk/log"):
        assert (person.client.get(path).status_code != 403) == (path in opens), path


def test_a_stranger_is_led_to_sign_in_and_an_account_without_a_role_told(
    person: Visitor, new_person: Callable[[], Visitor], sqlite_session: Session
) -> None:
    assert _lead(person, "/desk/people") == "/account/sign-in?next=/desk/people"
    other = new_person()
    enter_staff(other, sqlite_session, None, "other@example.com")
    assert "This page is for others" in words(other.get("/desk", 403))
    assert other.post(CONFLICT, _send(other)).status_code == 403


def test_a_role_taken_away_opens_nothing_from_the_next_request(
    person: Visitor, sqlite_session: Session
) -> None:
    enter_staff(person, sqlite_session)
    person.get("/desk")
    sqlite_session.execute(delete(account_role))
    sqlite_session.commit()
    person.get("/desk", 403)


def test_a_passphrase_alone_opens_no_desk(person: Visitor, sqlite_session: Session) -> None:
    enter(person)
    give_role(sqlite_session, "sam@example.com", "editor")
    assert _lead(person).startswith("/desk/second-step")
    page = words(person.get("/desk/second-step"))
    assert "Add a passkey" in page
    assert "Turn on two-step sign-in" in page
    kept = person.post(CONFLICT, _send(person, carried="long text"))
    assert kept.status_code == 403
    assert 'value="long text"' in kept.text
    turn_on(person)
    person.get("/desk")


def test_a_browser_signed_in_before_the_second_step_must_sign_in_again(
    person: Visitor, sqlite_session: Session
) -> None:
    account = make_account(person.client.application, sqlite_session, "a@example.com", "editor")
    token = begin_session(sqlite_session, account, both_steps=False)
    person.client.set_cookie("assess", token, path="/")
    assert _lead(person).startswith("/desk/second-step")
    page = person.get("/desk/second-step")
    assert "signed in without it" in words(page)
    fill(person, page, "/account/sign-out")
    assert _lead(person).startswith("/account/sign-in")


@pytest.mark.parametrize("by", ["code", "recovery-code"])
def test_both_steps_at_the_sign_in_open_the_desk_and_its_page(
    by: str, person: Visitor, sqlite_session: Session
) -> None:
    enter(person)
    codes = make_codes(person)
    key = turn_on(person)
    give_role(sqlite_session, "sam@example.com", "owner")
    fill(person, person.get("/account"), "/account/sign-out")
    sign_in(person)
    code = totp(key, time.time()) if by == "code" else codes[0]
    assert fill(person, person.get(f"/account/{by}"), code=code).status_code == 303
    person.get("/desk")
    assert _lead(person, "/desk/second-step") == "/desk"


def test_half_an_hour_without_the_desk_asks_who_it_is(
    person: Visitor, sqlite_session: Session, later: Callable[[float], None]
) -> None:
    enter_staff(person, sqlite_session)
    for minutes in (0, 28, 56):
        later(minutes)
        person.get("/desk")
    later(87)
    assert _lead(person) == "/account/still-you?next=/desk"
    kept = person.post(CONFLICT, _send(person, carried="long text"))
    assert kept.status_code == 403
    assert 'value="long text"' in kept.text
    assert "/account/still-you?next=/desk" in kept.text
    shown = fill(person, person.get("/account/still-you?next=/desk"), password=PASSPHRASE)
    assert (shown.status_code, shown.location) == (303, "/desk")
    person.get("/desk")
    later(118)
    assert _lead(person) == "/account/still-you?next=/desk", "the time counts anew, and ends"


def test_people_ask_again_after_half_an_hour_however_busy_one_is(
    person: Visitor, sqlite_session: Session, later: Callable[[float], None]
) -> None:
    enter_staff(person, sqlite_session, "owner")
    person.get("/desk/people")
    for minutes in (20, 31):
        later(minutes)
        person.get("/desk")
    assert _lead(person, "/desk/people") == "/account/still-you?next=/desk/people"


def test_what_was_sent_after_signing_out_is_kept_and_sent_again(
    person: Visitor, sqlite_session: Session
) -> None:
    enter_staff(person, sqlite_session)
    before = _send(person, carried="a\r\nb", twice=["1", "<b>2</b>"], hidden="\0x")
    fill(person, person.get("/account"), "/account/sign-out")
    kept = person.post(CONFLICT, before)
    assert (kept.status_code, words(kept, "h1")) == (400, "You are signed out")
    assert "Sign in again; what you typed is kept here." in words(kept)
    assert "Send it again" in words(kept)
    bare = person.post(CONFLICT, before, X_Requested_With="fetch")
    assert (bare.status_code, bare.mimetype) == (401, "text/plain"), "a page of ours says so, too"
    enter_staff(person, sqlite_session, "editor", "again@example.com")
    again = person.submit(kept)
    assert again.status_code == 400, "the token is another one since the sign-in"
    form = form_of(again)
    assert form.action == CONFLICT
    assert sorted(form.fields)[:1] == [("carried", "a\nb")]
    assert [value for name, value in form.fields if name == "twice"] == ["1", "<b>2</b>"]
    assert "Send it again" not in words(person.submit(again))


def test_a_program_gets_the_bare_status(person: Visitor, sqlite_session: Session) -> None:
    refused = person.post(CONFLICT, _send(person), X_Requested_With="fetch")
    assert refused.status_code == 403
    assert refused.mimetype == "text/plain"
    enter_staff(person, sqlite_session)
    refused = person.post(CONFLICT, {"csrf_token": ["x"]}, X_Requested_With="fetch")
    assert (refused.status_code, refused.mimetype) == (400, "text/plain")


def test_while_the_database_is_busy_or_away_what_was_sent_is_kept(
    person: Visitor, sqlite_session: Session
) -> None:
    app = person.client.application
    enter_staff(person, sqlite_session, "owner")
    page = person.get("/desk/people")
    with outages.locked(app):
        kept = person.submit(page, email="typed@example.com", role="editor")
    assert kept.status_code == 503
    assert kept.headers["Retry-After"]
    assert 'value="typed@example.com"' in kept.text
    assert person.submit(kept).status_code == 303


def test_what_was_tried_too_often_is_kept(
    person: Visitor, sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise TooManyError(timedelta(seconds=90))

    enter_staff(person, sqlite_session, "owner")
    monkeypatch.setattr("assess.services.invitations.invite", refuse)
    kept = person.submit(person.get("/desk/people"), email="typed@example.com", role="editor")
    assert (kept.status_code, kept.headers["Retry-After"]) == (429, "90")
    assert 'value="typed@example.com"' in kept.text


def test_owners_alone_may_be_asked_for_two_steps(prepared_sqlite: Path, tmp_path: Path) -> None:
    shutil.copy(prepared_sqlite, tmp_path / "assess.db")
    settings = replace(make_settings(tmp_path), staff_two_step="owners")
    for app in running(settings):
        with app.app_context(), Session(db.engine) as session:
            for role, status in (("editor", 200), ("owner", 303)):
                visitor = Visitor(app.test_client())
                account = make_account(app, session, f"{role}@x.org", role, two_step=False)
                token = begin_session(session, account, both_steps=False)
                visitor.client.set_cookie("assess", token, path="/")
                visitor.get("/desk", status)


def test_a_passphrase_alone_gives_nobody_a_second_step_of_their_own(
    person: Visitor, sqlite_session: Session
) -> None:
    account = make_account(person.client.application, sqlite_session, "o@example.com", "owner")
    token = begin_session(sqlite_session, account, both_steps=False)
    person.client.set_cookie("assess", token, path="/")
    form = form_of(person.get("/look")).with_(setup="authenticator", name="Mine", delete_id="x")
    for path in ("two-step", "passkeys", "recovery-codes"):
        assert _lead(person, f"/account/{path}") == "/account"
        assert person.post(f"/account/{path}", form).location == "/account"
    assert person.post("/account/remove-passkey", form).location == "/account"
    assert person.post("/account/passkeys/x", form).location == "/account"
    assert "needs your second step" in words(person.get("/account"))
    assert "/desk/second-step" in _lead(person)


def test_who_has_no_second_step_yet_may_set_one_up(
    person: Visitor, sqlite_session: Session
) -> None:
    app = person.client.application
    account = make_account(app, sqlite_session, "o@example.com", "owner", two_step=False)
    token = begin_session(sqlite_session, account, both_steps=False)
    person.client.set_cookie("assess", token, path="/")
    assert "authenticator" in words(person.get("/account/two-step")).lower()
