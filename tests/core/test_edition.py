"""The edition document: every rule refuses, and says where."""

from typing import Any

import pytest
from pydantic import ValidationError

from assess.core.codec import edition_from
from assess.core.edition import Edition
from tests.core.builders import Data, Sketch, changed, document, option, without
from tests.core.findings import findings, places

# One change each, and what is said about it, with its place counted from 0.
REFUSED: list[tuple[str, Any, str, str]] = [
    (
        "questions[1].options[0].key",
        "not_sure",
        "questions[1].options[0].key",
        "“not_sure” is kept for an answer that every question has",
    ),
    (
        "questions[2].options[1].key",
        "not_applicable",
        "questions[2].options[1].key",
        "“not_applicable” is kept for an answer that every question has",
    ),
    ("questions[0].options[3].key", "a", "questions[0].options", "the option key “a” stands twice"),
    (
        "questions[0].options[3].credit",
        1,
        "questions[0].options",
        "a rating scores by position; its options carry no credit and no right",
    ),
    (
        "questions[1].options[2].right",
        False,
        "questions[1].options",
        "a frequency scores by position; its options carry no credit and no right",
    ),
    (
        "questions[0].options",
        [option(place) for place in range(4)],
        "questions[0].options",
        "a rating needs exactly five options",
    ),
    (
        "questions[2].options[0].right",
        True,
        "questions[2].options",
        "a situation's options carry a credit, not right",
    ),
    (
        "questions[2].options[0].credit",
        None,
        "questions[2].options",
        "a situation needs a credit on every option",
    ),
    (
        "questions[2].options[0].credit",
        0.1,
        "questions[2].options",
        "a situation needs an option with credit 0",
    ),
    (
        "questions[2].options[1].credit",
        0.9,
        "questions[2].options",
        "a situation needs an option with credit 1",
    ),
    (
        "questions[3].options[0].credit",
        1,
        "questions[3].options",
        "a knowledge question's options carry right, not credit",
    ),
    (
        "questions[3].options[0].right",
        False,
        "questions[3].options",
        "a knowledge question needs exactly one right option, not 0",
    ),
    (
        "questions[3].options[1].right",
        True,
        "questions[3].options",
        "a knowledge question needs exactly one right option, not 2",
    ),
    (
        "questions[4].options[0].right",
        None,
        "questions[4].options",
        "choosing several needs at least one right and one wrong option",
    ),
    (
        "questions[4].options[1].right",
        True,
        "questions[4].options",
        "choosing several needs at least one right and one wrong option",
    ),
    (
        "questions[4].options[1].credit",
        0,
        "questions[4].options",
        "a knowledge question's options carry right, not credit",
    ),
    ("skills[1].key", "empathy", "skills", "the skill key “empathy” stands twice"),
    ("questions[4].key", "q1", "questions", "the question key “q1” stands twice"),
    ("roles[2].key", "agent", "roles", "the role key “agent” stands twice"),
    ("questions[3].skill", "charm", "questions[3].skill", "no skill “charm”"),
    ("actions[0].skill", "charm", "actions[0].skill", "no skill “charm”"),
    (
        "roles[1].profile.charm",
        {"level": 1, "importance": 1},
        "roles[1].profile",
        "names each skill once and no other; look at charm",
    ),
    (
        "roles[2].profile",
        {"charm": {"level": 1, "importance": 1}, "data": {"level": 1, "importance": 1}},
        "roles[2].profile",
        "names each skill once and no other; look at charm, empathy",
    ),
    ("lengths", {"quick": 3}, "lengths", "a length called standard is needed"),
]


def test_the_small_edition_is_an_edition() -> None:
    edition = edition_from(document())
    assert [question.claimed for question in edition.questions] == [True, True, *[False] * 3]
    assert [question.several for question in edition.questions] == [*[False] * 4, True]


@pytest.mark.parametrize(("path", "value", "place", "said"), REFUSED)
def test_a_broken_rule_is_named_with_its_place(
    path: str, value: object, place: str, said: str
) -> None:
    assert f"{place}: {said}" in findings(changed(path, value))


