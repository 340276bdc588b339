"""Two thousand simulated people take the edition that ships."""

import itertools

import numpy as np
import pytest

from assess.core.compiled import Compiled
from assess.core.outcome import assess
from assess.core.scale import IntArray
from tests.core import simulation
from tests.core.simulation import Population, Taken, accuracy, by_difficulty, of_length, take


@pytest.fixture(scope="module")
def people(shipped: Compiled) -> Population:
    return simulation.population(shipped)


@pytest.fixture(scope="module")
def standard(shipped: Compiled, people: Population) -> Taken:
    return take(shipped, people, of_length(shipped, "standard"))


@pytest.fixture(scope="module")
def thorough(shipped: Compiled, people: Population) -> Taken:
    return take(shipped, people, of_length(shipped, "thorough"))


@pytest.fixture(scope="module")
def quick(shipped: Compiled, people: Population) -> Taken:
    return take(shipped, people, of_length(shipped, "quick"))


@pytest.fixture(scope="module")
def extremes(shipped: Compiled, people: Population) -> tuple[Taken, Taken]:
    easy, hard = (take(shipped, people, by_difficulty(hardest=hard)) for hard in (False, True))
    return easy, hard


@pytest.fixture(scope="module")
def roles(shipped: Compiled, standard: Taken) -> IntArray:
    return simulation.recommended(shipped, standard)


def test_the_simulated_people_are_two_thousand_drawn_from_the_model(people: Population) -> None:
    assert people.skill.shape == (2000, 8)
    assert people.skill.mean() == pytest.approx(50, abs=1)
    assert people.skill.std() == pytest.approx(24.0224, abs=0.5)


def test_the_standard_length_comes_near_the_truth(people: Population, standard: Taken) -> None:
    found = accuracy(people, standard)
    assert found.correlation >= 0.78
    assert found.rmse <= 15
    assert 0.93 <= found.coverage <= 0.97


def test_the_thorough_length_comes_nearer(people: Population, thorough: Taken) -> None:
    found = accuracy(people, thorough)
    assert found.correlation >= 0.84
    assert found.rmse <= 13.1
    assert 0.93 <= found.coverage <= 0.97


def test_each_longer_length_comes_nearer_than_the_one_before(
    people: Population, quick: Taken, standard: Taken, thorough: Taken
) -> None:
    found = [accuracy(people, taken) for taken in (quick, standard, thorough)]
    for shorter, longer in itertools.pairwise(found):
        assert longer.correlation > shorter.correlation
        assert longer.rmse < shorter.rmse
    assert all(0.93 <= length.coverage <= 0.97 for length in found)


def test_every_skill_alone_is_measured_nearly_as_well(people: Population, standard: Taken) -> None:
    for truth, score in zip(people.skill.T, standard.score.T, strict=True):
        assert np.corrcoef(truth, score)[0, 1] >= 0.75


@pytest.mark.parametrize("length", ["quick", "standard", "thorough"])
def test_what_is_simulated_is_what_the_product_asks(
    length: str, shipped: Compiled, request: pytest.FixtureRequest
) -> None:
    taken: Taken = request.getfixturevalue(length)
    asked = {
        item.key
        for bank, given in zip(shipped.banks, taken.answers, strict=True)
        for item, column in zip(bank.items, given.T, strict=True)
        if column[0] >= 0
    }
    assert asked == set(shipped.forms[length])


def test_an_easy_and_a_hard_form_give_the_same_people_the_same_scores(
    extremes: tuple[Taken, Taken],
) -> None:
    easy, hard = extremes
    assert np.abs((easy.score - hard.score).mean(axis=0)).max() <= 5


def test_a_plain_percentage_would_not(extremes: tuple[Taken, Taken]) -> None:
    easy, hard = extremes
    assert (easy.percent - hard.percent).mean() >= 10


def test_every_role_is_recommended_to_somebody_and_none_to_most(
    shipped: Compiled, roles: IntArray
) -> None:
    found = simulation.shares(shipped, roles)
    assert min(found.values()) > 0
    assert max(found.values()) <= 0.6


def test_the_simulated_recommendation_is_the_product_s(
    shipped: Compiled, standard: Taken, roles: IntArray
) -> None:
    for person, role in enumerate(roles[:10].tolist()):
        answers = simulation.answers_of(shipped, standard, person)
        found = assess(shipped, answers, with_effects=False)
        assert found.recommended == shipped.role_table.keys[role]
