"""What a shared link keeps to itself: no cookie, no trace, no way to anything else."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from justhtml import JustHTML
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from tests import outages
from tests.records import records, unchanged
from tests.soundness import attributes
from tests.visitor import Visitor, words
from tests.web.sharing import OPEN, UNKNOWN, end, finished, share
from tests.web.test_headers import EXPECTED

NewVisitor = Callable[[], Visitor]


@pytest.fixture
def coach(new_visitor: NewVisitor) -> Visitor:
    """Return somebody with another browser."""
    return new_visitor()


def test_nothing_on_a_shared_page_leads_to_its_holder(
    person: Visitor, new_person: NewVisitor, sqlite_session: Session, shipped: Compiled
) -> None:
    coach = new_person()
    attempt = finished(person, shipped)
    link = share(person, attempt, **OPEN)
    [row] = records(sqlite_session)["share"]
    for path in (link, f"{link}/answers"):
        page = coach.get(path)
        for secret in (attempt.removeprefix("/a/"), row["public_id"], row["secret_hash"]):
            assert secret not in page.text
        parsed = JustHTML(page.text, sanitize=False)
        assert parsed.query("form") == []
        anchors = {attributes(part)["href"].partition("#")[0] for part in parsed.query("a")}
        assert anchors <= {
            "",
            "/",
            "/method",
            "/privacy",
            "/accessibility",
            "/look",
            link,
            f"{link}/answers",
        }
        [robots] = parsed.query('meta[name="robots"]')
        assert attributes(robots)["content"] == "noindex, nofollow"


def test_a_link_opens_nothing_else(
    visitor: Visitor, coach: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = finished(visitor, shipped)
    link = share(visitor, attempt, **OPEN)
    coach.get(link)
    coach.get(f"{link}/answers")
    for path in ("", "/result", "/result/1", "/answers", "/share", "/check"):
        coach.get(attempt + path, 404)
    assert coach.client.get_cookie("assess") is None
    assert len(records(session)["browser"]) == 1
    assert len(records(session)["access_grant"]) == 1


def test_opening_sets_no_cookie_and_carries_exactly_these_headers(
    person: Visitor, new_person: NewVisitor, shipped: Compiled
) -> None:
    coach = new_person()
    link = share(person, finished(person, shipped), **OPEN)
    hidden = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
    for path, status in (
        (link, 200), (f"{link}/answers", 200), (UNKNOWN, 404), ("/s/x", 404), ("/s/x/answers", 404)
    ):  # fmt: skip
        for method in ("GET", "HEAD"):
            response = coach.client.open(path, method=method)
            assert response.status_code == status
            for name, value in (EXPECTED | hidden | {"Cache-Control": "no-store"}).items():
                assert response.headers.getlist(name) == [value], (path, name)
            assert "Set-Cookie" not in response.headers
            assert set(response.headers.keys()) == {
                *EXPECTED, *hidden, "Cache-Control", "Content-Type", "Content-Length",
            }  # fmt: skip


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_reading_a_shared_page_changes_its_count(
    method: str, person: Visitor, new_person: NewVisitor, sqlite_session: Session, shipped: Compiled
) -> None:
    coach = new_person()
    link = share(person, finished(person, shipped), **OPEN)
    with unchanged(sqlite_session):
        for path in (link, f"{link}/answers", UNKNOWN):
            status = coach.client.open(path, method=method, data={"x": "y"}).status_code
            assert status in ((200, 404) if method in ("HEAD", "OPTIONS") else (405,))
    coach.get(f"{link}/answers")
    assert records(sqlite_session)["share"][0]["uses"] == 1


@pytest.mark.parametrize(
    "secret",
    [
        "x", "0" * 25, "0" * 27, "0" * 5000, "A" * 26, "8" * 26, "%00" * 26, "%F0%9F%98%80" * 26,
        "%E2%80%AE" + "0" * 25, "%3Cscript%3E", "..%2e", "'%20OR%201=1", "%FF%FE", "%0d%0aX-A:%20b",
    ],
)  # fmt: skip
def test_whatever_is_no_link_looks_like_one_that_has_ended(
    secret: str, person: Visitor, new_person: NewVisitor, sqlite_session: Session, shipped: Compiled
) -> None:
    coach = new_person()
    attempt = finished(person, shipped)
    link = share(person, attempt)
    end(person, attempt)
    with unchanged(sqlite_session):
        ended = coach.get(link, 404)
        for path in (f"/s/{secret}", f"/s/{secret}/answers", UNKNOWN):
            page = coach.get(path, 404)
            assert page.text == ended.text
            assert page.headers.to_wsgi_list() == ended.headers.to_wsgi_list()
    assert words(ended, "h1") == "This link does not work any more"
    assert "ask the person who sent it to you" in words(ended)


@pytest.fixture
def log(app: Flask) -> Iterator[io.StringIO]:
    """Return what the app writes to its log."""
    [handler] = app.logger.handlers
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


def test_no_log_line_holds_a_link(
    app: Flask, log: io.StringIO, visitor: Visitor, coach: Visitor, shipped: Compiled
) -> None:
    link = share(visitor, finished(visitor, shipped), **OPEN)
    coach.get(link)
    coach.get(f"{link}/answers")
    coach.get(link + "x", 404)
    coach.client.post(link)
    with outages.away(app):
        coach.get(link, 503)
    routes = [json.loads(line).get("route") for line in log.getvalue().splitlines()]
    assert routes.count("/s/<secret>") == 3
    assert "/s/<secret>/answers" in routes
    assert link.removeprefix("/s/") not in log.getvalue()


def test_while_the_records_are_busy_a_link_is_shown_all_the_same(
    app: Flask, visitor: Visitor, coach: Visitor, session: Session, shipped: Compiled
) -> None:
    link = share(visitor, finished(visitor, shipped))
    # SQLite has one writer; on PostgreSQL nobody else holds this row.
    with outages.locked(app):
        assert "Somebody’s own view" in words(coach.get(link))
    uses = records(session)["share"][0]["uses"]
    assert uses == (0 if session.get_bind().dialect.name == "sqlite" else 1)


def test_away_records_are_told_with_the_same_privacy(
    app: Flask, visitor: Visitor, coach: Visitor, shipped: Compiled
) -> None:
    link = share(visitor, finished(visitor, shipped))
    with outages.away(app):
        page = coach.get(link, 503)
    assert page.headers.getlist("Referrer-Policy") == ["no-referrer"]
    assert page.headers.getlist("X-Robots-Tag") == ["noindex, nofollow"]
