"""Many people at once: attempts with answers and results, written straight into the tables."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from assess.core.answers import Answer, read_answer
from assess.core.compiled import Compiled
from assess.core.edition import Question
from assess.core.outcome import assess
from assess.models import AnswerRow, AttemptRow, ResultRow
from assess.services.translate import outcome_to_text

Answers = Mapping[str, Answer]


def given_by_chance(question: Question, chance: random.Random, skill: float) -> Answer | None:
    """Answer as somebody of a skill from 0 to 1 might; None skips."""
    special = chance.random()
    if special < 0.1:
        return (None, Answer("not_sure"), Answer("not_applicable"))[int(special * 30)]
    keys = [option.key for option in question.options]
    if question.several:
        worth = [0.3 + 0.5 * skill * (1 if option.right else -0.5) for option in question.options]
        values = [key for key, one in zip(keys, worth, strict=True) if chance.random() < one]
        return read_answer(question, values or keys[:1])
    if question.claimed:
        place = round(min(max(chance.gauss(skill, 0.2), 0), 1) * (len(keys) - 1))
        return read_answer(question, [keys[place]])
    # The last option but one is never anybody's, unless it is the best.
    worth = [
        0.1 + 3 * skill * float(option.credit or option.right or 0) for option in question.options
    ]
    if not (question.options[-2].credit == 1 or question.options[-2].right):
        worth[-2] = 0
    return read_answer(question, chance.choices(keys, worth))


def by_chance(compiled: Compiled, form: tuple[str, ...], chance: random.Random) -> Answers:
    """Answer a whole form as one person might."""
    skill = min(max(chance.gauss(0.55, 0.2), 0), 1)
    drawn = {key: given_by_chance(compiled.questions[key], chance, skill) for key in form}
    return {key: answer for key, answer in drawn.items() if answer is not None}


def attempts_of(
    session: Session,
    compiled: Compiled,
    people: Sequence[Answers],
    finished_at: datetime | None,
    *,
    number: int = 1,
    length: str = "standard",
) -> list[int]:
    """Write down an attempt for each, finished or not, and return their ids."""
    last = session.scalar(select(func.max(AttemptRow.id))) or 0
    ids = list(range(last + 1, last + 1 + len(people)))
    began = (finished_at or datetime.fromisoformat("2026-03-01T12:00Z")) - timedelta(hours=1)
    attempt = {
        "edition_number": number,
        "length": length,
        "questions": list(compiled.forms[length]),
        "started_at": began,
        "finished_at": finished_at,
        "visited_at": began,
    }
    named = [
        attempt | {"id": one, "public_id": f"{one:020d}", "start_key": f"{one:064d}"} for one in ids
    ]
    pairs = list(zip(ids, people, strict=True))
    answers = [
        _answer(one, key, given, began) for one, mine in pairs for key, given in mine.items()
    ]
    if named:
        session.execute(insert(AttemptRow), named)
    if answers:
        session.execute(insert(AnswerRow), answers)
    if finished_at is not None and pairs:
        made = [_result(one, compiled, mine, number, finished_at) for one, mine in pairs]
        session.execute(insert(ResultRow), made)
    session.commit()
    return ids


def _answer(attempt: int, key: str, given: Answer, when: datetime) -> dict[str, Any]:
    return {
        "attempt_id": attempt,
        "question_key": key,
        "kind": given.kind,
        "options": list(given.options),
        "save_id": "crowd",
        "turn": 0,
        "saved_at": when,
        "final": True,
    }


def _result(
    attempt: int, compiled: Compiled, answers: Answers, number: int, when: datetime
) -> dict[str, Any]:
    outcome = assess(compiled, answers, with_effects=False)
    return {
        "attempt_id": attempt,
        "number": 1,
        "edition_number": number,
        "engine": outcome.engine,
        "outcome": outcome_to_text(outcome),
        "made_at": when,
    }


def crowd(
    session: Session,
    compiled: Compiled,
    count: int,
    finished_at: datetime | None,
    *,
    length: str = "standard",
    seed: int = 1,
) -> list[int]:
    """Let people answer a whole form by chance, the same ones for a seed."""
    chance = random.Random(seed)  # noqa: S311 - people for tests, no secret
    people = [by_chance(compiled, compiled.forms[length], chance) for _ in range(count)]
    return attempts_of(session, compiled, people, finished_at, length=length)
