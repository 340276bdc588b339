"""The page before publishing, made ready to be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from assess.core.draft.accepting import Doubt, doubts, needless
from assess.core.effects import Effects, LengthEffect
from assess.core.lint.findings import UNUSED
from assess.services.publishing import Standing
from assess.web.desk.address import name_of
from assess.web.desk.remarks import RemarkGroup, RemarkLine, groups, lines
from assess.web.publish.comparison import Comparison
from assess.web.publish.typed import Typed, field_of


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A warning with the field for its reason. ``accepted`` is the reason the draft holds."""

    field: str
    lines: tuple[RemarkLine, ...]
    accepted: str
    reason: str
    problem: str | None


@dataclass(frozen=True, slots=True)
class QuestionName:
    """A question by its words and its key: two may read the same."""

    name: str
    key: str
    retired: bool

    @classmethod
    def of(cls, key: str, parts: Mapping[str, Any]) -> Self:
        """Name a question."""
        part = f"questions/{key}"
        return cls(name_of(part, parts), key, bool(parts.get(part, {}).get("retired")))


@dataclass(frozen=True, slots=True)
class LengthLine:
    """A length before and after, with the questions that only one of the two asks."""

    effect: LengthEffect
    asked: tuple[QuestionName, ...]
    dropped: tuple[QuestionName, ...]


@dataclass(frozen=True, slots=True)
class RoleLine:
    """How often a role is recommended, of 100; empty where there is no such role."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EffectLines:
    """What publishing would do, in figures to be read."""

    lengths: tuple[LengthLine, ...]
    roles: tuple[RoleLine, ...]
    another: str

    @classmethod
    def of(cls, effects: Effects, parts: Mapping[str, Any], old: Mapping[str, Any]) -> Self:
        """Prepare effects; names are those of the draft, else of the edition before."""
        both = {**old, **parts}
        return cls(
            tuple(
                LengthLine(
                    one,
                    tuple(QuestionName.of(key, both) for key in one.asked),
                    tuple(QuestionName.of(key, both) for key in one.dropped),
                )
                for one in effects.lengths
            ),
            tuple(
                RoleLine(both[f"roles/{one.role}"]["name"], of_100(one.before), of_100(one.after))
                for one in effects.roles
            ),
            of_100(effects.another),
        )


def of_100(share: float | None) -> str:
    """Write a count of 100: whole, but what is more than nothing never as 0."""
    if share is None:
        return ""
    return "under 1" if 0 < share < 1 else f"{share:.0f}"


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything the page shows.

    Attributes
    ----------
    orphans : tuple of str
        Reasons that were typed for findings that are gone meanwhile.
    """

    standing: Standing
    typed: Typed
    errors: tuple[RemarkGroup, ...]
    error_count: int
    open: tuple[DoubtLine, ...]
    accepted: tuple[DoubtLine, ...]
    notes: tuple[RemarkGroup, ...]
    note_count: int
    needless: int
    orphans: tuple[str, ...]
    comparison: Comparison
    effects: EffectLines | None
    problems: Mapping[str, str]

    @property
    def number(self) -> int:
        """The number the edition would have."""
        return self.standing.current.number + 1

    @classmethod
    def of(
        cls,
        standing: Standing,
        effects: EffectLines | None,
        typed: Typed,
        problems: Mapping[str, str],
    ) -> Self:
        """Prepare the page; ``problems`` are sentences by field."""
        remarks, parts = standing.remarks, standing.draft.parts
        found = doubts(remarks)
        errors, notes = (
            [one for one in remarks if one.severity == severity] for severity in ("error", "note")
        )
        prepared = [_doubt(one, parts, typed, problems) for one in found]
        known = {one.name for one in found}
        return cls(
            standing=standing,
            typed=typed,
            errors=groups(lines(errors, parts)),
            error_count=len(errors),
            open=tuple(one for one in prepared if not one.accepted),
            accepted=tuple(one for one in prepared if one.accepted),
            notes=groups(lines(notes, parts)),
            note_count=len(notes),
            # While something is unfinished the checker does not see all: nothing is needless yet.
            needless=sum(one.rule == UNUSED.key for one in remarks)
            and len(needless(parts["accepted"], remarks)),
            orphans=tuple(
                reason for name, reason in typed.reasons.items() if name not in known and reason
            ),
            comparison=Comparison.of(standing.changes, linked=True),
            effects=effects,
            problems=problems,
        )


def _doubt(
    doubt: Doubt, parts: Mapping[str, Any], typed: Typed, problems: Mapping[str, str]
) -> DoubtLine:
    field = field_of(doubt.name)
    return DoubtLine(
        field,
        lines(doubt.remarks, parts),
        doubt.reason,
        typed.reasons.get(doubt.name, doubt.reason),
        problems.get(field),
    )
