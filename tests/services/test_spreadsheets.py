"""Workbooks: written with nothing that runs, read with nothing believed."""

import io
import re
import struct
import zipfile
from contextlib import suppress
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from assess.core.draft.parts import split
from assess.core.edition import Edition
from assess.core.sheets.bringing import MOST_ROWS, bring_questions
from assess.core.sheets.tables import SheetError
from assess.services.broughtfiles import FileError, Wanted, read_file
from assess.services.spreadsheets import read_grid
from assess.services.workbooks import questions_workbook
from tests.core.builders import some
from tests.core.people import shipped_edition
from tests.core.strategies import editions

PARTS: Final = split(shipped_edition().edition)
HOSTILE: Final = (
    "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", "''=1", "_x0041_",
    "<script>alert(1)</script>", "http://example.com", "mailto:a@b.c", "1", "1.50", "TRUE",
    " two\n lines ", "a" * 2000, "{=1}", "2026-11-25", "]]>&<!--", "\u200b=1",
)  # fmt: skip


def workbook(*parts_of: str, parts: dict[str, Any] = PARTS) -> bytes:
    questions = [parts[f"questions/{key}"] for key in parts_of or parts["order/questions"]]
    return questions_workbook(questions, [parts[f"skills/{key}"] for key in parts["order/skills"]])


