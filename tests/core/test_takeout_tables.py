"""The table and the résumé: words of strangers do no harm, and nothing is claimed too much."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.answers import Answer
from assess.core.compiled import compile_edition
from assess.core.edition import Edition
from assess.core.outcome import assess
from assess.core.scale import LEVELS
from assess.core.takeout.resume import resume_of
from assess.core.takeout.table import COLUMNS, csv_of, defused
from tests.core.builders import some
from tests.core.people import answers_to, shipped_edition, uniform_answers
from tests.core.strategies import editions

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "\x00=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "﹢1",
    "﹣1",
    "﹦1",
    "﹫x",
    "\u3000＝1",
    "\tplain",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_a_formula_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "  ", "a=1", "  words", "1-2", "'=1", "“=1”", "Ünder", "…"])
def test_what_does_not_stays_as_it_is(text: str) -> None:
    assert defused(text) == text


@some
@given(st.text(max_size=20))
def test_no_cell_begins_a_formula(text: str) -> None:
    shown = defused(text)
    assert shown.removeprefix("'") == text or shown == text
    assert not shown.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@some
@given(editions(), st.data())
def test_a_table_is_read_back_as_it_was_written(edition: Edition, data: Any) -> None:
    compiled = compile_edition(edition)
    form = list(compiled.questions)
    answers = {key: data.draw(answers_to(question)) for key, question in compiled.questions.items()}
    text = csv_of(compiled, form, answers, assess(compiled, answers).effects)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row[1] for row in rows[1:]] == [defused(compiled.questions[key].text) for key in form]
    assert all(len(row) == len(COLUMNS) for row in rows)


def test_points_and_effects_are_told_after_the_finish_only() -> None:
    compiled = shipped_edition()
    questions = compiled.questions
    key = next(key for key in questions if questions[key].kind == "knowledge")
    claimed = next(key for key in questions if questions[key].claimed)
    answers = {key: Answer("not_sure"), claimed: Answer("given", ("a",))}
    rows = _cells(csv_of(compiled, [key, claimed], answers, None))
    assert [row[4:] for row in rows] == [["", ""], ["", ""]]
    rows = _cells(csv_of(compiled, [key, claimed], answers, {key: -0.04, claimed: 2.26}))
    assert [row[4:] for row in rows] == [["0 of 1", "0.0"], ["", "2.3"]]
    skipped = {key: Answer("not_applicable")}
    rows = _cells(csv_of(compiled, [key, claimed], skipped, {key: 0.0}))
    assert [row[3:] for row in rows] == [["Doesn’t apply to me", "Not scored", "0.0"], ["", "", ""]]


def _cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text[1:], newline="")))[1:]


def test_a_resume_says_who_assessed_and_how_sure_it_is() -> None:
    compiled = shipped_edition()
    outcome = assess(compiled, uniform_answers(compiled, 9))
    skills = json.loads(resume_of(compiled.edition.skills, outcome))["skills"]
    assert [one["name"] for one in skills] == [skill.name for skill in compiled.edition.skills]
    assert all(one["level"].endswith(" (self-assessed)") for one in skills)
    assert all(one["level"].split(" ")[0] in LEVELS for one in skills)
    assert all(one["keywords"][0] == "self-assessed" for one in skills)
    key = compiled.forms["standard"][0]
    first = assess(compiled, {key: Answer("given", ("a",))})
    [only] = json.loads(resume_of(compiled.edition.skills, first))["skills"]
    assert only["level"].endswith(" (self-assessed, tentative)")
    assert only["keywords"][-1] == "tentative: few answers"


def test_without_scored_answers_a_resume_names_nothing() -> None:
    outcome = assess(shipped_edition(), {})
    assert json.loads(resume_of(shipped_edition().edition.skills, outcome))["skills"] == []
