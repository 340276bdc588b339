"""Two results set side by side: what changed, and whether chance alone would explain it.

A change is called more than chance by the reliable change index of Jacobson & Truax (1991):
the two posterior standard errors are taken as independent, which here asks for more than
it must (see docs/scoring.md). What stands in one edition only is named, never compared.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import hypot
from typing import Final, Literal

from assess.core.edition import Edition
from assess.core.outcome import Outcome, RoleOutcome
from assess.core.roles import Role
from assess.core.scoring import SkillScore

# Per role and skill, the level asked for and its importance.
_Asked = dict[str, dict[str, tuple[float, float]]]
Verdict = Literal["more than chance", "could be chance"]

# The 97.5 % point of the normal distribution: two-sided at 5 %, as the index was published.
CRITICAL: Final = 1.96
# Fits are shown with one decimal; what cannot be seen has not moved.
_SHOWN_DECIMALS: Final = 1


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two results, with the edition it was made from and that edition's digest."""

    outcome: Outcome
    edition: Edition
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """How a skill's score changed.

    Attributes
    ----------
    points : float
        Now minus then, points of the 0 to 100 scale; negative where it went down.
    allowed : float
        How many points chance alone may explain.
    verdict : Verdict
    """

    points: float
    allowed: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class SkillChange:
    """One skill then and now.

    ``then`` and ``now`` are None where a result was made from bare scores. ``change`` is
    None where the skill was not assessed both times: there is nothing to compare.
    """

    key: str
    then: SkillScore | None
    now: SkillScore | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class RoleChange:
    """One role then and now.

    Attributes
    ----------
    place_then, place_now : int
        Place in the ranking, 1 the best, counted among the roles of both editions: a role
        that is new moves nobody.
    asks_changed : bool
        Whether the editions ask other levels or importances for it. Its fit then also
        moves with what is asked, not with the person alone.
    """

    key: str
    then: RoleOutcome
    now: RoleOutcome
    place_then: int
    place_now: int
    asks_changed: bool

    @property
    def fit_change(self) -> float:
        """Return the difference of the two fits as they are shown, with one decimal."""
        then, now = (round(side.fit, _SHOWN_DECIMALS) for side in (self.then, self.now))
        return round(now - then, _SHOWN_DECIMALS)

    @property
    def readiness_changed(self) -> bool:
        """Whether another word now says how ready the person is."""
        return self.then.readiness != self.now.readiness

    @property
    def moved(self) -> bool:
        """Whether anything that is shown of the role is different."""
        return self.fit_change != 0 or self.place_then != self.place_now or self.readiness_changed


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results side by side.

    Attributes
    ----------
    skills, roles : tuple
        What stands in both editions: skills in the order of the later edition, roles from
        the best one now to the last.
    skills_gone, skills_new, roles_gone, roles_new : tuple of str
        Keys that stand in the earlier edition only, and in the later one only.
    recommended, next_step : pair
        Role keys then and now; no next step is None.
    same_edition, same_engine : bool
    """

    skills: tuple[SkillChange, ...]
    roles: tuple[RoleChange, ...]
    skills_gone: tuple[str, ...]
    skills_new: tuple[str, ...]
    roles_gone: tuple[str, ...]
    roles_new: tuple[str, ...]
    recommended: tuple[str, str]
    next_step: tuple[str | None, str | None]
    same_edition: bool
    same_engine: bool


def allowance(se_then: float, se_now: float) -> float:
    """Return how far apart two scores may lie by chance alone.

    Parameters
    ----------
    se_then, se_now : float
        Posterior standard errors, points.

    Returns
    -------
    float
        ``1.96 sqrt(se_then^2 + se_now^2)``, points.

    Notes
    -----
    The reliable change index of Jacobson & Truax (1991), Journal of Consulting and Clinical
    Psychology 59(1), 12-19, with each result's own standard error in place of one for all
    (as is usual with item response models). It misleads where the two results rest on
    different questions of another difficulty than their parameters say, and it never says
    that nothing changed: a real change may be too small for the answers to show.
    """
    return CRITICAL * hypot(se_then, se_now)


def change_of(then: SkillScore | None, now: SkillScore | None) -> Change | None:
    """Compare two scores of one skill; None where either was not assessed."""
    if then is None or now is None or "not assessed" in (then.state, now.state):
        return None
    points = now.score - then.score
    allowed = allowance(then.se, now.se)
    return Change(
        points, allowed, "more than chance" if abs(points) > allowed else "could be chance"
    )


def compare(then: Side, now: Side) -> Comparison:
    """Set two results side by side.

    Parameters
    ----------
    then, now : Side
        The earlier and the later one; which is which is for the caller to know.
    """
    skills_then, skills_now = _skill_keys(then), _skill_keys(now)
    asked_then, asked_now = _asks(then.edition.roles), _asks(now.edition.roles)
    return Comparison(
        skills=tuple(_skill(key, then, now) for key in skills_now if key in skills_then),
        roles=_roles(then.outcome, now.outcome, asked_then, asked_now),
        skills_gone=_missing(skills_then, skills_now),
        skills_new=_missing(skills_now, skills_then),
        roles_gone=_missing(asked_then, asked_now),
        roles_new=_missing(asked_now, asked_then),
        recommended=(then.outcome.recommended, now.outcome.recommended),
        next_step=(then.outcome.next_step, now.outcome.next_step),
        same_edition=then.digest == now.digest,
        same_engine=then.outcome.engine == now.outcome.engine,
    )


def _skill_keys(side: Side) -> tuple[str, ...]:
    return tuple(skill.key for skill in side.edition.skills)


def _asks(roles: tuple[Role, ...]) -> _Asked:
    """Return what counts in each role's fit; where an importance comes from does not."""
    return {
        role.key: {
            key: (float(asked.level), float(asked.importance))
            for key, asked in role.profile.items()
        }
        for role in roles
    }


def _skill(key: str, then: Side, now: Side) -> SkillChange:
    before, after = ((side.outcome.skills or {}).get(key) for side in (then, now))
    return SkillChange(key, before, after, change_of(before, after))


def _roles(
    then: Outcome, now: Outcome, asked_then: _Asked, asked_now: _Asked
) -> tuple[RoleChange, ...]:
    order_then = [key for key in then.ranking if key in asked_now]
    order_now = [key for key in now.ranking if key in asked_then]
    return tuple(
        RoleChange(
            key=key,
            then=then.roles[key],
            now=now.roles[key],
            place_then=order_then.index(key) + 1,
            place_now=place,
            asks_changed=asked_then[key] != asked_now[key],
        )
        for place, key in enumerate(order_now, 1)
    )


def _missing(keys: Iterable[str], other: Collection[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key not in other)
