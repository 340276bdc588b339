"""A link as a QR code: the squares as one path, for an SVG without any style of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import segno

# White around a code, in squares: scanners need four.
_BORDER: Final = 4


@dataclass(frozen=True, slots=True)
class Qr:
    """A square of ``size`` units; ``path`` covers the dark ones."""

    size: int
    path: str


def qr_of(link: str) -> Qr:
    """Return the QR code of a link; up to 15 of 100 squares may be unreadable (level M)."""
    code = segno.make_qr(link, error="m", boost_error=False)
    rows = [list(row) for row in code.matrix_iter(border=_BORDER)]
    return Qr(len(rows), "".join(_row(y, row) for y, row in enumerate(rows)))


def _row(y: int, squares: Sequence[int]) -> str:
    """Draw the dark stretches of a row."""
    drawn, x = "", 0
    for dark, stretch in groupby(squares):
        length = len(list(stretch))
        if dark:
            drawn += f"M{x} {y}h{length}v1h-{length}z"
        x += length
    return drawn
