"""How often the rule for a change is wrong for people who never were (docs/scoring.md)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import pytest

from assess.core.comparing import CRITICAL
from assess.core.compiled import Bank, Compiled, choose_form
from assess.core.scoring import standard_errors
from tests.core import simulation
from tests.core.simulation import Population, Taken, of_length, take

PEOPLE: Final = 1000


@pytest.fixture(scope="module")
def before(shipped: Compiled) -> Population:
    return simulation.population(shipped, PEOPLE, seed=1)


@pytest.fixture(scope="module")
def again(shipped: Compiled, before: Population) -> Population:
    """Return the same people with the same habits, on another day."""
    later = simulation.population(shipped, PEOPLE, seed=2)
    return replace(later, skill=before.skill, bias=before.bias)


def _of_form(compiled: Compiled, form: Sequence[str]) -> Callable[[Bank], Sequence[str]]:
    return lambda bank: [key for key in form if compiled.questions[key].skill == bank.skill.key]


def _retake(compiled: Compiled, length: str) -> Callable[[Bank], Sequence[str]]:
    seen = compiled.forms[length]
    form = choose_form(compiled.banks, compiled.edition.lengths[length], seen=seen)
    return _of_form(compiled, form)


def _flagged(then: Taken, now: Taken) -> np.ndarray:
    """Return, per person and skill, whether the change would be called more than chance."""
    first, second = (
        standard_errors(side.mass.reshape(-1, 101)).reshape(side.score.shape)
        for side in (then, now)
    )
    return np.asarray(np.abs(now.score - then.score) > CRITICAL * np.hypot(first, second))


@pytest.mark.parametrize("length", ["quick", "standard", "thorough"])
def test_a_retake_without_change_is_called_a_change_far_below_one_time_in_twenty(
    length: str, shipped: Compiled, before: Population, again: Population
) -> None:
    then = take(shipped, before, of_length(shipped, length))
    flagged = _flagged(then, take(shipped, again, _retake(shipped, length)))
    assert 0 < flagged.mean() < 0.02
    assert flagged.any(axis=1).mean() < 0.15


def test_more_questions_about_the_same_person_are_hardly_ever_called_a_change(
    shipped: Compiled, before: Population
) -> None:
    quick, standard, thorough = (
        take(shipped, before, of_length(shipped, length))
        for length in ("quick", "standard", "thorough")
    )
    for then, now in ((quick, standard), (standard, thorough), (quick, thorough)):
        assert _flagged(then, now).mean() < 0.001


def test_a_real_change_of_two_levels_is_mostly_missed_at_standard_length(
    shipped: Compiled, before: Population, again: Population
) -> None:
    better = replace(again, skill=np.minimum(again.skill + 40, 100))
    could = before.skill <= 60
    then = take(shipped, before, of_length(shipped, "standard"))
    seen = _flagged(then, take(shipped, better, _retake(shipped, "standard")))[could].mean()
    assert 0.1 < seen < 0.3
    then = take(shipped, before, of_length(shipped, "thorough"))
    closer = _flagged(then, take(shipped, better, _retake(shipped, "thorough")))[could].mean()
    assert closer > 1.5 * seen
