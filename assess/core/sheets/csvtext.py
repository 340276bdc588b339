"""A grid in and out of CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from assess.core.sheets.guarding import guard
from assess.core.sheets.tables import Fault, Grid, SheetError

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_COLUMNS: Final = 200
# Without this mark Excel takes UTF-8 for something else.
_MARK: Final = "\ufeff"
_SEPARATORS: Final = (",", ";", "\t")
_NO_TEXT: Final = (
    "This is not text in UTF-8. In your spreadsheet program, save the file as “CSV UTF-8”."
)


def write_csv(rows: Iterable[Sequence[str]]) -> str:
    """Write rows; no cell is one that a spreadsheet would run."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return _MARK + file.getvalue()


def read_csv(raw: bytes, most_rows: int) -> Grid:
    """Read a file whose cells are parted by commas, semicolons or tabs.

    Parameters
    ----------
    most_rows : int
        How many rows there may be below the heading.

    Raises
    ------
    SheetError
        It is too large or no such file.
    """
    refuse_large(raw)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetError.saying(_NO_TEXT) from None
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_separator(text), strict=True
    )  # fmt: skip
    grid: list[list[str]] = []
    try:
        for cells in reader:
            refuse_wide(cells, len(grid) + 1)
            refuse_long(len(grid), most_rows)
            grid.append([one_break(cell) for cell in cells])
    except csv.Error as error:
        raise SheetError((Fault(len(grid) + 1, -1, "", _words(error)),)) from None
    return grid


def refuse_large(raw: bytes) -> None:
    """Raise ``SheetError`` for a file of more than 5 MiB."""
    if len(raw) > MAX_BYTES:
        raise SheetError.saying("The file is too large: 5 MB is the most.")


def refuse_wide(cells: Sequence[object], number: int) -> None:
    """Raise ``SheetError`` for a row of more cells than any table here has."""
    if len(cells) > MAX_COLUMNS:
        message = f"{len(cells):,} cells stand in this row; {MAX_COLUMNS} is the most."
        raise SheetError((Fault(number, -1, "", message),))


def refuse_long(below: int, most: int) -> None:
    """Raise ``SheetError`` for more rows below the heading than there may be."""
    if below > most:
        raise SheetError.saying(f"There are too many rows: {most:,} below the heading is the most.")


def one_break(cell: str) -> str:
    """Return a cell with line breaks as we write them, whatever program made them."""
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def _separator(text: str) -> str:
    heading = text.lstrip("\r\n").partition("\n")[0]
    return max(_SEPARATORS, key=heading.count)


def _words(error: csv.Error) -> str:
    if "field limit" in str(error):
        return "a cell is far too long; a quotation mark may be missing."
    return "a quotation mark is missing, or one is too many."
