"""From scores to roles: fit, recommendation, sureness and the next step.

Fit alone would always favour the least demanding role, so the recommendation weighs fit
against demand; how sure it is comes from walking the same arithmetic over 4,096 plausible
profiles of the person, laid out on a fixed lattice (no chance is involved).
"""

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import numpy as np

from assess.core.roles import Role
from assess.core.scale import GRID, FloatArray, IntArray

Sureness = Literal["High", "Medium", "Low"]
Readiness = Literal["Ready", "Nearly there", "Building", "Early"]

# "Balanced": .5 plays safe, 1.0 is ambitious.
KAPPA: Final = 0.75
REACHABLE_FIT: Final = 60.0
GOAL_FIT: Final = 75.0
LATTICE_POINTS: Final = 4096
MUST_HAVE: Final = 5
MUST_HAVE_GAP: Final = 20.0
# Comparisons are made on figures rounded like this, so that the order of additions
# inside a processor never decides between two roles, nor on which side of 60 or 75 a fit is.
_DECIMALS: Final = 6


@dataclass(frozen=True, slots=True)
class RoleTable:
    """The roles of an edition as arrays: ``r`` roles by ``k`` skills.

    Attributes
    ----------
    required : (r, k) array
        Required level, 0 to 100.
    share : (r, k) array
        Importance as a share of the role's total; each row sums to 1.
    demand : (r,) array
        Importance-weighted mean requirement, points.
    successors : tuple of tuples
        Indexes of the roles one rung up, per role.
    """

    keys: tuple[str, ...]
    required: FloatArray
    importance: FloatArray
    share: FloatArray
    demand: FloatArray
    successors: tuple[tuple[int, ...], ...]


def role_table(roles: tuple[Role, ...], skills: tuple[str, ...]) -> RoleTable:
    """Lay the roles of an edition out as arrays, skills in the order given."""
    keys = tuple(role.key for role in roles)
    required = np.array([[float(role.profile[key].level) for key in skills] for role in roles])
    importance = np.array(
        [[float(role.profile[key].importance) for key in skills] for role in roles]
    )
    share = importance / importance.sum(axis=1, keepdims=True)
    successors = tuple(tuple(keys.index(key) for key in role.next) for role in roles)
    return RoleTable(keys, required, importance, share, (share * required).sum(axis=1), successors)


def losses(table: RoleTable, scores: FloatArray) -> FloatArray:
    """Return the points each role loses on each skill.

    Parameters
    ----------
    scores : (..., k) array
        Skill scores, 0 to 100.

    Returns
    -------
    (..., r, k) array
        ``100 (w_j / W) min(1, max(0, q_j - s_j) / 50)``.
    """
    shortfall = np.clip(table.required - scores[..., np.newaxis, :], 0.0, 50.0)
    lost: FloatArray = shortfall * (2.0 * table.share)
    return lost


def fits(table: RoleTable, scores: FloatArray) -> FloatArray:
    """Return each role's fit: 100 minus twice the weighted average shortfall.

    Returns
    -------
    (..., r) array
        Points, 0 to 100; 100 exactly when every requirement is met.
    """
    # Role by role: one product per role is far quicker than one large array for all.
    lost = [
        np.clip(required - scores, 0.0, 50.0) @ (2.0 * share)
        for required, share in zip(table.required, table.share, strict=True)
    ]
    return 100.0 - np.stack(lost, axis=-1)


def headroom(table: RoleTable, scores: FloatArray) -> FloatArray:
    """Return the share of the room above each role's requirements that is used, 0 to 1."""
    room = 100.0 - table.required
    per_point = np.divide(table.share, room, out=np.zeros_like(room), where=room > 0)
    used = [
        np.maximum(scores - required, 0.0) @ weight
        for required, weight in zip(table.required, per_point, strict=True)
    ]
    return np.stack(used, axis=-1)


def readiness(fit: float) -> Readiness:
    """Put a fit into words."""
    if fit >= 85:
        return "Ready"
    if fit >= 70:
        return "Nearly there"
    return "Building" if fit >= 50 else "Early"


def must_have_gaps(table: RoleTable, scores: FloatArray) -> np.ndarray:
    """Return, per role and skill, whether a must-have falls short by 20 points or more.

    Returns
    -------
    (r, k) array of bool
    """
    gap = table.required - scores
    return np.asarray((table.importance >= MUST_HAVE) & (gap >= MUST_HAVE_GAP))


def exceeds(fit: float, used: float) -> bool:
    """Say whether a person stands well above a role; it is never a deduction."""
    return fit == 100.0 and used >= 0.5


def _criteria(table: RoleTable, fit: FloatArray, kappa: float) -> tuple[FloatArray, ...]:
    """Return what roles are compared on, most important first, higher better.

    Roles with a fit of 60 or more come first, by ``U = F + kappa D``; the others follow
    by fit. Ties: U, F, D.
    """
    rounded = fit.round(_DECIMALS)
    reachable = rounded >= REACHABLE_FIT
    utility = (fit + kappa * table.demand).round(_DECIMALS)
    demand = np.broadcast_to(table.demand.round(_DECIMALS), rounded.shape)
    return (reachable.astype(np.float64), np.where(reachable, utility, rounded), rounded, demand)


