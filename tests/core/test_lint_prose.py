"""What is hard to read, too long or mistyped is found where it stands."""

import pytest

from tests.core.builders import Data
from tests.core.lintcases import (
    about_questions,
    about_skill,
    changed_options,
    knowledge,
    rating,
    rules_about,
    situation,
    worded,
)

HARD = (
    "Immediately investigate the circumstances surrounding the unsatisfactory delivery situation.",
    "Subsequently communicate the organization's compensation possibilities to the customer.",
    "Simultaneously coordinate alternative transportation arrangements with the contractor.",
    "Eventually document the irregularities discovered during the investigation procedure.",
)
WORD = "so "


def test_a_sound_question_raises_nothing() -> None:
    for made in (situation(), knowledge(), rating()):
        assert about_questions(made) == []


def test_a_hard_question_is_found_as_a_whole() -> None:
    assert about_questions(worded(situation(), *HARD)) == [("reading-grade", "questions[0]")]


def test_one_hard_option_among_easy_ones_is_let_pass() -> None:
    assert "reading-grade" not in rules_about(worded(situation(), HARD[1]))


def test_hard_reasons_are_found_apart_from_the_question() -> None:
    hard = changed_options(situation(), "why", *HARD)
    assert about_questions(hard) == [("reason-grade", "questions[0]")]


def test_a_text_of_a_few_words_is_not_graded() -> None:
    assert "reading-grade" not in rules_about(rating(text="Characteristically uncooperative?"))


@pytest.mark.parametrize(("count", "rules"), [(25, set()), (26, {"sentence-long"})])
def test_a_sentence_may_have_twenty_five_words(count: int, rules: set[str]) -> None:
    text = " ".join(["is", "it"] * 13).split()[:count]
    assert rules_about(situation(text=" ".join(text) + "?")) == rules


def test_a_long_sentence_is_found_in_a_reason_and_named_by_its_opening() -> None:
    long = "You " + "do it and " * 9 + "rest."
    made = changed_options(situation(), "why", "Fine.", f"It helps. {long}")
    assert about_questions(made) == [("sentence-long", "questions[0].options[1].why")]


@pytest.mark.parametrize(("size", "rules"), [(300, set()), (301, {"stem-long"})])
def test_a_stem_may_fill_eight_lines_of_a_phone(size: int, rules: set[str]) -> None:
    assert rules_about(situation(text=_sized(size))) == rules


@pytest.mark.parametrize(("size", "rules"), [(170, set()), (171, {"option-long"})])
def test_an_option_has_a_length_limit(size: int, rules: set[str]) -> None:
    texts = [
        _sized(size - 1, word) + "." for word in ("Ask it ", "Call up ", "Do well ", "Let go ")
    ]
    assert rules_about(worded(situation(), *texts)) == rules


@pytest.mark.parametrize(("size", "rules"), [(200, set()), (201, {"reason-long"})])
def test_a_reason_has_a_length_limit(size: int, rules: set[str]) -> None:
    assert rules_about(changed_options(situation(), "why", _sized(size))) == rules


def _sized(size: int, sentence: str = "It is so. ") -> str:
    """Return short sentences with that many characters in all, no space at the end."""
    return (f"{sentence.strip(' .')}. " * size)[: size - 1].rstrip().ljust(size, "x")


@pytest.mark.parametrize(
    "slip",
    [
        "Is  it?",
        "Is it so ?",
        "So , is it?",
        " Is it?",
        "Is it? ",
        "Is is it?",
        "Is\u00a0\u00a0it?",
    ],
)
def test_slips_of_typing_are_found(slip: str) -> None:
    assert about_questions(situation(text=slip)) == [("typing-slip", "questions[0].text")]


@pytest.mark.parametrize(
    "text",
    [
        "Is it 3 : 1?",
        "Had he had had it?",
        "Is that that?",
        "One line\nand another?",
        "Why … now?",
        "A b: c?",
    ],
)
def test_what_only_looks_like_a_slip_is_let_pass(text: str) -> None:
    assert "typing-slip" not in rules_about(situation(text=text))


@pytest.mark.parametrize("field", ["hint", "why", "text"])
def test_slips_are_found_in_every_part_of_an_option(field: str) -> None:
    made = changed_options(situation(), field, "Send a new  parcel and call when it is on its way.")
    assert about_questions(made) == [("typing-slip", f"questions[0].options[0].{field}")]


@pytest.mark.parametrize(
    ("made", "place"),
    [
        (situation(text=" "), "questions[0].text"),
        (worded(rating(), "I wait.", "\n"), "questions[0].options[1].text"),
    ],
)
def test_a_blank_text_is_an_error(made: Data, place: str) -> None:
    assert ("text-blank", place) in about_questions(made)


def test_the_context_may_hold_what_customers_write() -> None:
    text = "I  asked asked you , twice ! " + WORD * 40
    assert about_questions(situation(context={"kind": "message", "text": text})) == []


def test_level_sentences_are_read_too() -> None:
    levels = [HARD[0], HARD[1], HARD[2], HARD[3] + "  Twice.", "You rest " + "and rest " * 13]
    found = about_skill(skill={"levels": levels})
    assert {"reading-grade", "typing-slip", "sentence-long"} <= set(found)
    assert found["typing-slip"] == "The level 5 holds a space at its edge."
