"""Requests that nobody's browser would send, and inputs that nobody's fingers would type."""

import re
from collections.abc import Callable
from typing import Final

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.outages import away, locked
from tests.records import unchanged
from tests.visitor import Visitor, form_of, words
from tests.web.accountsteps import EMAIL, PASSPHRASE, enter, fill, sign_in, sign_up
from tests.web.test_account_equal import recover

POSTS: Final = (
    "sign-in", "sign-up", "sign-out", "still-you", "passphrase", "two-step", "code",
    "recovery-code",
    "recovery-codes", "passkeys", "passkeys/x", "passkey", "passkey/x", "remove-passkey",
    "still-you/passkey", "still-you/passkey/x", "delete", "recover", "new-email",
)  # fmt: skip
FIELDS: Final = (
    "email", "password", "password_confirm", "new_password", "new_password_confirm", "code",
    "name", "credential", "setup", "remember", "usage",
)  # fmt: skip
HOSTILE: Final = {
    "nul": "a\x00b",
    "surrogate": b"\xed\xa0\x80",
    "bidi": "\u202eabc\u202d",
    "markup": "<script>alert(1)</script>",
    "template": "{{ 7 * 7 }}",
    "header": "x\r\nSet-Cookie: a=b",
    "sql": "' OR 1=1 --",
    "long": "x" * 100_000,
    "broken": b"\xff\xfe",
    "empty": "",
    "spaces": "   ",
    "emoji": "👩‍👩‍👧‍👦" * 20,
    "digits": "１２３４５６",
}


def anonymous(visitor: Visitor) -> dict[str, str]:
    return {"csrf_token": dict(form_of(visitor.get("/")).fields)["csrf_token"]}


def test_every_form_needs_its_token(visitor: Visitor, session: Session) -> None:
    enter(visitor)
    with unchanged(session):
        for path in POSTS:
            done = visitor.client.post(f"/account/{path}", data={"email": EMAIL})
            assert done.status_code == 400, path
    assert "Signed in as" in words(visitor.get("/account"))


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("known", [False, True])
def test_nothing_breaks_a_form(kind: str, known: bool, person: Visitor) -> None:
    if known:
        enter(person)
    token = anonymous(person)
    data = dict.fromkeys(FIELDS, HOSTILE[kind]) | token
    for path in POSTS:
        if path == "sign-out":
            continue
        done = person.client.post(f"/account/{path}", data=data)
        assert done.status_code in (200, 303, 400, 404, 413, 422, 429), path
        assert "<script>alert" not in done.text
    assert ("Signed in as" in words(person.get("/account"))) == known


@pytest.mark.parametrize("path", ["sign-in", "sign-up", "recover"])
def test_repeated_and_missing_fields_are_answered(path: str, person: Visitor) -> None:
    token = anonymous(person)
    fields = ("email", "password", "password_confirm", "code", "next", "remember")
    many = {name: ["", "a", "b"] for name in fields} | token
    assert person.client.post(f"/account/{path}", data=many).status_code in (400, 422)
    assert person.client.post(f"/account/{path}", data=token).status_code == 422


def test_json_is_refused(person: Visitor) -> None:
    token = anonymous(person)["csrf_token"]
    body = {"email": EMAIL, "password": PASSPHRASE, "csrf_token": token}
    for path in POSTS:
        done = person.client.post(
            f"/account/{path}?include_auth_token", json=body, headers={"X-CSRFToken": token}
        )
        assert done.status_code == 415, path
        assert done.mimetype == "text/html"


def test_no_answer_is_json_and_no_token_is_given(person: Visitor) -> None:
    sign_up(person)
    page = person.get("/account/sign-in")
    data = {"email": EMAIL, "password": PASSPHRASE} | anonymous(person)
    done = person.client.post(
        "/account/sign-in?include_auth_token", data=data, headers={"Accept": "application/json"}
    )
    assert (page.mimetype, done.mimetype) == ("text/html", "text/html")
    assert done.status_code == 303


ELSEWHERE: Final = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "http://[",
    "%09//evil.example",
    "/\t/evil.example",
    " //evil.example",
    "http://localhost@evil.example",
    "http://localhost:1",
    "/a\r\nX: y",
    "/ä",
]


