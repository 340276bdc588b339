"""What even an unfinished part must keep to: its fields, their types, lengths and bounds."""

from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from assess.core.draft.parts import LISTS, order_of
from assess.core.edition import Acceptance, Action, Lengths, Question, Skill, Texts
from assess.core.faults import located
from assess.core.fields import Title
from assess.core.roles import Role

# What may still be missing while somebody writes; it stands against publishing, not saving.
_UNFINISHED: Final = frozenset({"string_too_short", "too_short", "value_error"})
_KINDS: Final[dict[str, TypeAdapter[Any]]] = {
    "skills": TypeAdapter(Skill),
    "questions": TypeAdapter(Question),
    "roles": TypeAdapter(Role),
    "actions": TypeAdapter(Action),
    "title": TypeAdapter(Title),
    "lengths": TypeAdapter(Lengths),
    "accepted": TypeAdapter(tuple[Acceptance, ...]),
    "texts": TypeAdapter(Texts),
    "order": TypeAdapter(tuple[str, ...]),
}
_REMOVABLE: Final = ("questions", "roles", "actions", "texts")


class ShapeError(ValueError):
    """A part cannot be kept, not even in a draft.

    Attributes
    ----------
    faults : tuple of (str, str)
        Where in the part, such as ``options[1].text``, and a sentence.
    """

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        super().__init__("; ".join(f"{place}: {words}" for place, words in faults))
        self.faults = faults


def check_shape(part: str, value: Any) -> None:  # noqa: ANN401 - plain data of any kind
    """Refuse what a draft cannot hold.

    Parameters
    ----------
    part : str
    value : plain data or None
        None takes the part out.

    Raises
    ------
    ShapeError
        Of a field that is too long, of another type, unknown, missing, or out of its bounds,
        and of a part that does not exist or cannot be taken out.
    """
    kind, _, key = part.partition("/")
    if kind not in _KINDS or (kind == "order") != (part in map(order_of, LISTS)):
        raise ShapeError(((part, "is no part of an edition"),))
    if value is None:
        if kind not in _REMOVABLE:
            raise ShapeError(((part, "cannot be taken out"),))
        return
    if kind in LISTS and not (isinstance(value, dict) and key and value.get("key") == key):
        raise ShapeError(((part, "does not hold its own key"),))
    try:
        _KINDS[kind].validate_python(value)
    except ValidationError as error:
        faults = located(error, "this part", passed_over=_UNFINISHED)
        if faults:
            raise ShapeError(tuple(faults)) from None
