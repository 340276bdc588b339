"""How likely each answer is: published figures first, then what must always hold."""

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.model import (
    DEFAULTS,
    MISSING,
    Parameters,
    category_probabilities,
    item_of,
    parameters_of,
)
from assess.core.scale import BIAS, BIAS_WEIGHT, GRID, LEVELS, PRIOR, THETA, level_index
from assess.core.scoring import posteriors
from tests.core.builders import NONE, WORKED, WORKED_ITEMS, Sketch, option, some
from tests.core.reference import chances
from tests.core.strategies import frequency_sketches, several_sketches, sketches

MIDDLE = 50  # the grid point where theta is 0
UNBIASED = 12  # the place on the bias grid where a self-view is exact


def at_zero(question: int) -> list[str]:
    """Return the printed probabilities of a worked question, counted from 1, at theta 0."""
    item = WORKED_ITEMS[question - 1]
    logs = item.log_table[:-1, MIDDLE]
    found = np.exp(logs[:, UNBIASED] if item.claimed else logs)
    return [f"{value:.4f}" for value in found]


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        (1, ".1625 .2548 .3279 .2548"),
        (3, ".3750 .6250"),
        (4, ".0179 .1321 .3590 .3590 .1321"),
        (8, ".1927 .3073 .3073 .1927"),
    ],
)
def test_worked_probabilities_hold_at_theta_zero(question: int, printed: str) -> None:
    assert at_zero(question) == [f"0{value}" for value in printed.split()]


def test_the_prior_has_mean_50_and_sd_24() -> None:
    mean = PRIOR @ GRID
    assert mean == pytest.approx(50, abs=1e-12)
    assert f"{math.sqrt(PRIOR @ (GRID - mean) ** 2):.4f}" == "24.0224"


def test_the_bias_grid_reaches_three_sd_to_both_sides() -> None:
    assert BIAS.tolist() == [1.5 * (-3 + q / 4) for q in range(25)]
    assert math.isclose(BIAS_WEIGHT.sum(), 1)
    assert abs(BIAS_WEIGHT @ BIAS) < 1e-12


@pytest.mark.parametrize(
    ("score", "level"),
    [
        (0, "Starting"),
        (19.999999, "Starting"),
        (20, "Developing"),
        (39.999999, "Developing"),
        (40, "Capable"),
        (60, "Strong"),
        (79.999999, "Strong"),
        (80, "Expert"),
        (100, "Expert"),
    ],
)
def test_a_level_holds_its_lower_border(score: float, level: str) -> None:
    assert LEVELS[level_index(score)] == level


slopes = st.floats(0.05, 10)
spots = st.floats(-10, 10)


@some
@given(
    st.lists(st.floats(0.01, 0.99), max_size=6, unique=True),
    st.builds(Parameters, slopes, spots, st.floats(0, 10)),
    st.lists(spots, min_size=1, max_size=4),
)
def test_probabilities_sum_to_one_anywhere(
    inner: list[float], parameters: Parameters, x: list[float]
) -> None:
    steps = np.array([0.0, *sorted(inner), 1.0]) * (len(inner) + 1)
    found = category_probabilities(steps, parameters, np.array(x))
    assert found.shape == (len(steps), len(x))
    assert (found >= 0).all()
    assert found.sum(axis=0) == pytest.approx(1, abs=1e-12)


@some
@given(sketches)
def test_every_table_sums_to_one_and_agrees_with_the_slow_method(sketch: Sketch) -> None:
    item = sketch.item()
    found = np.exp(item.log_table[:-1])
    assert found.sum(axis=0) == pytest.approx(1, abs=1e-12)
    for s in (0, 37, 100):
        cell = found[:, s, 20] if item.claimed else found[:, s]
        x = (s - 50) / 20 + (1.5 * (-3 + 20 / 4) if item.claimed else 0)
        assert cell.tolist() == pytest.approx(chances(sketch, x), abs=1e-12)


@some
@given(sketches)
def test_a_missing_answer_says_nothing(sketch: Sketch) -> None:
    assert MISSING == NONE
    assert not sketch.item().log_table[MISSING].any()


@some
@given(slopes, spots)
def test_a_right_answer_is_even_odds_at_the_difficulty(a: float, beta: float) -> None:
    found = category_probabilities(
        np.array([0.0, 1.0]), Parameters(a, beta, 0), np.array([beta, beta + 1, beta - 1])
    )
    assert found[1].tolist() == pytest.approx([0.5, 1 / (1 + math.exp(-a)), 1 / (1 + math.exp(a))])


@some
@given(sketches)
def test_the_expected_points_rise_with_skill(sketch: Sketch) -> None:
    item = sketch.item()
    expected = np.tensordot(item.steps, np.exp(item.log_table[:-1]), axes=1)
    assert (np.diff(expected, axis=0) > 0).all()


