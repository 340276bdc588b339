"""What pydantic finds wrong with a document, said for the person who wrote it."""

from collections.abc import Collection
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from assess.core.context import CONTEXT_KINDS
from assess.core.fields import escape_unsafe

# pydantic's words are for programmers; an editor reads these.
_WORDS: Final = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of {whole}",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "tuple_type": "must be a list",
    "dict_type": "must be a mapping",
    "model_type": "must be a mapping",
    "literal_error": "must be one of {expected}",
    "too_short": "needs at least {min_length}, has {actual_length}",
    "too_long": "may have at most {max_length}, has {actual_length}",
    "string_too_short": "must not be empty",
    "string_too_long": "may have at most {max_length} characters",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
}


def faults_in(error: ValidationError, whole: str) -> list[str]:
    """Say each fault once, as ``place: sentence`` (see ``located``)."""
    return [f"{place}: {words}" if place else words for place, words in located(error, whole)]


def located(
    error: ValidationError, whole: str, passed_over: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Say each fault once: a list with a bad part is not also a part too short.

    Parameters
    ----------
    whole : str
        What the document is: ``an edition``.
    passed_over : collection of str
        Pydantic's types of faults that are not to be said.

    Returns
    -------
    list of (str, str)
        The place, such as ``options[1].text``, and a sentence. A fault of the whole has no
        place; where it is about one of its parts, the sentence begins with that part.
    """
    details = [
        detail
        for detail in error.errors(include_url=False, include_input=False)
        if detail["type"] not in passed_over
    ]
    outer = {
        place[:length]
        for place in (detail["loc"] for detail in details)
        for length in range(len(place))
    }
    return [
        (escape_unsafe(_place(detail["loc"])), _sentence(detail, whole))
        for detail in details
        if detail["type"] != "too_short" or detail["loc"] not in outer
    ]


def _sentence(detail: ErrorDetails, whole: str) -> str:
    words = _WORDS.get(detail["type"])
    if words is None:
        return escape_unsafe(detail["msg"].removeprefix("Value error, "))
    return escape_unsafe(words.format_map({"whole": whole} | detail.get("ctx", {})))


def _place(location: tuple[int | str, ...]) -> str:
    parts: list[str] = []
    previous: int | str = ""
    for part in location:
        if isinstance(part, int):
            parts.append(f"[{part}]")
        elif previous != "context" or part not in CONTEXT_KINDS:
            # The branch of a union is pydantic's own step, not a place in the document.
            parts.append(f".{part}")
        previous = part
    return "".join(parts).removeprefix(".")
