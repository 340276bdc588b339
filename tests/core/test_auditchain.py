"""The chain of the log, and its rows as lines of files."""

import csv
import hashlib
import io
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from assess.core.auditchain import BEGINNING, digest_of, moment_of, settled
from assess.core.auditlines import COLUMNS, LogRow, csv_lines, json_lines

AT = datetime(2026, 11, 25, 1, 2, 3, 4, tzinfo=UTC)
HOSTILE = ("=1+1", "\t=1", "＝1", "<script>alert(1)</script>", "\u202eevil", 'a"b,c\nd', "@x" * 9)


def row(number: int = 1, **named: Any) -> LogRow:
    """Return a row with its digest."""
    given: dict[str, Any] = {
        "actor": "a@example.com",
        "action": "draft changed",
        "subject": "Skill “Empathy”",
        "before": None,
        "after": {"b": 1, "a": ["ä"]},
        "previous": BEGINNING,
    }
    given |= named
    return LogRow(number, AT, digest=digest_of(number, AT, **given), **given)


def test_a_digest_is_that_of_the_documented_text() -> None:
    text = (
        '[1,"2026-11-25T01:02:03.000004+00:00","a@example.com","draft changed",'
        '"Skill “Empathy”",null,{"a":["ä"],"b":1},"' + "0" * 64 + '"]'
    )
    assert row().digest == hashlib.sha256(text.encode()).hexdigest()


def test_a_moment_is_the_same_in_every_zone() -> None:
    assert moment_of(AT.astimezone(timezone(timedelta(hours=5)))) == moment_of(AT)


@pytest.mark.parametrize(
    ("name", "value"),
    [("actor", "b"), ("action", "b"), ("subject", "b"), ("before", {}), ("after", None)],
)
def test_every_column_is_in_the_digest(name: str, value: Any) -> None:
    assert row(**{name: value}).digest != row().digest
    assert row(2).digest != row().digest


def test_data_is_settled_as_it_comes_back_from_a_database() -> None:
    assert settled({1: ("a", "\ud800")}) == {"1": ["a", "?"]}
    assert settled(None) is None


def test_the_chain_can_be_computed_again_from_the_export() -> None:
    [line] = json_lines([row()])
    read = json.loads(line)
    assert tuple(read) == COLUMNS
    at = datetime.fromisoformat(read.pop("at"))
    digest = read.pop("digest")
    assert digest_of(read.pop("number"), at, **read) == digest


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula_in_the_table(text: str) -> None:
    lines = "".join(csv_lines([row(actor=text, subject=text, before=text)]))
    header, values = csv.reader(io.StringIO(lines.removeprefix("\ufeff")))
    assert tuple(header) == COLUMNS
    for value in values[2:7]:
        assert value.strip()[:1] not in tuple("=+-@＝")
    assert text in values[2]


def test_a_missing_side_is_an_empty_cell() -> None:
    _, line = csv_lines([row()])
    assert next(csv.reader([line]))[5] == ""
