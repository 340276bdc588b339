"""Staff: invitations, roles, the last owner, the first owner; all by forms alone."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.models import AccountRow
from assess.services import audit, staff
from tests.records import records
from tests.visitor import Visitor, words
from tests.web.accountsteps import enter, fill, sign_in, sign_up
from tests.web.desksteps import PASSPHRASE, begin_session, enter_staff, make_account
from tests.web.test_account_twostep import turn_on

PEOPLE = "/desk/people"


def invite(owner: Visitor, email: str, role: str = "editor") -> str:
    """Invite somebody, and return the path of the link."""
    page = owner.submit(owner.get(PEOPLE), email=email, role=role)
    assert page.status_code == 303, words(page)
    found = re.search(r"/desk/join/[0-9a-z]{26}", owner.get(page.location).text)
    assert found
    return found[0]


def opens(visitor: Visitor, path: str) -> bool:
    """Say whether the guard lets somebody in."""
    return visitor.client.get(path).status_code not in (303, 403)


def logged(session: Session) -> list[tuple[str, str, str]]:
    """Return who did what to whom, the oldest first."""
    session.rollback()
    return [(row.actor, row.action, row.subject) for row in audit.rows(session, audit.Filters())]


@pytest.fixture
def owner(person: Visitor, sqlite_session: Session) -> Visitor:
    enter_staff(person, sqlite_session, "owner", "boss@example.com")
    return person


def test_an_invitation_is_joined_by_who_makes_an_account_for_it(
    owner: Visitor, new_person: Callable[[], Visitor], sqlite_session: Session
) -> None:
    path = invite(owner, "Sam@Example.com")
    guest = new_person()
    page = guest.get(path)
    assert (page.headers["Referrer-Policy"], page.headers["X-Robots-Tag"]) == (
        "no-referrer",
        "noindex, nofollow",
    )
    assert "as editor" in words(page)
    led = guest.post(path, {"csrf_token": [_token(page)]}, Origin="null")
    assert (led.status_code, led.location) == (303, "/account/sign-in?next=/desk/join")
    sign_up(guest)
    assert sign_in(guest).location == "/desk/join"
    assert "You are invited to the editors’ desk" in words(guest.get("/account"))
    joined = fill(guest, guest.get("/desk/join"))
    assert (joined.status_code, joined.location) == (303, "/desk")
    assert guest.get("/desk", 303).location.startswith("/desk/second-step")
    turn_on(guest)
    assert opens(guest, "/desk/changes")
    guest.get(path, 404)
    guest.get("/desk/join", 404)
    assert logged(sqlite_session) == [
        ("boss@example.com", "invitation made", "sam@example.com"),
        ("sam@example.com", "invitation used", "sam@example.com"),
    ]


def _token(page: object) -> str:
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)  # type: ignore[attr-defined]  # a page
    assert found
    return found[1]


def test_an_invitation_is_for_its_e_mail_alone(
    owner: Visitor, new_person: Callable[[], Visitor], sqlite_session: Session
) -> None:
    path = invite(owner, "sam@example.com", "owner")
    other = new_person()
    enter_staff(other, sqlite_session, None, "other@example.com")
    page = other.get(path)
    assert "This invitation is for another e-mail" in words(page)
    refused = other.post(path, {"csrf_token": [_token(other.get("/look"))]})
    assert refused.status_code == 403
    assert "boss@example.com" in [one.email for one in staff.people(sqlite_session)]
    assert len(staff.people(sqlite_session)) == 1


def test_used_over_taken_back_and_unknown_look_the_same(
    owner: Visitor, new_person: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, over = invite(owner, "a@example.com"), invite(owner, "b@example.com")
    fill(owner, owner.get(PEOPLE), "/desk/invitations/")  # the newest, b's
    later = datetime.now(UTC) + timedelta(hours=72, seconds=1)
    unknown = new_person().get("/desk/join/" + "0" * 26, 404).text
    assert new_person().get("/desk/join/no-such", 404).text == unknown
    assert new_person().get(over, 404).text == unknown
    new_person().get(taken)
    monkeypatch.setattr("assess.web.staff.joining.now", lambda: later)
    assert new_person().get(taken, 404).text == unknown


def test_inviting_twice_with_one_form_is_inviting_once(
    owner: Visitor, sqlite_session: Session
) -> None:
    page = owner.get(PEOPLE)
    first = owner.submit(page, email="a@example.com", role="editor")
    second = owner.submit(page, email="a@example.com", role="editor")
    assert first.location == second.location
    assert len(records(sqlite_session)["staff_invitation"]) == 1
    owner.submit(owner.get(PEOPLE), email="a@example.com", role="analyst")
    [row] = records(sqlite_session)["staff_invitation"]
    assert row["role"] == "analyst", "a later one replaces it"
    assert "a@example.com was invited before" in words(owner.get(PEOPLE))
    assert [done for _, done, _ in logged(sqlite_session)] == [
        "invitation made",
        "invitation replaced",
    ]


def test_a_link_is_shown_for_ten_minutes_only(
    owner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = owner.submit(owner.get(PEOPLE), email="a@example.com", role="editor").location
    assert "/desk/join/" in owner.get(made).text
    later = datetime.now(UTC) + timedelta(minutes=10)
    monkeypatch.setattr("assess.web.staff.views.now", lambda: later)
    assert "/desk/join/" not in owner.get(made).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": "", "role": "editor"}, "Enter an e-mail address"),
        ({"email": "<script>\u202ex", "role": "editor"}, "Enter an e-mail address"),
        ({"email": "a@example.com\0", "role": "editor"}, "Enter an e-mail address"),
        ({"email": "a" * 100_000, "role": "editor"}, "Enter an e-mail address"),
        ({"email": "a@example.com", "role": "god"}, "Choose what the person may do"),
        ({"email": "a@example.com", "role": []}, "Choose what the person may do"),
        ({"email": "boss@example.com", "role": "editor"}, "works at the desk already"),
        ({"email": "a@example.com", "role": "editor", "page_id": "x"}, "too old to send"),
    ],
)
def test_a_bad_invitation_is_told_and_kept(
    owner: Visitor, fields: dict[str, str | list[str]], said: str
) -> None:
    page = owner.submit(owner.get(PEOPLE), **fields)
    assert page.status_code == 422
    assert said in words(page)
    assert "<title>Error: " in page.text


def test_a_role_is_changed_and_taken_away_and_sessions_ended(
    owner: Visitor, new_person: Callable[[], Visitor], sqlite_session: Session
) -> None:
    other = new_person()
    enter_staff(other, sqlite_session, "editor", "ed@example.com")
    path = f"{PEOPLE}/{_id(sqlite_session, 'ed@example.com')}"
    owner.get(path)
    assert fill(owner, owner.get(path), path, role="analyst").status_code == 303
    other.get("/desk/changes", 403)
    assert opens(other, "/desk/figures")
    assert fill(owner, owner.get(path), f"{path}/sign-out").status_code == 303
    other.get("/desk/figures", 303)
    assert fill(owner, owner.get(path), f"{path}/remove").status_code == 303
    owner.get(path, 404)
    assert [entry[1] for entry in logged(sqlite_session)] == [
        "role changed",
        "sessions ended",
        "role taken away",
    ]


def test_the_last_owner_stays_one(owner: Visitor, sqlite_session: Session) -> None:
    path = f"{PEOPLE}/{_id(sqlite_session, 'boss@example.com')}"
    for action, role in ((path, "editor"), (f"{path}/remove", "")):
        page = fill(owner, owner.get(path), action, role=role)
        assert page.status_code == 422
        assert "nobody else is an owner" in words(page)
    assert staff.has_owner(sqlite_session)


def test_the_last_owner_does_not_delete_the_account(
    owner: Visitor, sqlite_session: Session
) -> None:
    page = owner.get("/account/delete")
    refused = fill(owner, page, sure="y", password=PASSPHRASE)
    assert refused.status_code == 422
    assert "You are the only owner" in words(refused)
    make_account(owner.client.application, sqlite_session, "next@example.com", "owner")
    assert fill(owner, refused, sure="y", password=PASSPHRASE).location == "/account/deleted"


def test_staff_who_delete_their_account_are_noted_in_the_log(
    person: Visitor, sqlite_session: Session
) -> None:
    enter_staff(person, sqlite_session, "analyst", "ann@example.com")
    page = person.get("/account/delete")
    assert fill(person, page, sure="y", password=PASSPHRASE).location == "/account/deleted"
    assert logged(sqlite_session) == [("ann@example.com", "account deleted", "ann@example.com")]


def _id(session: Session, email: str) -> int:
    return session.scalars(select(AccountRow.id).where(AccountRow.email == email)).one()


def test_nobody_elses_sessions_are_an_owners_to_end(
    owner: Visitor, new_person: Callable[[], Visitor], sqlite_session: Session
) -> None:
    other = new_person()
    enter_staff(other, sqlite_session, None, "taker@example.com")
    taker = _id(sqlite_session, "taker@example.com")
    form = {"csrf_token": [_token(owner.get(PEOPLE))]}
    for action in ("", "/sign-out", "/remove"):
        assert owner.post(f"{PEOPLE}/{taker}{action}", form).status_code == 404
    owner.get(f"{PEOPLE}/{2**31}", 404)
    other.get("/account")


def test_browsers_are_listed_by_kind_and_ended(person: Visitor, sqlite_session: Session) -> None:
    account = make_account(person.client.application, sqlite_session, "sam@example.com", None)
    for _ in range(2):
        begin_session(sqlite_session, account)
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
    person.client.environ_base["HTTP_USER_AGENT"] = agent
    account.tf_primary_method = None
    sqlite_session.commit()
    assert sign_in(person).status_code == 303
    page = person.get("/account/browsers")
    assert "Chrome on Android (this one)" in words(page)
    assert words(page, "h2").count("A browser") == 2
    assert not [row for row in records(sqlite_session)["browser"] if row["token_hash"] in page.text]
    assert fill(person, page, "/account/browsers/end").status_code == 303
    sqlite_session.rollback()
    assert len(records(sqlite_session)["browser"]) == 2
    page = person.get("/account/browsers")
    assert person.submit(page).status_code == 303
    sqlite_session.rollback()
    assert len(records(sqlite_session)["browser"]) == 1
    assert "Chrome on Android (this one)" in words(person.get("/account/browsers"))


def test_browsers_of_others_are_not_ones_own_to_end(
    person: Visitor, new_person: Callable[[], Visitor], sqlite_session: Session
) -> None:
    enter(person)
    other = new_person()
    enter_staff(other, sqlite_session, None, "other@example.com")
    handle = re.search(r'id="h-([0-9a-f]{20})"', other.get("/account/browsers").text)
    assert handle
    for named in (handle[1], "", "x" * 100_000):
        token = _token(person.get("/look"))
        sent = person.post("/account/browsers/end", {"csrf_token": [token], "browser": [named]})
        assert sent.status_code == 303
    other.get("/account/browsers")
    new_person().get("/account/browsers", 303)
