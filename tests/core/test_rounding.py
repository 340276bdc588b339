"""Rounding that keeps sums true."""

from itertools import pairwise
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.rounding import apportion

parts_of_100 = st.lists(st.floats(0, 100, allow_subnormal=False), max_size=12)
digits = st.integers(0, 3)


def in_units(parts: tuple[float, ...], decimals: int) -> list[int]:
    """Return rounded parts as whole numbers of their last digit."""
    units = [round(part * 10**decimals) for part in parts]
    assert [unit / 10**decimals for unit in units] == list(parts)
    return units


@given(parts_of_100, digits)
def test_rounded_parts_add_up_to_the_rounded_total(parts: list[float], decimals: int) -> None:
    units = in_units(apportion(parts, decimals), decimals)
    assert sum(units) == round(sum(part * 10**decimals for part in parts))


@given(parts_of_100, digits)
def test_each_part_stays_within_one_last_digit(parts: list[float], decimals: int) -> None:
    for part, unit in zip(parts, in_units(apportion(parts, decimals), decimals), strict=True):
        assert unit in (floor(part * 10**decimals), ceil(part * 10**decimals))


@given(parts_of_100, st.data())
def test_a_part_of_zero_stays_zero(parts: list[float], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(parts)))
    assert apportion([*parts[:place], 0.0, *parts[place:]])[place] == 0


@given(st.lists(st.integers(0, 1000), max_size=12))
def test_parts_that_are_round_already_stay(tenths: list[int]) -> None:
    parts = [tenth / 10 for tenth in tenths]
    assert apportion(parts) == tuple(parts)


@given(parts_of_100)
def test_a_larger_part_never_shows_less(parts: list[float]) -> None:
    shown = apportion(parts)
    pairs = sorted(zip(parts, shown, strict=True))
    assert all(low[1] <= high[1] for low, high in pairwise(pairs))


@pytest.mark.parametrize(
    ("parts", "decimals", "shown"),
    [
        ((), 1, ()),
        ((100 / 3,) * 3, 1, (33.4, 33.3, 33.3)),
        ((100 / 3,) * 3, 0, (34, 33, 33)),
        ((0.04, 0.04, 0.04), 1, (0.1, 0, 0)),
        ((0.26, 0, 0.26), 1, (0.3, 0, 0.2)),
        ((1.26, 2.29, 3.25), 1, (1.3, 2.3, 3.2)),
    ],
)
def test_the_largest_remainders_go_up_and_ties_go_to_the_first(
    parts: tuple[float, ...], decimals: int, shown: tuple[float, ...]
) -> None:
    assert apportion(parts, decimals) == shown
