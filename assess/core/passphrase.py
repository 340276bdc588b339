"""What a passphrase must be: long, and not the first thing somebody would try.

No rules on capitals, figures or signs, and no change every so often: they make people pick
worse ones (NIST SP 800-63B, section 3.1.1.2). Length does the work.
"""

import re
from typing import Final

LEAST: Final = 12
# Enough for a long sentence; without an end, hashing one could be made to take the server down.
MOST: Final = 256
# Different signs that must be left once what everybody knows is taken out.
_LEAST_OWN: Final = 5
# First guesses of every list of broken passwords, and what keyboards suggest.
_OBVIOUS: Final = (
    "password", "passphrase", "passwort", "passcode", "qwertyuiop", "qwerty", "qwertz", "azerty",
    "asdfghjkl", "asdfgh", "zxcvbnm", "yxcvbnm", "letmein", "welcome", "iloveyou", "changeme",
    "secret", "admin", "login", "abcdefghijklmnopqrstuvwxyz", "abcdefgh", "abcdef", "abc",
    "01234567890", "1234567890", "0987654321", "123456789", "12345678", "1234567", "123456",
    "12345", "1234", "123", "4321", "monkey", "dragon", "sunshine", "football", "baseball",
    "princess", "trustno1", "superman", "batman", "master", "hello", "whatever", "starwars",
)  # fmt: skip
_UNREADABLE: Final = re.compile(r"[\x00\ud800-\udfff]")


def fault(passphrase: str, *known: str) -> str | None:
    """Return what is wrong with a new passphrase, as a sentence; None when it will do.

    Parameters
    ----------
    passphrase : str
        As typed; spaces and every sign of every script are welcome.
    known : str
        What anybody would try first: the e-mail, the product's name.
    """
    if _UNREADABLE.search(passphrase):
        return "Use signs that can be typed: letters, numbers, spaces and the like."
    if len(passphrase) < LEAST:
        return f"Use at least {LEAST} characters. Three or four words work well."
    if len(passphrase) > MOST:
        return f"Use at most {MOST} characters."
    if len(set(_own(passphrase.casefold(), known))) < _LEAST_OWN:
        return "This one is easy to guess. Add a word or two that only you would think of."
    return None


def _own(folded: str, known: tuple[str, ...]) -> str:
    """Return what is left without the words that anybody would try."""
    words = {word for text in known for word in re.split(r"[\W_]+", text.casefold())}
    for word in sorted({*words, *_OBVIOUS}, key=len, reverse=True):
        if len(word) > 2:
            folded = folded.replace(word, "")
    return re.sub(r"\s", "", folded)