def test_signing_in_never_leads_to_another_site(person: Visitor) -> None:
    sign_up(person)
    token = anonymous(person)
    for wanted in ELSEWHERE:
        assert (
            person.client.get("/account/sign-in", query_string={"next": wanted}).status_code == 400
        )
        data = {"email": EMAIL, "password": PASSPHRASE, "next": wanted} | token
        assert person.client.post("/account/sign-in", data=data).status_code == 400
        data["next"] = ""
        done = person.client.post("/account/sign-in", query_string={"next": wanted}, data=data)
        assert done.status_code == 400


def test_signing_in_leads_to_where_one_wanted_to_be(person: Visitor) -> None:
    sign_up(person)
    first = person.get("/account/passphrase", 303)
    assert first.location == "/account/sign-in?next=/account/passphrase"
    done = fill(person, person.get(first.location), email=EMAIL, password=PASSPHRASE)
    assert (done.status_code, done.location) == (303, "/account/passphrase")


def test_a_wrong_host_is_refused(person: Visitor) -> None:
    assert person.client.get("/account", headers={"Host": "evil.example"}).status_code == 400


def test_another_site_cannot_sign_anyone_in(person: Visitor) -> None:
    sign_up(person)
    data = {"email": EMAIL, "password": PASSPHRASE} | anonymous(person)
    done = person.client.post(
        "/account/sign-in", data=data, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert done.status_code == 403


def test_letters_of_every_script_make_a_passphrase(visitor: Visitor) -> None:
    passphrase = "  ünï çødé 密碼短語 🦦 x "
    enter(visitor, passphrase=passphrase)
    fill(visitor, visitor.get("/account"), "/account/sign-out")
    assert sign_in(visitor, passphrase=passphrase.strip()).status_code == 422
    assert sign_in(visitor, passphrase=passphrase).status_code == 303


def test_an_e_mail_is_the_same_however_it_is_written(new_visitor: Callable[[], Visitor]) -> None:
    sign_up(new_visitor())
    for email in ("SAM@Example.com", " sam@example.com ", "Sam@EXAMPLE.COM"):
        assert sign_in(new_visitor(), email).status_code == 303


@pytest.mark.parametrize(
    "email",
    ["", "sam", "sam@", "@example.com", "a@b", "sam@example.com, pat@example.com",
     "säm@example.com",
     "sam@example.com\nBcc: pat@example.com", "a" * 250 + "@example.com", "sam@exa mple.com"],
)  # fmt: skip
def test_what_is_no_e_mail_is_said_to_be_none(email: str, person: Visitor) -> None:
    page = sign_up(person, email)
    assert page.status_code == 422
    assert "E-mail" in words(page)
    assert re.search("Enter (an|your) e-mail address", words(page))


def test_a_busy_or_lost_database_is_a_503(app: Flask, new_visitor: Callable[[], Visitor]) -> None:
    here, there = new_visitor(), new_visitor()
    enter(here)
    token = anonymous(there)
    data = {"email": EMAIL, "password": PASSPHRASE, "password_confirm": PASSPHRASE} | token
    with away(app):
        for path in ("sign-in", "sign-up", "recover"):
            done = there.client.post(f"/account/{path}", data={**data, "code": "x"})
            assert done.status_code == 503, path
        assert there.client.get("/account/sign-in").status_code == 200
        assert here.client.get("/account/passphrase").status_code in (303, 503)
    assert sign_in(there).status_code == 303
    assert "Signed in as" in words(here.get("/account"))


def test_a_locked_sqlite_is_a_503(sqlite_app: Flask, person: Visitor) -> None:
    token = anonymous(person)
    data = {"email": EMAIL, "password": PASSPHRASE, "password_confirm": PASSPHRASE} | token
    with locked(sqlite_app):
        for path in ("sign-in", "sign-up"):
            assert person.client.post(f"/account/{path}", data=data).status_code == 503
    assert sign_up(person).status_code == 303


def test_what_was_typed_is_kept(person: Visitor) -> None:
    page = recover(person, "not an e-mail", 'x"><b>')
    assert page.status_code == 422
    assert 'value="not an e-mail"' in page.text
    assert "x&#34;&gt;&lt;b&gt;" in page.text
    assert "a wholly new one" not in page.text
