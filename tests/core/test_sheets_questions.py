"""Questions as rows, both ways: nothing changes by itself, and every fault has its cell."""

import copy
import re
from typing import Any, Final

import pytest
from hypothesis import given

from assess.core.codec import edition_from
from assess.core.draft.parts import Parts, split
from assess.core.edition import Edition
from assess.core.sheets.bringing import MOST_ROWS, bring_questions
from assess.core.sheets.columns import COLUMNS
from assess.core.sheets.csvtext import read_csv, write_csv
from assess.core.sheets.questions import rows_of
from assess.core.sheets.tables import SheetError
from tests.core.builders import some
from tests.core.people import shipped_edition
from tests.core.strategies import editions

PARTS: Final = split(shipped_edition().edition)
ORDER: Final[list[str]] = PARTS["order/questions"]
SITUATION: Final = next(key for key in ORDER if PARTS[f"questions/{key}"]["kind"] == "situation")
KNOWN: Final = next(key for key in ORDER if PARTS[f"questions/{key}"]["kind"] == "knowledge")
RATING: Final = next(key for key in ORDER if PARTS[f"questions/{key}"]["kind"] == "rating")
STRUCTURED: Final = next(
    key for key in ORDER if isinstance(PARTS[f"questions/{key}"].get("context"), dict)
)
NEW: Final = {
    "Key": "empathy-new", "Skill": "empathy", "Kind": "situation", "Text": "What do you do?",
    "Option a": "Listen", "Credit or right a": "1", "Option b": "Leave", "Credit or right b": "0",
    "Reason b": "No.",
}  # fmt: skip


def sheet(*rows: dict[str, str]) -> list[list[str]]:
    """Return a whole table with some rows."""
    return [list(COLUMNS), *([row.get(name, "") for name in COLUMNS] for row in rows)]


def row_of(key: str, **changes: str) -> dict[str, str]:
    """Return a known question's row with changes; names have _ for their space."""
    [heading, row] = rows_of([PARTS[f"questions/{key}"]])
    named = {name.replace("_", " "): cell for name, cell in changes.items()}
    return dict(zip(heading, row, strict=True)) | named


def lines_of(*rows: dict[str, str], parts: Parts = PARTS) -> tuple[str, ...]:
    with pytest.raises(SheetError) as raised:
        bring_questions(sheet(*rows), parts)
    # Whose row it is stands in every line; see the test of old columns.
    return tuple(re.sub(", question “[^”]*”", "", line, count=1) for line in raised.value.lines)


def test_columns_may_have_their_former_names_and_a_fault_names_its_question() -> None:
    former = {
        name.replace("Credit or right", "Score").replace("Reason", "Why"): cell
        for name, cell in NEW.items()
    }
    assert list(former) != list(NEW)
    grid = [list(former), list(former.values())]
    assert bring_questions(grid, PARTS) == bring_questions(sheet(NEW), PARTS)
    with pytest.raises(SheetError) as raised:
        bring_questions(sheet(NEW | {"Weight": "3"}), PARTS)
    assert raised.value.lines == (
        "Row 2, column E (Weight), question “empathy-new”: must be at most 2.",
    )


def all_rows(parts: Parts) -> list[list[str]]:
    return rows_of(parts[f"questions/{key}"] for key in parts["order/questions"])


@some
@given(editions())
def test_what_is_taken_along_and_brought_back_changes_nothing(edition: Edition) -> None:
    parts = split(edition)
    grid = read_csv(write_csv(all_rows(parts)).encode(), MOST_ROWS)
    assert bring_questions(grid, parts) == {}


@some
@given(editions())
def test_questions_of_plain_text_are_made_anew_as_they_were(edition: Edition) -> None:
    parts = split(edition)
    plain = {
        key for key in parts["order/questions"]
        if isinstance(parts[f"questions/{key}"].get("context"), str)
        and "parameters" not in parts[f"questions/{key}"]
    }  # fmt: skip
    less = {
        part: value for part, value in parts.items() if part.removeprefix("questions/") not in plain
    }
    rows = rows_of(parts[f"questions/{key}"] for key in plain)
    made = bring_questions(rows, less | {"order/questions": []})
    for key in plain:
        made_one, was = made[f"questions/{key}"], parts[f"questions/{key}"]
        assert rows_of([made_one]) == rows_of([was])
        edition_from({**_whole(edition), "questions": [made_one]})


def _whole(edition: Edition) -> dict[str, Any]:
    return edition.model_dump(mode="json", exclude_none=True)


