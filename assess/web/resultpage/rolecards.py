"""The roles: fit, what costs points, and pay on one axis for all."""

from dataclasses import dataclass
from math import ceil, floor

from assess.core.compiled import Compiled
from assess.core.matching import REACHABLE_FIT, Readiness
from assess.core.outcome import Outcome, RoleOutcome
from assess.core.roles import Pay, Role, Wages
from assess.core.rounding import apportion

_AXIS_STEP = 10_000


@dataclass(frozen=True, slots=True)
class Loss:
    """Points a role's fit loses on one skill, to one decimal, and what they come from.

    ``weight`` writes the skill's share of the role's importance: ``4 of 26``.
    """

    skill: str
    points: float
    required: float
    known: bool
    score: float
    weight: str


@dataclass(frozen=True, slots=True)
class PayAxis:
    """The axis every pay bar is drawn on, in dollars."""

    low: int
    high: int

    def x(self, amount: float) -> float:
        """Return an amount's place on the axis, 0 to 100."""
        return round(100 * (amount - self.low) / (self.high - self.low), 2)


@dataclass(frozen=True, slots=True)
class PayBar:
    """A published yearly range on the axis; ``mark`` is the person's place, a rule of thumb.

    ``part`` puts the mark into words; empty where the role is out of reach and no mark is shown.
    """

    start: float
    width: float
    mark: float
    part: str


@dataclass(frozen=True, slots=True)
class RoleCard:
    """One role. ``fit`` is 100 less the losses, to the digit that is shown.

    ``wages`` are statistics of the nearest occupation, where figures are filled in.
    """

    role: Role
    fit: float
    fit_low: int
    fit_high: int
    readiness: Readiness
    losses: tuple[Loss, ...]
    must_have: tuple[str, ...]
    exceeds: bool
    pay: Pay | None
    bar: PayBar | None
    wages: Wages | None


def pay_axis(roles: tuple[Role, ...]) -> PayAxis | None:
    """Return an axis that holds every yearly range, on whole steps; None without any."""
    ranges = [role.pay for role in roles if role.pay and role.pay.period == "year"]
    if not ranges:
        return None
    low = floor(min(pay.low for pay in ranges) / _AXIS_STEP) * _AXIS_STEP
    high = ceil(max(pay.high for pay in ranges) / _AXIS_STEP) * _AXIS_STEP
    return PayAxis(low, high)


def role_cards(compiled: Compiled, outcome: Outcome, axis: PayAxis | None) -> tuple[RoleCard, ...]:
    """Return the roles from best to last."""
    names = {key: skill.name for key, skill in compiled.skills.items()}
    return tuple(_card(compiled.roles[key], outcome, names, axis) for key in outcome.ranking)


def _card(role: Role, outcome: Outcome, names: dict[str, str], axis: PayAxis | None) -> RoleCard:
    found = outcome.roles[role.key]
    shown = apportion(tuple(found.lost.values()))
    losses = [
        _loss(role, key, names[key], points, outcome)
        for key, points in zip(found.lost, shown, strict=True)
        if points > 0
    ]
    return RoleCard(
        role=role,
        fit=round(100 - sum(shown), 1),
        fit_low=round(found.fit_low80 or 0),
        fit_high=round(found.fit_high80 or 0),
        readiness=found.readiness,
        losses=tuple(sorted(losses, key=lambda loss: -loss.points)),
        must_have=tuple(names[key] for key in found.must_have),
        exceeds=found.exceeds,
        pay=role.pay,
        bar=_bar(role.pay, found, axis),
        wages=role.wages if role.wages and role.wages.known else None,
    )


def _loss(role: Role, key: str, name: str, points: float, outcome: Outcome) -> Loss:
    asked = role.profile[key]
    total = sum(requirement.importance for requirement in role.profile.values())
    return Loss(
        skill=name,
        points=points,
        required=float(asked.level),
        known=(outcome.skills or {})[key].state != "not assessed",
        score=outcome.scores[key],
        weight=f"{asked.importance:g} of {total:g}",
    )


def _bar(pay: Pay | None, found: RoleOutcome, axis: PayAxis | None) -> PayBar | None:
    position = found.pay_position
    if pay is None or position is None or axis is None or pay.period != "year":
        return None
    start, end = axis.x(pay.low), axis.x(pay.high)
    mark = axis.x(pay.low + position * (pay.high - pay.low))
    part = part_of_range(position) if found.fit >= REACHABLE_FIT else ""
    return PayBar(start, round(end - start, 2), mark, part)


def part_of_range(position: float) -> str:
    """Put a place in a pay range into words; more would promise more than is known."""
    if position < 1 / 3:
        return "in the lower part"
    return "around the middle" if position < 2 / 3 else "in the upper part"
