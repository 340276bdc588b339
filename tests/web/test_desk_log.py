"""The page of the log: rows, filters, what changed, and the files."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from assess.services import audit
from assess.services.audit import Entry
from assess.services.database import write
from tests.visitor import Visitor, words
from tests.web.desksteps import enter_staff

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOSTILE = '=cmd()<script>alert(1)</script>\u202e"</dd>{{ 7*7 }}'


@pytest.fixture
def owner(person: Visitor, sqlite_session: Session) -> Visitor:
    enter_staff(person, sqlite_session, "owner")
    return person


def add(session: Session, *entries: Entry) -> None:
    def work() -> None:
        for entry in entries:
            audit.add(session, entry, NOW)

    write(session, work)


def test_an_empty_log_says_so_and_rows_come_newest_first(
    owner: Visitor, sqlite_session: Session
) -> None:
    assert "nothing in the log yet" in words(owner.get("/desk/log"))
    add(sqlite_session, Entry("a", "role given", "one"), Entry("b", "role given", "two"))
    said = words(owner.get("/desk/log"), "ol")
    assert said.index("two") < said.index("one")


def test_only_what_differs_is_shown_field_by_field(owner: Visitor, sqlite_session: Session) -> None:
    before = {
        "questions/x": {"text": "Old", "skill": "empathy", "retired": False},
        "order/questions": ["x", "y"],
    }
    after = {
        "questions/x": {"text": "New", "skill": "empathy", "retired": False},
        "order/questions": ["y", "x"],
    }
    odd = {"questions/z": "odd", "texts": None}
    entries = [Entry("a", "draft changed", "q", before, after), Entry("a", "x", "y", odd, [1, 2])]
    add(sqlite_session, *entries, Entry("a", "x", "y", odd, {"questions/z": None}))
    said = words(owner.get("/desk/log"))
    assert "Question “New” Text Before Old After New" in said
    assert "Order of the questions" in said
    assert "Empathy" not in said
    assert "empathy" not in said


def test_filters_are_kept_by_the_pages_and_the_files(
    owner: Visitor, sqlite_session: Session
) -> None:
    add(sqlite_session, *(Entry("a", "role given", f"s{place}") for place in range(60)))
    add(sqlite_session, Entry("b", "role given", "other"))
    asked = "actor=a&action=role+given&subject=s&first=2026-11-25&last=2026-11-25"
    page = owner.get(f"/desk/log?{asked}")
    assert "other" not in words(page, "ol")
    assert f"/desk/log?before=11&amp;{asked.replace('&', '&amp;')}" in page.text
    older = owner.get(f"/desk/log?before=11&{asked}")
    assert "s9" in words(older, "ol")
    lines = owner.get(f"/desk/log.jsonl?{asked}")
    assert len(lines.text.splitlines()) == 60
    assert json.loads(lines.text.splitlines()[0])["number"] == 1
    assert owner.get(f"/desk/log.csv?{asked}").text.count("\r\n") == 61


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("first=yesterday", 422),
        ("last=2026-02-31", 422),
        ("first=0001-01-01&last=9999-12-31", 200),
        ("before=-1", 200),
        (f"before={'9' * 50}", 200),
        ("before=0", 200),
        (f"subject={'x' * 5000}&actor=%00%ED%A0%80", 200),
        ("action=a&action=b&unknown=1", 200),
    ],
)
def test_whatever_is_asked_the_log_answers(owner: Visitor, query: str, status: int) -> None:
    page = owner.get(f"/desk/log?{query}", status)
    assert ("<title>Error: " in page.text) == (status == 422)
    owner.get(f"/desk/log.csv?{query}")


def test_hostile_texts_stay_text_on_the_page_and_in_the_files(
    owner: Visitor, sqlite_session: Session
) -> None:
    entry = Entry(HOSTILE, "draft changed", HOSTILE, {HOSTILE: HOSTILE}, {HOSTILE: 1})
    add(sqlite_session, entry)
    page = owner.get("/desk/log")
    assert "<script>alert" not in page.text
    assert "{{ 7*7 }}" in page.text
    [_, row] = csv.reader(io.StringIO(owner.get("/desk/log.csv").text))
    assert row[2] == f"'{HOSTILE}"
    assert json.loads(owner.get("/desk/log.jsonl").text)["subject"] == HOSTILE
