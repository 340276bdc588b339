"""Fit, recommendation and sureness: the worked example of six roles, and the borders."""

from fractions import Fraction

import numpy as np
import pytest

from assess.core.matching import (
    KAPPA,
    exceeds,
    first_roles,
    fits,
    headroom,
    lattice,
    losses,
    must_have_gaps,
    next_step,
    order_roles,
    pay_position,
    plausible_profiles,
    readiness,
    sureness,
)
from assess.core.scale import PRIOR, FloatArray
from tests.core.builders import (
    ACCOUNT,
    CALL_CENTER,
    EXAMPLE,
    MANAGER,
    SENIOR,
    SPECIALIST,
    levels,
    plain_ladder,
    role,
    table_of,
)
from tests.core.reference import golden

MIXED = levels(62, 66, 58, 50, 38, 40, 55, 30)
ABLE = levels(80, 80, 75, 80, 75, 65, 65, 60)
MIDDLING = levels(*(50,) * 8)


def printed(figures: FloatArray) -> str:
    """Return figures as they are printed."""
    return " ".join(f"{figure:.4f}" for figure in figures)


def test_the_example_has_the_printed_fits() -> None:
    assert printed(fits(EXAMPLE, MIXED)) == "100.0000 100.0000 88.3226 73.3333 73.3750 80.0741"
    assert printed(fits(EXAMPLE, ABLE)) == " ".join(["100.0000"] * 6)
    assert printed(fits(EXAMPLE, MIDDLING)) == "97.7273 93.2143 78.3871 74.8485 66.8750 70.0000"


def test_the_example_has_the_printed_demands_and_headroom() -> None:
    assert printed(EXAMPLE.demand) == "43.8636 48.3929 58.8710 62.5758 65.6250 63.3333"
    assert printed(headroom(EXAMPLE, MIXED)) == "0.2265 0.1044 0.0000 0.0095 0.0000 0.0136"


def test_the_example_orders_roles_by_the_printed_utilities() -> None:
    fit = fits(EXAMPLE, MIXED)
    order = order_roles(EXAMPLE, fit)
    assert order[:3] == [SPECIALIST, CALL_CENTER, SENIOR]
    utility = fit + KAPPA * EXAMPLE.demand
    assert printed(utility[order[:3]]) == "136.2946 132.8977 132.4758"
    assert next_step(EXAMPLE, fit, SPECIALIST) == SENIOR


def test_who_meets_everything_is_shown_the_most_demanding_role() -> None:
    fit = fits(EXAMPLE, ABLE)
    assert order_roles(EXAMPLE, fit)[0] == MANAGER
    assert next_step(EXAMPLE, fit, MANAGER) is None


def test_fifty_in_every_skill_starts_at_the_call_center() -> None:
    fit = fits(EXAMPLE, MIDDLING)
    assert order_roles(EXAMPLE, fit)[0] == CALL_CENTER
    assert next_step(EXAMPLE, fit, CALL_CENTER) == SPECIALIST


def test_playing_safe_and_ambition_weigh_demand_differently() -> None:
    table = plain_ladder([40, 60, 70], [[], [], []])
    fit = fits(table, levels(53))
    assert fit.tolist() == [100, 86, 66]
    first = [order_roles(table, fit, kappa=kappa)[0] for kappa in (0.5, 0.75, 1.0)]
    assert first == [0, 1, 1]
    assert [first_roles(table, fit[np.newaxis], kappa)[0] for kappa in (0.5, 0.75, 1.0)] == first


def test_a_role_at_a_fit_of_60_comes_before_every_role_below() -> None:
    table = plain_ladder([70, 70.25, 0], [[], [], []])
    fit = fits(table, levels(50))
    assert fit.tolist() == [60, 59.5, 100]
    assert order_roles(table, fit) == [0, 2, 1]
    assert first_roles(table, np.array([[60.0, 59.5, 59.9], [59.9, 59.8, 59.95]])).tolist() == [
        0,
        2,
    ]


def test_where_no_role_reaches_60_fit_decides() -> None:
    table = plain_ladder([80, 90, 100], [[], [], []])
    fit = fits(table, levels(50))
    assert fit.tolist() == [40, 20, 0]
    assert order_roles(table, fit) == [0, 1, 2]


@pytest.mark.parametrize(
    ("fit", "demand", "order"),
    [
        ((85, 70), (40, 60), [0, 1]),  # equal utility of 115: the better fit
        ((70, 85), (60, 40), [1, 0]),
        ((50, 50), (90, 95), [1, 0]),  # equal fit below 60: the greater demand
        ((90, 90), (40, 40), [0, 1]),  # equal in everything: the edition's order
        ((90.0000004, 90), (40, 40.0000001), [0, 1]),  # equal when rounded
        ((90, 90.000001), (40, 40), [1, 0]),
    ],
)
def test_ties_fall_to_utility_then_fit_then_demand_then_order(
    fit: tuple[float, float], demand: tuple[float, float], order: list[int]
) -> None:
    table = plain_ladder(demand, [[], []])
    assert order_roles(table, levels(*fit)) == order
    assert first_roles(table, levels(*fit)[np.newaxis])[0] == order[0]


def test_the_share_of_plausible_profiles_decides_before_utility() -> None:
    fit = fits(EXAMPLE, MIXED)
    shares = levels(0.1, 0.2, 0.2, 0.1, 0.3, 0.1)
    order = order_roles(EXAMPLE, fit, shares)
    assert order[:3] == [MANAGER, SPECIALIST, SENIOR]
    assert sorted(order) == list(range(6))
    assert [shares[place] for place in order] == sorted(shares, reverse=True)


