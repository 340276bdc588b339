"""Where the ladder of a draft runs in a circle."""

import pytest

from assess.core.draft.ladder import circle


@pytest.mark.parametrize(
    ("steps", "way"),
    [
        ({"a": ["b"], "b": ["c"], "c": []}, ()),
        ({"a": ["a"]}, ("a",)),
        ({"a": ["b"], "b": ["a"]}, ("b",)),
        ({"a": ["b"], "b": ["c", "d"], "c": ["e"], "d": ["a"], "e": ["a"]}, ("b", "d")),
        # A circle elsewhere, a step that is no role, and a role that two lead to.
        ({"a": ["b", "c", "gone"], "b": ["c"], "c": ["b"]}, ()),
        ({}, ()),
    ],
)
def test_the_shortest_way_back_is_found(steps: dict[str, list[str]], way: tuple[str, ...]) -> None:
    assert circle(steps, "a") == way
