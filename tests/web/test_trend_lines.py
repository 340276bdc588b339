"""Where the marks of a skill's line stand, and scores in words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.comparing import Change
from assess.core.scoring import SkillScore
from assess.web.compare.lines import HEIGHT, WIDTH, Lines, lay_out
from assess.web.compare.words import Shown, direction, sentences, signed_whole


def shown(score: int, spread: int = 10, *, tentative: bool = False) -> Shown:
    low, high = max(0, score - spread), min(100, score + spread)
    return Shown(score, low, high, "Capable", tentative)


scores = st.lists(
    st.one_of(st.none(), st.builds(shown, st.integers(0, 100), tentative=st.booleans())),
    min_size=1,
    max_size=50,
)


def drawn(found: list[Shown | None]) -> Lines:
    return lay_out(found, ["one"] * len(found))


@given(scores)
def test_every_score_is_a_point_inside_the_picture_in_the_order_of_time(
    found: list[Shown | None],
) -> None:
    lines = drawn(found)
    assert len(lines.points) == sum(one is not None for one in found)
    assert all(one.x < other.x for one, other in pairwise(lines.points))
    for point in lines.points:
        assert 40 + lines.half <= point.x <= WIDTH - lines.half
        assert 0 < point.high <= point.y <= point.low < HEIGHT


@given(scores)
def test_a_line_joins_neighbors_only(found: list[Shown | None]) -> None:
    joined = sum(path.count("L") for path in drawn(found).paths)
    assert joined == sum(one is not None and two is not None for one, two in pairwise(found))


def test_one_result_stands_in_the_middle_and_more_at_even_distances() -> None:
    [alone] = drawn([shown(50)]).points
    assert alone.x == (40 + 14 + WIDTH - 8 - 14) / 2
    for count in (2, 12, 50):
        points = drawn([shown(50)] * count).points
        steps = [other.x - one.x for one, other in pairwise(points)]
        assert max(steps) - min(steps) < 0.25
        assert (points[0].x, points[-1].x) == (54, 298)


def test_points_shrink_where_there_are_many() -> None:
    assert drawn([shown(50)] * 12).radius == 4.5
    assert drawn([shown(50)] * 50).radius == 2.5


def test_the_scale_runs_from_0_below_to_100_on_top() -> None:
    lines = drawn([shown(0, 0), shown(100, 0)])
    assert [figure for _, figure in lines.ticks] == [0, 20, 40, 60, 80, 100]
    assert [point.y for point in lines.points] == [lines.ticks[0][0], lines.ticks[-1][0]]
    assert lines.ticks[0][0] > lines.ticks[-1][0]


def test_a_seam_stands_where_the_edition_changes() -> None:
    found = lay_out([shown(50)] * 4, ["one", "one", "two", "one"])
    xs = [point.x for point in found.points]
    middles = [(xs[1] + xs[2]) / 2, (xs[2] + xs[3]) / 2]
    assert found.seams == pytest.approx(middles, abs=0.06)
    assert drawn([shown(50)] * 4).seams == ()


@pytest.mark.parametrize(
    ("then", "now", "told", "sign"),
    [
        (50, 57, "up 7 points", "+7"),
        (57, 56, "down 1 point", "−1"),
        (50, 50, "no change", "0"),
        (0, 100, "up 100 points", "+100"),
    ],
)
def test_a_change_is_the_difference_of_the_figures_shown(
    then: int, now: int, told: str, sign: str
) -> None:
    assert direction(shown(then), shown(now)) == told
    assert signed_whole(now - then) == sign


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (False, False, ()),
        (True, False, ("The earlier score is tentative.",)),
        (False, True, ("The later score is tentative.",)),
        (True, True, ("Both scores are tentative.",)),
    ],
)
def test_a_verdict_is_followed_by_what_is_tentative(
    *, then: bool, now: bool, told: tuple[str, ...]
) -> None:
    sides = shown(20, tentative=then), shown(80, tentative=now)
    more, less = Change(60, 30, "more than chance"), Change(60, 70, "could be chance")
    assert sentences(more, *sides) == ("This is more than chance alone would explain.", *told)
    assert sentences(less, *sides) == ("Could be chance: the ranges are too wide to tell.", *told)
    same = shown(20, tentative=then), shown(20, tentative=now)
    [first, *rest] = sentences(Change(0.2, 70, "could be chance"), *same)
    assert first == "A small change could still hide in the ranges."
    assert tuple(rest) == told


def test_a_score_that_is_not_there_is_not_shown() -> None:
    scored = SkillScore(56.9, 12.4, 41.0, 72.6, 32, 80, (0.2,) * 5, 9.4, "tentative", 2, 3)
    assert Shown.of(scored) == Shown(57, 41, 73, "Capable", tentative=True)
    assert Shown.of(None) is None
