"""The profile: one row a skill, against what a role asks for."""

from dataclasses import dataclass

from assess.core.edition import Skill
from assess.core.outcome import Outcome
from assess.core.roles import Role
from assess.core.scale import LEVELS, level_index
from assess.core.scoring import SkillScore, State
from assess.web.filters import plural

# Below this, the next level is nearly as likely as the one that is named.
_CLEAR = 0.60


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One skill in whole points. ``behavior`` is the level's sentence.

    ``border`` names the neighboring level where the level itself is not clear.
    """

    key: str
    name: str
    state: State
    score: int
    level: str
    behavior: str
    border: str | None
    low: int
    high: int
    required: float
    met: bool
    gap: str


def skill_rows(skills: tuple[Skill, ...], outcome: Outcome, role: Role) -> tuple[SkillRow, ...]:
    """Set each skill beside what a role asks for."""
    scored = outcome.skills or {}
    return tuple(
        _row(skill, scored[skill.key], float(role.profile[skill.key].level)) for skill in skills
    )


def _row(skill: Skill, scored: SkillScore, required: float) -> SkillRow:
    place = level_index(scored.score)
    shown = round(scored.score)
    met = scored.state != "not assessed" and scored.score >= required
    return SkillRow(
        key=skill.key,
        name=skill.name,
        state=scored.state,
        score=shown,
        level=LEVELS[place],
        behavior=skill.levels[place],
        border=_border(scored, place),
        low=round(scored.low80),
        high=round(scored.high80),
        required=required,
        met=met,
        gap=_gap(scored, required, shown),
    )


def _gap(scored: SkillScore, required: float, shown: int) -> str:
    """Say what is missing, as the difference of the two figures that are shown."""
    if scored.state == "not assessed":
        return "Not known"
    if scored.score >= required:
        return "Meets it"
    missing = round(required) - shown
    return f"{plural(missing, 'point')} to go" if missing > 0 else "Less than 1 point to go"


def _border(scored: SkillScore, place: int) -> str | None:
    if scored.state == "not assessed" or scored.bands[place] >= _CLEAR:
        return None
    neighbors = [near for near in (place - 1, place + 1) if 0 <= near < len(LEVELS)]
    return LEVELS[max(neighbors, key=lambda near: scored.bands[near])]