def test_an_action_key_stands_once() -> None:
    data = document()
    data["actions"] *= 2
    assert findings(data) == ("actions: the action key “listen” stands twice",)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", 2),
        ("title", ""),
        ("title", "x" * 201),
        ("title", 5),
        ("skills", []),
        ("skills[0].key", "Empathy"),
        ("skills[0].key", "empathy\n"),
        ("skills[0].key", "a--b"),
        ("skills[0].key", "x" * 65),
        ("skills[0].kind", "hard"),
        ("skills[1].levels", list("abcd")),
        ("skills[1].levels", list("abcdef")),
        ("skills[1].summary", "x" * 2001),
        ("questions", []),
        ("questions[0].kind", "essay"),
        ("questions[0].text", ""),
        ("questions[0].difficulty", "extreme"),
        ("questions[0].weight", 0.2),
        ("questions[0].weight", 2.1),
        ("questions[0].weight", float("nan")),
        ("questions[0].weight", "1"),
        ("questions[0].weight", True),
        ("questions[0].options", [option(0)]),
        ("questions[1].options", [option(place % 12, key=f"o{place}") for place in range(13)]),
        ("questions[2].options[0].credit", -0.1),
        ("questions[2].options[0].credit", 1.1),
        ("questions[2].options[0].text", ""),
        ("questions[2].options[0].right", "perhaps"),
        ("roles", []),
        ("roles[0].name", None),
        ("actions[0].minutes", 0),
        ("actions[0].minutes", 100_001),
        ("actions[0].way", "Big talk"),
        ("lengths.standard", 0),
        ("lengths.quick", 61),
    ],
)
def test_a_value_out_of_bounds_is_refused_at_its_place(path: str, value: object) -> None:
    assert path in places(changed(path, value))


@pytest.mark.parametrize("value", [True, False])
def test_a_format_of_true_is_not_format_1(value: bool) -> None:
    assert findings(changed("format", value)) == ("format: must be 1",)


@pytest.mark.parametrize(("field", "low", "high"), [("a", 0, 10.1), ("beta", -11, 11)])
def test_calibrated_parameters_have_bounds(field: str, low: float, high: float) -> None:
    for value in (low, high, float("inf")):
        own = {"a": 1, "beta": 0, "delta": 1} | {field: value}
        data = changed("questions[0].parameters", own)
        assert f"questions[0].parameters.{field}" in places(data)


@pytest.mark.parametrize(
    "path",
    ["format", "title", "skills[0].name", "questions[4].text", "roles[2].profile", "roles"],
)
def test_a_missing_field_is_named(path: str) -> None:
    assert f"{path}: is missing" in findings(without(path))


@pytest.mark.parametrize(
    "path",
    [
        "color",
        "skills[0].color",
        "questions[2].color",
        "questions[2].options[1].color",
        "roles[1].color",
        "roles[1].profile.data.color",
        "roles[1].pay.color",
        "roles[1].wages.color",
        "actions[0].color",
    ],
)
def test_an_unknown_field_is_refused_by_name(path: str) -> None:
    assert f"{path}: is not a field of an edition" in findings(changed(path, "red"))


def test_every_fault_is_found_at_once() -> None:
    data = changed("questions[1].options[0].key", "not_sure")
    data["title"] = ""
    data["roles"][1]["pay"]["low"] = 0
    assert {"title", "questions[1].options[0].key", "roles[1].pay.low"} <= set(places(data))


def test_one_fault_is_found_once() -> None:
    assert places(changed("skills[0].levels[2]", 5)) == ["skills[0].levels[2]"]


def test_a_fault_of_the_kind_does_not_hide_behind_its_options() -> None:
    assert "questions[2].kind" in places(changed("questions[2].kind", "essay"))
    assert not any("options" in place for place in places(changed("questions[2].kind", "essay")))


@pytest.mark.parametrize("data", [None, [], "text", 5, ()])
def test_anything_but_a_mapping_is_no_edition(data: object) -> None:
    assert findings(data) == ("document: an edition is a mapping with format, title, skills …",)


def test_an_edition_cannot_be_changed() -> None:
    edition: Any = edition_from(document())
    for part, field in ((edition, "title"), (edition.roles[0], "name")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(part, field, "Another")


def test_what_is_left_out_gets_its_default() -> None:
    data: Data = without("lengths")
    del data["actions"]
    edition = Edition.model_validate(data)
    question = edition.questions[0]
    assert (edition.lengths, edition.actions) == ({"standard": 5}, ())
    assert (question.difficulty, question.weight, question.retired) == ("medium", 1, False)


def test_a_question_may_have_all_equal_credits_but_0_and_1() -> None:
    question = Sketch("situation", credits=(0, 0.5, 0.5, 1)).question()
    assert [option.credit for option in question.options] == [0, 0.5, 0.5, 1]
