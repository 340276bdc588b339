"""Two versions of a part: what is settled, what must be chosen, and what comes of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.draft.differences import differences, field_changes
from assess.core.draft.fields import flatten
from assess.core.draft.merging import Side, compare, merge
from assess.core.draft.parts import split
from tests.core.builders import some
from tests.core.people import shipped_edition

FIELDS = st.dictionaries(
    st.sampled_from(["text", "hint", "why", "weight"]), st.integers(0, 2), min_size=1
)
BASE = {"text": "a", "weight": 1, "options": [{"key": "a", "text": "x"}]}


def test_what_only_one_of_two_changed_is_settled() -> None:
    found = compare(BASE, BASE | {"text": "b"}, BASE | {"weight": 2})
    assert {one.path: one.settled for one in found} == {"text": "theirs", "weight": "yours"}


def test_what_both_changed_must_be_chosen() -> None:
    (found,) = compare(BASE, BASE | {"text": "b"}, BASE | {"text": "c"})
    assert (found.theirs, found.yours, found.settled) == ("b", "c", None)
    with pytest.raises(KeyError):
        merge(BASE | {"text": "b"}, BASE | {"text": "c"}, {})


@some
@given(FIELDS, FIELDS, st.sampled_from(["theirs", "yours"]))
def test_whoever_takes_one_side_everywhere_gets_that_side(
    theirs: dict[str, int], yours: dict[str, int], side: Side
) -> None:
    chosen: dict[str, Side] = {one.path: side for one in compare({}, theirs, yours)}
    assert merge(theirs, yours, chosen) == (theirs if side == "theirs" else yours)


@some
@given(FIELDS, FIELDS, st.data())
def test_every_field_comes_from_the_side_that_was_chosen(
    theirs: dict[str, int], yours: dict[str, int], data: Any
) -> None:
    sides = st.sampled_from(["theirs", "yours"])
    chosen: dict[str, Side] = {one.path: data.draw(sides) for one in compare({}, theirs, yours)}
    merged = flatten(merge(theirs, yours, chosen))
    for path, side in chosen.items():
        assert merged.get(path) == (theirs if side == "theirs" else yours).get(path)


def test_a_part_that_one_took_out_is_chosen_as_a_whole() -> None:
    (found,) = compare(BASE, None, BASE)
    assert (found.path, found.settled) == ("", None)
    assert merge(None, BASE, {"": "theirs"}) is None
    assert merge(None, BASE, {"": "yours"}) == BASE


def test_options_of_both_sides_come_together() -> None:
    theirs = BASE | {"options": [{"key": "a", "text": "theirs"}, {"key": "b", "text": "new"}]}
    yours = BASE | {"options": [{"key": "a", "text": "yours"}]}
    chosen: dict[str, Side] = {
        "options": "theirs", "options/a/text": "yours", "options/b/text": "theirs",
    }  # fmt: skip
    assert merge(theirs, yours, chosen)["options"] == [
        {"key": "a", "text": "yours"},
        {"key": "b", "text": "new"},
    ]


def test_a_document_does_not_differ_from_itself() -> None:
    parts = split(shipped_edition().edition)
    assert differences(parts, dict(parts)) == ()


def test_differences_are_told_part_by_part_in_words() -> None:
    old = split(shipped_edition().edition)
    first, second, third, fourth, *rest = old["order/questions"]
    new = {part: value for part, value in old.items() if part != f"questions/{fourth}"}
    new[f"questions/{first}"] = old[f"questions/{first}"] | {"retired": True}
    new[f"questions/{second}"] = old[f"questions/{second}"] | {"text": "w" * 100}
    new["questions/new"] = old[f"questions/{third}"] | {"key": "new", "text": ""}
    new["order/questions"] = ["new", second, first, third, *rest]
    new["lengths"] = {"standard": 6}
    new["accepted"] = [{"rule": "r", "key": "k", "reason": "so"}]
    found = {one.part: one for one in differences(old, new)}
    assert {part: one.change for part, one in found.items()} == {
        "lengths": "changed",
        "accepted": "added" if "accepted" not in old else "changed",
        "order/questions": "moved",
        f"questions/{first}": "retired",
        f"questions/{second}": "changed",
        "questions/new": "added",
        f"questions/{fourth}": "removed",
    }
    assert found["order/questions"].title == "Order of the questions"
    assert found["lengths"].title == "Lengths"
    assert found["questions/new"].title == "Question “new”"
    assert found[f"questions/{second}"].title == f"Question “{'w' * 79}…”"
    (change,) = found[f"questions/{second}"].fields
    assert (change.label, change.after) == ("Text", "w" * 100)
    back = {one.part: one.change for one in differences(new, old)}
    assert back[f"questions/{first}"] == "restored"


def test_fields_are_compared_by_path() -> None:
    assert field_changes(None, {"text": "a"})[0].before == ""
    assert field_changes({"text": "a"}, {"text": "a"}) == ()
