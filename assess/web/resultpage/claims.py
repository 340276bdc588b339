"""Claimed beside shown: how a person's own rating compares with what they showed."""

from dataclasses import dataclass

from assess.core.edition import Skill
from assess.core.outcome import Outcome
from assess.core.scoring import SkillScore
from assess.web.filters import plural
from assess.web.resultpage.voice import Voice

# Fewer than two of either sort cannot tell a habit from a single answer.
_FEWEST = 2
# Differences below this are smaller than what two more answers could change.
_WORTH_SAYING = 8


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One skill: where the answers put it, and where the person's own words would."""

    name: str
    score: int
    claimed: int
    words: str


def claim_rows(skills: tuple[Skill, ...], outcome: Outcome, voice: Voice) -> tuple[ClaimRow, ...]:
    """Return the skills with enough of both sorts of answer."""
    scored = outcome.skills or {}
    return tuple(
        _row(skill, scored[skill.key], voice) for skill in skills if _has_enough(scored[skill.key])
    )


def without_claims(skills: tuple[Skill, ...], outcome: Outcome) -> tuple[str, ...]:
    """Name the skills that lack answers for the comparison."""
    scored = outcome.skills or {}
    return tuple(skill.name for skill in skills if not _has_enough(scored[skill.key]))


def can_compare(outcome: Outcome) -> bool:
    """Tell whether any skill has enough answers to set claimed beside shown."""
    return any(_has_enough(scored) for scored in (outcome.skills or {}).values())


def _has_enough(scored: SkillScore) -> bool:
    return min(scored.claimed, scored.shown) >= _FEWEST


def _row(skill: Skill, scored: SkillScore, voice: Voice) -> ClaimRow:
    score = round(scored.score)
    claimed = round(min(100.0, max(0.0, scored.score + scored.self_view)))
    words = _words(scored.self_view, abs(claimed - score), voice)
    return ClaimRow(skill.name, score, claimed, words)


def _words(self_view: float, shown: int, voice: Voice) -> str:
    """Say the difference of the two figures that are shown (the scale ends at 0 and 100)."""
    distance = plural(shown, "point")
    you, your = voice.you, voice.your
    if self_view >= _WORTH_SAYING:
        words = f"{you} rate {voice.yourself} {distance} above what {you} showed"
    elif self_view <= -_WORTH_SAYING:
        words = f"{you} showed {distance} more than {you} claim"
    else:
        words = f"{your} own view and what {you} showed agree"
    return words[:1].upper() + words[1:]
