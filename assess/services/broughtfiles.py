"""What people bring to the draft in a file: read wholly, and compared with the draft."""

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
    """A file cannot be taken; ``lines`` says why."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def read_file(raw: bytes, wanted: Wanted, draft: Parts) -> Found:
    """Read a file and compare it with the parts of the draft.

    Raises
    ------
    FileError
        With a line for every fault of the file.
    """
    try:
        return _READERS[wanted.sort](raw, wanted, draft)
    except SheetError as error:
        raise FileError(error.lines) from None
    except EditionError as error:
        raise FileError(bounded(error.findings)) from None


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
