"""Workbooks (XLSX) and what else people may choose: read into a grid, with strangers' care."""

import datetime
import io
from collections.abc import Collection, Sequence
from typing import Final

from python_calamine import CalamineWorkbook

from assess.core.sheets.cells import number_text, yes_text
from assess.core.sheets.csvtext import (
    one_break,
    read_csv,
    refuse_large,
    refuse_long,
    refuse_wide,
)
from assess.core.sheets.tables import Fault, Grid, SheetError, quoted
from assess.services.sheetcells import MOST_MARKS, Marks, cells_of, write_anew
from assess.services.sheetxml import BrokenError, LargeError, Sheet, book_of
from assess.services.unpacking import unpack

SHEET: Final = "Questions"
_ZIP: Final = b"PK\x03\x04"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")
_SAVE: Final = "Save it as “Excel workbook (.xlsx)” or as “CSV UTF-8”."
_OTHERS: Final = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a packed file"),
    (b"{\\rtf", "a text document"),
)
_BROKEN: Final = f"This workbook cannot be read; it is damaged or of another sort. {_SAVE}"
_LARGE: Final = "This workbook unpacks to far more than a table needs."
Cell = (
    str | int | float | bool
    | datetime.date | datetime.time | datetime.datetime | datetime.timedelta
)  # fmt: skip


def read_grid(raw: bytes, most_rows: int) -> Grid:
    """Read a CSV or an XLSX; which of them it is, its first bytes say, not its name.

    Raises
    ------
    SheetError
        It is neither, too large, or holds what no table of texts and numbers holds.
    """
    refuse_large(raw)
    if raw.startswith(_ZIP):
        return _read_workbook(raw, most_rows)
    refuse_workbook(raw)
    return read_csv(raw, most_rows)


def refuse_workbook(raw: bytes) -> None:
    """Raise ``SheetError`` for what is no text, and say what it is instead."""
    if raw.startswith(_OLD):
        if _PROTECTED in raw:
            raise SheetError.saying("This workbook is protected by a password. Take it off first.")
        raise SheetError.saying(f"This is a file of an old Office program. {_SAVE}")
    for start, name in _OTHERS:
        if raw.startswith(start):
            raise SheetError.saying(f"This is {name}, not a table. {_SAVE}")


def _read_workbook(raw: bytes, most_rows: int) -> Grid:
    try:
        files = unpack(raw)
        _refuse_others(files)
        book = book_of(files)
        sheet = _chosen(book.sheets)
        cells = cells_of(files[sheet.path], book, most_rows + 1)
    except LargeError:
        raise SheetError.saying(_LARGE) from None
    except BrokenError:
        raise SheetError.saying(_BROKEN) from None
    refuse_long(cells.marks.rows - 1, most_rows)
    _refuse_marks(cells.marks)
    faults: list[Fault] = []
    grid = [
        [_text(cell, (number, place), faults) for place, cell in enumerate(row)]
        for number, row in enumerate(_rows(write_anew(cells, book.looks)), 1)
    ]
    if faults:
        raise SheetError(faults)
    return grid


def _refuse_others(files: Collection[str]) -> None:
    if "xl/workbook.xml" not in files:
        other = "a text document" if "word/document.xml" in files else "not a workbook"
        raise SheetError.saying(f"This file is {other}. {_SAVE}")


def _chosen(sheets: Sequence[Sheet]) -> Sheet:
    named = [sheet for sheet in sheets if sheet.name.strip().casefold() == SHEET.casefold()]
    for sheet in named or sheets:
        if not sheet.hidden:
            return sheet
    if sheets:
        raise SheetError.saying(f"The sheet {quoted(sheets[0].name)} is hidden. Show it first.")
    raise SheetError.saying(_BROKEN)


def _refuse_marks(marks: Marks) -> None:
    refuse_wide(range(marks.columns), 1)
    formula = "this cell holds a formula. Put its value in its place."
    merged = "cells are merged here. Split them, so that each row has cells of its own."
    faults = [
        Fault(row, column - 1, "", message)
        for places, message in ((marks.formulas, formula), (marks.merged, merged))
        for row, column in places
    ]
    if faults:
        raise SheetError(faults)


def _rows(packed: bytes) -> list[list[Cell]]:
    """Return the cells of a workbook that we wrote: its reader is given no other."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(packed)) as book:
            return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - where the reader gives up, it raises no Exception
        raise SheetError.saying(_BROKEN) from None


def _text(cell: Cell, place: tuple[int, int], faults: list[Fault]) -> str:
    if isinstance(cell, str):
        return one_break(cell)
    if isinstance(cell, bool):
        return yes_text(cell)
    if isinstance(cell, int | float):
        return number_text(cell)
    told = "this cell is a date or a time. Format it as text, and write it again."
    if len(faults) < MOST_MARKS:
        faults.append(Fault(*place, "", told))
    return ""
