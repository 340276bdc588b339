"""A score and its change in whole points and plain words, the same on both pages."""

from dataclasses import dataclass
from typing import Self

from assess.core.comparing import Change
from assess.core.scale import LEVELS, level_index
from assess.core.scoring import SkillScore
from assess.web.filters import plural

_MORE = "This is more than chance alone would explain."
_CHANCE = "Could be chance: the ranges are too wide to tell."
_SAME = "A small change could still hide in the ranges."


@dataclass(frozen=True, slots=True)
class Shown:
    """A score as it is shown, in whole points."""

    score: int
    low: int
    high: int
    level: str
    tentative: bool

    @classmethod
    def of(cls, scored: SkillScore | None) -> Self | None:
        """Return a score in whole points; None where there is none to show."""
        if scored is None or scored.state == "not assessed":
            return None
        return cls(
            score=round(scored.score),
            low=round(scored.low80),
            high=round(scored.high80),
            level=LEVELS[level_index(scored.score)],
            tentative=scored.state == "tentative",
        )


def sentences(change: Change, then: Shown, now: Shown) -> tuple[str, ...]:
    """Say whether chance alone would explain a change, and which score is tentative."""
    if change.verdict == "more than chance":
        verdict = _MORE
    else:
        verdict = _CHANCE if then.score != now.score else _SAME
    told = (verdict, _caution(then, now))
    return tuple(sentence for sentence in told if sentence)


def direction(then: Shown, now: Shown) -> str:
    """Say the difference of the two figures that are shown: ``up 7 points``."""
    points = now.score - then.score
    if points == 0:
        return "no change"
    return f"{'up' if points > 0 else 'down'} {plural(abs(points), 'point')}"


def signed_whole(points: int) -> str:
    """Write whole points with their sign: ``+7``, ``−6``, ``0``."""
    return f"{points:+d}".replace("-", "−") if points else "0"


def _caution(then: Shown, now: Shown) -> str:
    if then.tentative and now.tentative:
        return "Both scores are tentative."
    if then.tentative or now.tentative:
        return f"The {'earlier' if then.tentative else 'later'} score is tentative."
    return ""
