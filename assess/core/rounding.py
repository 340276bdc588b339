"""Rounding that keeps sums true: what is shown adds up to the last digit shown."""

from collections.abc import Sequence
from math import floor


def apportion(parts: Sequence[float], decimals: int = 1) -> tuple[float, ...]:
    """Round parts so that they add up to their rounded total.

    Parameters
    ----------
    parts : sequence of float
        Not negative.
    decimals : int
        Digits after the point.

    Returns
    -------
    tuple of float
        Each part rounded down or up by less than one last digit (the largest remainders
        go up); their sum is the total, rounded to the same digits. A part of 0 stays 0.
    """
    unit = 10**decimals
    scaled = [part * unit for part in parts]
    whole = [floor(value) for value in scaled]
    missing = round(sum(scaled)) - sum(whole)
    by_remainder = sorted(range(len(parts)), key=lambda i: (whole[i] - scaled[i], i))
    for place in by_remainder[:missing]:
        whole[place] += 1
    return tuple(value / unit for value in whole)
