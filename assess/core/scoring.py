"""From answers to a score with its range, one skill at a time.

A skill is a posterior over the 0 to 100 grid. What a person shows is read at the skill
itself; what they claim is read at the skill plus a self-view bias of their own, which is
estimated alongside and summed out. Missing answers add nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from assess.core.model import MISSING, Item
from assess.core.scale import (
    BIAS,
    BIAS_WEIGHT,
    GRID,
    LEVEL_WIDTH,
    LEVELS,
    POINTS_PER_THETA,
    PRIOR,
    FloatArray,
    IntArray,
)

State = Literal["not assessed", "tentative", "reported"]

# A standard error above 16 leaves an 80 % range of two levels or more.
TENTATIVE_SE: Final = 16.0
FEWEST_ANSWERS: Final = 3
# Bounds the memory of one batch: 512 patterns x 101 points x 25 biases are 10 MB.
_BATCH: Final = 512
_LEVEL_STARTS: Final = np.arange(len(LEVELS)) * LEVEL_WIDTH


@dataclass(frozen=True, slots=True)
class Posteriors:
    """What is known of one skill for ``n`` people.

    Attributes
    ----------
    mass : (n, 101) array
        Posterior mass over the grid; each row sums to 1.
    bias : (n,) array
        Posterior mean of the self-view bias, theta units.
    """

    mass: FloatArray
    bias: FloatArray


@dataclass(frozen=True, slots=True)
class SkillScore:
    """One scored skill, in points of the 0 to 100 scale.

    ``bands`` holds the probability of each level, ``self_view`` how far the claims stand
    above (+) or below (-) what was shown, ``given`` the scored answers, of which
    ``claimed`` and ``shown``.
    """

    score: float
    se: float
    low80: float
    high80: float
    low95: float
    high95: float
    bands: tuple[float, ...]
    self_view: float
    state: State
    claimed: int
    shown: int


def posteriors(items: Sequence[Item], categories: IntArray) -> Posteriors:
    """Score one skill for many people at once.

    Parameters
    ----------
    items : sequence of Item
        The skill's questions.
    categories : (n, len(items)) array of int
        Answer category per person and question; ``MISSING`` (-1) where there is none.

    Returns
    -------
    Posteriors
        Rows in the order given.

    Notes
    -----
    ``J(s, q) ~ prior(s) w_q prod_shown P(x | theta) prod_claimed P(x | theta + b_q)``. The
    sum over q depends on the claims alone, so it is taken once per distinct pattern of
    claims.
    """
    claimed = [place for place, item in enumerate(items) if item.claimed]
    shown = [(place, item) for place, item in enumerate(items) if not item.claimed]
    patterns, person = np.unique(categories[:, claimed], axis=0, return_inverse=True)
    person = person.reshape(-1)
    from_claims, bias_given_s = _claims([items[place] for place in claimed], patterns)
    mass = np.empty((len(categories), len(GRID)))
    bias = np.empty(len(categories))
    for start in range(0, len(categories), _BATCH):
        rows = slice(start, start + _BATCH)
        log_mass = np.log(PRIOR) + from_claims[person[rows]]
        for place, item in shown:
            log_mass += item.log_table[categories[rows, place]]
        log_mass -= log_mass.max(axis=1, keepdims=True)
        np.exp(log_mass, out=log_mass)
        log_mass /= log_mass.sum(axis=1, keepdims=True)
        mass[rows] = log_mass
        bias[rows] = np.einsum("ns,ns->n", log_mass, bias_given_s[person[rows]])
    return Posteriors(mass, bias)


def _claims(items: Sequence[Item], patterns: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return, per pattern of claims and grid point, log evidence and mean bias."""
    evidence = np.empty((len(patterns), len(GRID)))
    bias = np.empty_like(evidence)
    for start in range(0, len(patterns), _BATCH):
        rows = slice(start, start + _BATCH)
        log_joint = np.log(BIAS_WEIGHT) + np.zeros((len(patterns[rows]), len(GRID), 1))
        for place, item in enumerate(items):
            log_joint += item.log_table[patterns[rows, place]]
        peak = log_joint.max(axis=2)
        joint = np.exp(log_joint - peak[:, :, np.newaxis])
        total = joint.sum(axis=2)
        evidence[rows] = peak + np.log(total)
        bias[rows] = joint @ BIAS / total
    return evidence, bias


