"""People who never were, answering the edition that ships as the model says they would.

Skills and self-views are drawn from the prior, answers from the probability of each
category; nothing else is assumed. What is then measured is what the method promises about
its own people: how near a score comes to the truth, how often its range holds it, how much
a form's difficulty matters, and who is shown which role.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from assess.core.compiled import Bank, Compiled
from assess.core.edition import Question
from assess.core.forms import FREQUENCY, KNOWLEDGE, RATING, SHOWN, SITUATION, form_of
from assess.core.matching import first_roles, fits, order_roles, plausible_profiles
from assess.core.model import MISSING, Item, parameters_of
from assess.core.scale import BIAS, BIAS_WEIGHT, GRID, PRIOR, FloatArray, IntArray
from assess.core.scoring import means, posteriors, quantiles
from tests.core.people import Answers, choice

PEOPLE: Final = 2000
SEED: Final = 20260701

Pick = Callable[[Bank], Sequence[str]]


@dataclass(frozen=True)
class Population:
    """People by skills: where on the two grids each of them stands."""

    skill: IntArray
    bias: IntArray
    luck: FloatArray


@dataclass(frozen=True)
class Taken:
    """What came of one form: people by skills.

    Attributes
    ----------
    mass : (n, k, 101) array
        Posteriors.
    answers : list of (n, questions) arrays
        Categories, per skill; ``MISSING`` where the form does not ask.
    percent : (n, k) array
        What a plain percentage of points would have said.
    """

    mass: FloatArray
    score: FloatArray
    held: np.ndarray
    answers: list[IntArray]
    percent: FloatArray


@dataclass(frozen=True)
class Accuracy:
    """How near the scores come to the truth, over all people and skills."""

    correlation: float
    rmse: float
    coverage: float


def population(compiled: Compiled, count: int = PEOPLE, seed: int = SEED) -> Population:
    """Draw people: skills independent, as the model scores them."""
    random = np.random.default_rng(seed)
    shape = (count, len(compiled.banks))
    longest = max(len(bank.items) for bank in compiled.banks)
    return Population(
        random.choice(len(GRID), shape, p=PRIOR),
        random.choice(len(BIAS), shape, p=BIAS_WEIGHT),
        random.random((*shape, longest)),
    )


def of_length(compiled: Compiled, length: str) -> Pick:
    """Return the form the product would ask at one of the edition's lengths."""
    count = compiled.edition.lengths[length]

    def pick(bank: Bank) -> Sequence[str]:
        technical = bank.skill.kind == "technical"
        return form_of(bank.questions, bank.ranked, count, technical=technical)

    return pick


def by_difficulty(*, hardest: bool) -> Pick:
    """Return the easiest or the hardest form of standard length, under the same balance."""

    def place(question: Question) -> float:
        beta = parameters_of(question).beta
        return -beta if hardest else beta

    def pick(bank: Bank) -> Sequence[str]:
        rest = [KNOWLEDGE] * 2 if bank.skill.kind == "technical" else [SHOWN] * 2
        left = sorted(bank.questions, key=place)
        chosen: list[str] = []
        for sort in (RATING, FREQUENCY, SITUATION, *rest):
            found = next(question for question in left if question.kind in sort)
            left.remove(found)
            chosen.append(found.key)
        return chosen

    return pick


def take(compiled: Compiled, people: Population, pick: Pick) -> Taken:
    """Let everybody answer one form. The same question always gets the same answer."""
    answers, masses, percents, held = [], [], [], []
    for place, bank in enumerate(compiled.banks):
        asked = pick(bank)
        given = np.full((len(people.skill), len(bank.items)), MISSING)
        for column, item in enumerate(bank.items):
            if item.key in asked:
                given[:, column] = _answers(item, people, place, column)
        mass = posteriors(bank.items, given).mass
        low, high = quantiles(mass, (0.025, 0.975))
        truth = people.skill[:, place]
        answers.append(given)
        masses.append(mass)
        held.append((low <= truth) & (truth <= high))
        percents.append(_percent(bank.items, given))
    stacked = np.stack(masses, axis=1)
    score = np.stack([means(mass) for mass in masses], axis=1)
    return Taken(stacked, score, np.stack(held, axis=1), answers, np.stack(percents, axis=1))


def _answers(item: Item, people: Population, place: int, column: int) -> IntArray:
    at = people.skill[:, place]
    table = np.exp(item.log_table[:-1])
    chance = table[:, at, people.bias[:, place]] if item.claimed else table[:, at]
    luck = people.luck[:, place, column]
    categories: IntArray = (luck > chance.cumsum(axis=0)[:-1]).sum(axis=0)
    return categories


def _percent(items: Sequence[Item], given: IntArray) -> FloatArray:
    """Return the share of the points of what was shown, in percent."""
    columns = [
        item.steps[given[:, column]] / item.steps[-1]
        for column, item in enumerate(items)
        if not item.claimed and given[0, column] != MISSING
    ]
    share: FloatArray = 100 * np.mean(columns, axis=0)
    return share


def accuracy(people: Population, taken: Taken) -> Accuracy:
    """Compare scores with the truth they came from."""
    truth = people.skill.ravel()
    score = taken.score.ravel()
    return Accuracy(
        correlation=float(np.corrcoef(truth, score)[0, 1]),
        rmse=float(np.sqrt(((truth - score) ** 2).mean())),
        coverage=float(taken.held.mean()),
    )


def recommended(compiled: Compiled, taken: Taken) -> IntArray:
    """Return each person's recommended role, as an index."""
    table = compiled.role_table
    found = []
    for mass, score in zip(taken.mass, taken.score, strict=True):
        profiles = plausible_profiles(mass)
        first = np.bincount(first_roles(table, fits(table, profiles)), minlength=len(table.keys))
        found.append(order_roles(table, fits(table, score), first / len(profiles))[0])
    return np.array(found)


def shares(compiled: Compiled, roles: IntArray) -> dict[str, float]:
    """Return the share of people each role is recommended to."""
    counts = np.bincount(roles, minlength=len(compiled.roles))
    return dict(zip(compiled.roles, (counts / counts.sum()).tolist(), strict=True))


def answers_of(compiled: Compiled, taken: Taken, person: int) -> Answers:
    """Return one person's answers as the product would have them."""
    found: Answers = {}
    for bank, given in zip(compiled.banks, taken.answers, strict=True):
        for question, item, category in zip(
            bank.questions, bank.items, given[person].tolist(), strict=True
        ):
            if category != MISSING:
                found[question.key] = choice(question, item, category)
    return found
