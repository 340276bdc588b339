"""The log: one JSON line a request, and nothing in it that is anybody's."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.web.log import JsonLines
from tests import outages
from tests.records import records
from tests.visitor import Visitor, form_of

FIELDS = ["time", "level", "event", "request", "method", "route", "status", "ms"]


@pytest.fixture
def stream(app: Flask) -> Iterator[io.StringIO]:
    """Return what the app writes to its log."""
    [handler] = logging.getLogger("assess.request").handlers
    assert app.logger.handlers == [handler]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_each_request_is_one_line_with_exactly_the_promised_fields(
    visitor: Visitor, stream: io.StringIO, shipped: Compiled
) -> None:
    attempt = visitor.start()
    path = f"{attempt}/q/{shipped.forms['standard'][0]}"
    page = visitor.get(path)
    visitor.submit(page, answer="forged")
    visitor.submit(page, answer="a", csrf_token="wrong")
    visitor.submit(page, answer="a")
    visitor.client.get("/nowhere?answer=a")
    visitor.post("/start", {}, Origin="https://evil.example")
    found = lines(stream)
    assert [list(line) for line in found] == [FIELDS] * 8
    rule = "/a/<attempt:public_id>/q/<key:key>"
    assert [(line["method"], line["route"], line["status"]) for line in found[2:7]] == [
        ("GET", rule, 200), ("POST", rule, 422), ("POST", rule, 400), ("POST", rule, 303),
        ("GET", None, 404),
    ]  # fmt: skip
    assert [line["level"] for line in found[:7]] == [
        "info", "info", "info", "warning", "warning", "info", "warning",
    ]  # fmt: skip
    for line in found:
        assert line["event"] == "request"
        assert re.fullmatch(r"[0-9a-f]{16}", line["request"] or ""), line
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])
        assert line["ms"] > 0
    assert len({line["request"] for line in found}) == len(found)


def test_no_line_holds_an_id_a_cookie_an_answer_a_token_or_an_address(
    visitor: Visitor, stream: io.StringIO, session: Session, shipped: Compiled
) -> None:
    attempt = visitor.start()
    key = shipped.forms["standard"][0]
    visitor.answer(f"{attempt}/q/{key}", "a")
    page = visitor.get(f"{attempt}/q/{key}")
    visitor.submit(page, answer="forged-answer", csrf_token="wrong")
    headers = {"X-Forwarded-For": "203.0.113.7", "User-Agent": "agent-of-a-person"}
    visitor.client.get(f"{attempt}/q/{key}?from=check", headers=headers)
    visitor.client.get("/nowhere/secret-path", headers=headers)
    visitor.finish(attempt, goal="account_manager")
    cookie = visitor.client.get_cookie("assess")
    assert cookie is not None
    private = [attempt.removeprefix("/a/"), key, cookie.value, "forged-answer", "127.0.0.1"]
    private += ["203.0.113.7", "agent-of-a-person", "secret-path", "account_manager"]
    private += [value for _, value in form_of(page).fields if len(value) > 1]
    private += [row["token_hash"] for row in records(session)["browser"]]
    for word in private:
        assert word not in stream.getvalue()


def test_a_fault_of_ours_is_logged_without_what_the_person_gave(
    app: Flask, visitor: Visitor, stream: io.StringIO, session: Session, shipped: Compiled
) -> None:
    path = f"{visitor.start()}/q/{shipped.forms['standard'][0]}"
    page = visitor.get(path)
    refuse = {
        "sqlite": "CREATE TRIGGER broken BEFORE INSERT ON answer "
        "BEGIN SELECT RAISE(ABORT, 'broken'); END",
        "postgresql": "ALTER TABLE answer ADD CONSTRAINT broken CHECK (false)",
    }
    session.execute(text(refuse[session.get_bind().dialect.name]))
    session.commit()
    fields = dict(form_of(page).fields)
    response = visitor.submit(page, answer="not_applicable")
    assert response.status_code == 500
    fault, request = lines(stream)[-2:]
    assert fault["level"] == request["level"] == "error"
    assert fault["event"]
    assert "IntegrityError" in fault["error"]
    for word in (fields["save_id"], "'not_applicable'", shipped.forms["standard"][0]):
        assert word not in stream.getvalue()


def test_a_database_that_is_away_is_an_error_with_its_reason(
    app: Flask, visitor: Visitor, stream: io.StringIO
) -> None:
    attempt = visitor.start()
    with outages.away(app):
        visitor.get(attempt, 503)
    found = [line for line in lines(stream) if line["level"] == "error"]
    assert [line["event"] for line in found][-1] == "request"
    assert attempt.removeprefix("/a/") not in stream.getvalue()


def test_a_record_with_an_exception_stays_one_line() -> None:
    error = RuntimeError("first\nsecond")
    info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("assess", logging.ERROR, __file__, 1, "it broke", (), info)
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line)["error"] == "RuntimeError"


def test_nothing_is_measured_where_nobody_listens(
    visitor: Visitor, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("assess.request"), "disabled", True)
    visitor.get("/privacy")
    assert stream.getvalue() == ""
