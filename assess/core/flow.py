"""The way through an attempt: sections, what is still open, what comes before and after."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from assess.core.edition import Question

SectionState = Literal["not started", "in progress", "done"]


@dataclass(frozen=True, slots=True)
class Section:
    """One skill's questions in an attempt. ``number`` counts from 1."""

    number: int
    skill: str
    questions: tuple[str, ...]
    answered: int

    @property
    def state(self) -> SectionState:
        """Say how far the section has come."""
        if self.answered == 0:
            return "not started"
        return "done" if self.answered == len(self.questions) else "in progress"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands: its section, its number there, and its neighbors."""

    section: Section
    sections: int
    number: int
    before: str | None
    after: str | None


def sections(
    form: Sequence[str], questions: Mapping[str, Question], answered: Collection[str]
) -> tuple[Section, ...]:
    """Group a form into sections, in the form's order."""
    by_skill: dict[str, list[str]] = {}
    for key in form:
        by_skill.setdefault(questions[key].skill, []).append(key)
    return tuple(
        Section(number, skill, tuple(keys), sum(key in answered for key in keys))
        for number, (skill, keys) in enumerate(by_skill.items(), start=1)
    )


def place_of(parts: Sequence[Section], key: str) -> Place:
    """Find a question's place; raises ``KeyError`` where the form does not ask it."""
    order = [question for part in parts for question in part.questions]
    for part in parts:
        if key in part.questions:
            at = order.index(key)
            return Place(
                section=part,
                sections=len(parts),
                number=part.questions.index(key) + 1,
                before=order[at - 1] if at else None,
                after=order[at + 1] if at + 1 < len(order) else None,
            )
    raise KeyError(key)


def first_open(form: Sequence[str], answered: Collection[str]) -> str | None:
    """Return the first question without an answer, or None."""
    return next((key for key in form if key not in answered), None)


def minutes(questions: Sequence[Question]) -> int:
    """Return about how many minutes a set of questions takes, to the next whole one.

    Notes
    -----
    240 words a minute (adults read non-fiction silently at about 238: Brysbaert 2019), and
    five seconds a question to choose. Tables and charts count by their words.
    """
    words = sum(_words(question) for question in questions)
    return ceil(words / 240 + len(questions) * 5 / 60)


def _words(question: Question) -> int:
    context = question.context
    read = [question.text, *(option.text for option in question.options)]
    if isinstance(context, str):
        read.append(context)
    elif context is not None:
        read.append(context.model_dump_json(exclude={"kind"}))
    return sum(len(text.split()) for text in read)
