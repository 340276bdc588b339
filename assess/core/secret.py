"""Secrets that can be shown again without being stored: derived from the app's own secret."""

import hashlib
import hmac
from typing import Final

BYTES: Final = 16


def derive(key: bytes, purpose: str, *named: str | int) -> bytes:
    """Return the secret of one thing for one purpose.

    Parameters
    ----------
    key : bytes
        The app's own secret.
    purpose : str
        Two purposes never share a secret.
    named : str or int
        What the secret is for, such as an attempt and how many times it was renewed.

    Returns
    -------
    bytes
        16 bytes (128 bits): HMAC-SHA256 (RFC 2104), cut as NIST SP 800-107 allows.
    """
    # A length before each part: "a", "bc" and "ab", "c" are two things.
    message = b"".join(
        len(part).to_bytes(4, "big") + part
        for part in (str(one).encode() for one in (purpose, *named))
    )
    return hmac.new(key, message, hashlib.sha256).digest()[:BYTES]


def fingerprint(secret: bytes) -> str:
    """Return what is stored of a secret: its SHA-256, in hex."""
    return hashlib.sha256(secret).hexdigest()