def test_an_unfinished_question_stays_as_it_is() -> None:
    odd = copy.deepcopy(PARTS)
    odd[f"questions/{KNOWN}"]["text"] = ""
    odd[f"questions/{KNOWN}"]["options"] += [{"key": "z", "text": ""}]
    odd[f"questions/{RATING}"]["options"] = []
    odd[f"questions/{SITUATION}"]["weight"] = 1.0
    odd[f"questions/{SITUATION}"]["context"] = ""
    assert bring_questions(all_rows(odd), odd) == {}


def test_a_known_key_changes_a_question_and_leaves_what_the_table_has_not() -> None:
    changes = {"Text": " Why? ", "Weight": "0,5", "Difficulty": "HARD", "Retired": "x"}
    found = bring_questions(sheet(row_of(SITUATION, **changes)), PARTS)
    was = PARTS[f"questions/{SITUATION}"]
    want = was | {"text": " Why? ", "weight": 0.5, "difficulty": "hard", "retired": True}
    assert found == {f"questions/{SITUATION}": want}
    fewer = [["key", "skill", "kind", "text", "option a", "option b"]]
    row = row_of(SITUATION, Text="Why?")
    fewer += [[row[name.capitalize()] for name in fewer[0]]]
    found = bring_questions(fewer, PARTS)
    assert found == {f"questions/{SITUATION}": was | {"text": "Why?"}}


def test_empty_cells_are_the_usual_or_nothing() -> None:
    odd = copy.deepcopy(PARTS)
    key = f"questions/{SITUATION}"
    odd[key] |= {"weight": 2, "difficulty": "hard", "retired": True, "context": "Once"}
    odd[key]["options"][0]["hint"] = "So"
    [heading, cells] = rows_of([odd[key]])
    row = dict(zip(heading, cells, strict=True))
    row |= dict.fromkeys(["Weight", "Difficulty", "Retired", "Context", "Hint a"], "")
    found = bring_questions(sheet(row), odd)[key]
    assert (found["weight"], found["difficulty"], found["retired"]) == (1, "medium", False)
    assert "context" not in found
    assert "hint" not in found["options"][0]


def test_options_keep_their_keys_by_place_and_new_ones_take_a_free_letter() -> None:
    odd = copy.deepcopy(PARTS)
    key = f"questions/{SITUATION}"
    odd[key]["options"] = [
        {"key": "a", "text": "One", "credit": 1}, {"key": "c", "text": "Two", "credit": 0},
        {"key": "d", "text": "Three", "credit": 0.5},
    ]  # fmt: skip
    [heading, cells] = rows_of([odd[key]])
    row = dict(zip(heading, cells, strict=True))
    row |= {
        "Option b": "2",
        "Option c": "",
        "Credit or right c": "",
        "Option d": "4",
        "Credit or right d": "0",
    }
    found = bring_questions(sheet(row), odd)[key]
    assert found["options"] == [
        {"key": "a", "text": "One", "credit": 1}, {"key": "c", "text": "2", "credit": 0},
        {"key": "b", "text": "4", "credit": 0},
    ]  # fmt: skip


def test_a_new_key_makes_a_question_after_the_last_of_its_skill() -> None:
    right = {"Key": "q2", "Kind": "knowledge", "Credit or right a": "yes", "Credit or right b": ""}
    mine = {
        "Key": "q3",
        "Kind": "frequency",
        "Credit or right a": "",
        "Credit or right b": "",
        "Weight": "2",
    }
    found = bring_questions(sheet(NEW, NEW | right, NEW | mine | {"Skill": "nlp"}), PARTS)
    assert found["questions/empathy-new"]["options"] == [
        {"key": "a", "text": "Listen", "credit": 1},
        {"key": "b", "text": "Leave", "credit": 0, "why": "No."},
    ]
    assert [one["right"] for one in found["questions/q2"]["options"]] == [True, False]
    assert found["questions/q3"]["weight"] == 2
    order = found["order/questions"]
    at = order.index("empathy-new")
    assert PARTS[f"questions/{order[at - 1]}"]["skill"] == "empathy"
    assert order[at + 1] == "q2"
    assert PARTS[f"questions/{order[at + 2]}"]["skill"] != "empathy"
    assert [key for key in order if key in ORDER] == ORDER


