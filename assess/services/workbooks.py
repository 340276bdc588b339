"""Questions as a workbook (XLSX): a table to write in, and a sheet that explains it."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

# It has no types of its own.
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from assess.core.sheets.columns import (
    COLUMNS,
    DIFFICULTIES,
    DIFFICULTY,
    KEY,
    KIND,
    KIND_MEANINGS,
    MEANINGS,
    RETIRED,
    SCORE,
    SKILL,
    WEIGHT,
)
from assess.core.sheets.guarding import guard_marks
from assess.core.sheets.questions import rows_of
from assess.services.spreadsheets import SHEET

EXPLAINED: Final = "Columns"
_ROWS: Final = 2000
# The same questions make the same bytes, whenever that is.
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WIDTHS: Final = {KEY: 30, SKILL: 20, KIND: 14, DIFFICULTY: 11, WEIGHT: 8, RETIRED: 9}
_NARROW: Final = 9
_WIDE: Final = 36


def questions_workbook(
    questions: Sequence[Mapping[str, Any]], skills: Sequence[Mapping[str, Any]]
) -> bytes:
    """Write questions as a workbook; every text is text, whatever it begins with.

    Parameters
    ----------
    questions, skills : sequence of mapping
        Plain data, as in a file.
    """
    file = io.BytesIO()
    book = Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"created": _MADE})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    figure = book.add_format({"valign": "top"})
    sheet = book.add_worksheet(SHEET)
    _write_rows(sheet, rows_of(questions), head, text, figure)
    at = _explain(book.add_worksheet(EXPLAINED), skills, head, text)
    _offer_choices(sheet, at)
    book.close()
    return file.getvalue()


def _write_rows(
    sheet: Worksheet, rows: Sequence[Sequence[str]], head: Format, text: Format, figure: Format
) -> None:
    figures = {place for place, name in enumerate(COLUMNS) if _is_figure(name)}
    for place, name in enumerate(COLUMNS):
        width = _WIDTHS.get(name, _NARROW if name.startswith(SCORE) else _WIDE)
        sheet.set_column(place, place, width, figure if place in figures else text)
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            value = _figure(cell) if number and place in figures else None
            if value is not None:
                sheet.write_number(number, place, value, figure)
            elif cell:
                sheet.write_string(number, place, guard_marks(cell), text if number else head)
    sheet.freeze_panes(1, 1)


def _is_figure(name: str) -> bool:
    return name == WEIGHT or name.startswith(SCORE)


def _figure(cell: str) -> float | None:
    """Return a number that a workbook keeps to the last digit; else the cell stays text."""
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if float(f"{value:.16G}") == value else None


def _explain(
    sheet: Worksheet, skills: Sequence[Mapping[str, Any]], head: Format, text: Format
) -> tuple[int, int]:
    """Explain the columns; return the first and last row of the skills' keys, counted from 1."""
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    rows: list[tuple[str, str]] = [("Column", "What it means"), *MEANINGS, ("", "")]
    heads = {0, len(rows)}
    rows += [("Kind", "What it is"), *KIND_MEANINGS, ("", "")]
    heads.add(len(rows))
    rows.append((SKILL, "What it is called"))
    first = len(rows) + 1
    rows += [(skill["key"], skill["name"]) for skill in skills]
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            form = head if number in heads else text
            sheet.write_string(number, place, guard_marks(cell), form)
    return first, len(rows)


def _offer_choices(sheet: Worksheet, at: tuple[int, int]) -> None:
    choices = {
        SKILL: f"={EXPLAINED}!$A${at[0]}:$A${at[1]}",
        KIND: [kind for kind, _ in KIND_MEANINGS],
        DIFFICULTY: list(DIFFICULTIES),
        RETIRED: ["yes", "no"],
    }
    for name, source in choices.items():
        place = COLUMNS.index(name)
        rule = {
            "validate": "list",
            "source": source,
            "error_title": name,
            "error_message": f"Choose from the list; the sheet “{EXPLAINED}” explains it.",
        }
        sheet.data_validation(1, place, _ROWS, place, rule)
