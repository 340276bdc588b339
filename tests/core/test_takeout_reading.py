"""Files that are none, too large or made to do harm are refused with lines."""

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.takeout.checks import faults_of
from assess.core.takeout.document import (
    MAX_BYTES,
    to_data_of,
)
from assess.core.takeout.reading import TakeoutError, read_takeout, refuse_large
from tests.core.builders import some
from tests.core.people import shipped_edition
from tests.core.takeouts import NOW
from tests.core.test_takeout import plain


@pytest.mark.parametrize(
    "text",
    ["", "null", "3", '"x"', "[1]", "{}", '{"format": 1}', "{", "[" * 100_000, '{"a":' * 50 + "1"],
)
def test_what_is_no_such_file_is_said_in_one_line(text: str) -> None:
    with pytest.raises(TakeoutError) as caught:
        read_takeout(text.encode())
    assert len(caught.value.faults) == 1


def test_a_file_may_have_five_megabytes() -> None:
    with pytest.raises(TakeoutError, match="not JSON"):
        read_takeout(b" " * MAX_BYTES)
    with pytest.raises(TakeoutError, match="larger than 5 MiB"):
        read_takeout(b" " * (MAX_BYTES + 1))


def test_many_faults_and_long_ones_are_cut_short() -> None:
    error = TakeoutError(["x\x00" * 400, *(f"fault {n}" for n in range(60))])
    assert len(error.faults) == 51
    assert len(error.faults[0]) == 301
    assert "\\u0000" in error.faults[0]
    assert error.faults[-1] == "… and 11 more."


def test_an_edition_from_elsewhere_may_not_take_long_to_make_ready() -> None:
    edition = shipped_edition().edition
    refuse_large(edition)
    [question, *_] = edition.questions
    many = tuple(question.model_copy(update={"key": f"q{n}"}) for n in range(801))
    lengths = {"standard": 5} | {f"l{n}": 5 for n in range(12)}
    large = edition.model_copy(update={"questions": many, "lengths": lengths})
    with pytest.raises(TakeoutError) as caught:
        refuse_large(large)
    assert [line.split(".")[1] for line in caught.value.faults] == [
        "document: 13 lengths",
        "document: 801 questions",
        "document: 801 questions in one skill",
    ]


WRONG: Any = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=8),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
)


def _places(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the way to every value of plain data."""
    pairs: Any = ()
    if isinstance(data, dict):
        pairs = data.items()
    elif isinstance(data, list):
        pairs = enumerate(data)
    return [way for key, value in pairs for way in [(*path, key), *_places(value, (*path, key))]]


@cache
def _every_place() -> list[tuple[str | int, ...]]:
    data = to_data_of(plain())
    document = [way for way in _places(data) if way[:2] == ("edition", "document")]
    return [way for way in _places(data) if way[:2] != ("edition", "document")] + document[::40]


@some
@given(st.data())
def test_whatever_is_put_anywhere_the_file_is_read_or_refused_with_lines(data: Any) -> None:
    document: Any = to_data_of(plain())
    *way, last = data.draw(st.sampled_from(_every_place()))
    place = document
    for step in way:
        place = place[step]
    place[last] = data.draw(WRONG)
    raw = json.dumps(document).encode()
    try:
        found = faults_of(read_takeout(raw), shipped_edition(), NOW)
    except TakeoutError as error:
        found = list(error.faults) or ["a refusal without a reason"]
    assert "a refusal without a reason" not in found
