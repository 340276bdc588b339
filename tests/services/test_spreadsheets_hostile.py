"""Workbooks made to do harm: the library beneath ends the process where it believes them."""

import io
import re
import struct
import tracemalloc
import zipfile
from contextlib import suppress
from datetime import date, time
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from assess.core.sheets.tables import SheetError
from assess.services.spreadsheets import read_grid
from tests.core.builders import some
from tests.services.test_spreadsheets import BROKEN, line_of, made

LARGE: Final = "This workbook unpacks to far more than a table needs."
MAIN: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET: Final = "xl/worksheets/sheet1.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
STRINGS: Final = "xl/sharedStrings.xml"
STYLES: Final = "xl/styles.xml"


def sheet(rows: str, before: str = "", after: str = "") -> str:
    return f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def relations(*targets: str) -> str:
    one = '<Relationship Id="rId{}" Type="http://x/{}" Target="{}"/>'
    sorts = {"sharedStrings.xml": "sharedStrings", "styles.xml": "styles"}
    inner = "".join(
        one.format(number, sorts.get(target, "worksheet"), target)
        for number, target in enumerate(targets, 1)
    )
    return f"<Relationships>{inner}</Relationships>"


SOUND: Final = {
    "xl/workbook.xml": f'<workbook {MAIN}><sheets><sheet name="Questions" id="rId1"/></sheets>'
                       "</workbook>",
    RELATIONS: relations("worksheets/sheet1.xml", "sharedStrings.xml", "styles.xml"),
    STRINGS: f"<sst {MAIN}><si><t>Key</t></si></sst>",
    STYLES: f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
    SHEET: sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
}  # fmt: skip
# What allocates gigabytes when a reader sets aside the rectangle between these cells.
FAR: Final = sheet(
    '<row><c><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
)
NOISE: Final = ("noise.bin", bytes(range(256)) * 16)


def packed(*more: tuple[str, str | bytes], **changes: str) -> bytes:
    """Return the sound workbook with parts of it changed, and others added."""
    names = {"sheet": SHEET, "strings": STRINGS, "styles": STYLES, "relations": RELATIONS,
             "book": "xl/workbook.xml"}  # fmt: skip
    parts = SOUND | {names[name]: part for name, part in changes.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in [*parts.items(), *more]:
            book.writestr(name, part)
    return file.getvalue()


@pytest.mark.parametrize(
    "name",
    ["xl/Worksheets/sheet1.xml", "XL/worksheets/sheet1.xml", "xl/SHAREDSTRINGS.xml",
     "../a.xml", "/xl/a.xml", "xl//a.xml", "xl/./a.xml", "xl\\a.xml", "c:/a.xml", "/"],
)  # fmt: skip
def test_names_that_readers_take_differently_are_refused(name: str) -> None:
    assert line_of(packed((name, FAR))).startswith(BROKEN)


def test_a_name_may_not_stand_twice() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        raw = packed((SHEET, FAR))
    assert line_of(raw).startswith(BROKEN)


def test_of_two_sheets_of_one_name_the_one_that_shows_is_read() -> None:
    book = (
        f'<workbook {MAIN}><sheets><sheet name="Questions" state="hidden" id="rId2"/>'
        '<sheet name="Questions" id="rId1"/></sheets></workbook>'
    )
    files = relations("worksheets/sheet1.xml", "other/far.xml", "sharedStrings.xml")
    raw = packed(("xl/other/far.xml", FAR), book=book, relations=files)
    assert read_grid(raw, 5) == [["Key"]]


def test_parts_are_found_by_what_the_workbook_calls_them() -> None:
    files = relations("/XL/Worksheets/Sheet1.xml")
    assert read_grid(packed(relations=files), 5) == [["Key"]]
    away = '<Relationship Id="rId1" TargetMode="External" Target="worksheets/sheet1.xml"/>'
    assert line_of(packed(relations=f"<Relationships>{away}</Relationships>")).startswith(BROKEN)


@pytest.mark.parametrize(
    "changes",
    [
        {"strings": f'<sst {MAIN} count="4000000000" uniqueCount="4000000000"><si><t>Key</t></si>'
                    "</sst>"},
        {"styles": f'<styleSheet {MAIN}><numFmts count="4000000000"/><cellXfs count="4000000000">'
                   '<xf numFmtId="9"/></cellXfs></styleSheet>'},
        {"sheet": sheet('<row spans="1:4000000000"><c t="s" s="9999999"><v>0</v></c></row>',
                        '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="4000000000"/>'
                        "</cols>", '<mergeCells count="4000000000"/>')},
        {"sheet": sheet('<row><c t="s"><v>0</v></c></row><row r="1048576"><c r="XFD1048576"/>'
                        "</row>")},
    ],
)  # fmt: skip
def test_numbers_in_a_file_set_nothing_aside(changes: dict[str, str]) -> None:
    assert read_grid(packed(**changes), 5) == [["Key"]]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="0"/>', '<row r="-1"/>', '<row r="99999999"/>', '<row r="2"/><row r="1"/>',
        '<row><c r="A0"/></row>', '<row><c r="AAAA1"/></row>', '<row><c r="B1"/><c r="A1"/></row>',
        '<row><c r="A1"/><c r="A1"/></row>', '<row r="2"><c r="A1"/></row>',
        "<row><c><c/></c></row>",
        '<row><c s="99999999"/></row>', '<row><c t="other"/></row>', "<c/>",
        '<row><c t="s"><v>1</v></c></row>', '<row><c t="s"><v>-1</v></c></row>',
        '<row><c t="s"><v>18446744073709551616</v></c></row>',
        f"<row><c><v>{'1' * 101}</v></c></row>",
        '<row><c t="b"><v>7</v></c></row>', '<row><c t="e"><v>?</v></c></row>',
    ],
)  # fmt: skip
def test_cells_that_no_program_writes_are_refused(rows: str) -> None:
    assert line_of(packed(sheet=sheet(rows))).startswith(BROKEN)


