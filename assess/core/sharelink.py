"""How the secret of a shared link is written in its address."""

import hashlib
import re
from typing import Final

from assess.core.secret import BYTES

# Small letters and figures alone: a message that ends in "_" or "-" breaks many links, and
# none of these is easily taken for another.
LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH: Final = 26
# Public names are the last of these letters: 100 bits.
NAME_LENGTH: Final = 20
# 26 letters hold 130 bits: the first may only be one of eight, so that each secret is
# written in one way.
_SHAPE: Final = re.compile(rf"[{LETTERS[:8]}][{LETTERS}]{{{LENGTH - 1}}}")


def to_text(secret: bytes) -> str:
    """Write 16 bytes as 26 letters (base32 in Crockford's alphabet, without check letters)."""
    value = int.from_bytes(secret, "big")
    return "".join(LETTERS[value >> 5 * place & 31] for place in reversed(range(LENGTH)))


def name_of(*asked: object) -> str:
    """Name a link after what asked for it, so that asking twice finds it."""
    named = hashlib.sha256(repr(asked).encode()).digest()[:BYTES]
    return to_text(named)[-NAME_LENGTH:]


def from_text(text: str) -> bytes | None:
    """Read a secret back; None where the text cannot be one."""
    if not _SHAPE.fullmatch(text):
        return None
    value = 0
    for letter in text:
        value = value << 5 | LETTERS.index(letter)
    return value.to_bytes(BYTES, "big")
