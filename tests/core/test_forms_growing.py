"""Forms that keep what is asked already, and forms for somebody who has been here before."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.compiled import Compiled, choose_form
from assess.core.forms import ranking
from assess.core.model import item_of
from tests.core.builders import NONE, Sketch, few, some
from tests.core.reference import expected_variance
from tests.core.strategies import sketches
from tests.core.test_forms import FREQUENCY, KNOWLEDGE, RATING, SITUATION, bank_of, form

SORTS: Final = {"rating": "r", "frequency": "f", "situation": "s", "knowledge": "k"}
LENGTHS: Final = (3, 5, 8)

banks = st.lists(sketches, min_size=1, max_size=12)


@dataclass(frozen=True)
class Case:
    """A bank, a length, and what is held, seen and retired of the bank."""

    bank: list[Sketch]
    count: int
    technical: bool
    held: set[str]
    seen: set[str]
    retired: set[int]

    @property
    def keys(self) -> list[str]:
        return [f"q{place}" for place in range(len(self.bank))]

    def sort(self, key: str) -> str:
        """Return a question's sort as a letter."""
        return SORTS[self.bank[int(key[1:])].kind.removesuffix("_several")]

    def form(self) -> tuple[str, ...]:
        """Choose the form."""
        return form(
            bank_of(self.bank, *self.retired),
            self.count,
            technical=self.technical,
            held=self.held,
            seen=self.seen,
        )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return a bank with any part of it held, seen, retired."""
    bank = draw(banks)
    keys = [f"q{place}" for place in range(len(bank))]
    return Case(
        bank,
        draw(st.integers(1, 10)),
        draw(st.booleans()),
        draw(st.sets(st.sampled_from(keys), max_size=6)),
        draw(st.sets(st.sampled_from(keys))),
        draw(st.sets(st.integers(0, len(bank) - 1), max_size=3)),
    )


@some
@given(cases())
def test_everything_held_stays_even_what_was_retired_since(case: Case) -> None:
    assert case.held <= set(case.form())


@some
@given(cases())
def test_a_form_grows_to_its_length_or_to_the_whole_bank_and_never_shrinks(case: Case) -> None:
    found = case.form()
    usable = case.held | {f"q{place}" for place in range(len(case.bank))} - {
        f"q{place}" for place in case.retired
    }
    assert len(found) == len(set(found)) == max(len(case.held), min(case.count, len(usable)))
    assert set(found) <= usable


@some
@given(cases())
def test_a_grown_form_stands_in_the_order_of_the_edition(case: Case) -> None:
    found = case.form()
    assert list(found) == [key for key in case.keys if key in found]


@some
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_held_and_seen_does_not_matter(case: Case, random: Random) -> None:
    questions = bank_of(case.bank, *case.retired)
    held, seen = sorted(case.held), sorted(case.seen)
    random.shuffle(held)
    random.shuffle(seen)
    again = form(questions, case.count, technical=case.technical, held=tuple(held), seen=seen)
    assert again == case.form()


@some
@given(cases())
def test_a_seen_question_is_added_only_where_no_unseen_one_of_its_sort_is_left(case: Case) -> None:
    found = case.form()
    left = [
        key
        for place, key in enumerate(case.keys)
        if key not in found and key not in case.seen and place not in case.retired
    ]
    for key in set(found) & case.seen - case.held:
        assert case.sort(key) not in {case.sort(other) for other in left}


@some
@given(cases())
def test_who_has_seen_everything_gets_what_a_newcomer_gets(case: Case) -> None:
    questions = bank_of(case.bank, *case.retired)
    fresh = form(questions, case.count, technical=case.technical)
    assert form(questions, case.count, technical=case.technical, seen=case.keys) == fresh


def wanted(count: int, *, technical: bool) -> dict[str, int]:
    """Return how many questions of each sort a form has at least, a bank permitting."""
    claims = "r" if count < 5 else "rf"
    order = claims + ("skk" if technical else "s")
    return {sort: order[:count].count(sort) for sort in "rfsk"}


def assert_balanced(case: Case, keys: Sequence[str]) -> None:
    bank = [case.sort(key) for key in case.keys]
    asked = [case.sort(key) for key in keys]
    for sort, least in wanted(case.count, technical=case.technical).items():
        assert asked.count(sort) >= min(least, bank.count(sort)), sort


@some
@given(banks, st.integers(1, 10), st.booleans(), st.data())
def test_every_length_is_balanced_as_far_as_the_bank_permits(
    bank: list[Sketch], count: int, technical: bool, data: st.DataObject
) -> None:
    seen = data.draw(st.sets(st.sampled_from([f"q{place}" for place in range(len(bank))])))
    case = Case(bank, count, technical, set(), seen, set())
    assert_balanced(case, case.form())


@some
@given(banks, st.booleans(), st.data())
def test_a_form_that_grows_step_by_step_is_nested_and_balanced_at_each(
    bank: list[Sketch], technical: bool, data: st.DataObject
) -> None:
    seen = data.draw(st.sets(st.sampled_from([f"q{place}" for place in range(len(bank))])))
    held: tuple[str, ...] = ()
    for count in LENGTHS:
        case = Case(bank, count, technical, set(held), seen, set())
        longer = case.form()
        assert set(held) <= set(longer)
        assert_balanced(case, longer)
        held = longer


def test_claims_are_not_added_beyond_the_balance_while_anything_shown_is_left() -> None:
    bank = bank_of([RATING] * 3 + [FREQUENCY] * 3 + [SITUATION] * 8)
    for count, claims in ((3, 1), (5, 2), (8, 2)):
        assert sum(int(key[1:]) < 6 for key in form(bank, count)) == claims


@pytest.mark.parametrize("technical", [False, True])
def test_of_equal_questions_the_unseen_one_is_asked_and_else_the_earlier(technical: bool) -> None:
    bank = bank_of([RATING, RATING, SITUATION, SITUATION, KNOWLEDGE, KNOWLEDGE])
    assert form(bank, 2, technical=technical) == ("q0", "q2")
    assert form(bank, 2, technical=technical, seen={"q0", "q2"}) == ("q1", "q3")
    assert form(bank, 2, technical=technical, seen={"q1", "q3"}) == ("q0", "q2")
    assert form(bank, 2, technical=technical, seen={"q0", "q1", "q2"}) == ("q0", "q3")


def test_a_held_question_is_kept_though_another_tells_more_and_takes_its_sort_s_place() -> None:
    weak, strong = Sketch("rating", weight=0.25), Sketch("rating", weight=2)
    bank = bank_of([weak, strong, SITUATION, SITUATION])
    assert form(bank, 2) == ("q1", "q2")
    assert form(bank, 2, held=["q0"]) == ("q0", "q2")
    assert form(bank, 1, held=["q0", "q3"]) == ("q0", "q3")


def test_where_only_seen_questions_fit_the_best_of_them_is_asked_again() -> None:
    weak, strong = (Sketch("situation", credits=(0, 1), weight=weight) for weight in (0.25, 2))
    bank = bank_of([RATING, RATING, weak, strong])
    assert form(bank, 2, seen={"q0", "q2", "q3"}) == ("q1", "q3")


def test_a_sort_that_the_bank_lacks_takes_no_place_from_one_that_it_has() -> None:
    bank = bank_of([FREQUENCY] * 4 + [KNOWLEDGE] * 2)
    held = form(bank, 3, technical=True)
    longer = form(bank, 5, technical=True, held=held)
    assert {"q4", "q5"} <= set(longer)


@few
@given(banks, st.data())
def test_questions_are_ranked_by_how_much_each_tells_without_the_retired(
    bank: list[Sketch], data: st.DataObject
) -> None:
    retired = data.draw(st.sets(st.integers(0, len(bank) - 1), max_size=2))
    questions = bank_of(bank, *retired)
    ranked = ranking(questions, [item_of(question) for question in questions])
    assert sorted(ranked) == sorted(f"q{p}" for p in range(len(bank)) if p not in retired)
    nothing = [NONE] * len(bank)
    left = [round(expected_variance(bank, nothing, int(key[1:])), 6) for key in ranked]
    assert left == sorted(left)


def test_equal_questions_are_ranked_as_they_stand() -> None:
    questions = bank_of([SITUATION, RATING, SITUATION, RATING])
    ranked = ranking(questions, [item_of(question) for question in questions])
    assert ranked.index("q0") < ranked.index("q2")
    assert ranked.index("q1") < ranked.index("q3")


def test_the_shipped_lengths_are_nested_and_grow_into_one_another(shipped: Compiled) -> None:
    for shorter, longer in itertools.pairwise(("quick", "standard", "thorough")):
        held, count = shipped.forms[shorter], shipped.edition.lengths[longer]
        assert set(held) < set(shipped.forms[longer])
        assert choose_form(shipped.banks, count, held=held) == shipped.forms[longer]


@pytest.mark.parametrize("length", ["quick", "standard", "thorough"])
def test_a_retake_of_the_shipped_edition_repeats_only_what_its_banks_cannot_spare(
    length: str, shipped: Compiled
) -> None:
    count = shipped.edition.lengths[length]
    seen = frozenset(shipped.forms[length])
    again = choose_form(shipped.banks, count, seen=seen)
    assert len(again) == len(seen)
    for bank in shipped.banks:
        keys = {question.key: question.kind for question in bank.questions}
        left = {sort_of(keys[key]) for key in bank.ranked if key not in seen and key not in again}
        repeated = {sort_of(keys[key]) for key in again if key in seen and key in keys}
        assert not repeated & left
    assert again == choose_form(shipped.banks, count, seen=shipped.forms[length][::-1])


def sort_of(kind: str) -> str:
    """Return a kind's sort as a letter."""
    return SORTS[kind.removesuffix("_several")]


def test_growing_after_an_earlier_attempt_adds_what_was_not_seen_in_it(shipped: Compiled) -> None:
    earlier = shipped.forms["quick"]
    retake = choose_form(shipped.banks, 3, seen=earlier)
    grown = choose_form(shipped.banks, 5, held=retake, seen={*earlier, *retake})
    assert set(retake) < set(grown)
    assert len(grown) == 40
    claims = {q.key for q in shipped.edition.questions if q.claimed}
    added_shown = set(grown) - set(retake) - claims
    assert not added_shown & set(earlier)
