"""Whether an answer that arrives is saved: twice is once, and another tab is asked about."""

from typing import Literal, Protocol

from assess.core.answers import Answer

Decision = Literal["write", "same", "conflict"]


class Saving(Protocol):
    """An answer on its way in, or one that is saved."""

    @property
    def answer(self) -> Answer:
        """What was chosen."""

    @property
    def save_id(self) -> str:
        """Which page sent it; a double click or a retry carries the same id."""

    @property
    def turn(self) -> int:
        """Which of that page's choices it is; 0 for one sent by the button alone."""


def decide(stored: Saving | None, given: Saving, seen: str, *, by_button: bool = False) -> Decision:
    """Decide what becomes of an answer.

    Parameters
    ----------
    stored : Saving or None
        What is saved now.
    given : Saving
        What arrives.
    seen : str
        The save that its page showed when it was drawn; empty where there was none.
    by_button : bool
        Sent by the page's button, which is pressed last: it is never merely late.

    Returns
    -------
    {"write", "same", "conflict"}
        ``same`` also for a choice that a later one from the same page has overtaken on
        the way; ``conflict`` when a page this one knows nothing of has saved something else.
    """
    if stored is None:
        return "write"
    if stored.save_id == given.save_id:
        # An equal answer of a later turn is written, so that earlier ones stay overtaken.
        newer = given.turn > stored.turn
        changed = given.turn == stored.turn and given.answer != stored.answer
        if newer or changed:
            return "write"
        return "conflict" if by_button and given.answer != stored.answer else "same"
    if stored.answer == given.answer:
        return "same"
    return "write" if stored.save_id == seen else "conflict"
