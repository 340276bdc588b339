"""What is asked twice, the wrong way round or with praise is found."""

import pytest

from tests.core.builders import Data
from tests.core.lintcases import (
    about_questions,
    frequency,
    knowledge,
    rating,
    rules_about,
    situation,
    worded,
)


@pytest.mark.parametrize(
    "text",
    [
        "What do you do? Why?",
        "What do you say and how do you say it?",
        "Is it late, or is it early?",
        "Do you call, and what do you say?",
        "Name the reply and how it ends.",
        "A guest asks: “Is it bad?” What do you say? What do you do?",
    ],
)
def test_two_questions_in_one_are_found(text: str) -> None:
    assert about_questions(situation(text=text)) == [("double-barrelled", "questions[0].text")]


@pytest.mark.parametrize(
    "text",
    [
        "A guest asks: “Is it bad? And when will I know?” What do you say?",
        'A guest asks: "Why? And how?" What do you say?',
        "A guest asks: ‘Isn’t it late? Why?’ What do you say?",
        "Which lamp and cable do you send?",
        "You ask what broke and how it broke. What do you do next?",
        "Which of these?!",
    ],
)
def test_what_others_ask_and_what_is_told_are_no_second_question(text: str) -> None:
    assert rules_about(situation(text=text)) == set()


def test_a_claim_about_two_things_is_a_note() -> None:
    joined = frequency(text="Think of ten days. On how many did you show or tell it?")
    assert rules_about(joined) == {"joined-claim"}
    assert rules_about(frequency(text="You show and tell. On how many days did you?")) == set()
    assert rules_about(situation(text="What do you show or tell?")) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Which reply is not right?",
        "Which reply is NOT right?",
        "Which of these would you never say?",
        "All of these are right except which?",
        "Which of these doesn't help?",
        "Which of these doesn’t help?",
        "Which is least helpful?",
        "Which reply cannot help?",
        "It is late. Name what is not right.",
    ],
)
def test_a_negative_in_the_question_is_found(text: str) -> None:
    assert about_questions(situation(text=text)) == [("negative-stem", "questions[0].text")]


@pytest.mark.parametrize(
    "text",
    [
        "The caller cannot sign in. What do you do?",
        "A guest says: “I will not pay!” What do you do?",
        "Which reply helps at least two guests?",
        "Which reply helps not only one guest?",
        "What do you note?",
        "Nobody is free. What do you do?",
    ],
)
def test_a_negative_in_the_story_is_no_negative_question(text: str) -> None:
    assert rules_about(situation(text=text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Which is NOT untrue?",
        "You cannot help without a code. What do you do?",
        "Nobody may enter unless no alarm rings. What do you do?",
        "Which is never impossible?",
    ],
)
def test_two_negatives_in_one_sentence_are_found_once(text: str) -> None:
    assert about_questions(situation(text=text)) == [("double-negative", "questions[0].text")]


def test_negatives_in_two_sentences_are_no_double_negative() -> None:
    assert rules_about(situation(text="It did not open. It cannot close. What now?")) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Which help? Choose all that apply.",
        "Which help? (Select all that apply)",
        "Which help? Tick every box that fits.",
        "Which help? Choose one answer.",
    ],
)
def test_an_instruction_in_the_stem_is_found(text: str) -> None:
    assert rules_about(knowledge(text=text)) == {"instruction-left"}


@pytest.mark.parametrize(
    "text",
    ["A guest must choose one room. What helps?", "You check all rooms. Which fee applies?"],
)
def test_choosing_in_the_story_is_no_instruction(text: str) -> None:
    assert rules_about(knowledge(text=text)) == set()


@pytest.mark.parametrize(
    "text", ["I am a good listener.", "I write well.", "I am an EXPERT.", "I explain it perfectly."]
)
def test_praise_in_a_claimed_option_is_found(text: str) -> None:
    found = about_questions(worded(rating(), "I wait.", text))
    assert found == [("value-word", "questions[0].options[1].text")]


@pytest.mark.parametrize(
    "text",
    ["I ask as well.", "I call well before noon.", "I sell goods.", "I fill the well-known form."],
)
def test_a_word_that_only_looks_like_praise_is_let_pass(text: str) -> None:
    assert rules_about(worded(rating(), "I wait.", text)) == set()


@pytest.mark.parametrize(
    ("made", "rules"),
    [
        (rating(text="How good are you at this?"), {"value-word"}),
        (rating(text="You had a good day. What do you usually do?"), set()),
        (situation(text="Which reply is best?"), set()),
        (worded(situation(), "Send a good lamp and call when it is on its way."), set()),
    ],
)
def test_praise_counts_in_what_a_claim_asks(made: Data, rules: set[str]) -> None:
    assert rules_about(made) == rules
