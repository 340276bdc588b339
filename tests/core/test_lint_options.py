"""What options give away, and what they leave unsaid, is found."""

import pytest

from tests.core.builders import Data
from tests.core.lintcases import (
    about_questions,
    changed_options,
    found,
    knowledge,
    rating,
    rules_about,
    several,
    situation,
    worded,
)


@pytest.mark.parametrize("why", [None, "", "  "])
@pytest.mark.parametrize("made", [situation(), knowledge(), several()])
def test_a_shown_option_without_a_reason_is_an_error(made: Data, why: str | None) -> None:
    (finding,) = (
        finding
        for finding in found(changed_options(made, "why", "Fine.", why))
        if finding.rule == "reason-missing"
    )
    assert (finding.severity, finding.place) == ("error", "questions[0].options[1]")


def test_a_claimed_option_needs_no_reason() -> None:
    assert about_questions(rating()) == []


@pytest.mark.parametrize(
    "text",
    [
        "All of the above help the customer here.",
        "Any of these options helps the customer.",
        "Neither of the options would be of help here.",
        "For this one customer, send none of these.",
    ],
)
def test_an_option_about_the_others_is_found(text: str) -> None:
    made = about_questions(worded(situation(), text))
    assert ("above-option", "questions[0].options[0]") in made


def test_of_these_may_name_things() -> None:
    text = "Send all of these parts at once, and call them."
    assert "above-option" not in rules_about(worded(situation(), text))


@pytest.mark.parametrize(
    "word", ["always", "Never", "all", "none", "only", "every", "everyone", "nobody", "nothing"]
)
def test_an_absolute_word_in_a_wrong_option_is_found(word: str) -> None:
    text = f"Tell the customer {word} of it can be swapped now."
    assert about_questions(
        worded(knowledge(), "Send a new lamp by taxi and call today.", text)
    ) == [("absolute-wrong", "questions[0].options[1]")]


@pytest.mark.parametrize(
    "text",
    [
        "Read all four steps to the customer once more.",
        "Read all of your 4 steps to the customer.",
        "Call every day until the new parcel is there.",
        "Call every two hours until the parcel is there.",
        "All right, send the new parcel as soon as you can.",
        "Call after all, and send a new parcel today.",
        "Allow a refund, and wholly close the case.",
    ],
)
def test_counts_rhythms_and_phrases_are_no_absolutes(text: str) -> None:
    made = worded(knowledge(), "Send a new lamp by taxi and call today.", text)
    assert rules_about(made) == set()


def test_an_absolute_word_gives_nothing_away_where_the_best_is_as_firm() -> None:
    firm = (
        "Send only the lamp, and call when it is there.",
        "Send only the bulb, and close the case.",
    )
    assert rules_about(worded(knowledge(), *firm)) == set()


@pytest.mark.parametrize(("credit", "rules"), [(0.5, set()), (0.45, {"absolute-wrong"})])
def test_a_situation_option_is_wrong_below_half_its_credit(credit: float, rules: set[str]) -> None:
    made = worded(situation(), "Send every customer a new parcel at once.")
    assert rules_about(changed_options(made, "credit", credit)) == rules


@pytest.mark.parametrize(("size", "rules"), [(93, set()), (94, {"best-longest"})])
def test_the_best_option_may_be_a_little_longer(size: int, rules: set[str]) -> None:
    texts = ("b" * 80, "c" * 81, "a" * size, "d" * 79)
    assert rules_about(worded(situation(), *texts)) == rules


def test_a_few_characters_more_are_not_seen() -> None:
    assert rules_about(worded(situation(), "b" * 22, "c" * 23, "a" * 33, "d" * 21)) == set()


def test_another_option_may_be_the_longest() -> None:
    assert rules_about(worded(situation(), "b" * 94, "c" * 80, "a" * 80, "d" * 80)) == set()


@pytest.mark.parametrize(("size", "rules"), [(50, set()), (51, {"right-longer"})])
def test_right_options_may_be_a_quarter_longer(size: int, rules: set[str]) -> None:
    texts = ("a" * size, "b" * size, "c" * 40, "d" * 40)
    assert rules_about(worded(several(), *texts)) == rules


def test_where_several_are_right_one_may_be_the_longest() -> None:
    assert rules_about(worded(several(), "a" * 58, "b" * 40, "c" * 40, "d" * 40)) == set()


@pytest.mark.parametrize(("size", "rules"), [(60, set()), (61, {"options-unlike"})])
def test_an_option_may_be_half_as_long_again(size: int, rules: set[str]) -> None:
    assert rules_about(worded(situation(), "a" * size, "b" * 40, "c" * 50, "d" * 50)) == rules


def test_short_options_may_differ_by_a_word_or_two() -> None:
    assert (
        rules_about(worded(situation(), "Call", "Wait for the lamp", "Write to them", "Go"))
        == set()
    )


@pytest.mark.parametrize(
    ("credits", "rules"),
    [
        ((1, 0, 0, 0), {"credits-narrow"}),
        ((1, 0, 0.5, 0), set()),
        ((1, 0, 0.5, 1), {"best-tied"}),
        ((1, 0, 1, 0), {"best-tied", "credits-narrow"}),
    ],
)
def test_a_situation_needs_a_spread_of_credits(
    credits: tuple[float, ...],  # noqa: A002 - the builtin is for the prompt
    rules: set[str],
) -> None:
    assert rules_about(changed_options(situation(), "credit", *credits)) == rules
