"""Where the marks of a skill's line over time stand. The macro draws them.

Results stand side by side at even distances, not to the scale of time: two results of one
afternoon stay apart, and a year without any leaves no hole. What lies between two results is
unknown, so ranges are whiskers at the points and no band.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assess.web.compare.words import Shown

WIDTH: Final = 320.0
HEIGHT: Final = 136.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 40.0, 8.0, 8.0, 8.0
# Keeps the first and the last whisker off the edges.
_INSET: Final = 14.0
_MANY: Final = 20
TICKS: Final = (0, 20, 40, 60, 80, 100)


@dataclass(frozen=True, slots=True)
class Point:
    """One result: its score and the ends of its range, in the units of the view box."""

    x: float
    y: float
    low: float
    high: float
    tentative: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """A skill over time.

    Attributes
    ----------
    paths : tuple of str
        One line for each run of results without a gap.
    seams : tuple of float
        Where the edition changes between two results.
    ticks : tuple of pairs
        Height and figure of each line of the grid.
    """

    points: tuple[Point, ...]
    paths: tuple[str, ...]
    seams: tuple[float, ...]
    ticks: tuple[tuple[float, int], ...]
    radius: float
    half: float


def lay_out(scores: Sequence[Shown | None], digests: Sequence[str]) -> Lines:
    """Lay a skill's results out, oldest first; None is a gap."""
    places = [_x(place, len(scores)) for place in range(len(scores))]
    runs: list[list[Point]] = [[]]
    for x, shown in zip(places, scores, strict=True):
        if shown is None:
            runs.append([])
        else:
            runs[-1].append(
                Point(x, _y(shown.score), _y(shown.low), _y(shown.high), shown.tentative)
            )
    many = len(scores) > _MANY
    return Lines(
        points=tuple(point for run in runs for point in run),
        paths=tuple(
            "M" + "L".join(f"{point.x} {point.y}" for point in run) for run in runs if len(run) > 1
        ),
        seams=tuple(
            round((places[place - 1] + places[place]) / 2, 1)
            for place in range(1, len(places))
            if digests[place - 1] != digests[place]
        ),
        ticks=tuple((_y(tick), tick) for tick in TICKS),
        radius=2.5 if many else 4.5,
        half=1.5 if many else 4.0,
    )


def _x(place: int, count: int) -> float:
    start, end = _LEFT + _INSET, WIDTH - _RIGHT - _INSET
    if count == 1:
        return (start + end) / 2
    return round(start + (end - start) * place / (count - 1), 1)


def _y(score: float) -> float:
    return round(HEIGHT - _BOTTOM - score / 100 * (HEIGHT - _TOP - _BOTTOM), 1)
