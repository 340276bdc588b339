"""Bringing a file in: how much, how often, and what is no file at all."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import encode_multipart

from assess.core.compiled import Compiled
from tests.records import unchanged
from tests.visitor import Visitor, form_of, notices, words
from tests.web.test_answers_page import finished, mixed
from tests.web.test_data_files import everything
from tests.web.test_data_import import Data, bring, faults, post, send, unchanged_but_count


@pytest.fixture
def good(new_person: Callable[[], Visitor], shipped: Compiled) -> Data:
    """Return the file of somebody's finished attempt."""
    person = new_person()
    return everything(person, finished(person, mixed(shipped, "quick"), "quick"))


BROKEN: Final[dict[str, tuple[bytes, str]]] = {
    "empty": (b"", "The file cannot be read: not JSON"),
    "no JSON": (b"hello", "The file cannot be read: not JSON"),
    "a zip file": (b"PK\x03\x04" + bytes(200), "The file cannot be read: not"),
    "a gzip bomb": (b"\x1f\x8b\x08" + bytes(5000), "The file cannot be read: not UTF-8 text."),
    "not UTF-8": (b'{"a": "\xff"}', "The file cannot be read: not UTF-8 text."),
    "a list": (b"[]", "This is another sort of file."),
    "another document": (b'{"format": 1, "title": "x"}', "This is another sort of file."),
    "very deep": (b"[" * 200_000, "The file cannot be read: nested too deeply."),
    "rather deep": (b"[" * 40 + b"]" * 40, "The file cannot be read: nested too deeply."),
    "a key twice": (b'{"a": 1, "a": 2}', "The file cannot be read: the key “a” stands twice."),
    "NaN": (b'{"a": NaN}', "The file cannot be read: NaN is no number."),
    "a huge number": (
        b'{"a": 1e999}',
        "The file cannot be read: holds a number that is too large.",
    ),
    "a number of many digits": (b'{"a": ' + b"9" * 5000 + b"}", "The file cannot be read: "),
    "half a character": (b'{"a": "\\ud800"}', "The file cannot be read: holds a character"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_such_file_is_refused_in_one_line(
    name: str, person: Visitor, sqlite_session: Session
) -> None:
    raw, line = BROKEN[name]
    with unchanged_but_count(sqlite_session):
        page = send(person, raw)
    assert page.status_code == 422
    assert [fault[: len(line)] for fault in faults(page)] == [line]


def test_five_megabytes_are_read_and_one_byte_more_is_not(person: Visitor) -> None:
    limit = 5 * 1024 * 1024
    assert faults(send(person, b" " * limit))[0].startswith("The file cannot be read: not JSON")
    [fault] = faults(send(person, b" " * (limit + 1)))
    assert fault == "The file cannot be read: larger than 5 MiB."
    far = send(person, b" " * (limit + 100_000))
    assert far.status_code == 413
    assert faults(far)[0].startswith("This file is too large")


def test_other_forms_still_take_no_more_than_they_did(person: Visitor) -> None:
    home = form_of(person.get("/"))
    sent = home.with_(start_id="x" * 300_000)
    assert person.post("/start", sent).status_code == 413
    page = person.post("/delete-everything", sent)
    assert page.status_code == 413
    assert words(page, "h1") == "That was too much to send at once"


def test_without_a_file_the_page_says_what_to_do(person: Visitor, sqlite_session: Session) -> None:
    with unchanged(sqlite_session):
        page = person.submit(person.get("/import"))
        as_text = person.submit(person.get("/import"), file="data.json")
    for one in (page, as_text):
        assert one.status_code == 422
        assert faults(one) == ["Choose a file first."]
        assert notices(one) == ["Choose a file first."]


def test_a_file_without_its_form_is_refused(person: Visitor, good: Data) -> None:
    assert post(person, [], json.dumps(good).encode()).status_code == 400


def test_after_twenty_files_in_an_hour_the_network_waits(
    new_person: Callable[[], Visitor], good: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(20):
        assert send(new_person(), b"x").status_code == 422
    page = send(new_person(), good)
    assert page.status_code == 429
    assert faults(page) == ["There were many files from your network. Try again in 60 minutes."]
    later = datetime.now(UTC) + timedelta(minutes=61)
    monkeypatch.setattr("assess.web.data.bringing.now", lambda: later)
    bring(new_person(), good)


def test_a_text_in_place_of_a_file_is_bounded_like_any_form(person: Visitor) -> None:
    token = form_of(person.get("/import")).with_()["csrf_token"]
    boundary, body = encode_multipart({"csrf_token": token, "file": "x" * 300_000})
    sent = f"multipart/form-data; boundary={boundary}"
    page = person.client.post("/import", data=body, content_type=sent)
    assert page.status_code == 413
    assert faults(page)[0].startswith("This file is too large")