@pytest.mark.parametrize(
    ("fit", "words"),
    [
        (100, "Ready"),
        (85, "Ready"),
        (84.999999, "Nearly there"),
        (70, "Nearly there"),
        (69.999999, "Building"),
        (50, "Building"),
        (49.999999, "Early"),
        (0, "Early"),
    ],
)
def test_readiness_changes_at_its_borders(fit: float, words: str) -> None:
    assert readiness(fit) == words


@pytest.mark.parametrize(
    ("share", "word"),
    [(1, "High"), (0.70, "High"), (0.699, "Medium"), (0.45, "Medium"), (0.449, "Low"), (0, "Low")],
)
def test_sureness_changes_at_its_borders(share: float, word: str) -> None:
    assert sureness(share) == word


def test_a_must_have_gap_needs_importance_five_and_twenty_points() -> None:
    table = table_of(role("r0", (60, 60, 60, 60), (5, 5, 4, 0)))
    gaps = must_have_gaps(table, levels(40, 40.25, 0, 0))
    assert gaps.tolist() == [[True, False, False, False]]


def test_a_must_have_gap_leaves_the_number_alone() -> None:
    table = table_of(role("r0", (60, 60), (5, 5)), role("r1", (60, 60), (4, 4)))
    scores = levels(40, 60)
    assert must_have_gaps(table, scores).tolist() == [[True, False], [False, False]]
    assert fits(table, scores).tolist() == [80, 80]


def test_to_exceed_takes_a_full_fit_and_half_the_headroom() -> None:
    assert exceeds(100.0, 0.5)
    assert not exceeds(100.0, 0.499999)
    assert not exceeds(99.999999, 1.0)


def test_a_requirement_of_100_leaves_no_headroom() -> None:
    table = table_of(role("r0", (100, 50), (1, 1)))
    assert headroom(table, levels(100, 75)).tolist() == [0.25]


def test_no_skill_loses_more_than_its_share() -> None:
    table = table_of(role("r0", (100, 60), (1, 3)))
    assert losses(table, levels(0, 0)).tolist() == [[25, 75]]
    assert losses(table, levels(50, 35)).tolist() == [[25, 37.5]]


def test_a_single_role_over_a_single_skill_is_always_recommended() -> None:
    table = plain_ladder([60], [[]])
    for score in (0, 40, 60, 100):
        fit = fits(table, levels(score))
        assert order_roles(table, fit) == [0]
        assert first_roles(table, fit[np.newaxis]).tolist() == [0]
        assert next_step(table, fit, 0) is None


@pytest.mark.parametrize(
    ("fit", "used", "place"),
    [(100, 1, 1), (100, 0, 0.5), (60, 0, 0), (80, 0.2, 0.35), (0, 0, 0), (30, 0.5, 0.25)],
)
def test_the_place_in_a_pay_range_is_half_fit_half_headroom(
    fit: float, used: float, place: float
) -> None:
    assert pay_position(levels(fit), levels(used)).tolist() == pytest.approx([place])


def test_the_lattice_of_eight_skills_has_the_published_constant() -> None:
    phi = 1.085070245491451
    assert phi**9 == pytest.approx(phi + 1, abs=1e-14)
    first = [(0.5 + phi ** -(j + 1)) % 1 for j in range(8)]
    assert lattice(8)[0].tolist() == pytest.approx(first, abs=1e-14)
    assert lattice(8)[-1, 0] == pytest.approx((0.5 + 4096 / phi) % 1, abs=1e-11)


def test_the_lattice_of_one_skill_is_the_golden_section() -> None:
    golden = (1 + 5**0.5) / 2
    assert lattice(1)[0, 0] == pytest.approx((0.5 + 1 / golden) % 1, abs=1e-14)


@pytest.mark.parametrize("skills", range(1, 31))
def test_the_constant_of_every_lattice_solves_its_equation(skills: int) -> None:
    phi = golden(skills)
    first = [(0.5 + phi ** -(j + 1)) % 1 for j in range(skills)]
    assert lattice(skills)[0].tolist() == pytest.approx(first, abs=1e-12)


@pytest.mark.parametrize("skills", [1, 2, 8])
def test_the_lattice_fills_every_axis_evenly(skills: int) -> None:
    points = lattice(skills)
    assert points.shape == (4096, skills)
    assert ((points >= 0) & (points < 1)).all()
    in_tenths = np.stack([np.histogram(axis, 10, (0, 1))[0] for axis in points.T])
    assert abs(in_tenths - 409.6).max() < 25


def test_the_lattice_is_made_once_and_cannot_be_changed() -> None:
    assert lattice(3) is lattice(3)
    with pytest.raises(ValueError, match="read-only"):
        lattice(3)[0, 0] = 0


def test_plausible_profiles_spread_like_the_posterior() -> None:
    certain = np.zeros(101)
    certain[70] = 1
    profiles = plausible_profiles(np.stack([PRIOR, certain]))
    assert profiles.shape == (4096, 2)
    assert profiles[:, 0].mean() == pytest.approx(50, abs=0.2)
    assert profiles[:, 0].min() >= 0
    assert profiles[:, 0].max() <= 100
    assert ((profiles[:, 1] >= 69.5) & (profiles[:, 1] <= 70.5)).all()


def test_a_profile_at_the_end_of_a_cell_belongs_to_the_next_that_holds_anything() -> None:
    share = lattice(1)[5, 0]
    mass = np.zeros((1, 101))
    mass[0, [10, 50]] = share, 1 - share
    assert plausible_profiles(mass)[5, 0] == 49.5


def test_demand_is_the_weighted_mean_requirement() -> None:
    exact = Fraction(75 * 5 + 75 * 5 + 65 * 4 + 70 * 4 + 55 * 3 + 40 * 2 + 50 * 3 + 25, 27)
    assert EXAMPLE.demand[ACCOUNT] == pytest.approx(float(exact), abs=1e-12)
