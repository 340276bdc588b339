"""Who may use which route: one table for all of them, and each asked by each sort of person."""

import re
from collections.abc import Callable
from typing import Final, Literal

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from tests.records import unchanged
from tests.visitor import Form, Visitor, form_of

Guard = Literal["anyone", "holder"]

# A new route is refused by the first test until it stands here with the guard it must have.
ROUTES: Final[dict[tuple[str, str, str], Guard]] = {
    ("GET", "pages.home", "/"): "anyone",
    ("POST", "pages.start", "/start"): "anyone",
    ("GET", "pages.method", "/method"): "anyone",
    ("GET", "pages.privacy", "/privacy"): "anyone",
    ("GET", "pages.accessibility", "/accessibility"): "anyone",
    ("GET", "health.healthz", "/healthz"): "anyone",
    ("GET", "health.readyz", "/readyz"): "anyone",
    ("GET", "assets.static", "/static/<version>/<path:name>"): "anyone",
    ("GET", "take.practice", "/a/<attempt:public_id>/practice"): "holder",
    ("GET", "take.tasks", "/a/<attempt:public_id>"): "holder",
    ("GET", "take.question", "/a/<attempt:public_id>/q/<key:key>"): "holder",
    ("POST", "take.answer", "/a/<attempt:public_id>/q/<key:key>"): "holder",
    ("POST", "take.autosave", "/a/<attempt:public_id>/q/<key:key>/save"): "holder",
    ("GET", "take.check", "/a/<attempt:public_id>/check"): "holder",
    ("POST", "take.check", "/a/<attempt:public_id>/check"): "holder",
    ("GET", "results.result", "/a/<attempt:public_id>/result"): "holder",
    ("GET", "results.result", "/a/<attempt:public_id>/result/<int(max=999):number>"): "holder",
    ("GET", "results.answers", "/a/<attempt:public_id>/answers"): "holder",
    ("POST", "results.add_questions", "/a/<attempt:public_id>/grow"): "holder",
}
PRIVATE: Final = [route for route, guard in ROUTES.items() if guard == "holder"]
OPEN: Final = [route for route, guard in ROUTES.items() if guard == "anyone"]
UNKNOWN: Final = "0" * 20
# What differs between two drawings of one page, whoever asks.
_OWN: Final = re.compile(r'(name="(?:csrf_token|save_id)" value=)"[^"]*"')


def path_of(rule: str, public_id: str, key: str) -> str:
    """Return a route's address for an attempt and a question."""
    path = rule.replace("<attempt:public_id>", public_id).replace("<key:key>", key)
    path = path.replace("<int(max=999):number>", "1")
    return path.replace("<version>", "0").replace("<path:name>", "css/base.css")


def ask(visitor: Visitor, method: str, path: str, form: Form) -> TestResponse:
    """Ask a route, with a form that the visitor's own browser would vouch for."""
    if method == "GET":
        return visitor.client.get(path)
    return visitor.post(path, form.with_(answer=["not_sure"], goal="", length="thorough"))


def body(response: TestResponse, public_id: str) -> str:
    """Return a page without what is different for everybody."""
    return _OWN.sub(r"\1", response.text).replace(public_id, "ID")


