"""A document as parts, a part as fields: nothing is lost on the way there and back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.codec import canonical_json, edition_from, to_data
from assess.core.draft.fields import flatten, label, shown, unflatten
from assess.core.draft.parts import join, split
from assess.core.draft.shape import ShapeError, check_shape
from tests.core.builders import document, some
from tests.core.people import shipped_edition

CONTEXTS: dict[str, Any] = {
    "text": "A note on the desk.",
    "message": {"kind": "message", "channel": "Chat", "sender": "Ana", "text": "Hello?"},
    "chat": {"kind": "chat", "lines": [{"who": "Ana", "text": "Hello?"}]},
    "email": {"kind": "email", "sender": "Ana", "subject": "Order", "text": "Where is it?"},
    "prompt": {"kind": "prompt", "prompt": "Write.", "draft": "Dear guest"},
    "table": {"kind": "table", "caption": "Week", "columns": ["Day"], "rows": [["Mon"]]},
    "chart": {
        "kind": "chart", "form": "bar", "caption": "Week", "unit": "", "labels": ["a", "b"],
        "values": [1, 2.5], "axis_from": 0,
    },
}  # fmt: skip


def question(**changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = to_data(shipped_edition().edition)["questions"][0]
    return plain | changes


def test_the_shipped_edition_comes_back_from_its_parts() -> None:
    edition = shipped_edition().edition
    assert canonical_json(join(split(edition))) == canonical_json(edition)


@pytest.mark.parametrize("context", CONTEXTS.values(), ids=CONTEXTS)
def test_every_kind_of_context_comes_back(context: Any) -> None:
    data = document()
    data["questions"][0]["context"] = context
    data["questions"][0]["parameters"] = {"a": 1, "beta": 0, "delta": 1}
    data["texts"] = {"name": "Our compass"}
    data["roles"][0]["wages"] = {"soc": "43-4051", "percentiles": [25, 75], "label": "Nearest"}
    edition = edition_from(data)
    assert canonical_json(join(split(edition))) == canonical_json(edition)


def test_a_role_comes_back_with_or_without_pay_and_wages() -> None:
    data = document()
    for name in ("pay", "wages"):
        data["roles"][0].pop(name, None)
    edition = edition_from(data)
    assert canonical_json(join(split(edition))) == canonical_json(edition)


def test_a_part_without_a_place_comes_last_and_a_place_without_a_part_is_passed_over() -> None:
    parts = split(shipped_edition().edition)
    first, second, *rest = parts["order/questions"]
    parts["order/questions"] = ["gone", second, second, *rest]
    keys = [question.key for question in join(parts).questions]
    assert keys == [second, *rest, first]


NAMES = st.sampled_from(["text", "levels", "context", "why"])
LEAVES = st.one_of(st.text(max_size=5), st.integers(), st.booleans(), st.lists(st.text(max_size=3)))
KEYED = st.lists(
    st.fixed_dictionaries({"key": st.sampled_from("abcd"), "text": st.text(max_size=3)}),
    min_size=1,
    unique_by=lambda one: one["key"],
)
VALUES = st.one_of(
    st.none(),
    st.text(),
    st.lists(st.text()),
    st.dictionaries(
        NAMES,
        LEAVES,
        min_size=1,
    ),
    st.fixed_dictionaries({"text": st.text(), "options": KEYED}),
    st.fixed_dictionaries({
        "profile": st.dictionaries(
            st.sampled_from(["one", "two"]), st.fixed_dictionaries({"level": st.integers()}),
            min_size=1,
        ),
        "pay": st.fixed_dictionaries({"low": st.integers()}),
    }),
)  # fmt: skip


@some
@given(VALUES)
def test_a_part_comes_back_from_its_fields(value: Any) -> None:
    assert unflatten(flatten(value)) == value


def test_fields_are_named_for_people() -> None:
    names = {"empathy": "Empathy"}
    assert label("options/b/why") == "Option b: reason"
    assert label("profile/empathy/level", names) == "Empathy: level"
    assert label("options/b") == "Option b"
    assert label("levels") == "Level sentences"
    assert label("a/b") == "A: B"
    assert label("") == "Value"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0.25, "0.25"),
        (["One", "Two"], "One\nTwo"),
        ({"low": 1, "year": 2026}, "Low: 1\nYear: 2026"),
        (
            {"soc": "43-4051", "percentiles": [25, 75]},
            "Occupation code: 43-4051\nPercentiles: 25, 75",
        ),
        ({"rows": [["Mon", "5"], ["Tue", "7"]]}, "Rows: Mon | 5\nTue | 7"),
        ([{"who": "Ana", "text": "Hi"}], "Who: Ana\nText: Hi"),
    ],
)
def test_values_are_shown_as_text(value: Any, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("title", "A title"),
        ("texts", None),
        ("order/roles", ["a", "b"]),
        ("questions/gone", None),
        ("questions/x", question(key="x", text="", options=[])),
        ("lengths", {"standard": 5}),
        ("accepted", []),
    ],
)
def test_a_draft_may_hold_what_is_unfinished(part: str, value: Any) -> None:
    check_shape(part, value)


@pytest.mark.parametrize(
    ("part", "value", "place"),
    [
        ("title", None, "title"),
        ("skills/empathy", None, "skills/empathy"),
        ("order/answers", [], "order/answers"),
        ("format", 1, "format"),
        ("order", [], "order"),
        ("questions/y", question(key="x"), "questions/y"),
        ("questions/", question(key=""), "questions/"),
        ("questions/x", "text", "questions/x"),
        ("questions/x", question(key="x", text="a\x00"), "text"),
        ("questions/x", question(key="x", text="a\u202eb"), "text"),
        ("questions/x", question(key="x", text=5), "text"),
        ("questions/x", question(key="x", more=5), "more"),
        ("questions/x", question(key="x", weight="abc"), "weight"),
        ("questions/x", question(key="x", weight=float("nan")), "weight"),
        ("questions/x", question(key="x", weight=float("inf")), "weight"),
        ("questions/x", question(key="x", options=[{"key": "A b", "text": "x"}]), "options[0].key"),
        ("questions/x", question(key="x", options=[{"key": "a", "text": "x"}] * 2), "options"),
        ("questions/x", question(key="x", weight=9), "weight"),
        ("questions/x", question(key="x", options=[{"key": "a"}]), "options[0].text"),
        ("lengths", {"standard": 61}, "standard"),
        ("texts", {"welcome": "x" * 2001}, "welcome"),
    ],
)
def test_no_draft_may_hold_what_no_page_could_show(part: str, value: Any, place: str) -> None:
    with pytest.raises(ShapeError) as raised:
        check_shape(part, value)
    assert [where for where, _ in raised.value.faults] == [place]
