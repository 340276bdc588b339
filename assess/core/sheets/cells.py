"""What single cells hold, and what they may be written as."""

import re
from collections.abc import Collection
from typing import Final

from assess.core.sheets.tables import meant, quoted

YES: Final = frozenset({"yes", "y", "true", "1", "x"})
NO: Final = frozenset({"no", "n", "false", "0"})
_NUMBER: Final = re.compile(r"-?[0-9]{1,30}(?:[.,][0-9]{1,30})?(?:[eE][-+]?[0-9]{1,3})?")
_MONEY: Final = re.compile(r"\$? ?((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,30})(?:\.[0-9]{1,30})?)")


class CellError(ValueError):
    """A cell does not hold what it should; the message is a sentence."""


def number_text(value: float) -> str:
    """Write a number as short as it can be read back: ``1``, ``0.25``."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def number(cell: str) -> float:
    """Read a number, with a point or a comma before its fraction."""
    if not _NUMBER.fullmatch(cell.strip()):
        raise CellError(f"{quoted(cell)} is not a number. Write it like 0.5.")
    return _number(cell.strip().replace(",", "."))


def money(cell: str) -> float:
    """Read an amount, with or without a dollar sign and commas between thousands."""
    found = _MONEY.fullmatch(cell.strip())
    if not found:
        raise CellError(f"{quoted(cell)} is not an amount. Write it like 36870 or 17.50.")
    return _number(found[1].replace(",", ""))


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def whole(cell: str) -> int:
    """Read a whole number."""
    value = number(cell)
    if not isinstance(value, int):
        raise CellError(f"{quoted(cell)} is not a whole number.")
    return value


def yes(cell: str) -> bool:
    """Read yes or no; an empty cell is no."""
    word = cell.strip().casefold()
    if word not in YES | NO | {""}:
        raise CellError(f"write yes or no, not {quoted(cell)}.")
    return word in YES


def yes_text(value: object) -> str:
    """Write yes or no; nothing where it is not said."""
    return "" if value is None else "yes" if value else "no"


def word(cell: str, known: Collection[str]) -> str:
    """Read one of a few words, whatever its capitals."""
    found = cell.strip().casefold()
    if found not in known:
        raise CellError(
            f"must be one of {', '.join(known)}, not {quoted(cell)}.{meant(cell, known)}"
        )
    return found


def key(cell: str, what: str, known: Collection[str]) -> str:
    """Read the key of something that is there."""
    found = cell.strip()
    if not found:
        raise CellError(f"name a {what} here: {', '.join(list(known)[:30])}.")
    if found not in known:
        raise CellError(f"no {what} {quoted(found)}.{meant(found, known)}")
    return found
