"""The scale every skill is measured on: 0 to 100, five levels of twenty points.

One grid serves all skills, so a score of 60 means the same amount of described
behaviour everywhere. ``THETA`` is the same axis in the units of the answer model.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

LEVELS: Final = ("Starting", "Developing", "Capable", "Strong", "Expert")
LEVEL_WIDTH: Final = 20

GRID: Final[FloatArray] = np.arange(101, dtype=np.float64)
THETA: Final[FloatArray] = (GRID - 50.0) / 20.0

# A wide, symmetric prior (mean 50, SD 24.02): one answer moves the score a little,
# five answers speak louder than it does.
_raw_prior = np.exp(-0.5 * (THETA / 1.5) ** 2)
PRIOR: Final[FloatArray] = _raw_prior / _raw_prior.sum()

# How far a person's self-ratings may sit from what they show: SD 1.5 on the theta
# axis, because self-ratings correlate only about .3 with performance.
_steps = -3.0 + np.arange(25, dtype=np.float64) / 4.0
BIAS: Final[FloatArray] = 1.5 * _steps
_raw_weight = np.exp(-0.5 * _steps**2)
BIAS_WEIGHT: Final[FloatArray] = _raw_weight / _raw_weight.sum()

POINTS_PER_THETA: Final = 20.0


def level_index(score: float) -> int:
    """Return which of the five levels a score lies in.

    Parameters
    ----------
    score : float
        Points, 0 to 100.

    Returns
    -------
    int
        0 (Starting) to 4 (Expert). A level holds its lower bound: 40 is Capable.
    """
    return min(int(score // LEVEL_WIDTH), len(LEVELS) - 1)