def order_roles(
    table: RoleTable, fit: FloatArray, first: FloatArray | None = None, kappa: float = KAPPA
) -> list[int]:
    """Return the roles from best to last.

    Parameters
    ----------
    fit : (r,) array
    first : (r,) array, optional
        The share of plausible profiles in which each role comes first; it then decides
        before everything else.
    kappa : float
        Weight of demand against fit.
    """
    criteria = [column.tolist() for column in _criteria(table, fit, kappa)]
    if first is not None:
        criteria.insert(0, first.tolist())
    return sorted(
        range(len(table.keys)), key=lambda role: (*(-column[role] for column in criteria), role)
    )


def first_roles(table: RoleTable, fit: FloatArray, kappa: float = KAPPA) -> IntArray:
    """Return which role comes first for each of many profiles.

    Parameters
    ----------
    fit : (n, r) array

    Returns
    -------
    (n,) array of int
        Indexes of roles; ties go to the role that stands first in the edition.
    """
    best = np.ones(fit.shape, dtype=bool)
    for column in _criteria(table, fit, kappa):
        highest = np.where(best, column, -np.inf).max(axis=1, keepdims=True)
        best &= column == highest
    first: IntArray = best.argmax(axis=1)
    return first


@cache
def lattice(skills: int) -> FloatArray:
    """Return the fixed points that stand for chance.

    Parameters
    ----------
    skills : int
        Number of dimensions ``n``, at least 1.

    Returns
    -------
    (4096, n) array
        ``frac(1/2 + m phi^-j)``, where ``phi`` solves ``x^(n+1) = x + 1``: points that fill
        the unit cube evenly.
    """
    phi = 1.5
    for _ in range(60):
        phi -= (phi ** (skills + 1) - phi - 1) / ((skills + 1) * phi**skills - 1)
    alpha = phi ** -np.arange(1.0, skills + 1)
    points = (0.5 + np.arange(1.0, LATTICE_POINTS + 1)[:, np.newaxis] * alpha) % 1.0
    points.flags.writeable = False
    return points


def plausible_profiles(mass: FloatArray) -> FloatArray:
    """Return 4,096 profiles the answers leave plausible.

    Parameters
    ----------
    mass : (k, 101) array
        Posterior of each skill.

    Returns
    -------
    (4096, k) array
        Points, by inverting each skill's cumulative distribution at the lattice.
    """
    points = lattice(len(mass))
    profiles = np.empty_like(points)
    for skill, row in enumerate(mass):
        cumulative = row.cumsum()
        cumulative[-1] = 1.0
        u = points[:, skill]
        cell = np.searchsorted(cumulative, u, side="right")
        below = np.concatenate([[0.0], cumulative[:-1]])
        profiles[:, skill] = GRID[cell] - 0.5 + (u - below[cell]) / row[cell]
    return np.clip(profiles, 0.0, 100.0)


def sureness(probability: float) -> Sureness:
    """Put the share of plausible profiles that agree into a word."""
    if probability >= 0.70:
        return "High"
    return "Medium" if probability >= 0.45 else "Low"


def next_step(
    table: RoleTable, fit: FloatArray, recommended: int, goal: int | None = None
) -> int | None:
    """Return the role to aim at next.

    With a goal: the goal itself from a fit of 75, else the first rung on the shortest
    ladder path to it. Without: among more demanding roles with a fit of 60 or more, the
    ladder's successors of the recommended one first, then any; the highest fit wins
    (ties: lower demand, then order). None where no such role is in reach.
    """
    rounded = fit.round(_DECIMALS)
    if goal is not None:
        if rounded[goal] >= GOAL_FIT:
            return goal
        return _first_rung(table, recommended, goal)
    demand = table.demand.round(_DECIMALS)
    above = [
        role
        for role in range(len(table.keys))
        if demand[role] > demand[recommended] and rounded[role] >= REACHABLE_FIT
    ]
    rungs = [role for role in above if role in table.successors[recommended]]
    return min(rungs or above, key=lambda role: (-rounded[role], demand[role], role), default=None)


def _first_rung(table: RoleTable, start: int, goal: int) -> int:
    """Return the first step of the shortest way up, or the goal where no way leads there."""
    ways = [(rung, rung) for rung in table.successors[start]]
    seen = {start}
    for first, role in ways:  # grows while it is walked: breadth first
        if role == goal:
            return first
        if role not in seen:
            seen.add(role)
            ways.extend((first, rung) for rung in table.successors[role])
    return goal


def pay_position(fit: FloatArray, used: FloatArray) -> FloatArray:
    """Return where in a pay range a person may stand, 0 (low end) to 1 (high end).

    A rule of thumb, not an estimate: half of it is fit from 60 up, half the headroom used.
    """
    return np.asarray(0.5 * np.clip((fit - REACHABLE_FIT) / 40.0, 0.0, 1.0) + 0.5 * used)
