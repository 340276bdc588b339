"""Counting over everybody's attempts at an edition. Exact counts: only ``figures`` reads them.

An attempt counts once it is finished, with its newest result. Those that came from another
installation pin no edition of this one and are left out by that.
"""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Text, and_, case, cast, func, select
from sqlalchemy.orm import Session, aliased

from assess.core.scale import LEVELS, level_index
from assess.core.scoring import State
from assess.models import AnswerRow, AttemptRow, ResultRow

# Results and forms come in parts of this many rows, however many there are.
BATCH: Final = 500
NOT_ASSESSED: Final = len(LEVELS)


@dataclass(frozen=True, slots=True)
class _Score:
    score: float
    state: State


@dataclass(frozen=True, slots=True)
class _Told:
    """The part of a stored outcome that is counted; the rest is passed over."""

    recommended: str
    skills: dict[str, _Score]


_TOLD: Final = TypeAdapter(_Told)


@dataclass(frozen=True, slots=True)
class ResultCounts:
    """Newest results by recommended role, and by skill and level (5: not assessed)."""

    roles: Counter[str] = field(default_factory=Counter)
    levels: Counter[tuple[str, int]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """How often each question was asked, and answered in each way.

    Attributes
    ----------
    kinds : Counter
        By question and kind of answer: given, not sure, not applicable.
    options : Counter
        By question and option; of several chosen at once each counts.
    """

    asked: Counter[str] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    options: Counter[tuple[str, str]] = field(default_factory=Counter)


def count_attempts(session: Session, number: int, until: datetime) -> dict[str, tuple[int, int]]:
    """Count attempts by length: finished before a moment, and started before but not finished."""
    done = func.sum(case((_finished(until), 1), else_=0))
    query = (
        select(AttemptRow.length, done, func.count())
        .where(AttemptRow.edition_number == number, AttemptRow.started_at < until)
        .group_by(AttemptRow.length)
    )
    return {
        length: (int(finished), int(started) - int(finished))
        for length, finished, started in session.execute(query)
    }


def count_results(session: Session, number: int, until: datetime) -> ResultCounts:
    """Count the newest results of attempts finished before a moment."""
    later = aliased(ResultRow)
    newest = ~(
        select(later.id)
        .where(later.attempt_id == ResultRow.attempt_id, later.number > ResultRow.number)
        .exists()
    )
    query = (
        select(ResultRow.outcome)
        .join(AttemptRow, AttemptRow.id == ResultRow.attempt_id)
        .where(AttemptRow.edition_number == number, _finished(until), newest)
    )
    counts = ResultCounts()
    for outcome in session.scalars(query, execution_options={"yield_per": BATCH}):
        told = _TOLD.validate_json(outcome)
        counts.roles[told.recommended] += 1
        for key, skill in told.skills.items():
            assessed = skill.state != "not assessed"
            counts.levels[key, level_index(skill.score) if assessed else NOT_ASSESSED] += 1
    return counts


def count_answers(
    session: Session, number: int, until: datetime, questions: Collection[str]
) -> AnswerCounts:
    """Count what was given to some questions in attempts finished before a moment."""
    counts = AnswerCounts()
    wanted = frozenset(questions)
    _count_asked(session, number, until, wanted, counts)
    # JSON cannot be grouped everywhere; as it was written down, it can.
    options = cast(AnswerRow.options, Text)
    query = (
        select(AnswerRow.question_key, AnswerRow.kind, options, func.count())
        .join(AttemptRow, AttemptRow.id == AnswerRow.attempt_id)
        .where(
            AttemptRow.edition_number == number,
            _finished(until),
            AnswerRow.question_key.in_(wanted),
        )
        .group_by(AnswerRow.question_key, AnswerRow.kind, options)
    )
    for key, kind, chosen, count in session.execute(query, execution_options={"yield_per": BATCH}):
        counts.kinds[key, kind] += count
        for option in json.loads(chosen) if kind == "given" else ():
            counts.options[key, option] += count
    return counts


def _count_asked(
    session: Session, number: int, until: datetime, wanted: frozenset[str], counts: AnswerCounts
) -> None:
    form = cast(AttemptRow.questions, Text)
    # Most people are asked the same questions; only those who come again are not.
    query = (
        select(form, func.count())
        .where(AttemptRow.edition_number == number, _finished(until))
        .group_by(form)
    )
    for questions, count in session.execute(query, execution_options={"yield_per": BATCH}):
        for key in wanted.intersection(json.loads(questions)):
            counts.asked[key] += count


def _finished(until: datetime) -> ColumnElement[bool]:
    return and_(AttemptRow.finished_at.is_not(None), AttemptRow.finished_at < until)
