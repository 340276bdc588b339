"""A question's form: what stands in it, what its buttons do, and what is read from it."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.compiled import Compiled
from assess.core.draft.editing import edited, grid, renumbered
from assess.core.draft.numbers import NumberError, read_number
from assess.core.draft.parts import split
from assess.core.draft.reading import Read, read_question, read_sound
from assess.core.draft.tabular import lines_of, table_of
from assess.core.draft.typed import MOST, Typed, typed_of

SKILLS = ("empathy", "data_literacy")


def situation(**more: Any) -> dict[str, Any]:
    options = [
        {"key": "a", "text": "One", "credit": 0, "why": "Because"},
        {"key": "b", "text": "Two", "credit": 1, "hint": "Here"},
        {"key": "c", "text": "Three", "credit": 0.5},
    ]
    return {
        "key": "q", "skill": "empathy", "kind": "situation", "text": "Which?",
        "difficulty": "easy", "weight": 1, "options": options, "retired": False,
    } | more  # fmt: skip


CHAT = {"kind": "chat", "lines": [{"who": "A", "text": "Hi"}, {"who": "B", "text": "Ho"}]}
TABLE = {"kind": "table", "caption": "T", "columns": ["x", "y"], "rows": [["1", "2"], ["3", "4"]]}
CHART = {
    "kind": "chart", "form": "bar", "caption": "C", "unit": "%", "labels": ["m", "t"],
    "values": [1, 2.5], "axis_from": 0,
}  # fmt: skip


def read(typed: Typed, before: Mapping[str, Any] | None = None) -> Read:
    return read_question(typed, before or situation(), SKILLS)


def with_(question: Mapping[str, Any], **values: str) -> Typed:
    """Return a form in which some fields were typed otherwise; "__" stands for a slash."""
    typed = typed_of(question)
    named = {name.replace("__", "/"): value for name, value in values.items()}
    return Typed({**typed.values, **named}, typed.lists)


def test_what_is_not_touched_is_read_as_it_was(shipped: Compiled) -> None:
    parts = split(shipped.edition)
    skills = {skill.key for skill in shipped.edition.skills}
    for part, question in parts.items():
        if part.startswith("questions/"):
            found = read_question(renumbered(typed_of(question)), question, skills)
            assert found == Read(question, ()), part


@pytest.mark.parametrize(
    "context",
    [
        None,
        "Just a text",
        {"kind": "message", "text": "Hello"},
        {"kind": "message", "channel": "Voicemail", "sender": "Sam", "text": "Hello"},
        CHAT,
        {"kind": "email", "sender": "Sam", "subject": "Late", "text": "Hello"},
        {"kind": "prompt", "prompt": "Write"},
        {"kind": "prompt", "prompt": "Write", "draft": "Dear"},
        TABLE,
        CHART,
    ],
)
def test_every_context_and_every_field_comes_back(context: Any) -> None:
    question = situation(parameters={"a": 0.6, "beta": -0.25, "delta": 1})
    if context is not None:
        question["context"] = context
    assert read(typed_of(question), question) == Read(question, ())


@pytest.mark.parametrize(
    ("do", "keys", "at"),
    [
        ("add-option", "abcd", "options/d/text"),
        ("remove-option/a", "bc", "options/b/text"),
        ("remove-option/c", "ab", "options/b/text"),
        ("up-option/c", "acb", "up-option/c"),
        ("up-option/a", "abc", "up-option/a"),
        ("down-option/a", "bac", "down-option/a"),
        ("down-option/c", "abc", "down-option/c"),
        ("remove-option/x", "abc", ""),
        ("up-line/0", "abc", ""),
        ("add-nothing", "abc", ""),
        ("save", "abc", ""),
        ("", "abc", ""),
    ],
)
def test_buttons_of_options(do: str, keys: str, at: str) -> None:
    typed, place = edited(typed_of(situation()), do)
    found = read(typed)
    assert ("".join(one["key"] for one in found.question["options"]), place) == (keys, at)
    assert found.faults == ()


def test_an_option_keeps_all_that_is_its_own_when_it_moves() -> None:
    typed, _ = edited(typed_of(situation()), "up-option/b")
    assert read(typed).question["options"][0] == situation()["options"][1]


def test_the_last_one_can_be_taken_out_and_the_most_not_be_passed() -> None:
    typed = typed_of(situation(context={"kind": "chat", "lines": CHAT["lines"][:1]}))
    emptied, at = edited(typed, "remove-line/0")
    assert (at, read(emptied).question["context"]["lines"]) == ("add-line", [])
    for name, most in MOST.items():
        for _ in range(most + 3):
            typed, _ = edited(typed, f"add-{name}")
        assert len(typed.of(name)) == most


def test_lines_and_points_move_with_all_their_fields() -> None:
    typed, at = edited(typed_of(situation(context=CHAT)), "down-line/0")
    assert at == "down-line/1"
    assert [line["who"] for line in read(typed).question["context"]["lines"]] == ["B", "A"]
    typed, _ = edited(typed_of(situation(context=CHART)), "up-point/1")
    context = read(typed).question["context"]
    assert (context["labels"], context["values"]) == (["t", "m"], [2.5, 1])
    typed, at = edited(typed, "add-point")
    context = read(typed).question["context"]
    assert (at, context["labels"], context["values"]) == (
        "context/labels/2", ["t", "m", ""], [2.5, 1, 0]
    )  # fmt: skip


def test_rows_and_columns() -> None:
    typed = typed_of(situation(context=TABLE))
    for do, columns, rows in (
        ("add-row", ["x", "y"], [["1", "2"], ["3", "4"], ["", ""]]),
        ("add-column", ["x", "y", ""], [["1", "2", ""], ["3", "4", ""]]),
        ("remove-column/0", ["y"], [["2"], ["4"]]),
        ("remove-row/0", ["x", "y"], [["3", "4"]]),
        ("up-row/1", ["x", "y"], [["3", "4"], ["1", "2"]]),
    ):
        context = read(edited(typed, do)[0]).question["context"]
        assert (context["columns"], context["rows"]) == (columns, rows), do


def test_a_table_is_the_same_in_cells_and_in_lines() -> None:
    typed, at = edited(typed_of(situation(context=TABLE)), "as-lines")
    assert (at, typed["context/typed"]) == ("context/table", "x | y\n1 | 2\n3 | 4")
    assert read(typed).question["context"] == TABLE
    assert read(edited(typed, "as-cells")[0]).question["context"] == TABLE


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a | b\n1 | 2", [["a", "b"], ["1", "2"]]),
        ("| a | b |\n\n| 1 |", [["a", "b"], ["1", ""]]),
        ("a\tb|c\n1\t", [["a", "b|c"], ["1", ""]]),
        ("", [[""]]),
    ],
)
def test_lines_make_a_table(text: str, rows: list[list[str]]) -> None:
    columns, rest = table_of(text)
    assert [columns, *rest] == rows


@given(st.lists(st.lists(st.sampled_from(["a", "1|2", "x y"]), min_size=2, max_size=2), min_size=1))
def test_a_table_survives_being_typed_as_lines(rows: list[list[str]]) -> None:
    assert table_of(lines_of(rows[0], rows[1:])) == (rows[0], rows[1:])


@pytest.mark.parametrize(
    ("text", "number"),
    [("0.6", 0.6), (",6", 0.6), ("0,6", 0.6), (" 1 ", 1), ("1.0", 1), ("−2", -2), ("-.5", -0.5),
     ("0,125", 0.125), ("1080", 1080), ("1.", 1)],
)  # fmt: skip
def test_numbers_as_people_type_them(text: str, number: float) -> None:
    found = read_number(text)
    assert (found, type(found)) == (number, type(number))


@pytest.mark.parametrize(
    "text", ["", "abc", "1,080", "1e5", "nan", "inf", "٣", ".", "-", "1 2", "0x1", "9" * 40, "--1"]
)
def test_what_is_no_number_is_said_kindly(text: str) -> None:
    with pytest.raises(NumberError, match=r"^Type "):
        read_number(text)


def test_what_cannot_be_kept_is_said_at_its_field() -> None:
    question = situation(context=CHART)
    typed = with_(
        question,
        skill="juggling",
        kind="poem",
        difficulty="",
        weight="much",
        context__axis_from="x",
        options__b__credit="lots",
        parameters__a="1",
    )
    found = read(typed, question)
    assert [place for place, _ in found.faults] == [
        "skill", "kind", "context/axis_from", "difficulty", "weight", "parameters/beta",
        "parameters/delta", "options/b/credit",
    ]  # fmt: skip
    assert (found.question["skill"], found.question["kind"]) == ("empathy", "situation")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("options__b__text", "x" * 2001, "may have at most 2000 characters"),
        ("text", "\0", "U+0000"),
        ("context__lines__1__who", "\u202e", "U+202E"),
        ("options__c__credit", "1.5", "must be at most 1"),
        ("weight", "7", "must be at most 2"),
    ],
)
def test_what_no_draft_can_hold_is_said_at_its_field(field: str, value: str, words: str) -> None:
    question = situation(context=CHAT)
    ((place, sentence),) = read(with_(question, **{field: value}), question).faults
    assert place == field.replace("__", "/")
    assert words in sentence


def test_a_field_that_cannot_be_kept_has_its_last_sound_value_and_the_rest_is_kept() -> None:
    question = situation(context=CHART, parameters={"a": 1, "beta": 0, "delta": 2})
    typed = with_(
        question,
        text="Better words?",
        options__a__text="Typed",
        options__b__credit="abc",
        options__c__text="\u202e",
        parameters__beta="",
        context__values__1="x",
        context__caption="New",
    )
    found = read_sound(typed, question, SKILLS)
    assert [place for place, _ in found.faults] == [
        "context/values/1", "parameters/beta", "options/b/credit", "options/c/text",
    ]  # fmt: skip
    assert found.question["text"] == "Better words?"
    assert [one["text"] for one in found.question["options"]] == ["Typed", "Two", "Three"]
    assert found.question["options"][1]["credit"] == 1
    assert found.question["parameters"] == question["parameters"]
    assert found.question["context"] == CHART | {"caption": "New"}


def test_what_has_no_last_value_of_its_own_is_kept_as_it_was_as_a_whole() -> None:
    for before in (situation(), situation(context=TABLE)):
        typed = with_(
            before | {"context": CHART}, text="Kept", context__values__0="x", context__axis_from="y"
        )
        found = read_sound(typed, before, SKILLS)
        assert len(found.faults) == 2
        assert found.question["text"] == "Kept"
        assert found.question.get("context") == before.get("context")


def test_an_unknown_context_is_refused() -> None:
    ((place, _),) = read(with_(situation(), context__kind="smell")).faults
    assert place == "context/kind"


def test_a_situation_that_becomes_a_knowledge_question_keeps_its_best_answer() -> None:
    for kind in ("knowledge", "knowledge_several"):
        options = read(with_(situation(), kind=kind)).question["options"]
        assert [one["key"] for one in options if one.get("right")] == ["b"]
        assert all("credit" not in one for one in options)
    spoilt = with_(situation(), kind="knowledge", options__b__credit="best")
    assert not any(one.get("right") for one in read(spoilt).question["options"])


def test_a_knowledge_question_that_becomes_a_situation_keeps_its_right_answer() -> None:
    before = read(with_(situation(), kind="knowledge_several")).question
    options = read(with_(before, kind="situation"), before).question["options"]
    assert [one["credit"] for one in options] == [0, 1, 0]


def test_a_rating_has_neither_credit_nor_right() -> None:
    options = read(with_(situation(), kind="rating")).question["options"]
    assert all(set(one) <= {"key", "text", "why", "hint"} for one in options)


@pytest.mark.parametrize(
    ("start", "kind", "context"),
    [
        ("Hello", "message", {"kind": "message", "text": "Hello"}),
        ("Hello", "prompt", {"kind": "prompt", "prompt": "Hello"}),
        ("Hello", "chat", {"kind": "chat", "lines": [{"who": "", "text": "Hello"}]}),
        ({"kind": "prompt", "prompt": "Hello"}, "text", "Hello"),
        (CHAT, "message", {"kind": "message", "text": "Hi\nHo"}),
        (None, "email", {"kind": "email", "sender": "", "subject": "", "text": ""}),
    ],
)
def test_another_kind_of_context_keeps_what_is_said(start: Any, kind: str, context: Any) -> None:
    question = situation() if start is None else situation(context=start)
    assert read(with_(question, context__kind=kind), question).question["context"] == context


def test_a_new_table_or_chart_begins_with_room_to_type() -> None:
    table = read(with_(situation(), context__kind="table"))
    assert (table.faults, table.question["context"]["columns"]) == ((), ["", ""])
    chart = read(with_(situation(), context__kind="chart"))
    assert (chart.faults, chart.question["context"]["values"]) == ((), [1, 2])


def test_a_form_without_lists_is_a_table_without_cells() -> None:
    assert grid(Typed({}, {})) == ([], [])
