"""The method once more, slowly: loops and ``math`` only, nothing taken from the core.

It exists to disagree with the core, so it is written from the published method alone.
"""

import math
from collections.abc import Sequence

from tests.core.builders import Sketch

Row = list[float]

GRID = range(101)
THETA = [(s - 50) / 20 for s in GRID]
SLOPE = {
    "rating": 1.0,
    "frequency": 1.0,
    "situation": 0.6,
    "knowledge": 1.5,
    "knowledge_several": 0.7,
}
PLACE = {"frequency": -0.5, "situation": -0.25}
SPREAD = {"rating": 2.0, "frequency": 2.0, "situation": 1.0, "knowledge_several": 1.0}
SHIFT = {"easy": -0.75, "medium": 0.0, "hard": 0.75}


def normalized(row: Sequence[float]) -> Row:
    """Return a row that sums to 1."""
    total = math.fsum(row)
    return [value / total for value in row]


PRIOR = normalized([math.exp(-0.5 * (theta / 1.5) ** 2) for theta in THETA])
BIAS = [1.5 * (-3 + q / 4) for q in range(25)]
BIAS_WEIGHT = normalized([math.exp(-((-3 + q / 4) ** 2) / 2) for q in range(25)])


def is_claim(sketch: Sketch) -> bool:
    """Say whether a person says it of themselves."""
    return sketch.kind in ("rating", "frequency")


def category_scores(sketch: Sketch) -> Row:
    """Return the category scores t of a question."""
    if sketch.kind == "situation":
        distinct = sorted(set(sketch.credits))
        return [(len(distinct) - 1) * credit for credit in distinct]
    if sketch.kind == "knowledge":
        return [0.0, 1.0]
    count = sketch.keyed + 1 if sketch.kind == "knowledge_several" else sketch.count
    return [float(place) for place in range(count)]


def chances(sketch: Sketch, x: float) -> Row:
    """Return the probability of each category at x."""
    a = SLOPE[sketch.kind] * sketch.weight
    beta = PLACE.get(sketch.kind, 0.0) + SHIFT[sketch.difficulty]
    delta = SPREAD.get(sketch.kind, 0.0)
    t = category_scores(sketch)
    z = [a * (step * (x - beta) + delta * step * (1 - step / t[-1])) for step in t]
    found = normalized([math.exp(value - max(z)) for value in z])
    if sketch.kind != "knowledge":
        return found
    guess = 1 / sketch.count
    return [(1 - guess) * found[0], guess + (1 - guess) * found[1]]


def joint(bank: Sequence[Sketch], given: Sequence[int]) -> list[Row]:
    """Return J(s, q)."""
    logs = []
    for s, theta in enumerate(THETA):
        shown = math.log(PRIOR[s]) + math.fsum(
            math.log(chances(sketch, theta)[k])
            for sketch, k in zip(bank, given, strict=True)
            if k >= 0 and not is_claim(sketch)
        )
        claims = [
            math.fsum(
                math.log(chances(sketch, theta + b)[k])
                for sketch, k in zip(bank, given, strict=True)
                if k >= 0 and is_claim(sketch)
            )
            for b in BIAS
        ]
        logs.append(
            [shown + math.log(w) + claim for w, claim in zip(BIAS_WEIGHT, claims, strict=True)]
        )
    peak = max(max(row) for row in logs)
    raw = [[math.exp(value - peak) for value in row] for row in logs]
    total = math.fsum(math.fsum(row) for row in raw)
    return [[value / total for value in row] for row in raw]


def marginal(table: Sequence[Row]) -> Row:
    """Return p(s)."""
    return [math.fsum(row) for row in table]


def self_view(table: Sequence[Row]) -> float:
    """Return the self-view in points."""
    return 20 * math.fsum(b * value for row in table for b, value in zip(BIAS, row, strict=True))


def score(p: Row) -> float:
    """Return the posterior mean."""
    return math.fsum(s * value for s, value in enumerate(p))


def variance(p: Row) -> float:
    """Return the posterior variance."""
    middle = score(p)
    return math.fsum(value * (s - middle) ** 2 for s, value in enumerate(p))


def quantile(p: Row, u: float) -> float:
    """Return the point below which a share u lies."""
    below = 0.0
    for s, value in enumerate(p):
        if below + value >= u:
            return min(max(s - 0.5 + (u - below) / value, 0.0), 100.0)
        below += value
    return 100.0


def expected_variance(bank: Sequence[Sketch], given: Sequence[int], place: int) -> float:
    """Return the variance to expect after asking one open question."""
    table = joint(bank, given)
    expected = 0.0
    for k in range(bank[place].top + 1):
        chance = math.fsum(
            value * chances(bank[place], theta + (b if is_claim(bank[place]) else 0.0))[k]
            for theta, row in zip(THETA, table, strict=True)
            for b, value in zip(BIAS, row, strict=True)
        )
        asked = [k if at == place else old for at, old in enumerate(given)]
        expected += chance * variance(marginal(joint(bank, asked)))
    return expected


def golden(skills: int) -> float:
    """Return the root above 1 of x^(n+1) = x + 1, by halving."""
    low, high = 1.0, 2.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if middle ** (skills + 1) < middle + 1 else (low, middle)
    return low


def plausible(p: Row, u: float) -> float:
    """Return the level at a share u of one skill's posterior."""
    below = 0.0
    for k, value in enumerate(p):
        if below + value > u or k == len(p) - 1:
            break
        below += value
    return min(max(k - 0.5 + (u - below) / value, 0.0), 100.0)


def fit_and_demand(required: Row, importance: Row, profile: Row) -> tuple[float, float]:
    """Return F and D of one role."""
    total = sum(importance)
    lost = demand = 0.0
    for q, w, s in zip(required, importance, profile, strict=True):
        lost += 100 * (w / total) * min(1.0, max(0.0, q - s) / 50)
        demand += w * q / total
    return 100 - lost, demand


def first_role(profiles: Sequence[tuple[Row, Row]], person: Row) -> int:
    """Return the role that comes first for one person."""

    def rank(place: int) -> tuple[float, ...]:
        fit, demand = fit_and_demand(*profiles[place], person)
        reached = round(fit, 6) >= 60
        worth = fit + 0.75 * demand if reached else fit
        return (reached, round(worth, 6), round(fit, 6), round(demand, 6), -place)

    return max(range(len(profiles)), key=rank)


def shares(profiles: Sequence[tuple[Row, Row]], posteriors: Sequence[Row]) -> Row:
    """Return P, the share of the 4,096 points in which each role comes first."""
    alpha = [golden(len(posteriors)) ** -(j + 1) for j in range(len(posteriors))]
    counts = [0] * len(profiles)
    for m in range(1, 4097):
        person = [
            plausible(p, math.modf(0.5 + m * a)[0]) for p, a in zip(posteriors, alpha, strict=True)
        ]
        counts[first_role(profiles, person)] += 1
    return [count / 4096 for count in counts]
