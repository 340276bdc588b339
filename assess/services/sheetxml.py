"""What stands in a workbook's own files: its sheets, and marks of theirs that a table has not."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import Final
from xml.parsers import expat

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_INSIDE: Final = frozenset({"v", "is", "f"})
Place = tuple[int, int]
Attributes = Mapping[str, str]


class BrokenError(ValueError):
    """The file is no workbook, or made to do harm."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, and the file it is kept in."""

    name: str
    hidden: bool
    path: str


@dataclass(slots=True)
class Marks:
    """Where a sheet ends, and which of its cells are formulas or merged. Places count from 1."""

    rows: int = 0
    columns: int = 0
    formulas: list[Place] = field(default_factory=list)
    merged: list[Place] = field(default_factory=list)


def sheets_of(files: Mapping[str, bytes]) -> list[Sheet]:
    """Return the sheets in their order; raises ``BrokenError``."""
    targets: dict[str, str] = {}
    found: list[Sheet] = []

    def relation(name: str, given: Attributes) -> None:
        if name == "Relationship":
            targets[given.get("Id", "")] = _path(given.get("Target", ""))

    def sheet(name: str, given: Attributes) -> None:
        if name == "sheet":
            path = targets.get(given.get("id", ""), "")
            hidden = given.get("state", "visible") != "visible"
            found.append(Sheet(given.get("name", ""), hidden, path))

    _walk(files.get(_RELATIONS, b""), relation)
    _walk(files.get(_WORKBOOK, b""), sheet)
    return [one for one in found if one.path in files]


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


def marks_of(raw: bytes) -> Marks:
    """Return the marks of a sheet's file; raises ``BrokenError``."""
    reader = _SheetReader()
    _walk(raw, reader.begin)
    return reader.marks


class _SheetReader:
    """Follows the cells of a sheet; those that do not say where they are follow the last one."""

    def __init__(self) -> None:
        self.marks = Marks()
        self.row = self.column = 0

    def begin(self, name: str, given: Attributes) -> None:
        """Take in the beginning of an element."""
        if name == "row":
            self.row = _whole(given["r"]) if "r" in given else self.row + 1
            self.column = 0
        elif name == "c":
            self.column += 1
            if "r" in given:
                self.row, self.column = _place(given["r"])
        elif name == "mergeCell":
            self.marks.merged.append(_place(given.get("ref", "").partition(":")[0]))
        elif name in _INSIDE:
            self._used(is_formula=name == "f")

    def _used(self, *, is_formula: bool) -> None:
        self.marks.rows = max(self.marks.rows, self.row)
        self.marks.columns = max(self.marks.columns, self.column)
        if is_formula:
            self.marks.formulas.append((self.row, self.column))


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,7}", text):
        raise BrokenError(text)
    return int(text)


def _place(reference: str) -> Place:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise BrokenError(reference)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _walk(raw: bytes, begin: Callable[[str, Attributes], None]) -> None:
    """Go through a file's elements; names without their namespaces.

    A document type could unfold a small file to gigabytes; no workbook has one.
    """

    def element(name: str, given: dict[str, str]) -> None:
        begin(_local(name), {_local(key): value for key, value in given.items()})

    def doctype(*_: object) -> None:
        raise BrokenError("a document type")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(raw, True)  # noqa: FBT003 - expat takes no names
    except (expat.ExpatError, ValueError) as error:
        raise BrokenError(str(error)) from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