def test_another_kind_reads_its_scores_anew() -> None:
    lines = lines_of(row_of(KNOWN, Kind="situation"))
    assert len(lines) == 1
    assert lines[0].endswith("“yes” is not a number. Write it like 0.5.")
    assert lines_of(row_of(KNOWN, Weight="heavy"))[0].endswith(
        "“heavy” is not a number. Write it like 0.5."
    )
    blank = {f"Credit or right {letter}": "" for letter in "abcdefghijkl"}
    assert lines_of(row_of(SITUATION, Kind="rating", Credit_or_right_a="1"))[0].endswith(
        "a rating scores by the place of its options; leave it empty."
    )
    found = bring_questions(sheet(row_of(SITUATION, Kind="frequency", **blank)), PARTS)
    assert all("credit" not in one for one in found[f"questions/{SITUATION}"]["options"])


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({"Skill": "empaty"},
         ("Row 2, column B (Skill): no skill “empaty”. Did you mean “empathy”?",)),
        ({"Kind": "situations"},
         (("Row 2, column C (Kind): must be one of rating, frequency, situation, knowledge, "
          "knowledge_several, not “situations”. Did you mean “situation”?"),)),
        ({"Weight": "3"}, ("Row 2, column E (Weight): must be at most 2.",)),
        ({"Weight": "heavy", "Retired": "perhaps"},
         ("Row 2, column E (Weight): “heavy” is not a number. Write it like 0.5.",
          "Row 2, column F (Retired): write yes or no, not “perhaps”.")),
        ({"Skill": "empaty", "Kind": "x", "Weight": "9", "Credit or right a": "?", "Hint b": "\0"},
         ("Row 2, column B (Skill): no skill “empaty”. Did you mean “empathy”?",
          ("Row 2, column C (Kind): must be one of rating, frequency, situation, knowledge, "
          "knowledge_several, not “x”."),
          "Row 2, column E (Weight): must be at most 2.",
          "Row 2, column P (Hint b): holds a character that cannot be shown (U+0000).")),
        ({"Credit or right a": "all"},
         ("Row 2, column J (Credit or right a): “all” is not a number. Write it like 0.5.",)),
        ({"Key": "New Key"},
         ("Row 2, column A (Key): must be lower-case letters and figures, joined by - or _.",)),
        ({"Text": "x" * 100_000},
         ("Row 2, column G (Text): may have at most 2000 characters.",)),
        ({"Text": "a\0b"},
         ("Row 2, column G (Text): holds a character that cannot be shown (U+0000).",)),
        ({"Reason a": "\u202eb"},
         ("Row 2, column K (Reason a): holds a character that cannot be shown (U+202E).",)),
        ({"Credit or right b": "1"},
         ("Row 2, column I (Option a): a situation needs an option with credit 0.",)),
        ({"Option b": "", "Credit or right b": "0"},
         ("Row 2, column M (Option b): must not be empty.",)),
        ({"Option b": "", "Credit or right b": "", "Reason b": ""},
         ("Row 2, column I (Option a): needs at least 2, has 1.",)),
        ({"Credit or right b": "2"}, ("Row 2, column N (Credit or right b): must be at most 1.",)),
        ({"Context": "[chat]"},
         (("Row 2, column H (Context): “[chat]” leaves something as it is that this question does "
          "not have. Write plain text here, or make it in the editor."),)),
        ({"Context": "c" * 2001},
         ("Row 2, column H (Context): may have at most 2000 characters.",)),
    ],
)  # fmt: skip
def test_each_fault_has_its_cell(changes: dict[str, str], lines: tuple[str, ...]) -> None:
    assert lines_of(NEW | changes) == lines


def test_a_key_stands_once_and_all_faults_are_told() -> None:
    assert lines_of(NEW, NEW | {"Text": ""}, NEW | {"Key": "k", "Text": ""}) == (
        "Row 3, column A (Key): the key “empathy-new” stands in row 2 already.",
        "Row 4, column G (Text): must not be empty.",
    )


def test_what_stands_for_parts_can_stay_or_become_text() -> None:
    row = row_of(STRUCTURED)
    assert row["Context"] == f"[{PARTS[f'questions/{STRUCTURED}']['context']['kind']}]"
    found = bring_questions(sheet(row | {"Context": "A note"}), PARTS)
    assert found[f"questions/{STRUCTURED}"]["context"] == "A note"


def test_an_edition_holds_only_so_many_questions() -> None:
    many = {**PARTS, "order/questions": [f"q-{place}" for place in range(MOST_ROWS)]}
    assert lines_of(NEW, parts=many) == ("An edition holds at most 2,000 questions.",)
