"""Codes that people copy by hand: a secret as 28 characters, two of which find typing mistakes.

26 characters of Crockford's base32 hold the 128 bits (and two bits of padding, always 0).
Two more make the whole a word of a Reed-Solomon code over GF(32) with distance 3: two words
differ in three places or more, so no mistake in one or two places (a wrong character, two
swapped ones) leads from one code to another.
"""

from collections.abc import Sequence
from typing import Final

LENGTH: Final = 28
GROUP: Final = 4
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DATA: Final = 26
_BITS: Final = 5
_BYTES: Final = 16
# Hyphens of all sorts, and what word processors slip in unseen.
_PASSED_OVER: Final = frozenset("-_‐‑‒–—―−﹘﹣－\u00ad\u200b\u2060\ufeff")
_VALUES: Final = (
    {letter: value for value, letter in enumerate(_ALPHABET)}
    | {letter.lower(): value for value, letter in enumerate(_ALPHABET)}
    | dict.fromkeys("Oo", 0)
    | dict.fromkeys("IiLl", 1)
)


class CodeError(ValueError):
    """What was typed cannot be a code; the message is for the person."""


def _powers() -> tuple[int, ...]:
    """Return the powers of 2 in GF(32), made with x^5 + x^2 + 1; there are 31."""
    found = [1]
    while len(found) < 31:
        doubled = found[-1] << 1
        found.append(doubled ^ 0b100101 if doubled & 0b100000 else doubled)
    return tuple(found)


_POWER: Final = _powers()
_LOG: Final = {value: place for place, value in enumerate(_POWER)}


def _times(one: int, other: int) -> int:
    return _POWER[(_LOG[one] + _LOG[other]) % 31] if one and other else 0


def _sums(places: Sequence[int]) -> tuple[int, int]:
    """Return the two sums that are 0 for a code: plain, and weighted by place."""
    plain = weighted = 0
    for place, value in enumerate(places):
        plain ^= value
        weighted ^= _times(_POWER[place], value)
    return plain, weighted


# What divides by the sum of the last two weights.
_UNWEIGHT: Final = _POWER[-_LOG[_POWER[_DATA] ^ _POWER[_DATA + 1]] % 31]


def encode(secret: bytes) -> str:
    """Return the code of a secret of 16 bytes, without groups (see ``show``)."""
    if len(secret) != _BYTES:
        raise ValueError("a secret has 16 bytes")
    number = int.from_bytes(secret, "big")
    data = [number >> (_BITS * place) & 31 for place in reversed(range(_DATA))]
    plain, weighted = _sums(data)
    last = _times(weighted ^ _times(_POWER[_DATA], plain), _UNWEIGHT)
    return "".join(_ALPHABET[value] for value in (*data, plain ^ last, last))


def groups(code: str) -> tuple[str, ...]:
    """Return a code in groups of four, as people read it."""
    return tuple(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def show(code: str) -> str:
    """Return a code as one line, its groups joined by hyphens."""
    return "-".join(groups(code))


def regroup(text: str) -> str:
    """Return what somebody typed as codes are shown, so that it can be compared with one.

    What is no code at all, such as an address or a sentence, stays as it was typed.
    """
    letters = [letter for letter in text if not _is_passed_over(letter)]
    if len(letters) > 2 * LENGTH or not all(one.isascii() and one.isalnum() for one in letters):
        return text
    return show("".join(_ALPHABET[_VALUES[one]] if one in _VALUES else one for one in letters))


def read(text: str) -> bytes:
    """Return the secret of a code that somebody typed.

    Small letters, spaces, hyphens, O for 0, and I or L for 1 are all taken as meant.

    Raises
    ------
    CodeError
        This is no code: a character that none has, another length, or a typing mistake.
    """
    places = [_value(letter) for letter in text if not _is_passed_over(letter)]
    if not places:
        raise CodeError("Enter your code. It has 28 characters, in groups of four.")
    if len(places) != LENGTH:
        have = "1 character" if len(places) == 1 else f"{len(places)} characters"
        missing = "Some are missing." if len(places) < LENGTH else "There are too many."
        raise CodeError(f"A code has {LENGTH} characters, and this one has {have}. {missing}")
    _refuse_mistakes(places)
    number = 0
    for value in places[:_DATA]:
        number = number << _BITS | value
    try:
        return number.to_bytes(_BYTES, "big")
    except OverflowError:  # the padding is not 0
        raise CodeError(_MISTAKE) from None


_MISTAKE: Final = (
    "There is a small typing mistake in this code. Compare it with the one you saved, "
    "group by group."
)


def _is_passed_over(letter: str) -> bool:
    return letter.isspace() or letter in _PASSED_OVER


def _value(letter: str) -> int:
    if letter in _VALUES:
        return _VALUES[letter]
    seen = f"“{letter}” is" if letter.isprintable() else "There is a sign that is"
    raise CodeError(
        f"{seen} never part of a code. A code has only the figures 0 to 9 and the letters "
        "A to Z, without U."
    )


def _refuse_mistakes(places: Sequence[int]) -> None:
    plain, weighted = _sums(places)
    if not plain and not weighted:
        return
    if plain and weighted:
        # One wrong character shows where it is; several may look like one somewhere else.
        place = (_LOG[weighted] - _LOG[plain]) % 31
        if place < LENGTH:
            number = place // GROUP + 1
            wrong = "".join(_ALPHABET[value] for value in places)
            raise CodeError(
                f"There is a typing mistake in this code, most likely in group {number}: "
                f"“{groups(wrong)[number - 1]}”. Compare it with the one you saved."
            )
    raise CodeError(_MISTAKE)
