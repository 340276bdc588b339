"""What a group did, never what one person did: counts that have passed suppression.

Nothing leaves this module exact. Three things keep one person from showing: counts under
10 are hidden, together with what would give them away (``core.suppression``); what is shown
is rounded to the nearest 5; and only attempts finished before the current week count, so
that two openings of a page cannot be told apart by somebody who finished in between.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.core.edition import Question
from assess.core.scale import LEVELS
from assess.core.suppression import FEWEST, Shown, rounded, suppress
from assess.models import EditionRow
from assess.services import editions, figurecounts
from assess.services.database import read
from assess.services.errors import NotFoundError
from assess.services.figurecounts import AnswerCounts


@dataclass(frozen=True, slots=True)
class Scope:
    """What figures are about: an edition, and everything finished before ``until``.

    ``numbers`` are those of all editions, newest first.
    """

    number: int
    numbers: tuple[int, ...]
    compiled: Compiled
    until: datetime


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """An edition's figures. The rows come in the order of the edition.

    Attributes
    ----------
    finished, unfinished : Shown
        Attempts by length.
    roles : Shown
        Newest results by recommended role.
    levels : dict
        Per skill, newest results by level; the sixth count is of those not assessed.
    """

    scope: Scope
    finished: Shown
    unfinished: Shown
    roles: Shown
    levels: dict[str, Shown]

    @property
    def enough(self) -> bool:
        """Whether enough people have finished for anything to be shown."""
        return self.finished.total is not None


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """How a question was answered.

    Attributes
    ----------
    answers : Shown
        One count for each option, then "not sure", "doesn't apply", skipped. Where several
        may be chosen: answered, then those three.
    chosen : tuple of Shown
        Where several may be chosen: for each option, how many of those who answered chose
        it and how many did not. Empty elsewhere.
    """

    question: Question
    answers: Shown
    chosen: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class QuestionsFigures:
    """How questions were answered: those of a skill, or all where ``skill`` is None."""

    scope: Scope
    skill: str | None
    questions: tuple[QuestionFigures, ...]


def week_of(now: datetime) -> datetime:
    """Return the beginning of the ISO week, Monday at midnight UTC."""
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def group_figures(session: Session, number: int | None, now: datetime) -> GroupFigures:
    """Return an edition's figures, of the newest unless a number is given.

    Raises
    ------
    NotFoundError
        There is no such edition.
    """

    def work() -> GroupFigures:
        scope = _scope(session, number, now)
        attempts = figurecounts.count_attempts(session, scope.number, scope.until)
        lengths = [attempts.get(length, (0, 0)) for length in scope.compiled.edition.lengths]
        finished = _shown([done for done, _ in lengths])
        unfinished = _shown([begun for _, begun in lengths])
        if finished.total is None:
            return GroupFigures(scope, finished, unfinished, _shown([]), {})
        found = figurecounts.count_results(session, scope.number, scope.until)
        roles = _shown([found.roles[role.key] for role in scope.compiled.edition.roles])
        levels = {
            skill: _shown([found.levels[skill, place] for place in range(len(LEVELS) + 1)])
            for skill in scope.compiled.skills
        }
        return GroupFigures(scope, finished, unfinished, roles, levels)

    return read(session, work)


def skill_figures(
    session: Session, number: int | None, skill: str | None, now: datetime
) -> QuestionsFigures:
    """Return how the questions of a skill were answered, of the first unless one is named.

    Retired questions that too few were asked are left out.

    Raises
    ------
    NotFoundError
        There is no such edition, or no such skill in it.
    """

    def work() -> QuestionsFigures:
        scope = _scope(session, number, now)
        banks = {bank.skill.key: bank for bank in scope.compiled.banks}
        chosen = next(iter(banks)) if skill is None else skill
        if chosen not in banks:
            raise NotFoundError("skill")
        return _questions(session, scope, banks[chosen].questions, chosen)

    return read(session, work)


def all_question_figures(session: Session, number: int | None, now: datetime) -> QuestionsFigures:
    """Return how the questions of all skills were answered (see ``skill_figures``)."""

    def work() -> QuestionsFigures:
        scope = _scope(session, number, now)
        return _questions(session, scope, scope.compiled.edition.questions, None)

    return read(session, work)


def _questions(
    session: Session, scope: Scope, asked: tuple[Question, ...], skill: str | None
) -> QuestionsFigures:
    keys = [question.key for question in asked]
    counts = figurecounts.count_answers(session, scope.number, scope.until, keys)
    found = (
        _question(question, counts)
        for question in asked
        if not (question.retired and counts.asked[question.key] < FEWEST)
    )
    return QuestionsFigures(scope, skill, tuple(found))


def _scope(session: Session, number: int | None, now: datetime) -> Scope:
    numbers = tuple(session.scalars(select(EditionRow.number).order_by(EditionRow.number.desc())))
    if number is None:
        number, compiled = editions.current(session)
    elif number in numbers:
        compiled = editions.fetch(session, number)
    else:
        raise NotFoundError(f"edition {number}")
    return Scope(number, numbers, compiled, week_of(now))


def _question(question: Question, counts: AnswerCounts) -> QuestionFigures:
    key = question.key
    given, unsure, without = (
        counts.kinds[key, kind] for kind in ("given", "not_sure", "not_applicable")
    )
    skipped = counts.asked[key] - given - unsure - without
    each = [counts.options[key, option.key] for option in question.options]
    if not question.several:
        return QuestionFigures(question, _shown([*each, unsure, without, skipped]), ())
    answers = _shown([given, unsure, without, skipped])
    # Each option splits those who answered in two; where their number is hidden, so is that.
    chosen = tuple(
        _shown([count, given - count] if answers.counts[0] is not None else [0, 0])
        for count in each
    )
    return QuestionFigures(question, answers, chosen)


def _shown(counts: list[int]) -> Shown:
    return rounded(suppress(counts))