def made(write: Any, name: str = "Questions") -> bytes:
    """Return a workbook of one sheet that a program of another sort wrote."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        write(book, book.add_worksheet(name))
    return file.getvalue()


def repacked(raw: bytes, **changes: bytes | None) -> bytes:
    """Return a workbook with some of its files changed; names have __ for the slash."""
    given = {name.replace("__", "/") + ".xml": value for name, value in changes.items()}
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            value = given.get(name, old.read(name))
            if value is not None:
                new.writestr(name, value)
    return file.getvalue()


def line_of(raw: bytes, most: int = 20) -> str:
    with pytest.raises(SheetError) as raised:
        read_grid(raw, most)
    return raised.value.lines[0]


@some
@given(editions())
def test_what_is_taken_along_as_a_workbook_and_brought_back_changes_nothing(
    edition: Edition,
) -> None:
    parts = split(edition)
    raw = workbook(parts=parts)
    assert bring_questions(read_grid(raw, MOST_ROWS), parts) == {}
    assert raw == workbook(parts=parts)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_texts_in_every_cell_and_come_back(text: str) -> None:
    key = PARTS["order/questions"][0]
    was = PARTS[f"questions/{key}"]
    options = [one | {"text": text, "why": text, "hint": text} for one in was["options"]]
    odd = was | {"text": text, "context": text, "options": options}
    skill = PARTS["skills/empathy"] | {"name": text}
    raw = questions_workbook([odd], [skill])
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        sheets = [
            packed.read(name).decode() for name in packed.namelist() if "sheets/sheet" in name
        ]
        assert not any("_rels/sheet" in name for name in packed.namelist())
    assert not any(re.search(r"<(f|hyperlink)\b", sheet) for sheet in sheets)
    found = bring_questions(read_grid(raw, 5), {**PARTS, f"questions/{key}": was | {"text": "?"}})
    assert found[f"questions/{key}"] == {**was, **found[f"questions/{key}"], "text": text}
    assert [one["why"] for one in found[f"questions/{key}"]["options"]] == [text for _ in options]


def test_a_workbook_explains_its_columns_and_offers_choices() -> None:
    raw = workbook()
    with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
        assert book.sheet_names == ["Questions", "Columns"]
        told = {str(row[0]) for row in book.get_sheet_by_name("Columns").to_python()}
    assert {"Key", "Context", "situation", "empathy", "nlp"} <= told
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<dataValidation ") == 4
    [first, last] = re.findall(r"<formula1>Columns!\$A\$(\d+):\$A\$(\d+)</formula1>", sheet)[0]
    with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
        rows = book.get_sheet_by_name("Columns").to_python(skip_empty_area=False)
    assert [row[0] for row in rows[int(first) - 1 : int(last)]] == PARTS["order/skills"]


def test_numbers_and_yes_or_no_are_read_as_texts() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, [1, 0.5, True, "a\r\nb", 2026.0])
        sheet.write_number(1, 1, 1e-7)

    assert read_grid(made(write), 5) == [
        ["1", "0.5", "yes", "a\nb", "2026"], ["", "1e-07", "", "", ""],
    ]  # fmt: skip


def _date(book: Any, sheet: Any) -> None:
    sheet.write_datetime(1, 2, date(2026, 11, 25), book.add_format({"num_format": "d mmm yyyy"}))


def _merged(_: Any, sheet: Any) -> None:
    sheet.merge_range("B2:C3", "two")


def _hidden(book: Any, sheet: Any) -> None:
    book.add_worksheet("Other").activate()
    sheet.hide()


def _hidden_alone(book: Any, sheet: Any) -> None:
    _hidden(book, sheet)
    sheet.write(0, 0, "Key")


@pytest.mark.parametrize(
    ("write", "line"),
    [
        (lambda _, sheet: sheet.write_formula("B3", "=1+1", None, 2),
         "Row 3, column B: this cell holds a formula. Put its value in its place."),
        (_date, ("Row 2, column C: this cell is a date or a time. Format it as text, and write it "
                "again.")),
        (_merged, ("Row 2, column B: cells are merged here. Split them, so that each row has cells "
                  "of its own.")),
        (_hidden_alone, "The sheet “Questions” is hidden. Show it first."),
        (lambda _, sheet: sheet.write(1_000_000, 0, "x"),
         "There are too many rows: 20 below the heading is the most."),
        (lambda _, sheet: sheet.write(0, 16_000, "x"),
         "Row 1: 16,001 cells stand in this row; 200 is the most."),
    ],
)  # fmt: skip
def test_what_a_table_has_not_is_told_with_its_place(write: Any, line: str) -> None:
    assert line_of(made(write)) == line


def test_the_sheet_is_found_by_its_name_or_is_the_first_that_shows() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "first")
        book.add_worksheet(" QUESTIONS").write(0, 0, "second")

    assert read_grid(made(write, "Notes"), 5) == [["second"]]
    assert read_grid(made(lambda _, sheet: sheet.write(0, 0, "x"), "Notes"), 5) == [["x"]]
    assert read_grid(made(lambda _, __: None), 5) == []


BROKEN: Final = "This workbook cannot be read; it is damaged or of another sort."
SHEET: Final = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"xl__workbook": None}, "This file is not a workbook."),
        ({"xl__workbook": b"<a"}, BROKEN),
        ({"xl__workbook": b"<workbook/>"}, BROKEN),
        ({"xl__worksheets__sheet1": None}, BROKEN),
        ({"xl__worksheets__sheet1": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, BROKEN),
        ({"xl__worksheets__sheet1": SHEET + b'<row r="x"/></sheetData></worksheet>'}, BROKEN),
        ({"xl__worksheets__sheet1": SHEET + b'<row><c r="1A"/></row></sheetData></worksheet>'},
         BROKEN),
        ({"xl__sharedStrings": b"<sst><si><t>"}, BROKEN),
        ({"xl__theme__theme1": b" " * 3_000_000},
         "This workbook unpacks to far more than a table needs."),
    ],
)  # fmt: skip
def test_a_damaged_workbook_is_told_apart(changes: dict[str, bytes | None], line: str) -> None:
    raw = made(lambda _, sheet: sheet.write(0, 0, "Key"))
    assert line_of(repacked(raw, **changes)).startswith(line)


def test_cells_that_do_not_say_where_they_are_count_all_the_same() -> None:
    raw = made(lambda _, sheet: sheet.write(0, 0, "Key"))
    cells = SHEET + b"<row>" + b"<c><v>1</v></c>" * 300 + b"</row></sheetData></worksheet>"
    assert line_of(repacked(raw, xl__worksheets__sheet1=cells)).startswith("Row 1: 300 cells")


def test_what_the_index_says_of_a_size_is_not_believed() -> None:
    raw = bytearray(repacked(workbook(), xl__theme__theme1=b" " * 2_000_000))
    at = raw.rindex(b"xl/theme/theme1.xml") - 46
    assert struct.unpack_from("<I", raw, at + 24) == (2_000_000,)
    struct.pack_into("<I", raw, at + 24, 10)
    assert line_of(bytes(raw), MOST_ROWS).startswith(BROKEN)


def _packed(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(name, "<a/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (_packed("word/document.xml"), "This file is a text document. Save it as"),
        (b"PK\x03\x04" + bytes(100), BROKEN),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "This is a file of an old Office program. Save it as"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
         "This workbook is protected by a password. Take it off first."),
        (b"\x89PNG\r\n\x1a\n", "This is a picture, not a table."),
        (b"%PDF-1.7", "This is a PDF, not a table."),
        (b"", "The file is empty."),
        (b" " * (5 * 1024 * 1024 + 1), "The file is too large: 5 MB is the most."),
    ],
)  # fmt: skip
def test_files_of_other_sorts_are_named(raw: bytes, line: str) -> None:
    with pytest.raises(FileError) as raised:
        read_file(raw, Wanted("questions"), PARTS)
    assert raised.value.lines[0].startswith(line)


SORTS: Final = st.sampled_from(["edition", "questions", "pay", "wages"])
WHOLE: Final = workbook("empathy-hidden-feeling")


@some
@given(
    SORTS, st.one_of(st.binary(max_size=300), st.binary(max_size=300).map(b"PK\x03\x04".__add__))
)
def test_whatever_bytes_come_each_is_told_in_words(sort: Any, raw: bytes) -> None:
    with pytest.raises(FileError) as raised:
        read_file(raw, Wanted(sort), PARTS)
    assert raised.value.lines


@some
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8)
)
def test_a_workbook_with_changed_bytes_is_read_or_told_in_words(
    changes: list[tuple[int, int]],
) -> None:
    raw = bytearray(WHOLE)
    for place, value in changes:
        raw[place] = value
    with suppress(FileError):
        read_file(bytes(raw), Wanted("questions"), PARTS)


@some
@given(st.data())
def test_a_sheet_with_changed_bytes_is_read_or_told_in_words(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["workbook", "worksheets/sheet1", "sharedStrings", "styles"]))
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as packed:
        part = bytearray(packed.read(f"xl/{name}.xml"))
    for _ in range(data.draw(st.integers(1, 5))):
        part[data.draw(st.integers(0, len(part) - 1))] = data.draw(st.sampled_from(b'0A9"<>/ r&'))
    damaged = repacked(WHOLE, **{f"xl__{name.replace('/', '__')}": bytes(part)})
    with suppress(FileError):
        read_file(damaged, Wanted("questions"), PARTS)