@pytest.mark.parametrize(
    "changes",
    [
        {"styles": f'<s><numFmts><numFmt formatCode="{"0" * 1001}"/></numFmts></s>'},
        {"styles": '<s><cellXfs><xf numFmtId="99999999"/></cellXfs></s>'},
        {"styles": "<!DOCTYPE s><s/>"},
        {"strings": "<!DOCTYPE s><s/>"},
        {"relations": "<!DOCTYPE s><s/>"},
        {"sheet": '<?xml version="1.0" encoding="zlib"?><a/>'},
        {"sheet": sheet("", after='<mergeCell ref="4000000000"/>')},
    ],
)
def test_what_stands_beside_the_cells_is_weighed_too(changes: dict[str, str]) -> None:
    assert line_of(packed(NOISE, **changes)).startswith(BROKEN)


def test_one_long_text_in_very_many_cells_is_too_much() -> None:
    long = f"<sst {MAIN}><si><t>{'x' * 100_000}</t></si></sst>"
    rows = "<row>" + '<c t="s"><v>0</v></c>' * 170 + "</row>"
    assert line_of(packed(NOISE, strings=long, sheet=sheet(rows))) == LARGE


def test_very_many_styles_or_elements_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assess.services.sheetxml._MOST_LOOKS", 1)
    styles = '<s><cellXfs><xf numFmtId="0"/><xf numFmtId="0"/></cellXfs></s>'
    assert line_of(packed(styles=styles)) == LARGE
    monkeypatch.setattr("assess.services.sheetxml._MOST_ELEMENTS", 4)
    assert read_grid(packed(sheet=sheet("")), 5) == []
    assert line_of(packed(sheet=sheet("<row/>" * 4))) == LARGE


def test_no_more_is_unpacked_than_the_index_says() -> None:
    raw = bytearray(packed(("xl/more.xml", b" " * 60_000_000)))
    struct.pack_into("<I", raw, raw.rindex(b"xl/more.xml") - 46 + 24, 10)
    tracemalloc.start()
    try:
        assert line_of(bytes(raw)).startswith(BROKEN)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_formula_of_an_extension_is_no_formula_of_a_cell() -> None:
    after = "<extLst><ext><f>A1</f></ext></extLst>"
    assert read_grid(packed(sheet=sheet("<row><c><v>1</v></c></row>", after=after)), 5) == [["1"]]


def test_texts_are_read_whole_however_they_are_kept() -> None:
    rich = '<r><t xml:space="preserve">a </t></r><r><rPr/><t> b </t></r><rPh><t>spoken</t></rPh>'
    rows = (
        f'<row><c t="inlineStr"><is>{rich}</is></c><c t="s"><v> 0 </v></c>'
        '<c t="str"><v> &lt;&#13;<![CDATA[&]]></v></c><c t="inlineStr"><is/></c>'
        '<c t="s"><v/></c><c t="inlineStr"><is><t>_x0041__x000D_</t></is></c></row>'
    )
    raw = packed(strings=f"<sst {MAIN}><si>{rich}</si></sst>", sheet=sheet(rows))
    assert read_grid(raw, 5) == [["a b", "a b", " <\n&", "", "", "A\n"]]


