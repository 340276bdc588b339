"""Figures as people type them."""

import re
from typing import Final

_NUMBER: Final = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,4})?")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")


def number_from(text: str) -> int | float | None:
    """Return the number a text says, with or without ``$`` and commas; None where it is none."""
    plain = text.strip()[:40].removeprefix("$").replace(",", "").strip()
    if not _NUMBER.fullmatch(plain):
        return None
    value = float(plain)
    return int(value) if value.is_integer() else value


def whole_from(text: str) -> int | None:
    """Return the whole number a text says; None where it is none."""
    plain = text.strip()[:40].replace(",", "")
    return int(plain) if _WHOLE.fullmatch(plain) else None


def shown(value: float | None) -> str:
    """Write a number as it would be typed."""
    if value is None:
        return ""
    return f"{value:.4f}".rstrip("0").rstrip(".")
