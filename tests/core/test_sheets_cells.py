"""Single cells and tables of them: what is read, what is refused, and where."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.sheets import cells
from assess.core.sheets.cells import CellError
from assess.core.sheets.csvtext import MAX_BYTES, read_csv, write_csv
from assess.core.sheets.guarding import guard, guard_marks, unguard
from assess.core.sheets.tables import Fault, SheetError, bounded, letters, table_of
from tests.core.builders import some

# No program writes a lone carriage return on purpose; it becomes a line break.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=20)
TRICKY = st.builds(lambda marks, text: "'" * marks + text, st.integers(0, 3), st.one_of(
    TEXT, st.sampled_from(["=1+1", "+1", "-1", "@a", "\t=1", "＝1", " =1", "\u200b=1", "tis"])
))  # fmt: skip


@some
@given(TRICKY)
def test_what_is_guarded_comes_back_as_it_was(text: str) -> None:
    assert unguard(guard(text)) == text
    assert unguard(guard_marks(text)) == text
    assert not guard(text).lstrip(" \u200b").startswith(("=", "+", "-", "@", "\t", "＝"))


def test_words_with_an_apostrophe_stay_as_they_are() -> None:
    assert guard("’tis") == "’tis"
    assert unguard("'tis") == guard("'tis") == "'tis"
    assert guard_marks("=1") == "=1"


@some
@given(st.lists(st.lists(TRICKY, min_size=2, max_size=4), min_size=1, max_size=5))
def test_a_table_comes_back_from_csv_as_it_was(rows: list[list[str]]) -> None:
    grid = read_csv(write_csv([["a", "b"], *rows]).encode(), 10)
    assert [[unguard(cell) for cell in row] for row in grid[1:]] == rows


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_of_any_program_is_read(separator: str, mark: str, end: str) -> None:
    lines = [separator.join(row) for row in (["Key", "Text"], ['"a"', '"one, two;\r\nthree"'])]
    grid = read_csv((mark + end.join(lines) + end).encode(), 1)
    assert grid == [["Key", "Text"], ["a", "one, two;\nthree"]]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b" " * (MAX_BYTES + 1), "The file is too large: 5 MB is the most."),
        (b"Key\xff", "This is not text in UTF-8."),
        (b'Key,Text\na,"open', "Row 2: a quotation mark is missing, or one is too many."),
        (b"Key\n" + b'"' + b"x" * 140_000 + b'"', "Row 2: a cell is far too long;"),
        (b"," * 300, "Row 1: 301 cells stand in this row; 200 is the most."),
        (b"Key\n1\n2\n3", "There are too many rows: 2 below the heading is the most."),
    ],
)
def test_what_is_no_table_is_refused(raw: bytes, told: str) -> None:
    with pytest.raises(SheetError) as raised:
        read_csv(raw, 2)
    assert raised.value.lines[0].startswith(told)


@pytest.mark.parametrize(
    ("grid", "lines"),
    [
        ([], ("The file is empty.",)),
        ([["", " "], [""]], ("The file is empty.",)),
        ([["Key", "Text", "KEY "]],
         ("Row 1, column C (Key): this column stands twice, in A too.",)),
        ([["Kee", "Text"]],
         ("Row 1: these columns are missing: “Key”.",
          "Row 1, column A: there is no column “Kee”. Did you mean “Key”?")),
        ([["Key", "Text", ""], ["a", "b", "c"]],
         ("Row 2, column C: this cell stands in a column without a heading.",)),
    ],
)  # fmt: skip
def test_a_heading_must_be_right(grid: list[list[str]], lines: tuple[str, ...]) -> None:
    with pytest.raises(SheetError) as raised:
        table_of(grid, ("Key", "Text"), ("Key",))
    assert raised.value.lines == lines


def test_a_row_is_short_long_or_empty() -> None:
    table = table_of([["Text", "more", "key"], ["a"], [], ["", "x", ""], ["b", "y", "k"]],
                     ("Key", "Text"), ("Key",), others=True)  # fmt: skip
    found = [(row.number, dict(row.cells)) for row in table.rows]
    assert found == [(2, {"Text": "a", "Key": ""}), (5, {"Text": "b", "Key": "k"})]
    table.finish()


def test_lines_are_bounded_and_in_order() -> None:
    faults = [Fault(row, 0, "Key", "is odd.") for row in range(150, 0, -1)]
    lines = SheetError(faults).lines
    assert lines[0] == "Row 1, column A (Key): is odd."
    assert (len(lines), lines[-1]) == (101, "And 50 more like these.")
    assert bounded(["one"]) == ("one",)


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_have_the_letters_of_spreadsheets(place: int, name: str) -> None:
    assert letters(place) == name


@some
@given(st.one_of(st.integers(-(10**14), 10**14), st.floats(-1e17, 1e17)))
def test_a_number_is_read_back_to_the_last_digit(value: float) -> None:
    assert cells.number(cells.number_text(value)) == value


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (cells.number, " 0,5 ", 0.5),
        (cells.money, "$36,870", 36870),
        (cells.money, "17.50", 17.5),
        (cells.whole, "2026", 2026),
        (cells.yes, " Yes", True),
        (cells.yes, "", False),
        (lambda cell: cells.word(cell, ("easy",)), " Easy ", "easy"),
        (lambda cell: cells.key(cell, "skill", ["empathy"]), "empathy", "empathy"),
    ],
)
def test_cells_are_read(read: Callable[[str], Any], cell: str, value: object) -> None:
    assert read(cell) == value
    assert [cells.yes_text(one) for one in (None, True, False)] == ["", "yes", "no"]


@pytest.mark.parametrize(
    ("read", "cell", "told"),
    [
        (cells.number, "half", "“half” is not a number. Write it like 0.5."),
        (cells.number, "１", "“１” is not a number."),
        (cells.money, "a lot", "“a lot” is not an amount."),
        (cells.whole, "1.5", "“1.5” is not a whole number."),
        (cells.yes, "maybe", "write yes or no, not “maybe”."),
        (lambda cell: cells.word(cell, ("easy", "hard")), "esy",
         "must be one of easy, hard, not “esy”. Did you mean “easy”?"),
        (lambda cell: cells.key(cell, "skill", ["empathy"]), "empaty",
         "no skill “empaty”. Did you mean “empathy”?"),
        (lambda cell: cells.key(cell, "skill", ["empathy"]), " ",
         "name a skill here: empathy."),
        (lambda cell: cells.key(cell, "skill", ["empathy"]), "x" * 200, f"no skill “{'x' * 60}…”."),
        (cells.yes, "\u202e", "write yes or no, not “\\u202e”."),
    ],
)  # fmt: skip
def test_cells_are_refused(read: Callable[[str], Any], cell: str, told: str) -> None:
    with pytest.raises(CellError) as raised:
        read(cell)
    assert str(raised.value).startswith(told)
