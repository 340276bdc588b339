"""One row of JSON Lines in, one row out."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assess.core.answers import read_answer
from assess.core.compiled import Compiled
from assess.core.jsonlines import score_line
from assess.core.outcome import assess, match
from tests.core.builders import few, some
from tests.core.people import EXAMPLE_EDITION, profile, uniform_answers
from tests.kinds import first_choice

Row = dict[str, Any]

FIELDS = ["id", "skills", "roles", "ranking", "recommended", "runner_up", "sureness", "next_step"]
SKILL_FIELDS = ["score", "se", "low80", "high80", "low95", "high95", "bands", "self_view", "state"]
ROLE_FIELDS = [
    "fit",
    "lost",
    "demand",
    "headroom",
    "probability",
    "fit_low80",
    "fit_high80",
    "pay_position",
]
FIFTY = profile(*(50,) * 8)


def no_constant(name: str) -> object:
    raise AssertionError(f"{name} is no JSON")


def read(line: str) -> Row:
    """Read a row as a strict reader of a UTF-8 file would."""
    assert "\n" not in line
    row = json.loads(line.encode(), parse_constant=no_constant)
    assert isinstance(row, dict)
    return row


def scored(compiled: Compiled, row: object) -> Row:
    """Return the row that a good row becomes."""
    line, good = score_line(compiled, json.dumps(row), 1)
    assert good, line
    return read(line)


def error(line: bytes | str, number: int = 7) -> Row:
    """Return the row that a bad line becomes."""
    found, good = score_line(EXAMPLE_EDITION, line, number)
    assert not good
    row = read(found)
    assert list(row) == ["line", "id", "error"]
    assert row["line"] == number
    return row


def said(**row: object) -> str:
    """Return what is said about a bad row."""
    message = error(json.dumps({"id": "x"} | row))
    assert message["id"] == "x"
    return str(message["error"])


def test_a_row_of_answers_has_exactly_these_fields(shipped: Compiled) -> None:
    answers = {key: list(a.values) for key, a in uniform_answers(shipped, 2).items()}
    row = scored(shipped, {"id": 5, "answers": answers})
    assert list(row) == FIELDS
    assert list(row["skills"]) == list(shipped.skills)
    assert list(row["roles"]) == list(shipped.roles)
    for skill in row["skills"].values():
        assert list(skill) == SKILL_FIELDS
        assert len(skill["bands"]) == 5
    for role in row["roles"].values():
        assert list(role) == ROLE_FIELDS
        assert list(role["lost"]) == list(shipped.skills)


def test_a_row_of_answers_is_the_result_at_full_precision(shipped: Compiled) -> None:
    answers = uniform_answers(shipped, 1)
    expected = assess(shipped, answers, "account_manager")
    assert expected.skills is not None
    given_ = {key: list(answer.values) for key, answer in answers.items()}
    row = scored(shipped, {"id": None, "answers": given_, "goal": "account_manager"})
    for key, skill in expected.skills.items():
        fields = {field: getattr(skill, field) for field in SKILL_FIELDS}
        assert row["skills"][key] == fields | {"bands": list(skill.bands)}
    for key, role in expected.roles.items():
        assert row["roles"][key] == {field: getattr(role, field) for field in ROLE_FIELDS}
    assert row["ranking"] == list(expected.ranking)
    assert (row["recommended"], row["runner_up"]) == expected.ranking[:2]
    assert (row["sureness"], row["next_step"]) == (expected.sureness, expected.next_step)


def test_scores_alone_leave_what_only_answers_tell_empty() -> None:
    row = scored(EXAMPLE_EDITION, {"id": "a", "scores": FIFTY})
    assert list(row) == FIELDS
    assert row["sureness"] is None
    for skill in row["skills"].values():
        assert skill == dict.fromkeys(SKILL_FIELDS) | {"score": 50}
    for role in row["roles"].values():
        assert list(role) == ROLE_FIELDS
        empty = [key for key, value in role.items() if value is None]
        assert empty == ["probability", "fit_low80", "fit_high80", "pay_position"]


def test_scores_alone_are_matched_like_any_profile() -> None:
    expected = match(EXAMPLE_EDITION, FIFTY)
    row = scored(EXAMPLE_EDITION, {"id": "a", "scores": FIFTY})
    assert {key: role["fit"] for key, role in row["roles"].items()} == {
        key: role.fit for key, role in expected.roles.items()
    }
    assert (row["recommended"], row["next_step"]) == ("r0", "r1")
    assert row["ranking"] == list(expected.ranking)


def test_a_goal_sets_the_next_step() -> None:
    for goal, step in ((None, "r1"), ("r4", "r1"), ("r2", "r2")):
        row = scored(EXAMPLE_EDITION, {"scores": FIFTY, "goal": goal})
        assert row["next_step"] == step


def test_an_answer_is_an_option_a_list_or_a_word(shipped: Compiled) -> None:
    question = next(q for q in shipped.questions.values() if q.several)
    one, two = first_choice(question)
    expected = assess(shipped, {question.key: read_answer(question, [one])}).scores
    for value in (one, [one], [one, one]):
        row = scored(shipped, {"answers": {question.key: value}})
        assert {key: skill["score"] for key, skill in row["skills"].items()} == expected
    for value in ([two, one], "not_sure", ["not_applicable"]):
        scored(shipped, {"answers": {question.key: value}})


def test_no_answers_at_all_are_scored_as_the_prior(shipped: Compiled) -> None:
    row = scored(shipped, {"id": 1, "answers": {}})
    assert {skill["state"] for skill in row["skills"].values()} == {"not assessed"}


@pytest.mark.parametrize(
    "line", ["", " ", "nonsense", "[]", "5", "null", '"text"', '{"id": 1', "{}{}", b"\xff\xfe\xff"]
)
def test_what_is_no_object_is_named_without_an_id(line: bytes | str) -> None:
    assert error(line) == {"line": 7, "id": None, "error": "not a JSON object"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({}, "a row has either answers or scores"),
        ({"answers": {}, "scores": FIFTY}, "a row has either answers or scores"),
        ({"answers": {}, "age": 5}, "'age' is not a field of a row"),
        ({"answers": {}, "z": 1, "b": 2}, "'b' is not a field of a row"),
        ({"answers": {}, "goal": "boss"}, "goal: no role 'boss'"),
        ({"answers": {}, "goal": ["r1"]}, "goal: no role ['r1']"),
        ({"answers": {}, "goal": False}, "goal: no role False"),
        ({"answers": []}, "answers: not an object"),
        ({"answers": None}, "answers: not an object"),
        ({"answers": {"q-s9": "a"}}, "answers: no question 'q-s9'"),
        ({"answers": {"q-s0": 1}}, "answers.q-s0: neither an option nor a list of options"),
        ({"answers": {"q-s0": None}}, "answers.q-s0: neither an option nor a list of options"),
        ({"answers": {"q-s0": {}}}, "answers.q-s0: neither an option nor a list of options"),
        ({"answers": {"q-s0": ["a", 1]}}, "answers.q-s0: neither an option nor a list of options"),
        (
            {"answers": {"q-s0": []}},
            "answers.q-s0: Choose an answer, or skip this question for now.",
        ),
        ({"answers": {"q-s0": ["a", "b"]}}, "answers.q-s0: Choose just one answer."),
        (
            {"answers": {"q-s0": "z"}},
            "answers.q-s0: That answer is not one of this question’s options. Choose one below.",
        ),
        ({"scores": 5}, "scores: not an object"),
        ({"scores": FIFTY | {"charm": 5}}, "scores: no skill 'charm'"),
        ({"scores": {"s0": 50}}, "scores.s1: a number is needed"),
        ({"scores": FIFTY | {"s3": "50"}}, "scores.s3: a number is needed"),
        ({"scores": FIFTY | {"s3": None}}, "scores.s3: a number is needed"),
        ({"scores": FIFTY | {"s3": True}}, "scores.s3: a number is needed"),
        ({"scores": FIFTY | {"s3": [50]}}, "scores.s3: a number is needed"),
        ({"scores": FIFTY | {"s3": -0.5}}, "scores.s3: from 0 to 100, not -0.5"),
        ({"scores": FIFTY | {"s3": 100.5}}, "scores.s3: from 0 to 100, not 100.5"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_its_id(row: Row, message: str) -> None:
    assert said(**row) == message


@pytest.mark.parametrize("score", [0, 100, 0.0, 100.0, -0.0])
def test_the_ends_of_the_scale_are_scores(score: float) -> None:
    row = scored(EXAMPLE_EDITION, {"scores": dict.fromkeys(FIFTY, score)})
    assert row["skills"]["s0"]["score"] == score


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999", "1" + "0" * 400, "1" * 5000])
def test_a_number_beyond_all_measure_is_no_score(number: str) -> None:
    text = json.dumps({"scores": FIFTY}).replace("50", number, 1)
    error(text)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
@pytest.mark.parametrize("rest", ['"scores": 5', f'"scores": {json.dumps(FIFTY)}'])
def test_no_row_holds_what_json_has_no_word_for(number: str, rest: str) -> None:
    line, _ = score_line(EXAMPLE_EDITION, f'{{"id": {number}, {rest}}}', 1)
    read(line)


@pytest.mark.parametrize(
    "key", [None, 0, -1.5, "", "Zoë 🙂", "\u2028", "\ud800", 10**300, [1, {"a": None}], True]
)
def test_an_id_comes_back_as_it_was(key: object) -> None:
    assert scored(EXAMPLE_EDITION, {"id": key, "scores": FIFTY})["id"] == key
    assert error(json.dumps({"id": key}))["id"] == key


def test_a_row_without_an_id_is_scored_under_none() -> None:
    assert scored(EXAMPLE_EDITION, {"scores": FIFTY})["id"] is None


def test_two_rows_may_share_an_id() -> None:
    line = json.dumps({"id": 1, "scores": FIFTY})
    first, second = (score_line(EXAMPLE_EDITION, line, number) for number in (1, 2))
    assert first == second


def test_bytes_are_read_as_text_is() -> None:
    line = json.dumps({"id": "Zoë", "scores": FIFTY}, ensure_ascii=False)
    found = score_line(EXAMPLE_EDITION, line, 1)
    assert score_line(EXAMPLE_EDITION, line.encode(), 1) == found
    assert score_line(EXAMPLE_EDITION, b"\xef\xbb\xbf" + line.encode() + b"\r\n", 1) == found


def test_a_name_in_unicode_is_named_in_the_error() -> None:
    assert said(answers={"Größe": "a"}) == "answers: no question 'Größe'"


@pytest.mark.parametrize("depth", [1, 100, 900, 990, 1000, 100_000])
@pytest.mark.parametrize("field", ["id", "goal", "answers", "scores"])
def test_nested_junk_gives_a_row_and_no_crash(field: str, depth: int) -> None:
    rest = "" if field == "scores" else f', "scores": {json.dumps(FIFTY)}'
    nested = "[" * depth + "]" * depth
    line, _ = score_line(EXAMPLE_EDITION, f'{{"{field}": {nested}{rest}}}', 1)
    assert line


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)
rows = st.fixed_dictionaries(
    {},
    optional={
        "id": junk,
        "goal": st.sampled_from(EXAMPLE_EDITION.role_table.keys) | junk,
        "answers": junk
        | st.dictionaries(
            st.sampled_from(list(EXAMPLE_EDITION.questions)),
            st.sampled_from(["a", "b", "not_sure", ["a"]]) | junk,
        ),
        "scores": junk
        | st.fixed_dictionaries(
            dict.fromkeys(EXAMPLE_EDITION.skills, st.integers() | st.floats(0, 100) | junk)
        ),
        "more": junk,
    },
)


@some
@given(junk | rows, st.integers(1, 10**9))
@example({"id": 1, "scores": FIFTY | {"s0": 10**400}}, 1)
def test_any_json_gives_one_row(value: object, number: int) -> None:
    line, good = score_line(EXAMPLE_EDITION, json.dumps(value), number)
    row = read(line)
    assert list(row) == (FIELDS if good else ["line", "id", "error"])


@given(st.binary(max_size=40) | st.text(max_size=40))
def test_any_line_gives_one_row(line: bytes | str) -> None:
    found, _ = score_line(EXAMPLE_EDITION, line, 1)
    read(found)


@few
@given(st.dictionaries(st.sampled_from(list(FIFTY)), st.floats(0, 100), min_size=8))
def test_scores_come_back_to_their_last_bit(scores: dict[str, float]) -> None:
    row = scored(EXAMPLE_EDITION, {"scores": scores})
    assert {key: skill["score"] for key, skill in row["skills"].items()} == scores
