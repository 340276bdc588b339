"""A sheet's cells: read and weighed here, then written anew for the library that knows dates.

That library believes what files say: it sets aside as much memory as a number in them asks for,
and where there is none it ends the whole process. So it never sees a byte that others wrote.
"""

import html
import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Final

from assess.core.sheets.csvtext import MAX_COLUMNS
from assess.core.sheets.tables import letters
from assess.services.sheetxml import (
    Attributes,
    Book,
    BrokenError,
    LargeError,
    Looks,
    Reader,
    RichText,
    walk,
    whole,
)

_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_SORTS: Final = frozenset({"b", "d", "e", "inlineStr", "n", "s", "str"})
_TEXTS: Final = frozenset({"inlineStr", "s", "str"})
_INSIDE: Final = frozenset({"v", "is", "f"})
# A text that many cells share is a long one in each of them.
_MOST_CHARACTERS: Final = 16 * 1024 * 1024
_LONGEST_NUMBER: Final = 100
# More than are ever told; a file may hold millions.
MOST_MARKS: Final = 10_000
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KINSHIP: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_SORT: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXED: Final = {
    "[Content_Types].xml":
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SORT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SORT}.styles+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_SORT}.worksheet+xml"/></Types>',
    "_rels/.rels":
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_KINSHIP}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml":
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_KINSHIP}"><sheets>'
        '<sheet name="Sheet" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_KINSHIP}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{_KINSHIP}/styles" Target="styles.xml"/></Relationships>',
}  # fmt: skip
Place = tuple[int, int]


@dataclass(slots=True)
class Marks:
    """Where a sheet ends, and which of its cells are formulas or merged. Places count from 1."""

    rows: int = 0
    columns: int = 0
    formulas: list[Place] = field(default_factory=list)
    merged: list[Place] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cells:
    """A sheet: its marks, and its cells as rows of XML of our own."""

    marks: Marks
    xml: str


def cells_of(raw: bytes, book: Book, most_rows: int) -> Cells:
    """Read a sheet's file; raises ``BrokenError`` or ``LargeError``.

    Parameters
    ----------
    most_rows : int
        Cells below so many rows, or beyond the columns any table has, are marked but not kept.
    """
    reader = _SheetReader(book, most_rows)
    walk(raw, reader)
    return Cells(reader.marks, reader.xml())


def write_anew(cells: Cells, looks: Looks) -> bytes:
    """Return a workbook of one sheet that holds these cells and nothing else."""
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{cells.xml}</sheetData></worksheet>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, part in _FIXED.items():
            file.writestr(name, part)
        file.writestr("xl/styles.xml", _styles(looks))
        file.writestr("xl/worksheets/sheet1.xml", sheet)
    return packed.getvalue()


def _styles(looks: Looks) -> str:
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{_safe(code)}"/>'
        for number, code in looks.formats.items()
    )
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in looks.styles)
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>"
    )


def _safe(text: str) -> str:
    return html.escape(text).replace("\r", "&#13;")


@dataclass(slots=True)
class _Cell:
    """A cell under way: its sort, its style, its plain value, and the text inside it."""

    sort: str
    style: int
    value: list[str] = field(default_factory=list)
    inline: RichText | None = None


class _SheetReader(Reader):
    """Follows the cells of a sheet; those that do not say where they are follow the last one."""

    def __init__(self, book: Book, most_rows: int) -> None:
        self.marks = Marks()
        self._written = io.StringIO()
        self._book = book
        self._most = most_rows
        self._row = self._column = 0
        self._written_row = 0
        self._characters = 0
        self._cell: _Cell | None = None
        self._inside = ""

    def begin(self, name: str, given: Attributes) -> None:
        """Take in the beginning of an element."""
        if self._cell:
            self._begin_inside(self._cell, name, given)
        elif name == "row":
            self._move((whole(given["r"]) if "r" in given else self._row + 1, 0))
        elif name == "c":
            here = (self._row, self._column + 1)
            self._move(_place(given["r"]) if "r" in given else here)
            self._cell = self._begun(given)
        elif name == "mergeCell" and len(self.marks.merged) < MOST_MARKS:
            self.marks.merged.append(_place(given.get("ref", "").partition(":")[0]))

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        if not self._cell:
            return
        if name == "c":
            self._finish(self._cell)
            self._cell = None
        elif name == self._inside:
            self._inside = ""
        elif self._inside == "is" and self._cell.inline:
            self._cell.inline.end(name)

    def text(self, text: str) -> None:
        """Take in a piece of text."""
        if self._cell and self._inside == "v":
            self._cell.value.append(text)
        elif self._cell and self._inside == "is" and self._cell.inline:
            self._cell.inline.text(text)

    def xml(self) -> str:
        """Return the rows of the cells that were kept."""
        return self._written.getvalue() + ("</row>" if self._written_row else "")

    def _move(self, place: Place) -> None:
        """Go on to a row or a cell; programs write them in order, and none twice."""
        if place <= (self._row, self._column) or place[0] < 1:
            raise BrokenError(str(place))
        self._row, self._column = place

    def _begun(self, given: Attributes) -> _Cell:
        sort = given.get("t", "n")
        if sort not in _SORTS:
            raise BrokenError(sort[:100])
        return _Cell(sort, whole(given.get("s", "0")))

    def _begin_inside(self, cell: _Cell, name: str, given: Attributes) -> None:
        if name in {"c", "row"}:
            raise BrokenError("a cell in a cell")
        if self._inside == "is" and cell.inline:
            cell.inline.begin(name, given)
        elif not self._inside and name in _INSIDE:
            self._inside = name
            if name == "is":
                cell.inline = RichText()
            self._mark(is_formula=name == "f")

    def _mark(self, *, is_formula: bool) -> None:
        self.marks.rows = max(self.marks.rows, self._row)
        self.marks.columns = max(self.marks.columns, self._column)
        if is_formula and len(self.marks.formulas) < MOST_MARKS:
            self.marks.formulas.append((self._row, self._column))

    def _finish(self, cell: _Cell) -> None:
        value = "".join(cell.value)
        if self._row > self._most or self._column > MAX_COLUMNS or not (value or cell.inline):
            return
        text = cell.inline.whole() if cell.inline else self._text(cell.sort, value)
        is_text = cell.sort in _TEXTS or cell.inline is not None
        if not is_text and len(text) > _LONGEST_NUMBER:
            raise BrokenError(text[:100])
        self._characters += len(text)
        if self._characters > _MOST_CHARACTERS:
            raise LargeError
        self._write(cell, text, is_text=is_text)

    def _text(self, sort: str, value: str) -> str:
        if sort != "s":
            return value
        number = whole(value.strip())
        if number >= len(self._book.strings):
            raise BrokenError(value[:100])
        return self._book.strings[number]

    def _write(self, cell: _Cell, text: str, *, is_text: bool) -> None:
        if self._row != self._written_row:
            self._written.write(f'{"</row>" if self._written_row else ""}<row r="{self._row}">')
            self._written_row = self._row
        at = f'r="{letters(self._column - 1)}{self._row}"'
        if is_text:
            content = f'<is><t xml:space="preserve">{_safe(text)}</t></is>'
            self._written.write(f'<c {at} t="inlineStr">{content}</c>')
            return
        style = f' s="{cell.style}"' if cell.style < len(self._book.looks.styles) else ""
        self._written.write(f'<c {at}{style} t="{cell.sort}"><v>{_safe(text)}</v></c>')


def _place(reference: str) -> Place:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise BrokenError(reference[:100])
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
