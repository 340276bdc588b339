"""Somebody else’s attempt: on every route about one, it looks like one that does not exist."""

import re
from collections.abc import Callable
from typing import Final

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from tests.records import unchanged
from tests.visitor import Form, Visitor, form_of
from tests.web.routes import ROUTES, UNKNOWN, guarded, path_of

PRIVATE: Final = guarded("holder")
# What differs between two drawings of one page, whoever asks.
_OWN: Final = re.compile(r'(name="(?:csrf_token|save_id)" value=)"[^"]*"')


def ask(visitor: Visitor, method: str, path: str, form: Form) -> TestResponse:
    """Ask a route, with a form that the visitor's own browser would vouch for."""
    if method == "GET":
        return visitor.client.get(path)
    return visitor.post(path, form.with_(answer=["not_sure"], goal="", length="thorough"))


def body(response: TestResponse, public_id: str) -> str:
    """Return a page without what is different for everybody."""
    return _OWN.sub(r"\1", response.text).replace(public_id, "ID")


def test_every_route_about_an_attempt_is_for_its_holder() -> None:
    about = {rule for _, _, rule in ROUTES if rule.startswith("/a/<attempt:public_id>")}
    assert {rule for _, _, rule in PRIVATE} == about


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
