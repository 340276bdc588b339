"""Two changes of one part, field by field: what is settled, and what somebody must choose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assess.core.draft.fields import flatten, unflatten

Side = Literal["theirs", "yours"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two versions of a part differ.

    ``settled`` is the side that changed it, where the other left it as it was; None where
    both did.
    """

    path: str
    theirs: Any
    yours: Any
    settled: Side | None


def compare(base: Any, theirs: Any, yours: Any) -> tuple[Difference, ...]:  # noqa: ANN401
    """Return where two versions of a part differ.

    Parameters
    ----------
    base, theirs, yours : plain data or None
        The part as both began with, as it stands now, and as somebody wants to save it. None
        where it is not there.
    """
    if theirs is None or yours is None:
        return (Difference("", theirs, yours, None),)
    began, one, other = flatten(base), flatten(theirs), flatten(yours)
    return tuple(
        Difference(path, one.get(path), other.get(path), _settled(path, began, one, other))
        for path in dict.fromkeys([*other, *one])
        if one.get(path) != other.get(path)
    )


def _settled(
    path: str, began: Mapping[str, Any], one: Mapping[str, Any], other: Mapping[str, Any]
) -> Side | None:
    if one.get(path) == began.get(path):
        return "yours"
    return "theirs" if other.get(path) == began.get(path) else None


def merge(theirs: Any, yours: Any, chosen: Mapping[str, Side]) -> Any:  # noqa: ANN401
    """Return the part in which each differing field is taken from the side that was chosen.

    Raises
    ------
    KeyError
        Where no side was chosen for a field that differs.
    """
    if theirs is None or yours is None:
        return theirs if chosen[""] == "theirs" else yours
    one, other = flatten(theirs), flatten(yours)
    merged: dict[str, Any] = {}
    for path in dict.fromkeys([*other, *one]):
        same = one.get(path) == other.get(path)
        side = one if not same and chosen[path] == "theirs" else other
        if path in side:
            merged[path] = side[path]
    return unflatten(merged)
