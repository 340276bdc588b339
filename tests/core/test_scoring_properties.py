"""What must always hold of a score, whatever the questions and the answers."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assess.core.model import MISSING
from assess.core.scale import GRID, IntArray
from assess.core.scoring import (
    category_chances,
    effects,
    expected_variances,
    means,
    posteriors,
    quantiles,
    standard_errors,
    summarize,
)
from tests.core import reference
from tests.core.builders import Sketch, few, items_of, some
from tests.core.strategies import answered_banks, sketches

Answered = tuple[list[Sketch], IntArray]


@some
@given(answered_banks(lowest=0))
def test_raising_any_one_answer_never_lowers_the_score(case: Answered) -> None:
    bank, given_ = case
    raised = [given_]
    for place, sketch in enumerate(bank):
        if given_[place] < sketch.top:
            raised.append(given_ + (np.arange(len(bank)) == place))
    scores = means(posteriors(items_of(bank), np.array(raised)).mass)
    assert (scores[1:] >= scores[0] - 1e-9).all()


@some
@given(answered_banks())
def test_probabilities_sum_to_one(case: Answered) -> None:
    bank, given_ = case
    items = items_of(bank)
    found = posteriors(items, given_[np.newaxis])
    (summary,) = summarize(items, given_[np.newaxis], found)
    assert found.mass.sum() == pytest.approx(1, abs=1e-12)
    assert (found.mass >= 0).all()
    assert sum(summary.bands) == pytest.approx(1, abs=1e-12)
    assert len(summary.bands) == 5


@some
@given(answered_banks())
def test_ranges_are_ordered_and_on_the_scale(case: Answered) -> None:
    bank, given_ = case
    items = items_of(bank)
    (found,) = summarize(items, given_[np.newaxis], posteriors(items, given_[np.newaxis]))
    middle = float(quantiles(posteriors(items, given_[np.newaxis]).mass, (0.5,))[0, 0])
    ends = [0, found.low95, found.low80, middle, found.high80, found.high95, 100]
    assert ends == sorted(ends)
    assert 0 <= found.score <= 100
    assert found.claimed + found.shown == (given_ != MISSING).sum()


@some
@given(answered_banks(), sketches, st.integers(0, 5))
def test_unanswered_questions_do_not_change_a_score(
    case: Answered, extra: Sketch, place: int
) -> None:
    bank, given_ = case
    at = min(place, len(bank))
    longer = [*bank[:at], extra, *bank[at:]]
    plain = posteriors(items_of(bank), given_[np.newaxis])
    found = posteriors(items_of(longer), np.insert(given_, at, MISSING)[np.newaxis])
    assert found.mass == pytest.approx(plain.mass, abs=1e-12)
    assert found.bias == pytest.approx(plain.bias, abs=1e-12)


@some
@given(answered_banks(), st.data())
def test_the_order_of_questions_never_matters(case: Answered, data: st.DataObject) -> None:
    bank, given_ = case
    order = data.draw(st.permutations(range(len(bank))))
    plain = posteriors(items_of(bank), given_[np.newaxis])
    found = posteriors(items_of([bank[place] for place in order]), given_[order][np.newaxis])
    assert found.mass == pytest.approx(plain.mass, abs=1e-12)
    assert found.bias == pytest.approx(plain.bias, abs=1e-12)


@some
@given(answered_banks())
def test_an_effect_is_the_score_less_the_score_without(case: Answered) -> None:
    bank, given_ = case
    items = items_of(bank)
    found = effects(items, given_)
    whole = float(means(posteriors(items, given_[np.newaxis]).mass)[0])
    for place in range(len(bank)):
        rest = posteriors(items[:place] + items[place + 1 :], np.delete(given_, place)[np.newaxis])
        assert found[place] == pytest.approx(whole - float(means(rest.mass)[0]), abs=1e-9)
    assert found[given_ == MISSING] == pytest.approx(0, abs=1e-9)


@few
@given(answered_banks(max_size=4))
def test_a_question_is_never_expected_to_tell_less_than_nothing(case: Answered) -> None:
    bank, given_ = case
    items = items_of(bank)
    now = float(standard_errors(posteriors(items, given_[np.newaxis]).mass)[0] ** 2)
    expected = expected_variances(items, given_)
    assert np.isinf(expected[given_ != MISSING]).all()
    assert (expected[given_ == MISSING] <= now + 1e-9).all()
    for place in np.flatnonzero(given_ == MISSING).tolist():
        assert category_chances(items, given_, place).sum() == pytest.approx(1, abs=1e-12)


@some
@given(st.lists(st.floats(0, 1), min_size=101, max_size=101), st.floats(0.001, 0.999))
def test_a_quantile_leaves_its_share_below(weights: list[float], share: float) -> None:
    assume(sum(weights) > 0.01)
    mass = np.array([weights]) / sum(weights)
    value = float(quantiles(mass, (share,))[0, 0])
    assert mass[0, value - 0.5 - 1e-9 > GRID].sum() <= share + 1e-9
    assert mass[0, value + 0.5 + 1e-9 >= GRID].sum() >= share - 1e-9


@few
@given(answered_banks(max_size=8))
def test_the_slow_method_finds_the_same_posterior(case: Answered) -> None:
    bank, given_ = case
    items = items_of(bank)
    found = posteriors(items, given_[np.newaxis])
    (summary,) = summarize(items, given_[np.newaxis], found)
    table = reference.joint(bank, given_.tolist())
    p = reference.marginal(table)
    assert found.mass[0].tolist() == pytest.approx(p, abs=1e-12)
    assert summary.score == pytest.approx(reference.score(p), abs=1e-9)
    assert summary.se == pytest.approx(reference.variance(p) ** 0.5, abs=1e-9)
    assert summary.self_view == pytest.approx(reference.self_view(table), abs=1e-9)
    ends = [summary.low80, summary.high80, summary.low95, summary.high95]
    slow = [reference.quantile(p, share) for share in (0.1, 0.9, 0.025, 0.975)]
    assert ends == pytest.approx(slow, abs=1e-9)
    bands = [sum(p[start : start + 20]) for start in (0, 20, 40, 60)]
    assert summary.bands == pytest.approx((*bands, sum(p[80:])), abs=1e-9)


@few
@given(answered_banks(max_size=3), sketches)
def test_the_slow_method_expects_the_same_variance(case: Answered, asked: Sketch) -> None:
    bank, given_ = case
    longer, answers = [*bank, asked], np.append(given_, MISSING)
    expected = expected_variances(items_of(longer), answers)[-1]
    slow = reference.expected_variance(longer, answers.tolist(), len(bank))
    assert expected == pytest.approx(slow, abs=1e-9)