def test_every_route_stands_in_the_table_with_its_guard(sqlite_app: Flask) -> None:
    found = {
        (method, rule.endpoint, rule.rule)
        for rule in sqlite_app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert found == set(ROUTES)


def test_every_route_about_an_attempt_is_for_its_holder() -> None:
    assert {rule for _, _, rule in PRIVATE} == {
        rule for _, _, rule in ROUTES if "public_id" in rule
    }


@pytest.mark.parametrize("state", ["under way", "finished", "growing"])
def test_somebody_elses_attempt_looks_like_one_that_does_not_exist(
    state: str,
    new_visitor: Callable[[], Visitor],
    session: Session,
    shipped: Compiled,
) -> None:
    holder, other = new_visitor(), new_visitor()
    key = shipped.forms["standard"][0]
    attempt, own = holder.start(), other.start()
    holder.answer(f"{attempt}/q/{key}", "a")
    if state != "under way":
        result = holder.get(holder.finish(attempt))
    if state == "growing":
        assert holder.submit(result, length="thorough").status_code == 303
    theirs = attempt.removeprefix("/a/")
    form = form_of(other.get(f"{own}/q/{key}"))
    with unchanged(session):
        for method, _, rule in PRIVATE:
            asked = ask(other, method, path_of(rule, theirs, key), form)
            unknown = ask(other, method, path_of(rule, UNKNOWN, key), form)
            assert (asked.status_code, unknown.status_code) == (404, 404), rule
            assert body(asked, theirs) == body(unknown, UNKNOWN), rule
            assert sorted(asked.headers) == sorted(unknown.headers), rule


def test_a_browser_without_cookie_sees_no_difference_either(
    new_visitor: Callable[[], Visitor], session: Session, shipped: Compiled
) -> None:
    key = shipped.forms["standard"][0]
    holder = new_visitor()
    theirs = holder.start().removeprefix("/a/")
    form = form_of(holder.get(f"/a/{theirs}/q/{key}"))
    with unchanged(session):
        for method, _, rule in PRIVATE:
            asked = ask(new_visitor(), method, path_of(rule, theirs, key), form)
            unknown = ask(new_visitor(), method, path_of(rule, UNKNOWN, key), form)
            assert asked.status_code == unknown.status_code in (400, 404), rule
            assert method == "POST" or asked.status_code == 404, rule
            assert body(asked, theirs) == body(unknown, UNKNOWN), rule


def test_the_holder_may_use_every_private_route(person: Visitor, shipped: Compiled) -> None:
    attempt = person.start()
    key = shipped.forms["standard"][0]
    form = form_of(person.get(f"{attempt}/q/{key}"))
    for method, endpoint, rule in PRIVATE:
        path = path_of(rule, attempt.removeprefix("/a/"), key)
        status = ask(person, method, path, form).status_code
        posted = method == "POST" and endpoint != "take.autosave"
        assert status == (303 if posted else 200), rule
        if endpoint == "take.check" and method == "POST":
            assert person.get(path, 303).location == f"{attempt}/result"


def test_anyone_may_use_every_open_route(
    sqlite_app: Flask, new_person: Callable[[], Visitor]
) -> None:
    for method, _, rule in OPEN:
        visitor = new_person()
        path = path_of(rule, UNKNOWN, "x")
        if method == "GET":
            visitor.get(path)
        else:
            assert visitor.submit(visitor.get("/")).location.endswith("/practice")


def test_only_the_promised_methods_are_answered(person: Visitor) -> None:
    attempt = person.start()
    for method in ("PUT", "PATCH", "DELETE"):
        for path in ("/", attempt, f"{attempt}/check"):
            assert person.client.open(path, method=method).status_code in (400, 405)
    refused = person.get("/start", 405)
    assert set(refused.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
    assert person.client.open(attempt, method="OPTIONS").status_code == 200


def test_an_attempt_of_ones_own_gives_no_way_into_another(
    new_visitor: Callable[[], Visitor], shipped: Compiled
) -> None:
    one, other = new_visitor(), new_visitor()
    first, second = one.start(), other.start()
    key = shipped.forms["standard"][0]
    # The other's form, pointed at the first attempt, with the other's own cookie.
    form = form_of(other.get(f"{second}/q/{key}")).with_(answer=["a"])
    assert other.post(f"{first}/q/{key}", form).status_code == 404
    # The first's form with its token, sent by the other's browser.
    form = form_of(one.get(f"{first}/q/{key}")).with_(answer=["a"])
    assert other.post(f"{first}/q/{key}", form).status_code == 404
    # The same stolen form at the other's own attempt: the token is not this browser's.
    assert other.post(f"{second}/q/{key}", form).status_code == 400
