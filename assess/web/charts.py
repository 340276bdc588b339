"""Where the marks of a small chart stand. The macro draws them; the numbers come from here."""

from dataclasses import dataclass
from functools import lru_cache
from math import floor, log10
from typing import Final

from assess.core.context import Chart

WIDTH: Final = 320.0
HEIGHT: Final = 180.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 40.0, 8.0, 16.0, 24.0
_MAX_LABELS: Final = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """One value: a bar's box, or a point of the line at ``(cx, y)``."""

    x: float
    y: float
    width: float
    height: float
    cx: float
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its figure."""

    y: float
    value: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart in the units of its view box (320 by 180)."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    path: str
    label_every: int


@lru_cache(maxsize=512)
def plot(chart: Chart) -> Plot:
    """Lay a chart out.

    The axis begins where the chart says, even when that misleads: it may be the question.
    """
    low = float(chart.axis_from)
    step = _step(max(chart.values) - low)
    high = low + step * -(-(max(chart.values) - low) // step)
    slot = (WIDTH - _LEFT - _RIGHT) / len(chart.values)
    floor_y = HEIGHT - _BOTTOM

    def y_of(value: float) -> float:
        return round(floor_y - (value - low) / (high - low) * (floor_y - _TOP), 1)

    marks = []
    for place, (label, value) in enumerate(zip(chart.labels, chart.values, strict=True)):
        center = _LEFT + slot * (place + 0.5)
        width = min(slot * 0.6, 40.0)
        top = y_of(value)
        marks.append(
            Mark(
                round(center - width / 2, 1), top, round(width, 1), round(floor_y - top, 1),
                round(center, 1), label, f"{value:,g}{chart.unit}",
            )
        )  # fmt: skip
    count = round((high - low) / step)
    ticks = tuple(
        Tick(y_of(low + step * n), f"{low + step * n:,g}{chart.unit}") for n in range(count + 1)
    )
    path = "M" + "L".join(f"{mark.cx} {mark.y}" for mark in marks)
    return Plot(tuple(marks), ticks, path, -(-len(marks) // _MAX_LABELS))


def _step(span: float) -> float:
    """Return a round distance that divides a span into two to five parts."""
    magnitude = 10.0 ** floor(log10(span))
    return next(magnitude * part for part in (0.2, 0.5, 1.0, 2.0) if span / (magnitude * part) <= 5)
