"""What stands in a workbook's own files: its sheets, the texts they share, how numbers look."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import Final, TypeVar
from xml.parsers import expat

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
# Programs write at most 65,490 of them, and 255 characters.
_MOST_LOOKS: Final = 70_000
_LONGEST_LOOK: Final = 1000
# Twenty thousand rows of forty cells have fewer.
_MOST_ELEMENTS: Final = 2_500_000
_SPACE: Final = " \t\r\n"
Attributes = Mapping[str, str]


class BrokenError(ValueError):
    """The file is no workbook, or made to do harm."""


class LargeError(ValueError):
    """The file unpacks to far more than a table needs."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, and the file it is kept in."""

    name: str
    hidden: bool
    path: str


@dataclass(slots=True)
class Looks:
    """How numbers look: formats by their numbers, and which of these each style has."""

    formats: dict[str, str] = field(default_factory=dict)
    styles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook without its cells; ``sheets`` are those whose files are there."""

    sheets: tuple[Sheet, ...]
    strings: tuple[str, ...]
    looks: Looks


class Reader:
    """Takes in an XML file; names come without their namespaces."""

    def begin(self, name: str, given: Attributes) -> None:
        """Take in the beginning of an element."""

    def end(self, name: str) -> None:
        """Take in the end of an element."""

    def text(self, text: str) -> None:
        """Take in a piece of text."""


AnyReader = TypeVar("AnyReader", bound=Reader)


class RichText(Reader):
    """A text of pieces that look different; how it is spoken is not part of it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._open: list[str] | None = None
        self._kept = False
        self._spoken = 0

    def begin(self, name: str, given: Attributes) -> None:
        """Take in the beginning of an element."""
        if name == "rPh":
            self._spoken += 1
        elif name == "t" and not self._spoken:
            self._open = []
            self._kept = given.get("space") == "preserve"

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        if name == "rPh":
            self._spoken -= 1
        elif name == "t" and self._open is not None:
            piece = "".join(self._open)
            self._pieces.append(piece if self._kept else piece.strip(_SPACE))
            self._open = None

    def text(self, text: str) -> None:
        """Take in a piece of text."""
        if self._open is not None:
            self._open.append(text)

    def whole(self) -> str:
        """Return what was taken in."""
        return "".join(self._pieces)


class _Relations(Reader):
    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self.sorts: dict[str, str] = {}

    def begin(self, name: str, given: Attributes) -> None:
        if name == "Relationship" and given.get("TargetMode") != "External":
            path = _path(given.get("Target", ""))
            self.targets[given.get("Id", "")] = path
            self.sorts[given.get("Type", "").rpartition("/")[2]] = path


class _Sheets(Reader):
    def __init__(self, targets: Mapping[str, str]) -> None:
        self.found: list[Sheet] = []
        self._targets = targets

    def begin(self, name: str, given: Attributes) -> None:
        if name == "sheet":
            path = self._targets.get(given.get("id", ""), "")
            hidden = given.get("state", "visible") != "visible"
            self.found.append(Sheet(given.get("name", ""), hidden, path))


class _Strings(Reader):
    def __init__(self) -> None:
        self.found: list[str] = []
        self._one: RichText | None = None

    def begin(self, name: str, given: Attributes) -> None:
        if name == "si":
            self._one = RichText()
        elif self._one:
            self._one.begin(name, given)

    def end(self, name: str) -> None:
        if self._one and name == "si":
            self.found.append(self._one.whole())
            self._one = None
        elif self._one:
            self._one.end(name)

    def text(self, text: str) -> None:
        if self._one:
            self._one.text(text)


class _Styles(Reader):
    def __init__(self) -> None:
        self.looks = Looks()
        self._inside = ""

    def begin(self, name: str, given: Attributes) -> None:
        if name in {"numFmts", "cellXfs"}:
            self._inside = name
        elif name == "numFmt" and self._inside == "numFmts":
            code = given.get("formatCode", "")
            if len(code) > _LONGEST_LOOK:
                raise BrokenError(code[:100])
            self.looks.formats[_number(given)] = code
        elif name == "xf" and self._inside == "cellXfs":
            self.looks.styles.append(_number(given))
        if max(len(self.looks.formats), len(self.looks.styles)) > _MOST_LOOKS:
            raise LargeError

    def end(self, name: str) -> None:
        if name == self._inside:
            self._inside = ""


def _number(given: Attributes) -> str:
    return str(whole(given.get("numFmtId", "0")))


def book_of(files: Mapping[str, bytes]) -> Book:
    """Return what a workbook says of itself; raises ``BrokenError`` or ``LargeError``.

    Parameters
    ----------
    files : mapping of str to bytes
        Its parts by their names in small letters.
    """
    relations = walk(files.get(_RELATIONS, b""), _Relations())
    sheets = walk(files.get(_WORKBOOK, b""), _Sheets(relations.targets))
    strings = files.get(relations.sorts.get("sharedStrings", "xl/sharedstrings.xml"))
    styles = files.get(relations.sorts.get("styles", "xl/styles.xml"))
    return Book(
        tuple(one for one in sheets.found if one.path in files),
        tuple(walk(strings, _Strings()).found) if strings else (),
        walk(styles, _Styles()).looks if styles else Looks(),
    )


def _path(target: str) -> str:
    path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
    return path.casefold()


def whole(text: str) -> int:
    """Read a number of at most seven digits; raises ``BrokenError``."""
    if not re.fullmatch("[0-9]{1,7}", text):
        raise BrokenError(text[:100])
    return int(text)


def walk(raw: bytes, reader: AnyReader) -> AnyReader:
    """Go through a file of XML, and return its reader; raises ``BrokenError`` or ``LargeError``.

    A document type could unfold a small file to gigabytes; no workbook has one.
    """
    elements = 0

    def element(name: str, given: dict[str, str]) -> None:
        nonlocal elements
        elements += 1
        if elements > _MOST_ELEMENTS:
            raise LargeError
        reader.begin(_local(name), {_local(key): value for key, value in given.items()})

    def doctype(*_: object) -> None:
        raise BrokenError("a document type")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = element
    parser.EndElementHandler = lambda name: reader.end(_local(name))
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(raw, True)  # noqa: FBT003 - expat takes no names
    except LargeError:
        raise
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise BrokenError(str(error)) from None
    return reader


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
