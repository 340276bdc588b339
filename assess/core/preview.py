"""Taking a draft without anything being stored: all answers travel in the page.

What comes back from a page is a stranger's text: it is read with care, and answers that the
draft has no place for any more are dropped.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from assess.core.answers import NOT_SURE, Answer, AnswerError, read_answer
from assess.core.compiled import Compiled
from assess.core.edition import Question
from assess.core.jsontext import JsonError, read_json

# 800 answers, some with several options, are half of it.
LONGEST: Final = 64 * 1024
_MOST_VALUES: Final = 12
_MARK: Final = 12

Manner = Literal["chance", "beginner", "expert"]


class StateError(ValueError):
    """What travelled in the page cannot be read, or names no length of the draft."""


@dataclass(frozen=True, slots=True)
class State:
    """How far somebody has come.

    Attributes
    ----------
    length : str
    answers : mapping
        Question key to answer.
    goal : str or None
        A role the person aims at.
    """

    length: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    goal: str | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """A state that came back. ``dropped`` counts answers the draft has no place for now."""

    state: State
    changed: bool
    dropped: int


def write_state(state: State, fingerprint: str) -> str:
    """Return what travels in the page.

    Parameters
    ----------
    state : State
    fingerprint : str
        The draft's: a page can say that the draft is another one since.
    """
    data = {
        "draft": fingerprint[:_MARK],
        "length": state.length,
        "goal": state.goal,
        "answers": {key: answer.values for key, answer in state.answers.items()},
    }
    return json.dumps(data, separators=(",", ":"))


def read_state(text: str, compiled: Compiled, fingerprint: str) -> Returned:
    """Read what travelled in a page.

    Parameters
    ----------
    text : str
    compiled : Compiled
        The draft as it stands now.
    fingerprint : str
        The draft's.

    Raises
    ------
    StateError
        For what no page of ours holds, and where the draft no longer has that length.
    """
    data = _object(text)
    length, goal, given = data.get("length"), data.get("goal"), data.get("answers")
    if not isinstance(length, str) or length not in compiled.forms:
        raise StateError("length")
    if not (goal is None or isinstance(goal, str)) or not isinstance(given, dict):
        raise StateError("goal or answers")
    asked = frozenset(compiled.forms[length])
    read = {
        key: _answer(compiled.questions[key], _values(values)) if key in asked else None
        for key, values in given.items()
    }
    kept = {key: answer for key, answer in read.items() if answer is not None}
    return Returned(
        State(length, kept, goal if goal in compiled.roles else None),
        changed=data.get("draft") != fingerprint[:_MARK],
        dropped=len(read) - len(kept),
    )


def _object(text: str) -> dict[str, object]:
    try:
        # A surrogate that stands alone becomes a question mark, which no key holds.
        found = read_json(text.encode("utf-8", "replace"), LONGEST)
    except JsonError as error:
        raise StateError(str(error)) from None
    if not isinstance(found, dict):
        raise StateError("no object")
    return found


def _values(values: object) -> list[str]:
    if not isinstance(values, list) or not 0 < len(values) <= _MOST_VALUES:
        raise StateError("values")
    if not all(isinstance(value, str) for value in values):
        raise StateError("value")
    return values


def _answer(question: Question, values: list[str]) -> Answer | None:
    """Return an answer; None where its options are gone."""
    try:
        return read_answer(question, values)
    except AnswerError:
        return None


def fill(compiled: Compiled, state: State, manner: Manner) -> State:
    """Answer every open question as somebody would, to see a result quickly.

    The same draft, state and manner give the same answers; what is answered stays.
    """
    filled = {
        key: state.answers.get(key) or read_answer(question, _given(question, manner))
        for key in compiled.forms[state.length]
        for question in (compiled.questions[key],)
    }
    return State(state.length, filled, state.goal)


def _given(question: Question, manner: Manner) -> tuple[str, ...]:
    keys = tuple(option.key for option in question.options)
    if manner == "chance":
        return _by_chance(question, keys)
    if question.claimed:
        return (keys[-1] if manner == "expert" else keys[0],)
    if question.kind == "situation":
        choose = max if manner == "expert" else min
        return (choose(question.options, key=lambda option: option.credit or 0).key,)
    if manner == "expert":
        return tuple(option.key for option in question.options if option.right)
    wrong = [option.key for option in question.options if not option.right]
    return (wrong[0] if wrong else NOT_SURE,)


def _by_chance(question: Question, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Choose by the question's key: as good as chance, and the same every time."""
    number = int.from_bytes(hashlib.sha256(question.key.encode()).digest())
    one = keys[number % len(keys)]
    if not question.several:
        return (one,)
    return tuple(key for place, key in enumerate(keys) if key == one or number >> place & 1)
