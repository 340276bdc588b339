"""What pydantic finds wrong with a document, said for the person who wrote it."""

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
    """Say each fault once: a list with a bad part is not also a part too short.

    Parameters
    ----------
    whole : str
        What the document is: ``an edition``.

    Returns
    -------
    list of str
        Each ``place: sentence``.
    """
    details = error.errors(include_url=False, include_input=False)
    outer = {
        place[:length]
        for place in (detail["loc"] for detail in details)
        for length in range(len(place))
    }
    return [
        _fault(detail, whole)
        for detail in details
        if detail["type"] != "too_short" or detail["loc"] not in outer
    ]


def _fault(detail: ErrorDetails, whole: str) -> str:
    """Say one pydantic error as ``place: sentence``."""
    words = _WORDS.get(detail["type"])
    if words is None:
        message = detail["msg"].removeprefix("Value error, ")
    else:
        message = words.format_map({"whole": whole} | detail.get("ctx", {}))
    place = _place(detail["loc"])
    return escape_unsafe(f"{place}: {message}" if place else message)


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
