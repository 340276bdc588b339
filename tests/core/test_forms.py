"""Which questions an attempt asks."""

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.compiled import Bank, Compiled
from assess.core.edition import Question
from assess.core.forms import form_of, ranking
from assess.core.model import item_of
from tests.core.builders import NONE, Sketch, few, some
from tests.core.reference import expected_variance
from tests.core.strategies import sketches

RATING = Sketch("rating")
FREQUENCY = Sketch("frequency")
SITUATION = Sketch("situation", credits=(0, 0.25, 0.6, 1))
KNOWLEDGE = Sketch("knowledge", count=4)
SEVERAL = Sketch("knowledge_several", count=5, keyed=3)

SHOWN = ("situation", "knowledge", "knowledge_several")

banks = st.lists(sketches, min_size=1, max_size=9)
counts = st.integers(1, 10)


def bank_of(bank: list[Sketch], *retired: int) -> list[Question]:
    """Return a bank of questions q0, q1, …, some of them retired."""
    return [
        sketch.question(f"q{place}", retired=place in retired) for place, sketch in enumerate(bank)
    ]


def form(
    bank: list[Question],
    count: int,
    *,
    technical: bool = False,
    held: Collection[str] = (),
    seen: Collection[str] = (),
) -> tuple[str, ...]:
    """Choose a form from a bank."""
    ranked = ranking(bank, [item_of(question) for question in bank])
    return form_of(bank, ranked, count, technical=technical, held=held, seen=seen)


def kinds(bank: Bank, keys: tuple[str, ...]) -> list[str]:
    """Return the kinds of a form's questions."""
    return [question.kind for question in bank.questions if question.key in keys]


@some
@given(banks, counts, st.booleans())
def test_a_form_has_the_number_asked_for_or_the_whole_bank(
    bank: list[Sketch], count: int, technical: bool
) -> None:
    keys = form(bank_of(bank), count, technical=technical)
    assert len(keys) == len(set(keys)) == min(count, len(bank))


@some
@given(banks, counts, st.booleans())
def test_a_form_stands_in_the_order_of_the_edition(
    bank: list[Sketch], count: int, technical: bool
) -> None:
    order = [f"q{place}" for place in range(len(bank))]
    keys = form(bank_of(bank), count, technical=technical)
    assert list(keys) == [key for key in order if key in keys]


@some
@given(banks, counts, st.data())
def test_a_retired_question_is_never_asked(
    bank: list[Sketch], count: int, data: st.DataObject
) -> None:
    retired = data.draw(st.sets(st.integers(0, len(bank) - 1)))
    keys = form(bank_of(bank, *retired), count)
    assert not {f"q{place}" for place in retired} & set(keys)
    assert len(keys) == min(count, len(bank) - len(retired))


@few
@given(banks, counts, st.booleans())
def test_the_same_bank_gives_the_same_form(bank: list[Sketch], count: int, technical: bool) -> None:
    first, second = (form(bank_of(bank), count, technical=technical) for _ in range(2))
    assert first == second


@few
@given(banks, st.booleans())
def test_of_equal_questions_the_earlier_ones_are_asked(bank: list[Sketch], technical: bool) -> None:
    twice = bank_of([*bank, *bank])
    early = {f"q{place}" for place in range(len(bank))}
    keys = form(twice, len(bank), technical=technical)
    for key in set(keys) - early:
        assert f"q{int(key[1:]) - len(bank)}" in keys


def least(bank: list[Sketch], *kinds: str) -> str:
    """Return the question of some kinds with the least expected variance, worked out slowly."""
    nothing = [NONE] * len(bank)
    fitting = [place for place, sketch in enumerate(bank) if sketch.kind in kinds]
    variances = {place: expected_variance(bank, nothing, place) for place in fitting}
    return f"q{min(fitting, key=lambda place: round(variances[place], 9))}"


