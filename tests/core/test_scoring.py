"""From answers to a score: the worked bank of eight, to its printed digits."""

import numpy as np
import pytest

from assess.core.model import Item
from assess.core.scoring import (
    SkillScore,
    State,
    category_chances,
    effects,
    expected_variances,
    posteriors,
    quantiles,
    standard_errors,
    state_of,
    summarize,
)
from tests.core.builders import NONE, WORKED_ITEMS, answers, one

TYPICAL = (2, 3, 1, 3, 1, 0, 3, 2)
NOTHING = (NONE,) * 8
# Answers, then score, SE, 80 % range and self-view as printed.
WORKED_SCORES = [
    ((3, 4, 1, 4, 2, 1, 4, 3), "87.6195 9.4198 74.3244 98.4086 +26.1563"),
    ((0, 0, 0, 0, 0, 0, 0, 0), "12.5543 9.6601 1.5636 26.2815 -34.5112"),
    (TYPICAL, "56.9019 12.4209 41.0413 72.5739 +9.3946"),
    ((3, 1, 1, 1, 2, 1, 1, 3), "76.3857 12.3686 60.0077 92.5671 -49.1031"),
    ((0, 4, 0, 4, 0, 0, 4, 0), "29.4297 12.8719 12.2215 46.1184 +59.2643"),
    ((NONE, 3, NONE, 4, NONE, NONE, 3, NONE), "61.4395 19.9981 34.4848 87.5703 +15.6697"),
]


def scored(items: list[Item], *categories: int) -> SkillScore:
    """Score one person."""
    given = one(*categories)
    (found,) = summarize(items, given, posteriors(items, given))
    return found


@pytest.mark.parametrize(("categories", "printed"), WORKED_SCORES)
def test_worked_answers_give_the_printed_scores(categories: tuple[int, ...], printed: str) -> None:
    found = scored(WORKED_ITEMS, *categories)
    figures = (found.score, found.se, found.low80, found.high80)
    assert " ".join(f"{figure:.4f}" for figure in figures) + f" {found.self_view:+.4f}" == printed


def test_without_an_answer_the_prior_is_all_there_is() -> None:
    found = scored(WORKED_ITEMS, *NOTHING)
    figures = (found.score, found.se, found.low80, found.high80)
    assert [f"{figure:.4f}" for figure in figures] == ["50.0000", "24.0224", "17.1694", "82.8306"]
    assert found.self_view == pytest.approx(0, abs=1e-12)
    assert (found.state, found.claimed, found.shown) == ("not assessed", 0, 0)


def test_typical_answers_have_the_printed_effects() -> None:
    printed = "0.3296 0.6289 2.8854 -0.1403 0.3118 -6.3774 -0.2193 2.0067"
    found = effects(WORKED_ITEMS, answers(*TYPICAL))
    assert " ".join(f"{effect:.4f}" for effect in found) == printed


def test_several_right_options_are_the_best_first_question() -> None:
    expected = expected_variances(WORKED_ITEMS, answers(*NOTHING))
    assert f"{expected[7]:.4f}" == "357.8125"
    assert expected.argmin() == 7


def test_after_three_answers_the_printed_questions_come_next() -> None:
    expected = expected_variances(WORKED_ITEMS, answers(2, 3, 1, *NOTHING[3:]))
    best, second = np.argsort(expected)[:2]
    assert (best, second) == (7, 5)
    assert [f"{expected[place]:.4f}" for place in (best, second)] == ["222.6331", "239.5063"]
    assert np.isinf(expected[:3]).all()


def test_the_chances_of_an_open_question_come_from_the_answers() -> None:
    before = category_chances(WORKED_ITEMS, answers(*NOTHING), 2)
    after = category_chances(WORKED_ITEMS, answers(3, 4, NONE, 4, 2, 1, 4, 3), 2)
    assert before.tolist() == pytest.approx([0.375, 0.625])  # the prior is symmetric
    assert after[1] > 0.9


def test_a_quantile_at_the_end_of_a_cell_stays_in_it() -> None:
    mass = np.zeros((1, 101))
    mass[0, [0, 20, 60]] = 0.25, 0.25, 0.5
    shares = (0.125, 0.25, 0.5, 0.75)
    assert quantiles(mass, shares)[:, 0].tolist() == [0, 0.5, 20.5, 60]


def test_a_claim_counts_as_claimed_and_the_rest_as_shown() -> None:
    found = scored(WORKED_ITEMS, 2, 3, NONE, 3, NONE, 0, NONE, 2)
    assert (found.claimed, found.shown) == (2, 3)


def test_the_same_claim_tells_less_than_the_same_thing_shown() -> None:
    nothing, claim, shown = (
        posteriors(items, one(top)).mass
        for items, top in ((WORKED_ITEMS[1:2], NONE), (WORKED_ITEMS[1:2], 4), (WORKED_ITEMS[7:], 3))
    )
    errors = [standard_errors(mass)[0] for mass in (nothing, claim, shown)]
    assert errors == sorted(errors, reverse=True)


def test_a_bank_without_claims_has_no_self_view() -> None:
    assert scored(WORKED_ITEMS[:1], 3).self_view == pytest.approx(0, abs=1e-12)


def test_a_bank_of_claims_alone_is_tentative() -> None:
    found = scored(WORKED_ITEMS[1:2] * 9, *(3,) * 9)
    assert (found.state, found.shown) == ("tentative", 0)


@pytest.mark.parametrize(
    ("se", "claimed", "shown", "state"),
    [
        (24.0, 0, 0, "not assessed"),
        (10.0, 0, 0, "not assessed"),
        (16.0, 2, 1, "reported"),
        (16.000001, 2, 1, "tentative"),
        (10.0, 1, 1, "tentative"),
        (10.0, 0, 2, "tentative"),
        (10.0, 0, 3, "reported"),
        (10.0, 9, 0, "tentative"),
        (10.0, 9, 1, "reported"),
    ],
)
def test_the_state_changes_at_its_borders(
    se: float, claimed: int, shown: int, state: State
) -> None:
    assert state_of(se, claimed, shown) == state


def test_more_people_than_a_batch_get_the_scores_they_get_alone() -> None:
    few = np.array([row for row, _ in WORKED_SCORES], dtype=np.int64)
    many = np.tile(few, (400, 1))
    alone, together = posteriors(WORKED_ITEMS, few), posteriors(WORKED_ITEMS, many)
    assert len(together.mass) == len(together.bias) == 2400
    assert together.mass == pytest.approx(np.tile(alone.mass, (400, 1)), abs=1e-12)
    assert together.bias == pytest.approx(np.tile(alone.bias, 400), abs=1e-12)
