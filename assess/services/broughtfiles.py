"""What people bring to the draft in a file: read wholly, and compared with the draft."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from assess.core.codec import EditionError, read_edition
from assess.core.draft.parts import split
from assess.core.sheets import bringing, pay, wages
from assess.core.sheets.tables import Fault, SheetError, bounded, quoted
from assess.services.spreadsheets import read_grid, refuse_workbook

Sort = Literal["edition", "questions", "pay", "wages"]
# What a draft may lose; the others it must have (see core.draft.shape).
_REMOVABLE: Final = ("questions", "roles", "actions", "texts")
_HEADINGS: Final[dict[Sort, frozenset[str]]] = {
    "questions": frozenset({"key", "skill", "kind", "text"}),
    "pay": frozenset({"role", "low", "high"}),
    "wages": frozenset({"area_name", "soc"}),
}
_WHOLE: Final = re.compile(
    rb'\A(?:\xef\xbb\xbf)?\s*(?:\{|---)|^"?(?:format|skills|questions)"?:', re.MULTILINE
)
_LOOKED_AT: Final = 10_000
_LOOKS: Final = "This looks like {}. Choose “{}” below, and your file once more."
_ANOTHER: Final[dict[Sort, str]] = {
    "edition": _LOOKS.format("a file of the whole assessment", "The whole assessment"),
    "questions": _LOOKS.format("a file of questions", "Questions"),
    "pay": _LOOKS.format("a file of published pay ranges", "Published pay ranges"),
    "wages": _LOOKS.format("a file of wage statistics", "Wage statistics"),
}
_NOT_A_MAPPING: Final = "document: an edition is a mapping"
_NO_EDITION: Final = (
    "This is no file of a whole assessment. It holds skills, questions, roles and more, as the "
    "files do that you can take along from here."
)
Parts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody says of a file; ``area`` and ``source`` are for wage statistics."""

    sort: Sort
    area: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The parts that a file changes (None takes one out), and what it leaves as it is."""

    parts: dict[str, Any]
    notes: tuple[str, ...] = ()


class FileError(ValueError):
    """A file cannot be taken; ``lines`` says why.

    ``field`` is what of ``Wanted`` does not fit the file; empty where the file itself is wrong.
    """

    def __init__(self, lines: tuple[str, ...], field: Literal["", "sort", "area"] = "") -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
        self.field = field


def read_file(raw: bytes, wanted: Wanted, draft: Parts) -> Found:
    """Read a file and compare it with the parts of the draft.

    Raises
    ------
    FileError
        With a line for every fault of the file; with one alone where it is of another sort.
    """
    try:
        return _READERS[wanted.sort](raw, wanted, draft)
    except wages.AreaError as error:
        raise FileError(error.lines, "area") from None
    except SheetError as error:
        lines = error.lines
    except EditionError as error:
        told = error.findings
        lines = (_NO_EDITION,) if told[0].startswith(_NOT_A_MAPPING) else bounded(told)
    looks = looks_like(raw)
    if looks not in (None, wanted.sort):
        raise FileError((_ANOTHER[looks],), "sort")
    raise FileError(lines)


def looks_like(raw: bytes) -> Sort | None:
    """Guess what is in a file, by its headings or its first lines."""
    if _WHOLE.search(raw[:_LOOKED_AT]):
        return "edition"
    try:
        grid = read_grid(raw, wages.MOST_ROWS)
    except SheetError:
        return None
    heading = {cell.strip().casefold() for cell in grid[0]} if grid else set()
    return next((sort for sort, names in _HEADINGS.items() if names <= heading), None)


def _edition(raw: bytes, _: Wanted, draft: Parts) -> Found:
    refuse_workbook(raw)
    new = split(read_edition(raw))
    gone = [part for part in draft if part not in new]
    faults = [
        Fault(0, 0, "", f"The draft has the skill {quoted(draft[part]['name'])} "
                        f"({part.partition('/')[2]}) and the file has not. "
                        "A draft cannot lose a skill.")
        for part in gone
        if part.partition("/")[0] not in _REMOVABLE
    ]  # fmt: skip
    if faults:
        raise SheetError(faults)
    changed = {part: value for part, value in new.items() if draft.get(part) != value}
    return Found(changed | dict.fromkeys(gone))


def _questions(raw: bytes, _: Wanted, draft: Parts) -> Found:
    return Found(bringing.bring_questions(read_grid(raw, bringing.MOST_ROWS), draft))


def _pay(raw: bytes, _: Wanted, draft: Parts) -> Found:
    return Found(pay.bring_pay(read_grid(raw, pay.MOST_ROWS), draft))


def _wages(raw: bytes, wanted: Wanted, draft: Parts) -> Found:
    grid = read_grid(raw, wages.MOST_ROWS)
    found = wages.bring_wages(grid, draft, wanted.area, wanted.source)
    return Found(found.parts, found.left)


_READERS: Final[dict[Sort, Callable[[bytes, Wanted, Parts], Found]]] = {
    "edition": _edition,
    "questions": _questions,
    "pay": _pay,
    "wages": _wages,
}
