"""Keys made from names: what a part is known by for ever."""

import re
import unicodedata
from collections.abc import Container
from typing import Final

_LONGEST: Final = 56  # a key has at most 64 characters; a number may follow


def key_from(name: str, taken: Container[str], joint: str, otherwise: str) -> str:
    """Return a new key that looks like a name.

    Parameters
    ----------
    joint : str
        What joins words, ``_`` or ``-``.
    otherwise : str
        The key where the name has no plain letters.
    """
    plain = unicodedata.normalize("NFKD", name[:200]).encode("ascii", "ignore").decode().lower()
    start = re.sub(r"[^a-z0-9]+", joint, plain)[:_LONGEST].strip(joint) or otherwise
    key, count = start, 1
    while key in taken:
        count += 1
        key = f"{start}{joint}{count}"
    return key
