"""The score command: rows in, rows out, bad rows named and passed over."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import Result
from flask import Flask

from assess.core.answers import read_answer
from assess.core.compiled import Compiled
from assess.core.outcome import assess, match
from tests.conftest import ROOT
from tests.kinds import every_choice, first_choice, last_choice, one_of_each

SHIPPED: Final = str(ROOT / "assess" / "content" / "edition.yaml")
SKILL: Final = {
    "score", "se", "low80", "high80", "low95", "high95", "bands", "self_view", "state",
}  # fmt: skip
ROLE: Final = {
    "fit", "lost", "demand", "headroom", "probability", "fit_low80", "fit_high80",
    "pay_position",
}  # fmt: skip
ROW: Final = {
    "id", "skills", "roles", "ranking", "recommended", "runner_up", "sureness", "next_step",
}  # fmt: skip

Score = Callable[..., Result]
Row = dict[str, Any]


@pytest.fixture
def score(sqlite_app: Flask) -> Score:
    """Return a way to run ``flask score`` on text."""
    runner = sqlite_app.test_cli_runner()

    def run(given: bytes | str, *words: str) -> Result:
        return runner.invoke(args=["score", "--edition", SHIPPED, *words], input=given)

    return run


def jsonl(rows: Iterable[Row]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def rows_of(done: Result) -> list[Row]:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return [json.loads(line, parse_constant=refuse) for line in done.stdout.splitlines()]


def scores(value: float, shipped: Compiled) -> dict[str, float]:
    return dict.fromkeys(shipped.skills, value)


def answers(shipped: Compiled) -> dict[str, Any]:
    """Return one answer of each kind, as a file gives them."""
    given = {question.key: first_choice(question) for question in one_of_each(shipped)}
    return {key: values if len(values) > 1 else values[0] for key, values in given.items()}


def test_answers_give_every_figure_at_full_precision(score: Score, shipped: Compiled) -> None:
    given = answers(shipped)
    done = score(jsonl([{"id": "p1", "answers": given, "goal": "account_manager"}]))
    assert done.exit_code == 0, done.stderr
    [row] = rows_of(done)
    read = {
        key: read_answer(shipped.questions[key], [value] if isinstance(value, str) else value)
        for key, value in given.items()
    }
    outcome = assess(shipped, read, "account_manager")
    assert set(row) == ROW
    assert row["id"] == "p1"
    assert list(row["skills"]) == list(shipped.skills)
    assert list(row["roles"]) == list(shipped.roles)
    assert outcome.skills is not None
    for key, skill in row["skills"].items():
        assert set(skill) == SKILL
        assert len(skill["bands"]) == 5
        for name, value in skill.items():
            found = getattr(outcome.skills[key], name)
            assert value == (list(found) if name == "bands" else found), (key, name)
    for key, role in row["roles"].items():
        assert set(role) == ROLE
        for name, value in role.items():
            assert value == getattr(outcome.roles[key], name), (key, name)
    assert tuple(row["ranking"]) == outcome.ranking
    for name in ("recommended", "runner_up", "sureness", "next_step"):
        assert row[name] == getattr(outcome, name)


def test_scores_alone_are_matched_without_chances(score: Score, shipped: Compiled) -> None:
    done = score(jsonl([{"id": 7, "scores": scores(50, shipped)}]))
    [row] = rows_of(done)
    outcome = match(shipped, scores(50, shipped))
    assert set(row) == ROW
    for key, skill in row["skills"].items():
        assert skill == dict.fromkeys(SKILL) | {"score": 50.0}, key
    for key, role in row["roles"].items():
        assert role["fit"] == outcome.roles[key].fit
        assert role["lost"] == outcome.roles[key].lost
        assert role["probability"] is role["fit_low80"] is role["fit_high80"] is None
    assert row["sureness"] is None
    assert tuple(row["ranking"]) == outcome.ranking


def test_every_sort_of_answer_is_read(score: Score, shipped: Compiled) -> None:
    given = [
        {"answers": {question.key: values[0] if len(values) == 1 else values}}
        for question in one_of_each(shipped)
        for values in every_choice(question)
    ]
    done = score(jsonl(given))
    assert done.exit_code == 0, done.stdout
    assert len(rows_of(done)) == 15


def test_a_goal_changes_the_next_step_alone(score: Score, shipped: Compiled) -> None:
    row = {"scores": scores(60, shipped)}
    plain, aimed = rows_of(score(jsonl([row, row | {"goal": "account_manager"}])))
    assert plain | {"next_step": None} == aimed | {"next_step": None}
    outcome = match(shipped, scores(60, shipped), "account_manager")
    assert aimed["next_step"] == outcome.next_step


def test_no_answers_are_a_profile_too(score: Score) -> None:
    [row] = rows_of(score(jsonl([{"answers": {}}])))
    assert {skill["state"] for skill in row["skills"].values()} == {"not assessed"}
    assert row["id"] is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not a JSON object"),
        ("[]", "not a JSON object"),
        ("7", "not a JSON object"),
        ("{}", "a row has either answers or scores"),
        ('{"answers": {}, "scores": {}}', "a row has either answers or scores"),
        ('{"anwsers": {}}', "'anwsers' is not a field of a row"),
        ('{"answers": []}', "answers: not an object"),
        ('{"answers": {"no": "a"}}', "answers: no question 'no'"),
        ('{"answers": {"KEY": "forged"}}', "answers.KEY: That answer is not one of"),
        ('{"answers": {"KEY": ["a", "b"]}}', "answers.KEY: Choose just one answer."),
        ('{"answers": {"KEY": []}}', "answers.KEY: Choose an answer"),
        ('{"answers": {"KEY": ["a", "not_sure"]}}', "answers.KEY: "),
        ('{"answers": {"KEY": 1}}', "answers.KEY: neither an option nor a list of options"),
        ('{"answers": {"KEY": [1]}}', "answers.KEY: neither an option nor a list of options"),
        ('{"answers": {"KEY": null}}', "answers.KEY: neither an option nor a list of options"),
        ('{"answers": {}, "goal": "no_role"}', "goal: no role 'no_role'"),
        ('{"answers": {}, "goal": ["x"]}', "goal: no role ['x']"),
        ('{"scores": 50}', "scores: not an object"),
        ('{"scores": {}}', "scores.empathy: a number is needed"),
        ('{"scores": {"magic": 1}}', "scores: no skill 'magic'"),
        ('{"scores": {"empathy": "50"}}', "scores.empathy: a number is needed"),
        ('{"scores": {"empathy": true}}', "scores.empathy: a number is needed"),
        ('{"scores": {"empathy": 100.1}}', "scores.empathy: from 0 to 100, not 100.1"),
        ('{"scores": {"empathy": -1}}', "scores.empathy: from 0 to 100, not -1"),
        ('{"scores": {"empathy": NaN}}', ""),
        ('{"scores": {"empathy": Infinity}}', ""),
        ('{"scores": {"empathy": 1' + "0" * 400 + "}}", "scores.empathy: from 0 to 100"),
        ('{"scores": {"empathy": 1' + "0" * 5000 + "}}", ""),
        ("[" * 100_000, "not a JSON object"),
        ('{"id": ' + "[" * 5000 + "]" * 5000 + ', "answers": {}}', ""),
        ('{"id": NaN, "answers": {}}', ""),
        ('{"id": 1e999, "answers": {}}', ""),
        ("\x00", "not a JSON object"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_rest_goes_on(
    line: str, told: str, score: Score, shipped: Compiled
) -> None:
    key = shipped.forms["standard"][0]
    good = jsonl([{"id": "good", "scores": scores(50, shipped)}])
    done = score(f"{good}{line.replace('KEY', key)}\n{good}")
    assert done.exit_code == 1, done.exception
    first, bad, last = rows_of(done)
    assert set(bad) == {"line", "id", "error"}
    assert bad["line"] == 2
    assert bad["error"].startswith(told.replace("KEY", key))
    assert bad["error"]
    assert first == last
    assert done.stderr == "Error: 1 row not scored.\n"


def test_bytes_that_are_no_text_are_a_bad_row(score: Score, shipped: Compiled) -> None:
    good = jsonl([{"scores": scores(50, shipped)}]).encode()
    done = score(good + b'{"id": "\xff\xfe"}\n' + good)
    assert [row.get("line") for row in rows_of(done)] == [None, 2, None]
    assert done.exit_code == 1


def test_a_lone_surrogate_in_an_id_ends_nothing(score: Score, shipped: Compiled) -> None:
    good = jsonl([{"id": "\ud800", "scores": scores(50, shipped)}])
    done = score(good * 2)
    assert done.exception is None or done.exit_code == 1
    assert len(rows_of(done)) == 2


def test_an_id_of_any_sort_comes_back_as_it_was(score: Score, shipped: Compiled) -> None:
    ids = ["Zoë 二", 7, 1.5, None, True, ["a"], {"a": 1}, "", "line\nbreak", 2**70]
    done = score(jsonl([{"id": one, "scores": scores(50, shipped)} for one in ids]))
    assert [row["id"] for row in rows_of(done)] == ids
    bad = rows_of(score(jsonl([{"id": "who", "answers": {"no": "a"}}])))[0]
    assert bad == {"line": 1, "id": "who", "error": "answers: no question 'no'"}


def test_blank_lines_a_byte_order_mark_and_carriage_returns_are_passed_over(
    score: Score, shipped: Compiled
) -> None:
    row = jsonl([{"scores": scores(50, shipped)}]).encode()
    plain = rows_of(score(row * 2))
    dressed = score(b"\xef\xbb\xbf" + row.replace(b"\n", b"\r\n") + b"\n   \n\t\n" + row.strip())
    assert dressed.exit_code == 0, dressed.stdout
    assert rows_of(dressed) == plain


def test_line_numbers_count_blank_lines_too(score: Score) -> None:
    done = score("\n\n{}\n\n{}\n")
    assert [row["line"] for row in rows_of(done)] == [3, 5]
    assert done.stderr == "Error: 2 rows not scored.\n"


def test_nothing_in_is_nothing_out(score: Score) -> None:
    done = score("")
    assert (done.exit_code, done.stdout) == (0, "")


def test_the_last_answer_given_counts_for_a_repeated_key(score: Score, shipped: Compiled) -> None:
    question = one_of_each(shipped)[0]
    first, last = first_choice(question)[0], last_choice(question)[0]
    twice = f'{{"answers": {{"{question.key}": "{first}", "{question.key}": "{last}"}}}}\n'
    once = jsonl([{"answers": {question.key: last}}])
    done = score(twice + once)
    assert done.exit_code == 1 or rows_of(done)[0] == rows_of(done)[1]


def test_the_result_goes_to_a_file(score: Score, shipped: Compiled, tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text(jsonl([{"id": "ü", "scores": scores(50, shipped)}]), encoding="utf-8")
    target = tmp_path / "out.jsonl"
    done = score("", "--in", str(given), "--out", str(target))
    assert (done.exit_code, done.output) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["id"] == "ü"


def test_files_that_cannot_be_used_are_told_in_one_sentence(score: Score, tmp_path: Path) -> None:
    missing, folder = str(tmp_path / "none" / "file"), str(tmp_path)
    done = score("", "--in", missing)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"Error: {missing}: No such file or directory\n"
    done = score("", "--out", missing)
    assert done.stderr == f"Error: {missing}: No such file or directory\n"
    assert score("", "--in", folder).exit_code == 2
    assert score("", "--edition", missing).exit_code == 2


def test_an_edition_with_faults_scores_nobody(sqlite_app: Flask, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: 2\n")
    done = sqlite_app.test_cli_runner().invoke(args=["score", "--edition", str(bad)], input="{}")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "format: " in done.stderr
