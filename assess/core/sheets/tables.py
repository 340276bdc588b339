"""A grid of texts under a heading: its columns by name, its faults by row and column."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from assess.core.fields import escape_unsafe
from assess.core.sheets.guarding import unguard

Grid = Sequence[Sequence[str]]

MOST_LINES: Final = 100
_SHORT: Final = 60


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong, and where. Rows count from 1 as a spreadsheet does; 0 is the whole file."""

    row: int
    column: int
    heading: str
    message: str
    about: str = ""

    def __str__(self) -> str:
        if not self.row:
            return self.message
        if self.column < 0:
            return f"Row {self.row}: {self.message}"
        named = f" ({self.heading})" if self.heading else ""
        about = f", {self.about}" if self.about else ""
        return f"Row {self.row}, column {letters(self.column)}{named}{about}: {self.message}"


class SheetError(ValueError):
    """A file cannot be taken; ``faults`` says why, a line each."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(self.lines))

    @classmethod
    def saying(cls, message: str) -> "SheetError":
        """Return the error of a file as a whole."""
        return cls((Fault(0, 0, "", message),))

    @property
    def lines(self) -> tuple[str, ...]:
        """All faults in words, at most a hundred, and how many more there are."""
        return bounded([str(fault) for fault in self.faults])


def bounded(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the first hundred lines, and one that says how many more there are."""
    more = len(lines) - MOST_LINES
    told = (f"And {more:,} more like these.",) if more > 0 else ()
    return (*lines[:MOST_LINES], *told)


def letters(column: int) -> str:
    """Return a column's letters, as spreadsheets show them: 0 is A, 26 is AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the spreadsheet, and its cells by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class Table:
    """Rows under a heading, and what was found wrong so far.

    ``named_by`` is the column that says what a row is about, after the word for it.
    """

    rows: list[Row]
    places: dict[str, int]
    named_by: tuple[str, str] | None = None
    faults: list[Fault] = field(default_factory=list)

    def blame(self, row: Row, column: str, message: str) -> None:
        """Note a fault of a cell."""
        place = self.places.get(column, -1)
        about = self._about(row)
        self.faults.append(Fault(row.number, place, column, escape_unsafe(message), about))

    def _about(self, row: Row) -> str:
        word, column = self.named_by or ("", "")
        name = row.cells.get(column, "").strip()
        return f"{word} {quoted(name)}" if name else ""

    def finish(self) -> None:
        """Raise ``SheetError`` where anything was found wrong."""
        if self.faults:
            raise SheetError(self.faults)


def table_of(
    grid: Grid,
    columns: Sequence[str],
    needed: Collection[str],
    *,
    others: bool = False,
    former: Mapping[str, str] = MappingProxyType({}),
) -> Table:
    """Read a grid whose first row is its heading.

    Parameters
    ----------
    columns : sequence of str
        The names of columns as they are shown; capitals and spaces around do not matter.
    needed : collection of str
        Those that must be there.
    others : bool
        Whether more columns may stand beside them; they are passed over.
    former : mapping, optional
        Other names that columns may have.

    Raises
    ------
    SheetError
        The heading is not as it should be, or a cell stands beside the table.
    """
    if not any(cell.strip() for row in grid for cell in row):
        raise SheetError.saying("The file is empty.")
    places, faults = _places(grid[0], columns, former, others=others)
    missing = [name for name in columns if name in needed and name not in places]
    if missing:
        told = ", ".join(f"“{name}”" for name in missing)
        faults.append(Fault(1, -1, "", f"these columns are missing: {told}."))
    rows = [_row(number, cells, places) for number, cells in enumerate(grid[1:], 2) if any(cells)]
    if not others and not faults:
        faults += _outside(grid, set(places.values()))
    if faults:
        raise SheetError(faults)
    return Table([row for row in rows if any(cell.strip() for cell in row.cells.values())], places)


def _row(number: int, cells: Sequence[str], places: Mapping[str, int]) -> Row:
    found = {
        name: unguard(cells[place]) if place < len(cells) else ""
        for name, place in places.items()
    }  # fmt: skip
    return Row(number, found)


def _places(
    heading: Sequence[str], columns: Sequence[str], former: Mapping[str, str], *, others: bool
) -> tuple[dict[str, int], list[Fault]]:
    known = {_plain(old): name for old, name in former.items()}
    known |= {_plain(name): name for name in columns}
    places: dict[str, int] = {}
    faults = []
    for place, cell in enumerate(heading):
        name = known.get(_plain(unguard(cell)))
        if name in places:
            message = f"this column stands twice, in {letters(places[name])} too."
            faults.append(Fault(1, place, name, message))
        elif name is not None:
            places[name] = place
        elif cell.strip() and not others:
            message = f"there is no column {quoted(cell)}.{meant(cell, columns)}"
            faults.append(Fault(1, place, "", message))
    return places, faults


def _outside(grid: Grid, inside: set[int]) -> list[Fault]:
    return [
        Fault(number, place, "", "this cell stands in a column without a heading.")
        for number, cells in enumerate(grid, 1)
        for place, cell in enumerate(cells)
        if cell.strip() and place not in inside
    ]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def quoted(text: str) -> str:
    """Return a text for a message: short, and all of it legible."""
    short = text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
    return f"“{escape_unsafe(short)}”"


def meant(text: str, known: Iterable[str]) -> str:
    """Ask whether a word that is much like it was meant; empty where none is."""
    plain = {_plain(one): one for one in known}
    found = get_close_matches(_plain(text[:_SHORT]), plain, n=1)
    return f" Did you mean “{plain[found[0]]}”?" if found else ""