def quantiles(mass: FloatArray, shares: Sequence[float]) -> FloatArray:
    """Return the points below which given shares of each posterior lie.

    Parameters
    ----------
    mass : (n, 101) array
        Posterior mass over the grid.
    shares : sequence of float
        Each between 0 and 1, exclusive.

    Returns
    -------
    (len(shares), n) array
        Points; linear inside a grid cell, clipped to 0..100.
    """
    cumulative = mass.cumsum(axis=1)
    rows = np.arange(len(mass))
    found = np.empty((len(shares), len(mass)))
    for row, u in enumerate(shares):
        first = np.minimum((cumulative < u).sum(axis=1), len(GRID) - 1)
        at = mass[rows, first]
        below = cumulative[rows, first] - at
        found[row] = np.clip(first - 0.5 + (u - below) / at, 0.0, 100.0)
    return found


def means(mass: FloatArray) -> FloatArray:
    """Return the score, the posterior mean in points, of each row."""
    # Around the middle, so that a posterior which is even there scores 50 to the last bit.
    found: FloatArray = 50.0 + mass @ (GRID - 50.0)
    return found


def standard_errors(mass: FloatArray) -> FloatArray:
    """Return the posterior standard deviation, in points, of each row."""
    centered = GRID - 50.0
    variance = mass @ centered**2 - (mass @ centered) ** 2
    spread: FloatArray = np.sqrt(np.maximum(variance, 0.0))
    return spread


def summarize(items: Sequence[Item], categories: IntArray, found: Posteriors) -> list[SkillScore]:
    """Describe each row of ``found``; ``categories`` are the answers it was made from."""
    mass = found.mass
    given = categories != MISSING
    is_claim = np.array([item.claimed for item in items], dtype=bool)
    columns = zip(
        means(mass).tolist(),
        standard_errors(mass).tolist(),
        *quantiles(mass, (0.1, 0.9, 0.025, 0.975)).tolist(),
        np.add.reduceat(mass, _LEVEL_STARTS, axis=1).tolist(),
        (POINTS_PER_THETA * found.bias).tolist(),
        given[:, is_claim].sum(axis=1).tolist(),
        given[:, ~is_claim].sum(axis=1).tolist(),
        strict=True,
    )
    return [
        SkillScore(
            score, se, low80, high80, low95, high95, tuple(bands), self_view,
            state_of(se, claimed, shown), claimed, shown,
        )
        for score, se, low80, high80, low95, high95, bands, self_view, claimed, shown in columns
    ]  # fmt: skip


def state_of(se: float, claimed: int, shown: int) -> State:
    """Say how far a score may be relied on."""
    if claimed + shown == 0:
        return "not assessed"
    if se > TENTATIVE_SE or claimed + shown < FEWEST_ANSWERS or shown == 0:
        return "tentative"
    return "reported"


def effects(items: Sequence[Item], categories: IntArray) -> FloatArray:
    """Return how much each answer moved one person's score.

    Parameters
    ----------
    items : sequence of Item
    categories : (len(items),) array of int
        One person's answers.

    Returns
    -------
    (len(items),) array
        Score minus the score without that answer, in points; 0 where it is missing.
    """
    without = np.tile(categories, (len(items) + 1, 1))
    np.fill_diagonal(without, MISSING)
    scores = means(posteriors(items, without).mass)
    change: FloatArray = np.where(categories == MISSING, 0.0, scores[-1] - scores[:-1])
    return change


def expected_variances(items: Sequence[Item], categories: IntArray) -> FloatArray:
    """Return the posterior variance to expect after asking each open question.

    Parameters
    ----------
    items : sequence of Item
    categories : (len(items),) array of int
        The answers so far.

    Returns
    -------
    (len(items),) array
        Square points; infinite for a question already answered. The least is the one
        that tells most.

    Notes
    -----
    ``EPV_i = sum_k Pr(k) Var(s | k)``, ``Pr(k) = sum J P_ik`` (van der Linden 1998).
    """
    expected = np.full(len(items), np.inf)
    open_places = np.flatnonzero(categories == MISSING)
    for place in open_places.tolist():
        count = len(items[place].steps)
        tried = np.tile(categories, (count, 1))
        tried[:, place] = np.arange(count)
        expected[place] = category_chances(items, categories, place) @ (
            standard_errors(posteriors(items, tried).mass) ** 2
        )
    return expected


def category_chances(items: Sequence[Item], categories: IntArray, place: int) -> FloatArray:
    """Return the predicted chance of each category of one open question, given the answers."""
    log_joint = np.log(PRIOR)[:, np.newaxis] + np.log(BIAS_WEIGHT)
    for item, category in zip(items, categories.tolist(), strict=True):
        table = item.log_table[category]
        log_joint = log_joint + (table if item.claimed else table[:, np.newaxis])
    joint = np.exp(log_joint - log_joint.max())
    joint /= joint.sum()
    asked = items[place]
    chances = np.exp(asked.log_table[:-1])
    if not asked.claimed:
        chances = chances[:, :, np.newaxis]
    total: FloatArray = (joint * chances).sum(axis=(1, 2))
    return total
