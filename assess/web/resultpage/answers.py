"""Your answers: what was given, what it earned and why, and what the next level does."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from assess.core.answers import category_of, words_of
from assess.core.edition import Option, Question, Skill
from assess.core.flow import sections
from assess.core.model import MISSING, Item
from assess.core.outcome import Outcome
from assess.core.scale import LEVELS, level_index
from assess.services.values import Attempt, SavedAnswer
from assess.web.resultpage.voice import TO_ONESELF, Voice


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: whether it was chosen, what it earns, and why."""

    text: str
    chosen: bool
    worth: str
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """One answered question.

    ``points`` says what a shown answer earned, not adjusted for difficulty; ``effect``
    how many points it moved the skill's score. Claimed answers have no choices.
    """

    question: Question
    given: tuple[str, ...]
    choices: tuple[Choice, ...]
    points: str | None
    effect: float


@dataclass(frozen=True, slots=True)
class SkillAnswers:
    """One skill: its level now, what the next level does, and its answers."""

    skill: Skill
    level: str | None
    following: tuple[str, str] | None
    rows: tuple[Row, ...]
    open: int
    asked_elsewhere: int


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """Every answer of a finished attempt."""

    attempt: Attempt
    skills: tuple[SkillAnswers, ...]
    voice: Voice

    @classmethod
    def of(
        cls,
        attempt: Attempt,
        saved: Mapping[str, SavedAnswer],
        outcome: Outcome,
        asked: Collection[str],
        voice: Voice = TO_ONESELF,
    ) -> Self:
        """Make the page of a finished attempt, without the questions another still asks."""
        items = {item.key: item for bank in attempt.compiled.banks for item in bank.items}
        parts = sections(attempt.form, attempt.compiled.questions, saved)
        found = []
        for part in parts:
            skill = attempt.compiled.skills[part.skill]
            rows = tuple(
                _row(attempt.compiled.questions[key], items[key], saved[key], outcome)
                for key in part.questions
                if key in saved and key not in asked
            )
            level, following = _levels(skill, outcome)
            unanswered = sum(key not in saved for key in part.questions)
            elsewhere = sum(key in saved and key in asked for key in part.questions)
            found.append(SkillAnswers(skill, level, following, rows, unanswered, elsewhere))
        return cls(attempt, tuple(found), voice)


def _levels(skill: Skill, outcome: Outcome) -> tuple[str | None, tuple[str, str] | None]:
    """Return the level's name, and the next one with its sentence."""
    scored = (outcome.skills or {}).get(skill.key)
    if scored is None or scored.state == "not assessed":
        return None, None
    place = level_index(scored.score)
    following = place + 1
    if following == len(LEVELS):
        return LEVELS[place], None
    return LEVELS[place], (LEVELS[following], skill.levels[following])


def _row(question: Question, item: Item, saved: SavedAnswer, outcome: Outcome) -> Row:
    answer = saved.answer
    return Row(
        question=question,
        given=words_of(question, answer),
        choices=()
        if question.claimed
        else tuple(_choice(question, option, answer.options) for option in question.options),
        points=None if question.claimed else _points(item, category_of(item, answer)),
        effect=outcome.effects.get(question.key, 0.0),
    )


def _choice(question: Question, option: Option, chosen: tuple[str, ...]) -> Choice:
    if question.kind == "situation":
        worth = f"{option.credit:.0%} of the points"
    else:
        worth = "Right" if option.right else "Not right"
    return Choice(option.text, option.key in chosen, worth, option.why or "")


def _points(item: Item, category: int) -> str:
    """Say ``x of y points``, plainly, without regard to difficulty."""
    if category == MISSING:
        return "Not scored"
    top = item.steps[-1]
    return f"{item.steps[category]:g} of {top:g} point{'' if top == 1 else 's'}"
