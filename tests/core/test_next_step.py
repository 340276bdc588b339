"""The role to aim at next: with a goal, without one, and up a ladder of many shapes."""

import pytest

from assess.core.matching import next_step, order_roles
from tests.core.builders import (
    ACCOUNT,
    CALL_CENTER,
    EXAMPLE,
    EXPERIENCE,
    MANAGER,
    SENIOR,
    SPECIALIST,
    levels,
    plain_ladder,
)

FIT = levels(100, 95, 80, 70, 65, 74)


def test_a_goal_within_reach_is_the_next_step() -> None:
    near = levels(100, 95, 80, 70, 75, 74)
    assert next_step(EXAMPLE, near, CALL_CENTER, MANAGER) == MANAGER
    assert next_step(EXAMPLE, levels(100, 95, 80, 70, 74.9999, 74), SENIOR, MANAGER) == MANAGER
    assert next_step(EXAMPLE, near, SENIOR, CALL_CENTER) == CALL_CENTER


@pytest.mark.parametrize(("fit", "step"), [(75, MANAGER), (74.9999, SPECIALIST)])
def test_a_goal_is_within_reach_from_a_fit_of_75(fit: float, step: int) -> None:
    assert next_step(EXAMPLE, levels(100, 95, 80, 70, fit, 74), CALL_CENTER, MANAGER) == step


@pytest.mark.parametrize(
    ("start", "goal", "rung"),
    [
        (CALL_CENTER, MANAGER, SPECIALIST),
        (CALL_CENTER, EXPERIENCE, SPECIALIST),
        (SPECIALIST, MANAGER, SENIOR),
        (SENIOR, MANAGER, MANAGER),
        (EXPERIENCE, MANAGER, MANAGER),
    ],
)
def test_a_far_goal_is_reached_by_the_first_rung(start: int, goal: int, rung: int) -> None:
    assert next_step(EXAMPLE, FIT, start, goal) == rung


def test_a_goal_that_no_way_leads_to_is_itself_the_next_step() -> None:
    assert next_step(EXAMPLE, FIT, EXPERIENCE, ACCOUNT) == ACCOUNT
    assert next_step(EXAMPLE, FIT, MANAGER, ACCOUNT) == ACCOUNT


def test_a_far_goal_may_be_the_recommended_role_itself() -> None:
    assert next_step(EXAMPLE, levels(*(40,) * 6), SENIOR, SENIOR) == SENIOR


def test_the_shortest_way_up_wins_over_the_first_named() -> None:
    # 0 leads over 1 and 2, or straight over 3, to 4.
    table = plain_ladder([10, 20, 30, 40, 50], [[1, 3], [2], [4], [4], []])
    assert next_step(table, levels(0, 0, 0, 0, 0), 0, 4) == 3


def test_of_two_ways_of_one_length_the_first_named_wins() -> None:
    table = plain_ladder([10, 20, 30, 40, 50], [[2, 1], [3], [3], [4], []])
    assert next_step(table, levels(0, 0, 0, 0, 0), 0, 4) == 2


def test_a_ladder_that_forks_and_joins_is_walked_once() -> None:
    table = plain_ladder([10, 20, 30, 40, 50], [[1, 2], [3], [3], [], []])
    assert next_step(table, levels(0, 0, 0, 0, 0), 0, 4) == 4


def test_a_goal_changes_only_the_next_step() -> None:
    before = order_roles(EXAMPLE, FIT)
    next_step(EXAMPLE, FIT, before[0], MANAGER)
    assert FIT.tolist() == [100, 95, 80, 70, 65, 74]
    assert order_roles(EXAMPLE, FIT) == before


def test_a_successor_comes_before_a_better_fitting_stranger() -> None:
    table = plain_ladder([10, 20, 30], [[2], [], []])
    assert next_step(table, levels(100, 99, 60), 0) == 2


def test_a_stranger_is_the_step_where_no_successor_is_in_reach() -> None:
    table = plain_ladder([10, 20, 30], [[2], [], []])
    assert next_step(table, levels(100, 60, 59.9999), 0) == 1


def test_without_a_role_in_reach_there_is_no_next_step() -> None:
    table = plain_ladder([10, 20, 30], [[1], [2], []])
    assert next_step(table, levels(100, 59.9999, 59), 0) is None


def test_a_less_or_equally_demanding_role_is_no_next_step() -> None:
    table = plain_ladder([20, 20, 10], [[1, 2], [], []])
    assert next_step(table, levels(80, 100, 100), 0) is None


def test_the_best_fitting_successor_is_the_step() -> None:
    table = plain_ladder([10, 20, 30], [[1, 2], [], []])
    assert next_step(table, levels(100, 70, 71), 0) == 2


def test_of_equal_fits_the_lower_demand_is_the_step() -> None:
    table = plain_ladder([10, 30, 20], [[1, 2], [], []])
    assert next_step(table, levels(100, 70, 70.0000001), 0) == 2


def test_of_equal_fits_and_demands_the_first_in_the_edition_is_the_step() -> None:
    table = plain_ladder([10, 30, 30], [[2, 1], [], []])
    assert next_step(table, levels(100, 70, 70), 0) == 1
