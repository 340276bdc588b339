"""The one cookie: when it is set, what it says, and what it does not."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, jsonify, session
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.services import browsers
from assess.services.values import Browser
from assess.web import cookie
from tests import outages
from tests.records import records, unchanged
from tests.visitor import Visitor, form_of


def test_it_is_set_by_the_first_page_with_a_form_and_never_again(person: Visitor) -> None:
    first = person.get("/")
    [cookie] = first.headers.getlist("Set-Cookie")
    name, _, rest = cookie.partition("=")
    token, *flags = rest.split("; ")
    assert name == "assess"
    assert len(token) == 43
    assert {flag for flag in flags if not flag.startswith("Expires")} == {
        "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=34560000",
    }  # fmt: skip
    for path in ("/", "/method", "/nowhere"):
        response = person.client.get(path)
        assert "Set-Cookie" not in response.headers
    assert "Set-Cookie" not in person.submit(first).headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/method", 200), ("/privacy", 200), ("/accessibility", 200), ("/healthz", 200),
        ("/readyz", 200), ("/nowhere", 404), ("/a/" + "0" * 20, 404), ("/start", 405),
        ("/static/0/css/base.css", 200),
    ],
)  # fmt: skip
def test_a_page_without_a_form_sets_none(path: str, status: int, person: Visitor) -> None:
    assert "Set-Cookie" not in person.get(path, status).headers


def test_the_database_holds_its_hash_alone(visitor: Visitor, session: Session) -> None:
    visitor.start()
    cookie = visitor.client.get_cookie("assess")
    assert cookie is not None
    [row] = records(session)["browser"]
    assert row["token_hash"] == hashlib.sha256(cookie.value.encode()).hexdigest()
    assert cookie.value not in repr(records(session))


@pytest.mark.parametrize(
    "value", ["", "short", "a" * 42, "a" * 44, "é" * 43, "a" * 42 + "!", "a" * 42 + "%00"]
)
def test_a_cookie_of_another_shape_counts_as_none(value: str, person: Visitor) -> None:
    response = person.client.get("/", headers={"Cookie": f"assess={value}"})
    assert response.status_code == 200
    [cookie] = response.headers.getlist("Set-Cookie")
    assert value == "" or f"={value};" not in cookie


def test_a_cookie_that_somebody_made_up_opens_nothing(person: Visitor) -> None:
    attempt = person.start()
    person.client.set_cookie("assess", "a" * 43)
    person.get(attempt, 404)
    assert "Welcome back" not in person.get("/").text


def test_tokens_differ_between_browsers(sqlite_app: Flask) -> None:
    seen = set()
    for _ in range(5):
        cookie = sqlite_app.test_client().get("/").headers["Set-Cookie"]
        seen.add(cookie.split(";")[0])
    assert len(seen) == 5


def test_a_form_token_does_not_grow_old(
    person: Visitor, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = person.get(f"{person.start()}/q/{shipped.forms['standard'][0]}")
    year = 365 * 24 * 60 * 60
    for clock in (2_500_000_000 + year, 1_000_000_000):
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda clock=clock: clock)
        response = person.submit(page, answer="a")
        assert response.status_code == 303, "ahead or back, the clock locks nobody out"


def test_a_form_token_is_for_one_browser_only(person: Visitor, sqlite_app: Flask) -> None:
    other = Visitor(sqlite_app.test_client())
    token = dict(form_of(person.get("/")).fields)["csrf_token"]
    assert other.submit(other.get("/look"), csrf_token=token).status_code == 400


def test_what_a_page_keeps_for_a_browser_comes_back_with_it(
    sqlite_app: Flask, person: Visitor, new_person: Callable[[], Visitor]
) -> None:
    sqlite_app.add_url_rule("/keep", view_func=_keep)
    sqlite_app.add_url_rule("/kept", view_func=lambda: jsonify(dict(session)))
    assert person.get("/keep").headers["Set-Cookie"].startswith("assess=")
    kept = person.get("/kept").get_json()
    assert kept.pop("csrf_token")
    assert kept == {"one": [1, 2], "two": "2"}
    assert list(new_person().get("/kept").get_json()) == ["csrf_token"]


def test_data_that_cannot_be_kept_is_no_trouble_for_the_page(
    sqlite_app: Flask, person: Visitor, sqlite_session: Session
) -> None:
    sqlite_app.add_url_rule("/keep", view_func=_keep)
    person.start()
    with unchanged(sqlite_session), outages.locked(sqlite_app):
        person.get("/keep")
    person.get("/keep")
    assert records(sqlite_session)["browser"][0]["data"] == {"one": [1, 2], "two": "2"}


def _keep() -> str:
    session["one"], session["two"], session["three"] = [1, 2], "2", None
    del session["three"]
    return ""


def test_a_browser_that_comes_by_keeps_its_cookie_for_another_400_days(
    person: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = person.start()
    assert "Set-Cookie" not in person.get(attempt).headers
    later = datetime.now(UTC) + timedelta(days=1, minutes=1)
    monkeypatch.setattr(cookie, "now", lambda: later)
    assert "Max-Age=34560000" in person.get(attempt).headers["Set-Cookie"]
    assert "Set-Cookie" not in person.get(attempt).headers


def test_the_session_is_asked_for_once_a_request(
    sqlite_app: Flask, person: Visitor, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{person.start()}/q/{shipped.forms['standard'][0]}"
    asked: list[str] = []
    find = browsers.find

    def counting(opened: Session, token_hash: str) -> Browser | None:
        asked.append(token_hash)
        return find(opened, token_hash)

    monkeypatch.setattr(browsers, "find", counting)
    person.get(path)
    assert len(asked) == 1
    person.client.get("/static/0/css/base.css")
    person.client.get("/healthz")
    assert len(asked) == 1


def test_a_visit_that_cannot_be_noted_is_no_trouble_for_the_visitor(
    sqlite_app: Flask, person: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = person.start()
    tomorrow = datetime.now(UTC) + timedelta(days=1, minutes=1)
    monkeypatch.setattr(cookie, "now", lambda: tomorrow)
    with outages.locked(sqlite_app):
        person.get(attempt)
