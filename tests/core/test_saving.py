"""Whether an answer that arrives is saved: twice is once, and another tab is asked about."""

from dataclasses import dataclass, replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from assess.core.answers import Answer
from assess.core.saving import decide


@dataclass(frozen=True)
class Choice:
    """An answer, the page it comes from, and which of that page's choices it is."""

    answer: Answer
    save_id: str = "page-1"
    turn: int = 0


def chosen(option: str, page: str = "page-1", turn: int = 0) -> Choice:
    """Return the choice of one option."""
    return Choice(Answer("given", (option,)), page, turn)


answers = st.one_of(
    st.just(Answer("not_sure")),
    st.just(Answer("not_applicable")),
    st.lists(st.sampled_from("abcd"), min_size=1, unique=True).map(
        lambda options: Answer("given", tuple(sorted(options)))
    ),
)
pages = st.sampled_from(["page-1", "page-2", "page-3"])
seen_pages = st.one_of(pages, st.just(""))
choices = st.builds(Choice, answers, pages, st.integers(0, 4))


def test_a_first_answer_is_written() -> None:
    assert decide(None, chosen("b"), "") == "write"


def test_a_double_click_writes_once() -> None:
    assert decide(chosen("b"), chosen("b"), "") == "same"


def test_a_page_may_replace_what_it_saved_itself() -> None:
    assert decide(chosen("a"), chosen("b"), "") == "write"
    assert decide(chosen("a", turn=1), chosen("b", turn=2), "") == "write"


def test_a_page_that_showed_the_saved_answer_may_replace_it() -> None:
    assert decide(chosen("a"), chosen("b", "page-2"), "page-1") == "write"


def test_a_page_that_knows_nothing_of_the_saved_answer_conflicts() -> None:
    assert decide(chosen("a"), chosen("b", "page-2"), "") == "conflict"


def test_a_page_that_saw_an_older_save_conflicts() -> None:
    assert decide(chosen("a", "page-2"), chosen("b", "page-3"), "page-1") == "conflict"


def test_a_later_turn_of_another_page_conflicts_all_the_same() -> None:
    assert decide(chosen("a", turn=1), chosen("b", "page-2", turn=9), "") == "conflict"


def test_not_sure_replaced_from_elsewhere_conflicts() -> None:
    unsure = Choice(Answer("not_sure"))
    assert decide(unsure, chosen("b", "page-2"), "") == "conflict"


def test_a_choice_that_a_later_one_has_overtaken_is_passed_over() -> None:
    assert decide(chosen("b", turn=2), chosen("a", turn=1), "") == "same"


def test_a_later_choice_of_the_same_answer_is_written_so_that_earlier_ones_stay_behind() -> None:
    again = chosen("a", turn=3)
    assert decide(chosen("a", turn=1), again, "") == "write"
    assert decide(again, chosen("b", turn=2), "") == "same"


@given(choices, pages, st.integers(0, 4), seen_pages)
def test_saving_the_same_answer_is_never_a_conflict(
    stored: Choice, page: str, turn: int, seen: str
) -> None:
    assert decide(stored, Choice(stored.answer, page, turn), seen) != "conflict"
    if page != stored.save_id or turn <= stored.turn:
        assert decide(stored, Choice(stored.answer, page, turn), seen) == "same"


@given(choices, seen_pages)
def test_what_was_written_needs_no_second_write(arriving: Choice, seen: str) -> None:
    assert decide(arriving, arriving, seen) == "same"


@given(choices, choices, seen_pages)
def test_a_conflict_is_another_answer_by_a_page_unknown_to_this_one(
    stored: Choice, arriving: Choice, seen: str
) -> None:
    unknown = stored.answer != arriving.answer and stored.save_id not in (arriving.save_id, seen)
    assert (decide(stored, arriving, seen) == "conflict") == unknown


@given(st.lists(choices, min_size=1), seen_pages)
def test_one_page_alone_never_conflicts_with_itself(arriving: list[Choice], seen: str) -> None:
    stored: Choice | None = None
    for choice in arriving:
        mine = replace(choice, save_id="page-1")
        decision = decide(stored, mine, seen)
        assert decision != "conflict"
        stored = mine if decision == "write" else stored


@given(st.lists(answers, min_size=1), st.randoms())
def test_in_whatever_order_a_page_s_choices_arrive_its_last_one_stays(
    made: list[Answer], random: Random
) -> None:
    arriving = [Choice(answer, turn=turn) for turn, answer in enumerate(made, start=1)]
    stored: Choice | None = None
    for choice in random.sample(arriving * 2, 2 * len(arriving)):
        if decide(stored, choice, "") == "write":
            stored = choice
    assert stored == arriving[-1]