@pytest.mark.parametrize("count", [2, 3, 4, 6])
def test_guessing_never_does_worse_than_chance(count: int) -> None:
    right = np.exp(Sketch("knowledge", count=count).item().log_table[1])
    assert (right > 1 / count).all()
    assert right[MIDDLE] == pytest.approx(1 / count + (1 - 1 / count) / 2)


def test_a_claim_is_read_at_skill_plus_bias() -> None:
    table = WORKED_ITEMS[1].log_table
    assert table.shape == (6, 101, 25)
    # 15 points of skill are as good as half a bias step of 0.75 on the theta axis.
    assert table[:, 50, 14] == pytest.approx(table[:, 65, 12])


@pytest.mark.parametrize(("word", "shift"), [("easy", -0.75), ("medium", 0), ("hard", 0.75)])
def test_difficulty_moves_the_place_and_weight_the_slope(word: str, shift: float) -> None:
    for kind, base in DEFAULTS.items():
        sketch = Sketch(kind, credits=(0, 1), count=5, difficulty=word, weight=1.5)
        expected = Parameters(1.5 * base.a, base.beta + shift, base.delta)
        assert parameters_of(sketch.question()) == expected


def test_parameters_of_its_own_replace_those_of_the_kind() -> None:
    own = {"a": 1.3, "beta": 0.4, "delta": 0}
    plain = WORKED[0].question(parameters=own)
    assert parameters_of(plain) == Parameters(1.3, 0.4, 0)
    harder = WORKED[4].question(parameters=own, weight=2)
    assert parameters_of(harder) == Parameters(2.6, 1.15, 0)


@pytest.mark.parametrize("beta", [-10, 10])
def test_every_calibration_an_edition_may_hold_can_be_scored(beta: int) -> None:
    own = {"a": 10, "beta": beta, "delta": 0}
    for sketch in WORKED:
        item = item_of(sketch.question(parameters=own, weight=2))
        assert np.isfinite(item.log_table).all()
        for category in range(sketch.top + 1):
            (found,) = posteriors([item], np.array([[category]])).mass
            assert found.sum() == pytest.approx(1, abs=1e-12)


def test_options_of_equal_credit_share_a_category() -> None:
    item = Sketch("situation", credits=(0.5, 1, 0, 0.5)).item()
    assert item.category_by_option == {"a": 1, "b": 2, "c": 0, "d": 1}
    assert item.steps.tolist() == [0, 1, 2]


def test_a_situation_keeps_the_distance_of_its_credits() -> None:
    assert WORKED_ITEMS[0].steps.tolist() == pytest.approx([0, 0.75, 1.8, 3])
    assert [WORKED_ITEMS[0].category((key,)) for key in "abcd"] == [0, 1, 2, 3]
    assert [WORKED_ITEMS[0].points(place) for place in range(4)] == [0, 0.25, 0.6, 1]


@some
@given(frequency_sketches)
def test_a_claim_scores_by_the_place_of_its_option(sketch: Sketch) -> None:
    item = sketch.item()
    assert (item.claimed, item.knowledge) == (True, False)
    assert [item.category((key,)) for key in item.category_by_option] == list(range(sketch.count))


def test_one_right_option_is_category_one() -> None:
    sketch = Sketch("knowledge", count=3)
    right_last = [option(0), option(1, right=False), option(2, right=True)]
    item = sketch.item(options=right_last)
    assert (item.claimed, item.knowledge) == (False, True)
    assert [item.category((key,)) for key in "abc"] == [0, 0, 1]


@pytest.mark.parametrize(
    ("chosen", "category"),
    [("abc", 3), ("ab", 2), ("abd", 1), ("ade", 0), ("abcde", 1), ("d", 0), ("de", 0), ("", 0)],
)
def test_several_right_options_count_hits_less_false_alarms(chosen: str, category: int) -> None:
    assert WORKED_ITEMS[7].category(tuple(chosen)) == category


@some
@given(several_sketches, st.data())
def test_no_choice_of_several_leaves_the_categories(sketch: Sketch, data: st.DataObject) -> None:
    keys = st.sampled_from("abcdefgh"[: sketch.count])
    chosen = data.draw(st.lists(keys, unique=True))
    assert 0 <= sketch.item().category(tuple(chosen)) <= sketch.top


def test_an_item_cannot_be_changed() -> None:
    item: Any = WORKED_ITEMS[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        item.key = "other"


def test_the_axis_runs_in_twentieths() -> None:
    assert (THETA[0], THETA[MIDDLE], THETA[100]) == (-2.5, 0, 2.5)
