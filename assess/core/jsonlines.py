"""One row of JSON Lines in, one row out: scoring for files, at full precision."""

import json
import math
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from assess.core.answers import Answer, AnswerError, read_answer
from assess.core.compiled import Compiled
from assess.core.outcome import Outcome, assess, match

_FIELDS: Final = {"id", "answers", "scores", "goal"}
_SKILL_FIELDS: Final = (
    "score", "se", "low80", "high80", "low95", "high95", "bands", "self_view", "state",
)  # fmt: skip
_ROLE_FIELDS: Final = (
    "fit", "lost", "demand", "headroom", "probability", "fit_low80", "fit_high80",
    "pay_position",
)  # fmt: skip


class RowError(ValueError):
    """A row that cannot be scored; the message says why."""


def score_line(compiled: Compiled, line: bytes | str, number: int) -> tuple[str, bool]:
    """Score one line.

    Parameters
    ----------
    compiled : Compiled
    line : bytes or str
        A JSON object: ``{"id", "answers", "goal"?}`` or ``{"id", "scores", "goal"?}``.
    number : int
        The line's number, from 1, for the error row.

    Returns
    -------
    tuple of str and bool
        A JSON object without line break, and whether the row was scored. An error row is
        ``{"line", "id", "error"}``.
    """
    row: dict[str, Any] = {}
    try:
        row = _parse(line)
        _refuse_unknown(row)
        found = {"id": row.get("id")} | _plain(_outcome(compiled, row))
        return json.dumps(found), True
    except RowError as error:
        bad = {"line": number, "id": row.get("id"), "error": str(error)}
        return json.dumps(bad), False


def _parse(line: bytes | str) -> dict[str, Any]:
    try:
        row = json.loads(line, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError):
        raise RowError("not a JSON object") from None
    if not isinstance(row, dict):
        raise RowError("not a JSON object")
    return row


def _refuse_unknown(row: Mapping[str, Any]) -> None:
    unknown = sorted(set(row) - _FIELDS)
    if unknown:
        raise RowError(f"'{unknown[0]}' is not a field of a row")


def _no_number(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads and no other JSON does."""
    raise ValueError(name)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _short(value: float) -> str:
    text = repr(value)
    return text if len(text) <= 20 else f"{text[:17]}..."


def _outcome(compiled: Compiled, row: Mapping[str, Any]) -> Outcome:
    goal = row.get("goal")
    if goal is not None and (not isinstance(goal, str) or goal not in compiled.roles):
        raise RowError(f"goal: no role {goal!r}")
    if ("answers" in row) == ("scores" in row):
        raise RowError("a row has either answers or scores")
    if "answers" in row:
        return assess(compiled, _answers(compiled, row["answers"]), goal, with_effects=False)
    return match(compiled, _scores(compiled, row["scores"]), goal)


def _answers(compiled: Compiled, given: object) -> dict[str, Answer]:
    if not isinstance(given, dict):
        raise RowError("answers: not an object")
    answers = {}
    for key, value in given.items():
        question = compiled.questions.get(key)
        if question is None:
            raise RowError(f"answers: no question {key!r}")
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise RowError(f"answers.{key}: neither an option nor a list of options")
        try:
            answers[key] = read_answer(question, values)
        except AnswerError as error:
            raise RowError(f"answers.{key}: {error}") from None
    return answers


def _scores(compiled: Compiled, given: object) -> dict[str, float]:
    if not isinstance(given, dict):
        raise RowError("scores: not an object")
    for key in given:
        if key not in compiled.skills:
            raise RowError(f"scores: no skill {key!r}")
    scores = {}
    for key in compiled.skills:
        value = given.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise RowError(f"scores.{key}: a number is needed")
        if not 0 <= value <= 100:
            raise RowError(f"scores.{key}: from 0 to 100, not {_short(value)}")
        scores[key] = float(value)
    return scores


def _plain(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as the fields of a row."""
    skills: dict[str, dict[str, Any]] = {}
    for key, score in outcome.scores.items():
        if outcome.skills is None:
            skills[key] = dict.fromkeys(_SKILL_FIELDS) | {"score": score}
        else:
            skills[key] = {field: getattr(outcome.skills[key], field) for field in _SKILL_FIELDS}
    roles = {
        key: {field: getattr(role, field) for field in _ROLE_FIELDS}
        for key, role in outcome.roles.items()
    }
    return {
        "skills": skills,
        "roles": roles,
        "ranking": outcome.ranking,
        "recommended": outcome.recommended,
        "runner_up": outcome.runner_up,
        "sureness": outcome.sureness,
        "next_step": outcome.next_step,
    }
