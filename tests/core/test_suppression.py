"""What is shown of a group's counts gives no hidden one away."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.suppression import FEWEST, Shown, rounded, suppress

COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 30), st.just(0), st.just(1))
ROWS = st.lists(COUNTS, max_size=5)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((12, 30, 0), (12, 30, 0)),  # nothing small: all of it, the 0 too
        ((12, 30, 3), (None, 30, None)),  # one small: the smallest shown goes with it
        ((40, 0, 3, 30), (40, 0, None, None)),  # a 0 stays
        ((40, 6, 5, 30), (40, None, None, 30)),  # two that come to 11 need no third
        ((40, 2, 5, 30), (40, None, None, None)),  # two that come to 7 are a small group
        ((10, 0, 9), (None, 0, None)),
        ((10, 9, 9), (10, None, None)),
        ((0, 12), (0, 12)),
        ((15,), (15,)),
    ],
)
def test_small_counts_are_hidden_and_one_more_where_it_is_needed(
    counts: tuple[int, ...], shown: tuple[int | None, ...]
) -> None:
    assert suppress(counts) == Shown(shown, sum(counts))


@pytest.mark.parametrize("counts", [(), (9,), (0, 0), (3, 6), (1,) * 9, (1,) * 10])
def test_a_small_total_hides_everything_and_so_do_ones_alone(counts: tuple[int, ...]) -> None:
    assert suppress(counts) == Shown((None,) * len(counts), None)


def test_ten_ones_hide_a_zero_among_them() -> None:
    assert suppress((*[1] * 10, 0)) == Shown((None,) * 11, 10)


def possible(count: int, together: int, low: int, high: int) -> Iterator[tuple[int, ...]]:
    """Return every way in which hidden counts can come to what they are known to be."""
    if count == 1:
        if low <= together <= high:
            yield (together,)
        return
    for first in range(low, min(high, together) + 1):
        for rest in possible(count - 1, together - first, low, high):
            yield (first, *rest)


@given(ROWS)
def test_no_hidden_count_can_be_worked_out(counts: list[int]) -> None:
    row = suppress(counts)
    hidden = [count for count, shown in zip(counts, row.counts, strict=True) if shown is None]
    if row.total is None or not hidden:
        return
    seen = [count for count in row.counts if count is not None]
    together = row.total - sum(seen)
    assert together == sum(hidden) >= FEWEST
    # Whoever knows the rule knows this too.
    high = min((count for count in seen if count), default=together)
    ways = [
        way
        for way in possible(len(hidden), together, min(1, *hidden), high)
        if any(count < FEWEST for count in way)
    ]
    for place in range(len(hidden)):
        assert len({way[place] for way in ways}) > 1


@given(ROWS)
def test_what_is_shown_is_true_and_never_small(counts: list[int]) -> None:
    row = suppress(counts)
    for count, shown in zip(counts, row.counts, strict=True):
        assert shown is None or (shown == count and not 0 < shown < FEWEST)
    assert row.total in (None, sum(counts))
    assert row.complete == (row.total is not None and all(c is not None for c in row.counts))


@given(ROWS)
def test_nothing_is_hidden_without_need(counts: list[int]) -> None:
    if sum(counts) >= FEWEST and not any(0 < count < FEWEST for count in counts):
        assert suppress(counts).complete


@given(ROWS)
def test_rounding_moves_a_count_by_two_at_most_and_never_below_ten(counts: list[int]) -> None:
    row = suppress(counts)
    near = rounded(row)
    for exact, shown in zip((*row.counts, row.total), (*near.counts, near.total), strict=True):
        if exact is None or shown is None:
            assert exact is shown is None
        else:
            assert shown % 5 == 0
            assert abs(exact - shown) <= 2
            assert (shown == 0) == (exact == 0)
            assert shown == 0 or shown >= FEWEST
