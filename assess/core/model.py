"""How likely each answer is at each skill level: the generalized partial credit model.

Source: Muraki, E. (1992). A generalized partial credit model. Applied Psychological
Measurement, 16(2), 159-176. Here a category may carry any credit, not only a whole step.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from assess.core.edition import Kind, Option, Question
from assess.core.scale import BIAS, THETA, FloatArray

MISSING: Final = -1


@dataclass(frozen=True, slots=True)
class Parameters:
    """Slope ``a``, place ``beta`` and spread of the middle categories ``delta``."""

    a: float
    beta: float
    delta: float


# Expert-set, not estimated. Knowledge tells most per answer (steepest), a situation
# less, since its key is a judgement; "how often" reaches its middle a little earlier
# than a behaviour scale, hence the negative beta.
DEFAULTS: Final[dict[Kind, Parameters]] = {
    "rating": Parameters(1.0, 0.0, 2.0),
    "frequency": Parameters(1.0, -0.5, 2.0),
    "situation": Parameters(0.6, -0.25, 1.0),
    "knowledge": Parameters(1.5, 0.0, 0.0),
    "knowledge_several": Parameters(0.7, 0.0, 1.0),
}
DIFFICULTY_SHIFT: Final = {"easy": -0.75, "medium": 0.0, "hard": 0.75}


def category_log_probabilities(
    steps: FloatArray, parameters: Parameters, x: FloatArray, guess: float = 0.0
) -> FloatArray:
    """Logarithm of the probability of each answer category.

    Parameters
    ----------
    steps : (k,) array
        Category scores ``t``, ascending, the first 0.
    parameters : Parameters
        Slope, place and spread; ``a > 0``.
    x : array of any shape
        Skill on the theta axis (plus the self-view bias for what is claimed).
    guess : float
        Chance of a right answer without knowing, for one right option of n: 1/n.
        Only meaningful with two categories.

    Returns
    -------
    (k, *x.shape) array
        Finite even where the probability is too small for a float; the exponentials sum
        to 1 over the first axis.

    Notes
    -----
    ``z_k = a [t_k (x - beta) + delta t_k (1 - t_k / m)]``, ``P_k = exp z_k / sum exp z``;
    then ``P_1 <- c + (1 - c) P_1`` and ``P_0 <- (1 - c) P_0``.
    """
    t = steps.reshape((-1,) + (1,) * x.ndim)
    z = parameters.a * (t * (x - parameters.beta) + parameters.delta * t * (1 - t / steps[-1]))
    z -= z.max(axis=0)
    logs: FloatArray = z - np.log(np.exp(z).sum(axis=0))
    if guess:
        logs += np.log1p(-guess)
        logs[1] = np.logaddexp(np.log(guess), logs[1])
    return logs


def category_probabilities(
    steps: FloatArray, parameters: Parameters, x: FloatArray, guess: float = 0.0
) -> FloatArray:
    """Probability of each answer category; see ``category_log_probabilities``."""
    found: FloatArray = np.exp(category_log_probabilities(steps, parameters, x, guess))
    return found


def parameters_of(question: Question) -> Parameters:
    """Return a question's parameters: its kind's (or its own), then difficulty and weight.

    A set of its own replaces the defaults of the kind; difficulty and weight are then
    applied in the same way, so a calibrated question is normally medium with weight 1.
    """
    own = question.parameters
    base = Parameters(own.a, own.beta, own.delta) if own else DEFAULTS[question.kind]
    beta = base.beta + DIFFICULTY_SHIFT[question.difficulty]
    return Parameters(base.a * question.weight, beta, base.delta)


@dataclass(frozen=True, slots=True)
class Item:
    """A question made ready for scoring.

    Attributes
    ----------
    log_table : array
        Log probability by category; the last row is all zeros and stands for a missing
        answer, so that index ``MISSING`` adds nothing. Shape ``(k + 1, 101)`` for what
        is shown, ``(k + 1, 101, 25)`` (skill by self-view bias) for what is claimed.
    steps : (k,) array
        Category scores ``t``.
    category_by_option : dict
        For single choice: option key to category.
    keyed : frozenset
        For several choices: the keys of the right options.
    """

    key: str
    claimed: bool
    knowledge: bool
    log_table: FloatArray
    steps: FloatArray
    category_by_option: dict[str, int]
    keyed: frozenset[str]

    def category(self, options: tuple[str, ...]) -> int:
        """Return the category of the chosen options: hits less false alarms, not below 0."""
        if self.keyed:
            hits = sum(option in self.keyed for option in options)
            return max(0, 2 * hits - len(options))
        return self.category_by_option[options[0]]

    def points(self, category: int) -> float:
        """Return the share of the question's points a category earns, 0 to 1."""
        return float(self.steps[category] / self.steps[-1])


def item_of(question: Question) -> Item:
    """Prepare a question for scoring."""
    steps, categories = _categories(question)
    keyed = _keyed(question) if question.kind == "knowledge_several" else frozenset[str]()
    x = THETA[:, np.newaxis] + BIAS if question.claimed else THETA
    guess = 1.0 / len(question.options) if question.kind == "knowledge" else 0.0
    table = category_log_probabilities(steps, parameters_of(question), x, guess)
    missing = np.zeros((1, *x.shape))
    return Item(
        key=question.key,
        claimed=question.claimed,
        knowledge=question.kind.startswith("knowledge"),
        log_table=np.concatenate([table, missing]),
        steps=steps,
        category_by_option=categories,
        keyed=keyed,
    )


def _keyed(question: Question) -> frozenset[str]:
    return frozenset(option.key for option in question.options if option.right)


def _categories(question: Question) -> tuple[FloatArray, dict[str, int]]:
    """Return category scores and the category of each option."""
    options = question.options
    if question.kind == "knowledge_several":
        return np.arange(len(_keyed(question)) + 1, dtype=np.float64), {}
    if question.kind == "knowledge":
        return np.array([0.0, 1.0]), {option.key: int(bool(option.right)) for option in options}
    if question.kind == "situation":
        return _credit_categories(options)
    places = {option.key: place for place, option in enumerate(options)}
    return np.arange(len(options), dtype=np.float64), places


def _credit_categories(options: tuple[Option, ...]) -> tuple[FloatArray, dict[str, int]]:
    """Return one category per distinct credit; options of equal credit share it."""
    credit_of = {option.key: float(option.credit or 0) for option in options}
    distinct = sorted(set(credit_of.values()))
    top = len(distinct) - 1
    steps = np.array([top * credit for credit in distinct])
    return steps, {key: distinct.index(credit) for key, credit in credit_of.items()}
