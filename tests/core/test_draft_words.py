"""The words that changed between two texts."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.draft.words import marked
from tests.core.builders import some

texts = st.text(alphabet="ab .\n“é😀", max_size=40)


@given(texts, texts)
@some
def test_the_pieces_of_a_version_are_the_version(before: str, after: str) -> None:
    found = marked(before, after)
    assert tuple("".join(run.text for run in side) for side in found) == (before, after)
    assert all(run.text for side in found for run in side)


@given(texts)
@some
def test_nothing_is_marked_in_a_text_that_stayed(text: str) -> None:
    assert not any(run.changed for side in marked(text, text) for run in side)


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("You ask why.", "You ask him why.", [], ["him "]),
        ("Ask once more today", "Ask twice more today", ["once"], ["twice"]),
        ("One two three", "One two three four", [], [" four"]),
        ("One two three", "", [], []),
        ("Something old", "Quite another thing", [], []),
        ("50", "60", [], []),
    ],
)
def test_the_words_that_changed_are_marked(
    before: str, after: str, gone: list[str], new: list[str]
) -> None:
    found = marked(before, after)
    assert [[run.text for run in side if run.changed] for side in found] == [gone, new]


def test_very_long_texts_are_compared_at_their_ends_alone() -> None:
    start, end = "word " * 9000, "last " * 9000
    before = f"{start}{'a b ' * 500}{end}"
    after = f"{start}{'b a ' * 500}{end}"
    began = process_time()
    (_, old, _), (_, new, _) = marked(before, after)
    assert process_time() - began < 1
    assert (old.changed, new.changed) == (True, True)
    assert old.text.startswith("a b")
