"""A question as a row of cells."""

from collections.abc import Iterable, Mapping
from typing import Any

from assess.core.sheets.cells import number_text, yes_text
from assess.core.sheets.columns import (
    COLUMNS,
    CONTEXT,
    DIFFICULTY,
    HINT,
    KEY,
    KIND,
    LETTERS,
    OPTION,
    RETIRED,
    SCORE,
    SKILL,
    TEXT,
    WEIGHT,
    WHY,
    of_option,
)

Question = Mapping[str, Any]


def rows_of(questions: Iterable[Question]) -> list[list[str]]:
    """Return a heading and a row for each question, given as plain data."""
    found = [list(COLUMNS)]
    for question in questions:
        cells = cells_of(question)
        found.append([cells.get(column, "") for column in COLUMNS])
    return found


def cells_of(question: Question) -> dict[str, str]:
    """Return a question's cells by column; columns of options it has not are left out."""
    cells = {
        KEY: question["key"],
        SKILL: question["skill"],
        KIND: question["kind"],
        DIFFICULTY: question.get("difficulty", "medium"),
        WEIGHT: number_text(question.get("weight", 1)),
        RETIRED: yes_text(question.get("retired", False)),
        TEXT: question["text"],
        CONTEXT: context_text(question.get("context")),
    }
    for letter, option in zip(LETTERS, question["options"], strict=False):
        cells[of_option(OPTION, letter)] = option["text"]
        cells[of_option(SCORE, letter)] = _score(option)
        cells[of_option(WHY, letter)] = option.get("why") or ""
        cells[of_option(HINT, letter)] = option.get("hint") or ""
    return cells


def context_text(context: Any) -> str:  # noqa: ANN401 - text or a mapping
    """Return a context's cell: its text, or ``[email]`` for what has parts."""
    if context is None or isinstance(context, str):
        return context or ""
    return f"[{context.get('kind', 'message')}]"


def _score(option: Mapping[str, Any]) -> str:
    if option.get("credit") is not None:
        return number_text(option["credit"])
    return yes_text(option.get("right"))
