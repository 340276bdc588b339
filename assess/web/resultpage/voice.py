"""Whom a result speaks to: the person themselves, or somebody they showed it to."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Voice:
    """The words for the person. English verbs agree with "you" and "they" alike.

    ``them`` is the object ("fits you best", "fits them best"), ``own`` says whether the
    reader is the person.
    """

    you: str
    them: str
    your: str
    yourself: str
    own: bool


TO_ONESELF: Final = Voice("you", "you", "your", "yourself", own=True)
TO_ANOTHER: Final = Voice("they", "them", "their", "themselves", own=False)