def _texts(book: Any, sheet: Any) -> None:
    other = book.add_worksheet("Other")
    other.write(0, 0, "not this")
    book.add_worksheet("Away").hide()
    sheet.write_row(0, 1, ["Key", " two\nlines ", "", "<&>\"'", "ä 🎉", "x" * 32_000, "_x0041_"])
    sheet.write_rich_string(2, 0, "a ", book.add_format({"bold": True}), "b", " c")
    sheet.write_number(2, 2, 0.256, book.add_format({"num_format": "0.0%"}))
    sheet.write_number(2, 3, 36_870, book.add_format({"num_format": '"$"#,##0.00'}))
    sheet.write_row(3, 0, [1e300, -0.5, True, False, 123456789012345])
    sheet.write_blank(6, 6, None, book.add_format({"bold": True}))


@pytest.mark.parametrize("constant_memory", [False, True])
def test_what_programs_write_is_read_as_the_library_reads_it(*, constant_memory: bool) -> None:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "constant_memory": constant_memory}) as book:
        _texts(book, book.add_worksheet("Questions"))
    with CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())) as read:
        cells = read.get_sheet_by_name("Questions").to_python(skip_empty_area=False)
    grid = read_grid(file.getvalue(), 20)
    for row, line in zip(cells, grid, strict=True):
        for cell, text in zip(row, line, strict=True):
            assert text == cell if isinstance(cell, str) else isinstance(cell, float | bool | int)
    assert grid[2][:4] == ["a b c", "", "0.256", "36870"]


@pytest.mark.parametrize(
    ("shape", "value"),
    [("d mmm yyyy", date(2026, 11, 25)), ("hh:mm", time(7, 30)), ("[h]:mm", 0.5)],
)
def test_dates_and_times_are_told_by_their_formats(shape: str, value: Any) -> None:
    def write(book: Any, sheet: Any) -> None:
        number = sheet.write_number if isinstance(value, float) else sheet.write_datetime
        number(0, 0, value, book.add_format({"num_format": shape}))

    assert line_of(made(write)).startswith("Row 1, column A: this cell is a date or a time.")


@pytest.mark.parametrize("value", ["1e300", "-1e300", "nan", "inf", "-1", "99999999", "4e9"])
@pytest.mark.parametrize("look", [14, 20, 22, 46])
def test_a_date_beyond_all_calendars_does_no_harm(value: str, look: int) -> None:
    styles = f'<s><cellXfs><xf numFmtId="{look}"/></cellXfs></s>'
    with suppress(SheetError):
        read_grid(packed(styles=styles, sheet=sheet(f'<row><c s="0"><v>{value}</v></c></row>')), 5)


def _example(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ["Key", "Skill", 1.5, True])
    sheet.write_datetime(1, 1, date(2026, 11, 25), book.add_format({"num_format": "d mmm yyyy"}))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 3, 20)


EXAMPLE: Final = made(_example)
PARTS_OF: Final = [STRINGS, STYLES, SHEET, "xl/workbook.xml", RELATIONS]
HUGE: Final = st.sampled_from(
    ["4000000000", "18446744073709551615", "-1", "0", "1048576", "999999999999999999999", "65536"]
)


def _example_parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(EXAMPLE)) as book:
        return {name: book.read(name) for name in book.namelist()}


PARTS: Final = _example_parts()
NUMBERS: Final = [
    (name, found.start(), found.end())
    for name in PARTS_OF
    for found in re.finditer(rb'(?<=[" >A-Z])\d+(?=["<:])', PARTS[name])
]


def _changed(name: str, part: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for other, was in PARTS.items():
            book.writestr(other, part if other == name else was)
    return file.getvalue()


@some
@given(st.sampled_from(NUMBERS), HUGE)
def test_huge_numbers_anywhere_are_read_or_told_in_words(
    place: tuple[str, int, int], huge: str
) -> None:
    name, start, end = place
    part = PARTS[name][:start] + huge.encode() + PARTS[name][end:]
    with suppress(SheetError):
        read_grid(_changed(name, part), 20)


@some
@given(st.sampled_from(PARTS_OF), st.data())
def test_changed_bytes_anywhere_are_read_or_told_in_words(name: str, data: st.DataObject) -> None:
    part = bytearray(PARTS[name])
    for _ in range(data.draw(st.integers(1, 4))):
        part[data.draw(st.integers(0, len(part) - 1))] = data.draw(st.integers(0, 255))
    with suppress(SheetError):
        read_grid(_changed(name, bytes(part)), 20)
