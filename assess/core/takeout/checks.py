"""Does a file agree with its edition and with itself? Asked before anything is written."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from assess.core.answers import Answer, AnswerError, read_answer
from assess.core.compiled import Compiled
from assess.core.outcome import ENGINE, assess
from assess.core.takeout.document import TakenAnswer, TakenResult, Takeout
from assess.core.takeout.figures import TakenOutcome, TakenRole

# The same answers give the same figures on every machine, but for their last bits.
_TOLERANCE: Final = 1e-9
# Clocks of two sites may differ.
_AHEAD: Final = timedelta(days=1)
_CHANGED: Final = "does not follow from the answers in this file. It was changed after it was saved"


def faults_of(takeout: Takeout, compiled: Compiled, now: datetime) -> list[str]:
    """Return what is wrong with a file's content; empty when it can be brought in.

    Parameters
    ----------
    compiled : Compiled
        The file's edition.
    now : datetime
        Nothing in a file may come from after it.

    Notes
    -----
    The newest result is computed again where it was made by this engine. Earlier ones
    counted fewer answers, and those of another engine other figures: they are checked for
    being whole, and kept as they are.
    """
    found = [
        *_unfinished(takeout),
        *_ahead(takeout, now),
        *_asked(takeout, compiled),
        *_answered(takeout, compiled),
        *_results(takeout, compiled),
    ]
    return found or list(_recomputed(takeout, compiled))


def _unfinished(takeout: Takeout) -> Iterator[str]:
    if takeout.attempt.finished_at is None:
        yield "attempt.finished_at: this assessment is not finished. Finish it where you began it."
    elif not takeout.results:
        yield "results: a finished assessment has at least one result"


def _ahead(takeout: Takeout, now: datetime) -> Iterator[str]:
    moments = {
        "exported_at": takeout.exported_at,
        "attempt.started_at": takeout.attempt.started_at,
        "attempt.finished_at": takeout.attempt.finished_at,
    }
    moments |= {f"answers[{n}].saved_at": one.saved_at for n, one in enumerate(takeout.answers)}
    moments |= {f"results[{n}].made_at": one.made_at for n, one in enumerate(takeout.results)}
    for place, moment in moments.items():
        if moment is not None and moment > now + _AHEAD:
            yield f"{place}: lies in the future"


def _asked(takeout: Takeout, compiled: Compiled) -> Iterator[str]:
    attempt = takeout.attempt
    if attempt.length not in compiled.edition.lengths:
        yield f"attempt.length: the edition has no length “{attempt.length}”"
    if attempt.goal is not None and attempt.goal not in compiled.roles:
        yield f"attempt.goal: the edition has no role “{attempt.goal}”"
    yield from _repeated("attempt.questions", attempt.questions)
    for place, key in enumerate(attempt.questions):
        if key not in compiled.questions:
            yield f"attempt.questions[{place}]: the edition has no question “{key}”"


def _repeated(place: str, keys: Sequence[str]) -> Iterator[str]:
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"{place}: “{key}” stands twice"


def _answered(takeout: Takeout, compiled: Compiled) -> Iterator[str]:
    asked = frozenset(takeout.attempt.questions)
    yield from _repeated("answers", [given.question for given in takeout.answers])
    for place, given in enumerate(takeout.answers):
        question = compiled.questions.get(given.question)
        if question is None or given.question not in asked:
            yield f"answers[{place}].question: “{given.question}” was not asked"
            continue
        try:
            same = read_answer(question, answer_of(given).values) == answer_of(given)
        except AnswerError:
            same = False
        if not same or (given.kind != "given" and given.options):
            yield f"answers[{place}].options: no answer to “{given.question}”"


def answer_of(given: TakenAnswer) -> Answer:
    """Return an answer of a file as a core value."""
    return Answer(given.kind, given.options)


def _results(takeout: Takeout, compiled: Compiled) -> Iterator[str]:
    if takeout.results and not takeout.answers:
        yield "answers: a result needs at least one answer"
    numbers = [result.number for result in takeout.results]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "results: their numbers must be 1, 2, 3 … in order"
    given = frozenset(one.question for one in takeout.answers)
    for place, result in enumerate(takeout.results):
        for fault in _outcome(result, compiled, given):
            yield f"results[{place}].{fault}"
    if takeout.results and takeout.results[-1].outcome.goal != takeout.attempt.goal:
        yield "attempt.goal: is not the goal of the newest result"


def _outcome(result: TakenResult, compiled: Compiled, given: Collection[str]) -> Iterator[str]:
    outcome, skills, roles = result.outcome, set(compiled.skills), set(compiled.roles)
    if outcome.engine != result.engine:
        yield "engine: is not the engine of its outcome"
    whole: dict[str, tuple[Collection[str], set[str]]] = {
        "scores": (outcome.scores, skills),
        "skills": (outcome.skills, skills),
        "roles": (outcome.roles, roles),
        "ranking": (outcome.ranking, roles),
    }
    for name, (keys, wanted) in whole.items():
        if set(keys) != wanted or len(keys) != len(wanted):
            yield f"outcome.{name}: does not name each one of the edition once"
    known: dict[str, tuple[Collection[str], Collection[str]]] = {
        "effects": (outcome.effects, given),
        "focus": (outcome.focus, skills),
        "goal": (_only(outcome.goal), roles),
        "next_step": (_only(outcome.next_step), roles),
    }
    for name, (keys, there) in known.items():
        if not set(keys) <= set(there):
            yield f"outcome.{name}: names what is not there"
    yield from _order(outcome)
    for key, role in outcome.roles.items():
        if key in roles:
            yield from _role(key, role, compiled)


def _only(key: str | None) -> tuple[str, ...]:
    return () if key is None else (key,)


def _order(outcome: TakenOutcome) -> Iterator[str]:
    first, second = (*outcome.ranking, None, None)[:2]
    if (outcome.recommended, outcome.runner_up) != (first, second):
        yield "outcome.recommended: is not the first of the ranking"
    if any(outcome.scores.get(key) != skill.score for key, skill in outcome.skills.items()):
        yield "outcome.scores: are not those of the skills"


def _role(key: str, role: TakenRole, compiled: Compiled) -> Iterator[str]:
    if set(role.lost) != set(compiled.skills) or not set(role.must_have) <= set(compiled.skills):
        yield f"outcome.roles.{key}: does not name the skills of the edition"
    pay = (role.pay_position, role.pay_low80, role.pay_high80)
    paid = compiled.roles[key].pay is not None
    if any((figure is not None) != paid for figure in pay):
        yield f"outcome.roles.{key}: pay does not fit the edition"


def _recomputed(takeout: Takeout, compiled: Compiled) -> Iterator[str]:
    newest = takeout.results[-1]
    if newest.engine != ENGINE:
        return
    answers = {given.question: answer_of(given) for given in takeout.answers}
    expected = asdict(assess(compiled, answers, takeout.attempt.goal))
    place = _difference(newest.outcome.model_dump(), expected)
    if place is not None:
        yield f"results[{len(takeout.results) - 1}].outcome{place}: {_CHANGED}"


def _difference(found: Any, expected: Any) -> str | None:  # noqa: ANN401 - plain data of any shape
    """Return the first place where plain data differs, or None."""
    if isinstance(expected, Mapping):
        if found.keys() != expected.keys():
            return ""
        pairs = [(f".{key}", found[key], value) for key, value in expected.items()]
    elif isinstance(expected, tuple):
        if len(found) != len(expected):
            return ""
        pairs = [(f"[{n}]", found[n], value) for n, value in enumerate(expected)]
    else:
        return None if _alike(found, expected) else ""
    for step, one, other in pairs:
        inner = _difference(one, other)
        if inner is not None:
            return step + inner
    return None


def _alike(found: object, expected: object) -> bool:
    if isinstance(found, float) and isinstance(expected, float):
        return abs(found - expected) <= _TOLERANCE
    return found == expected
