"""The kinds of field an edition is made of, each with its bounds."""

import re
from typing import Annotated, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictFloat,
    StrictInt,
)
from pydantic_core import PydanticCustomError

# Nothing legible needs these, and they break files, logs or screens: control characters
# (but tab and line feed), lone surrogates, and the marks that turn text around.
_UNSAFE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

_LARGEST: Final = 1e18


def unsafe_character(text: str) -> str | None:
    """Return the first character that no field may hold, or None."""
    found = _UNSAFE.search(text)
    return found.group() if found else None


def escape_unsafe(text: str) -> str:
    """Return a text in which such characters are spelled out, for messages and logs."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


# These faults have types of their own: a draft may be unfinished, but never hold such a
# character, key or number.
UNSAFE: Final = "unsafe_character"


def _legible(value: object) -> object:
    found = unsafe_character(value) if isinstance(value, str) else None
    if found is not None:
        message = f"holds a character that cannot be shown (U+{ord(found):04X})"
        raise PydanticCustomError(UNSAFE, message)
    return value


class Frozen(BaseModel):
    """A part of an edition: immutable, and closed to fields nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


_KEY: Final = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")


LONGEST_KEY: Final = 64


def is_key(text: str) -> bool:
    """Say whether a text may be a key."""
    return len(text) <= LONGEST_KEY and _KEY.fullmatch(text) is not None


def _key(text: str) -> str:
    if not is_key(text):
        raise PydanticCustomError(
            "bad_key", "must be lower-case letters and figures, joined by - or _"
        )
    return text


def _number(value: object) -> object:
    """Refuse what is no number, and whole numbers that no float could hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("bad_number", "must be a number")
    if not abs(value) <= _LARGEST:  # also refuses NaN
        raise PydanticCustomError("bad_number", "must be a finite number of a sensible size")
    return value


Unit = Annotated[str, Field(max_length=20), BeforeValidator(_legible)]
Title = Annotated[str, Field(min_length=1, max_length=200), BeforeValidator(_legible)]
Sentence = Annotated[str, Field(max_length=2000), BeforeValidator(_legible)]
Wording = Annotated[str, Field(min_length=1, max_length=2000), BeforeValidator(_legible)]
Key = Annotated[
    str,
    Field(max_length=LONGEST_KEY, json_schema_extra={"pattern": f"^{_KEY.pattern}$"}),
    AfterValidator(_key),
]
# A whole number stays whole: files keep "1", not "1.0", whichever way they travel.
Number = Annotated[StrictInt | StrictFloat, BeforeValidator(_number)]
