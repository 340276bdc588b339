"""Suppressed figures made ready for their pages: labels, counts, and the length of a bar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from assess.core.answers import SPECIAL
from assess.core.edition import Kind, Option
from assess.core.scale import LEVELS
from assess.core.suppression import Shown
from assess.services.figures import GroupFigures, QuestionFigures

_OTHER: Final = (SPECIAL["not_sure"], SPECIAL["not_applicable"], "Skipped")
_KINDS: Final[dict[Kind, str]] = {
    "rating": "Own rating",
    "frequency": "How often",
    "situation": "Situation",
    "knowledge": "Knowledge",
    "knowledge_several": "Knowledge, several answers",
}
_NOBODY: Final = "nobody chose this"
_BEST: Final = "best answer"
_RIGHT: Final = "right"


@dataclass(frozen=True, slots=True)
class Line:
    """A count with its label; ``share`` is its part of the whole in percent, for a bar."""

    label: str
    count: int | None
    share: int | None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """A table of counts; ``total`` is None where nothing of it is shown."""

    title: str
    lines: tuple[Line, ...]
    total: int | None

    @classmethod
    def of(cls, title: str, labels: Iterable[str], row: Shown) -> Self:
        """Put labels to a row of counts."""
        pairs = zip(labels, row.counts, strict=True)
        lines = tuple(Line(label, count, share_of(count, row.total)) for label, count in pairs)
        return cls(title, lines, row.total)

    @property
    def whole(self) -> bool:
        """Whether every count is shown."""
        return all(line.count is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class LengthLine:
    """How many attempts of a length were started, and how many of them finished."""

    label: str
    started: int | None
    finished: int | None


@dataclass(frozen=True, slots=True)
class GroupPage:
    """Everything the first page says."""

    lengths: tuple[LengthLine, ...]
    roles: Tally
    levels: tuple[Tally, ...]

    @classmethod
    def of(cls, figures: GroupFigures) -> Self:
        """Make the page; enough people must have finished."""
        edition = figures.scope.compiled.edition
        skills = figures.scope.compiled.skills
        return cls(
            lengths=tuple(_lengths(figures)),
            roles=Tally.of(
                "Recommended role", (role.name for role in edition.roles), figures.roles
            ),
            levels=tuple(
                Tally.of(skills[key].name, (*LEVELS, "Not assessed"), row)
                for key, row in figures.levels.items()
            ),
        )

    @property
    def whole(self) -> bool:
        """Whether nothing on the page is hidden."""
        shown = all(line.started is not None for line in self.lengths)
        return shown and all(tally.whole for tally in (self.roles, *self.levels))


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question with how it was answered.

    ``chosen`` has the options where several may be chosen; elsewhere they stand in
    ``answers`` and it is None.
    """

    key: str
    skill: str
    text: str
    kind: str
    answers: Tally
    chosen: Tally | None

    @classmethod
    def of(cls, figures: QuestionFigures) -> Self:
        """Make the card of a question."""
        question, row = figures.question, figures.answers
        options = question.options
        if question.several:
            answers = Tally.of("How it was answered", ("Answered", *_OTHER), row)
            counts, whole = [one.counts[0] for one in figures.chosen], figures.chosen[0].total
            chosen = Tally("What they chose", _options(options, counts, whole), whole)
        else:
            count = len(options)
            lines = _options(options, row.counts[:count], row.total)
            rest = Tally.of("", _OTHER, Shown(row.counts[count:], row.total)).lines
            answers, chosen = Tally("How it was answered", (*lines, *rest), row.total), None
        return cls(
            question.key, question.skill, question.text, _KINDS[question.kind], answers, chosen
        )

    @property
    def whole(self) -> bool:
        """Whether nothing of it is hidden."""
        return self.answers.whole and (self.chosen is None or self.chosen.whole)


def share_of(count: int | None, total: int | None) -> int | None:
    """Return a count's part of the whole in percent; None where either is hidden."""
    if count is None or not total:
        return None
    # Both are rounded, so that a part may come out larger than its whole.
    return min(round(100 * count / total), 100)


def length_name(length: str) -> str:
    """Write a length's key as a name: ``Standard``."""
    return length.replace("_", " ").replace("-", " ").capitalize()


def _lengths(figures: GroupFigures) -> Iterable[LengthLine]:
    lengths = figures.scope.compiled.edition.lengths
    rows = zip(lengths, figures.finished.counts, figures.unfinished.counts, strict=True)
    for length, done, begun in rows:
        # Of what was started and what was finished the rest follows: both are shown or neither.
        started = None if done is None or begun is None else done + begun
        yield LengthLine(length_name(length), started, done)


def _options(
    options: Sequence[Option], counts: Sequence[int | None], total: int | None
) -> tuple[Line, ...]:
    return tuple(
        Line(option.text, count, share_of(count, total), tuple(_marks(option, count)))
        for option, count in zip(options, counts, strict=True)
    )


def _marks(option: Option, count: int | None) -> Iterable[str]:
    if option.right:
        yield _RIGHT
    if option.credit == 1:
        yield _BEST
    if count == 0:
        yield _NOBODY
