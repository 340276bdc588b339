"""Whether an answer that arrives is saved: twice is once, and another tab is asked about."""

from typing import Literal, Protocol

from assess.core.answers import Answer

Decision = Literal["write", "same", "conflict"]


class Stored(Protocol):
    """An answer that is saved, and the id of the save that made it."""

    @property
    def answer(self) -> Answer:
        """What is saved."""

    @property
    def save_id(self) -> str:
        """Which page saved it."""


def decide(stored: Stored | None, given: Answer, save_id: str, seen: str) -> Decision:
    """Decide what becomes of an answer.

    Parameters
    ----------
    stored : Stored or None
        What is saved now.
    given : Answer
        What arrives.
    save_id : str
        The id of the page it comes from; a double click or a retry carries the same one.
    seen : str
        The save that page showed when it was drawn; empty where there was none.

    Returns
    -------
    {"write", "same", "conflict"}
        ``conflict`` when a page this one knows nothing of has saved something else.
    """
    if stored is None:
        return "write"
    if stored.answer == given:
        return "same"
    return "write" if stored.save_id in (save_id, seen) else "conflict"