def test_each_sort_is_filled_with_the_question_that_tells_most() -> None:
    bank = [
        Sketch("rating", weight=0.5),
        Sketch("rating", weight=2),
        Sketch("frequency", count=3, difficulty="hard"),
        Sketch("frequency", count=6),
        Sketch("situation", credits=(0, 1), difficulty="easy"),
        Sketch("situation", credits=(0, 0.25, 0.6, 1)),
        Sketch("knowledge", count=2),
        Sketch("knowledge", count=5, weight=1.5),
        Sketch("knowledge_several", count=6, keyed=4),
    ]
    sorts = (("rating",), ("frequency",), ("situation",), SHOWN[1:])
    chosen = {least(bank, *sort) for sort in sorts}
    keys = form(bank_of(bank), 5, technical=True)
    assert chosen == {"q1", "q3", "q5", "q8"}
    assert chosen < set(keys)
    left = [place for place in (6, 7) if f"q{place}" in keys]
    nothing = [NONE] * len(bank)
    both = {place: expected_variance(bank, nothing, place) for place in (6, 7)}
    assert left == [min(both, key=lambda place: both[place])]


def test_what_is_asked_beyond_the_balance_tells_most_of_all_that_is_shown() -> None:
    bank = [RATING, FREQUENCY, SITUATION, KNOWLEDGE, SEVERAL]
    keys = form(bank_of(bank), 3)
    assert keys == ("q0", "q2", least(bank, "knowledge", "knowledge_several"))


@pytest.mark.parametrize(
    ("count", "technical", "expected"),
    [
        (1, False, "r"),
        (2, False, "rs"),
        (3, True, "rsk"),
        (3, False, "rs"),
        (4, True, "rskk"),
        (5, True, "rfskk"),
        (5, False, "rfs"),
        (8, True, "rfskk"),
        (8, False, "rfs"),
    ],
)
def test_the_balance_is_filled_before_anything_else(
    shipped: Compiled, count: int, technical: bool, expected: str
) -> None:
    for bank in shipped.banks:
        if (bank.skill.kind == "technical") is not technical:
            continue
        keys = form_of(bank.questions, bank.ranked, count, technical=technical)
        letters = "".join(kind[0] for kind in kinds(bank, keys))
        assert letters.count("r") == expected.count("r")
        assert letters.count("f") == expected.count("f")
        assert letters.count("s") >= expected.count("s")
        assert letters.count("k") >= expected.count("k")


def test_every_skill_s_quick_form_has_one_claim_and_two_shown(shipped: Compiled) -> None:
    for bank in shipped.banks:
        asked = kinds(bank, shipped.forms["quick"])
        assert (len(asked), asked.count("rating"), asked.count("frequency")) == (3, 1, 0)
        assert "situation" in asked
        assert ("k" in {kind[0] for kind in asked}) or bank.skill.kind == "soft"


def test_every_skill_s_thorough_form_has_two_claims_and_six_shown(shipped: Compiled) -> None:
    for bank in shipped.banks:
        asked = kinds(bank, shipped.forms["thorough"])
        assert (len(asked), asked.count("rating"), asked.count("frequency")) == (8, 1, 1)
        assert "situation" in asked


def test_every_skill_s_standard_form_has_two_claims_and_three_shown(shipped: Compiled) -> None:
    for bank in shipped.banks:
        asked = kinds(bank, shipped.forms["standard"])
        assert len(asked) == 5
        assert (asked.count("rating"), asked.count("frequency")) == (1, 1)
        assert "situation" in asked
        if bank.skill.kind == "technical":
            assert sum(kind.startswith("knowledge") for kind in asked) >= 2


@pytest.mark.parametrize("lacking", ["rating", "frequency", "situation", "knowledge"])
def test_where_a_sort_is_lacking_the_best_question_left_is_asked(lacking: str) -> None:
    bank = [
        sketch
        for sketch in (RATING, FREQUENCY, SITUATION, KNOWLEDGE, SEVERAL, SITUATION, RATING)
        if not sketch.kind.startswith(lacking)
    ]
    assert len(form(bank_of(bank), 5, technical=True)) == min(5, len(bank))


def test_a_bank_of_claims_alone_still_fills_a_form() -> None:
    assert form(bank_of([RATING, FREQUENCY, RATING, FREQUENCY]), 3) == ("q0", "q1", "q2")


def test_an_empty_bank_gives_an_empty_form() -> None:
    assert form([], 5) == ()


def test_a_bank_retired_altogether_gives_an_empty_form() -> None:
    assert form(bank_of([RATING, SITUATION], 0, 1), 5) == ()
