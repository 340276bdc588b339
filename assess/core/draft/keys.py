"""Keys for new questions: stable names that are never used twice."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

# Room for a skill's name and a figure; more words would not be read anyway.
_WORDS, _ROOM = 4, 56
_WORD: Final = re.compile(r"[a-z0-9]+")
# Words that every question has tell none apart.
_SMALL: Final = frozenset(
    _WORD.findall(
        "a an and are as at be but by did do for from had has have how in is it of on or that the "
        "their they this to was what when where which who will with would you your"
    )
)


def new_key(skill: str, text: str, taken: Collection[str]) -> str:
    """Return a key for a new question, made of its skill and its first telling words.

    Parameters
    ----------
    taken : collection of str
        Keys in use, now or ever.

    Returns
    -------
    str
        Such as ``empathy-guest-writes-third-time``; with a figure where that is taken.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    telling = [word for word in _WORD.findall(plain) if word not in _SMALL]
    start = skill.replace("_", "-")
    base = "-".join([start, *(telling[:_WORDS] or ["question"])])[:_ROOM].rstrip("-")
    found, count = base, 1
    while found in taken:
        count += 1
        found = f"{base}-{count}"
    return found


def new_option(taken: Collection[str]) -> str:
    """Return a key for a new option: the letter after the last one in use."""
    letters = [key for key in taken if len(key) == 1 and key.isascii() and key.isalpha()]
    after = ord(max(letters)) + 1 if letters else ord("a")
    if after <= ord("z"):
        return chr(after)
    return next(name for name in (f"o{count}" for count in range(1, 99)) if name not in taken)
