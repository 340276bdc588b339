"""Texts that say nearly the same are found, within a question and across the bank."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.lint.alike import COMMON_WORDS, COMPARED_WORDS, likeness, pairs
from tests.core.builders import Data, some
from tests.core.lintcases import (
    about_questions,
    frequency,
    knowledge,
    rating,
    rules_about,
    situation,
    worded,
)

OTHER = (
    "Ring the shop, and let them keep two bulbs back.",
    "Write down which model broke, then look it up.",
    "Offer a voucher, and thank them for waiting.",
    "Pass this on to your lead before lunch break.",
)


def other(**changes: object) -> Data:
    """Return a situation that shares little with the sound one."""
    text = "Two guests want one quiet room. Whom do you answer?"
    return worded(situation(key="other", text=text), *OTHER) | changes


def test_two_sound_questions_raise_nothing() -> None:
    assert about_questions(situation(), other(), rating(), frequency()) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("send a new  parcel and call when it is on its way.", "options-same"),
        ("Send one new parcel and call when it is on its way.", "options-alike"),
    ],
)
def test_options_of_a_question_that_read_alike_are_found(text: str, rule: str) -> None:
    made = worded(situation(), "Send a new parcel and call when it is on its way.", text)
    assert (rule, "questions[0].options[1]") in about_questions(made)


def test_options_may_differ_in_a_figure_alone() -> None:
    texts = (
        "Write: no food after 10:30 p.m. on Wednesday.",
        "Write: no food after 11 p.m. on Wednesday.",
    )
    assert rules_about(worded(situation(), *texts)) <= {"option-repeated"}


def test_options_may_share_half_their_words() -> None:
    text = "Send a new parcel and close the case at once."
    assert "options-alike" not in rules_about(worded(situation(), text))


def test_the_same_stem_twice_is_an_error_on_the_later_question() -> None:
    made = about_questions(situation(), other(text=situation()["text"].upper()))
    assert made == [("stems-same", "questions[1].text")]


def test_of_a_copy_only_the_question_is_said_to_be_the_same() -> None:
    made = about_questions(situation(), situation(key="copy"))
    assert made == [("stems-same", "questions[1].text")]


def test_a_stem_with_other_material_is_another_question() -> None:
    text = "Which reply is best?"
    lines = [{"who": "Guest", "text": "My room is far too loud to sleep."}]
    contexts: tuple[object, ...] = (
        "It is Monday.",
        {"kind": "chat", "lines": lines},
        {"kind": "message", "text": "Where is the parcel you promised me on Friday?"},
        {"kind": "table", "caption": "Waiting", "columns": ["Queue"], "rows": [["Phone"]]},
    )
    made = [
        knowledge(key=f"k{at}", text=text, context=context, options=_own(at))
        for at, context in enumerate(contexts)
    ]
    assert about_questions(*made) == []
    assert rules_about(*made, other(text=text, context=contexts[1])) == {"stems-same"}


def _own(at: int) -> list[Data]:
    return [
        {"key": "ab"[place], "text": f"word{at}{place}", "right": not place, "why": "So."}
        for place in range(2)
    ]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (
            "A lamp comes broken, and the guest needs light tonight. What do you do first?",
            {"stems-alike"},
        ),
        ("A kettle drips, and the guest needs tea tonight. What do you do first?", set()),
    ],
)
def test_a_stem_much_like_another_is_found(text: str, rules: set[str]) -> None:
    assert rules_about(situation(), other(text=text)) == rules


def test_an_option_met_again_in_another_question_is_found() -> None:
    again = worded(other(), "Send the new parcel and call when it is on its way.")
    assert about_questions(situation(), again) == [("option-repeated", "questions[1].options[0]")]


def test_short_options_and_the_steps_of_a_frequency_may_return() -> None:
    short = worded(rating(key="again", text="A caller shouts. What do you mostly do?"))
    steps = frequency(key="more", text="Of ten calls, how many did you log at once?")
    assert rules_about(rating(), frequency(), short, steps) == set()


def test_a_retired_question_is_compared_with_none() -> None:
    assert about_questions(situation(retired=True), situation(key="new")) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("a b c d", "A b c d.", 1),
        ("a b c d", "a b x d", 0.75),
        ("a b", "c d", 0),
        ("pay 5 today", "pay 6 today", 0),
        ("", "", 1),
    ],
)
def test_likeness_is_the_share_of_words_in_order(first: str, second: str, expected: float) -> None:
    assert likeness(first, second) == pytest.approx(expected)


@some
@given(st.lists(st.frozensets(st.sampled_from("abcdefghij"), max_size=9), max_size=9))
def test_the_quick_search_finds_what_comparing_all_would(bags: list[frozenset[str]]) -> None:
    slow = {
        (earlier, later)
        for later, bag in enumerate(bags)
        for earlier in range(later)
        if len(bag) >= COMPARED_WORDS
        and len(bags[earlier]) >= COMPARED_WORDS
        and len(bag & bags[earlier]) >= COMMON_WORDS * len(bag | bags[earlier])
    }
    assert set(pairs(bags)) == slow
    assert len(list(pairs(bags))) == len(slow)
