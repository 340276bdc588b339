"""Coming back when something is in the way; nothing typed is thrown away."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from flask import Flask
from justhtml import JustHTML
from sqlalchemy.orm import Session

from assess.core.codes import show
from tests import outages
from tests.records import unchanged
from tests.resuming import UNKNOWN, code_on, come_back, forms, typed
from tests.visitor import Visitor, notices, words

NOW: Final = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NewVisitor = Callable[[], Visitor]


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Return a way to say what time it is."""

    def plant(at: datetime) -> None:
        monkeypatch.setattr("assess.web.admission.now", lambda: at)

    plant(NOW)
    return plant


def test_after_the_apps_secret_changed_a_new_code_is_offered(
    sqlite_app: Flask, person: Visitor, new_person: NewVisitor
) -> None:
    attempt = person.start()
    old = code_on(person.get(f"{attempt}/code"))
    sqlite_app.config["SECRET_KEY"] = b"x" * 64
    page = person.get(f"{attempt}/code")
    assert "we cannot show you your code again" in words(page)
    assert JustHTML(page.text, sanitize=False).query("svg[role]") == []
    assert come_back(new_person(), old).status_code == 303
    action = f"{attempt}/code"
    renewed = person.get(person.post(action, forms(page)[action].with_()).location)
    assert come_back(new_person(), old).status_code == 422
    assert come_back(new_person(), code_on(renewed)).status_code == 303


def test_after_ten_wrong_codes_one_is_told_how_long_to_wait(
    new_visitor: NewVisitor, moment: Callable[[datetime], None]
) -> None:
    here, there = new_visitor(), new_visitor()
    code = code_on(here.get(f"{here.start()}/code"))
    page = there.get("/resume")
    for _ in range(10):
        assert there.submit(page, code=UNKNOWN).status_code == 422
    moment(NOW + timedelta(seconds=22))
    for answer in (there.submit(page, code=code), there.submit(there.get(f"/r/{code}"))):
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "38"
        assert notices(answer) == [
            "Too many wrong codes came from your network. Please wait 38 seconds, then try again."
        ]
        assert typed(answer) == show(code)
    moment(NOW + timedelta(seconds=60))
    assert there.submit(page, code=code).status_code == 303


def test_a_wrong_form_token_keeps_what_was_typed(visitor: Visitor, session: Session) -> None:
    page = visitor.get("/resume")
    with unchanged(session):
        back = visitor.submit(page, code=UNKNOWN, csrf_token="wrong")
        assert visitor.submit(visitor.get(f"/r/{UNKNOWN}"), csrf_token="wrong").status_code == 400
    assert (back.status_code, typed(back)) == (400, UNKNOWN)
    assert notices(back) == [
        "This page had lost its link to your browser. Your code is still below."
    ]
    assert visitor.submit(back).status_code == 422


@pytest.mark.parametrize("outage", [outages.locked, outages.away])
def test_a_database_that_is_busy_or_away_keeps_what_was_typed(
    outage: Callable[[Flask], AbstractContextManager[None]], app: Flask, visitor: Visitor
) -> None:
    attempt, fresh = visitor.start(), visitor.start()
    code = code_on(visitor.get(f"{attempt}/code"))
    page = visitor.get("/resume")
    with outage(app):
        back = visitor.submit(page, code=code)
        # The first code of an attempt is a write.
        assert visitor.get(f"{fresh}/code", 503).headers["Retry-After"] == "5"
    assert (back.status_code, typed(back)) == (503, code)
    assert back.headers["Retry-After"] == "5"
    assert visitor.submit(back).status_code == 303


def test_what_an_address_with_a_code_in_it_says_goes_nowhere(person: Visitor) -> None:
    attempt = person.start()
    pages = {"/resume": 200, f"/r/{UNKNOWN}": 200, "/r/x": 404, f"{attempt}/code": 200}
    for path, status in pages.items():
        page = person.get(path, status)
        assert page.headers.getlist("Referrer-Policy") == ["no-referrer"]
        assert page.headers.getlist("X-Robots-Tag") == ["noindex, nofollow"]
        assert page.headers["Cache-Control"] == "no-store"
    assert "X-Robots-Tag" not in person.get("/").headers


def test_a_page_without_referrer_may_send_its_forms(person: Visitor) -> None:
    # Browsers name no origin either where they send no referrer.
    (form,) = forms(person.get("/resume")).values()
    for headers in ({"Origin": "null"}, {"Origin": "null", "Sec_Fetch_Site": "same-origin"}):
        assert person.post("/resume", form.with_(code=UNKNOWN), **headers).status_code == 422
    for headers in (
        {"Origin": "null", "Sec_Fetch_Site": "cross-site"},
        {"Origin": "https://evil.example"},
    ):
        assert person.post("/resume", form.with_(code=UNKNOWN), **headers).status_code == 403
    assert person.post("/resume", {"code": [UNKNOWN]}, Origin="null").status_code == 400


def test_a_page_that_is_lost_leads_to_the_code(person: Visitor) -> None:
    page = person.get("/a/" + "0" * 20, 404)
    links = JustHTML(page.text, sanitize=False).query('main a[href="/resume"]')
    assert [link.to_text() for link in links] == ["Come back with a code"]
