"""Rows of the log as lines of a file: JSON Lines, and CSV for spreadsheets."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from assess.core.auditchain import moment_of
from assess.core.takeout.table import defused

COLUMNS: Final = (
    "number", "at", "actor", "action", "subject", "before", "after", "previous", "digest",
)  # fmt: skip
# Without this mark Excel takes UTF-8 for something else.
_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of the log, as it is kept."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    before: Any
    after: Any
    previous: str
    digest: str

    def plain(self) -> dict[str, Any]:
        """Return the row's columns by name, the time as text."""
        return {name: getattr(self, name) for name in COLUMNS} | {"at": moment_of(self.at)}


def json_lines(rows: Iterable[LogRow]) -> Iterator[str]:
    """Write a JSON object a row, from which anyone can compute the chain again."""
    for row in rows:
        yield json.dumps(row.plain(), ensure_ascii=False) + "\n"


def csv_lines(rows: Iterable[LogRow]) -> Iterator[str]:
    """Write a table; what staff typed is no formula in it."""
    yield _MARK + _line(COLUMNS)
    for row in rows:
        plain = row.plain()
        for name in ("before", "after"):
            value = plain[name]
            plain[name] = "" if value is None else json.dumps(value, ensure_ascii=False)
        typed = (defused(str(plain[name])) for name in COLUMNS[2:7])
        yield _line((row.number, plain["at"], *typed, row.previous, row.digest))


def _line(values: Iterable[object]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(values)
    return file.getvalue()
