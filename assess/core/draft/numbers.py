"""Numbers as people type them."""

import re
from typing import Final

_NUMBER: Final = re.compile(r"([-−]?)([0-9]{0,15})(?:([.,])([0-9]{0,15}))?")


class NumberError(ValueError):
    """A text is no number; the message says what to type instead."""


def read_number(text: str) -> int | float:
    """Read a number: ``1``, ``0.6``, ``,6``, ``−2``. A whole number stays whole.

    Raises
    ------
    NumberError
        Of anything else, and of ``1,080``, which may be either.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None or not (found[2] or found[4]):
        raise NumberError("Type a number, such as 1 or 0.6.")
    minus, whole, mark, part = found.groups()
    if mark == "," and len(part) == 3 and whole.strip("0"):
        raise NumberError(f"Type {whole}{part} or {whole}.{part}: with a comma it could be either.")
    sign = -1 if minus else 1
    if not (part or "").strip("0"):
        return sign * int(whole or "0")
    return sign * float(f"{whole or '0'}.{part}")
