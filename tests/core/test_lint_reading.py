"""Words, sentences and syllables are counted as a person counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.lint.reading import grade, sentences, syllables, words
from tests.core.builders import some


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1), ("table", 2), ("note", 1), ("notes", 1), ("noted", 2), ("boxes", 2),
        ("asked", 1), ("added", 2), ("handled", 2), ("called", 1), ("whole", 1), ("the", 1),
        ("statement", 2), ("safely", 2), ("careless", 2), ("useful", 2), ("settlement", 3),
        ("medial", 3), ("social", 2), ("video", 3), ("annual", 3), ("language", 2),
        ("going", 2), ("trying", 2), ("paying", 2), ("quiet", 2), ("client", 2), ("patient", 2),
        ("easier", 3), ("happiest", 3), ("question", 2), ("curious", 3), ("continuous", 4),
        ("stayed", 1), ("tried", 1), ("player", 2), ("happy", 2), ("you", 1), ("year", 1),
        ("every", 2), ("people", 2), ("Business", 2), ("didn't", 2), ("couldn’t", 2),
        ("don't", 1), ("customer’s", 3), ("idea's", 3), ("hmm", 1), ("24", 1),
        ("été", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It is late. Go home.", 2),
        ("Call at 9 a.m. today.", 1),
        ("Closed at 10 p.m. Since Monday it is 8.", 2),
        ("He says: “Stop.” She stops.", 2),
        ("“Is it bad?” “No.”", 2),
        ("Really?! Yes … Then go.", 3),
        ("first line\nsecond line", 2),
        ("  ", 0),
        ("…", 0),
    ],
)
def test_a_sentence_ends_where_another_begins(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_figure_is_a_word_and_an_apostrophe_parts_none() -> None:
    text = "At 4:20, it’s 1–2 of 1,000 (25%)"
    assert words(text) == ["At", "4:20,", "it’s", "1–2", "of", "1,000", "25"]


def test_a_text_counted_by_hand_gets_the_grade_of_the_formula() -> None:
    # 6 + 6 words in 2 sentences, 6 + 10 syllables.
    text = "The cat sat on the mat. Careful agents read the letter again."
    assert grade([text]) == pytest.approx(0.39 * 12 / 2 + 11.8 * 16 / 12 - 15.59)


def test_the_grade_of_one_long_sentence_is_high() -> None:
    # 11 words, 29 syllables: organization 5, regularly 4, communicates 4, considerable 5,
    # administrative 5, and six of one.
    text = "The organization regularly communicates considerable administrative work to all of us."
    assert grade([text]) == pytest.approx(0.39 * 11 + 11.8 * 29 / 11 - 15.59)


def test_labels_are_passed_over() -> None:
    assert grade(["None", "1–2", "Very often so"]) is None
    assert grade([]) is None
    prose = "The cat sat on the mat."
    assert grade([prose, "None"]) == grade([prose])


@some
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_can_be_graded(texts: list[str]) -> None:
    found = grade(texts)
    assert found is None or found > -20
    assert all(syllables(word) >= 1 for text in texts for word in words(text))
