"""Which questions an attempt asks: those that tell most, under a balance of content."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from assess.core.edition import Kind, Question
from assess.core.model import MISSING, Item
from assess.core.scoring import expected_variances

# Two claims let the self-view be told apart from the skill; a form too short for that
# asks one, and spends the rest on what the person shows.
FULL_FORM: Final = 5

Sort = tuple[Kind, ...]
RATING: Final[Sort] = ("rating",)
FREQUENCY: Final[Sort] = ("frequency",)
SITUATION: Final[Sort] = ("situation",)
KNOWLEDGE: Final[Sort] = ("knowledge", "knowledge_several")
SHOWN: Final[Sort] = SITUATION + KNOWLEDGE


def form_of(
    questions: Sequence[Question], items: Sequence[Item], count: int, *, technical: bool
) -> tuple[str, ...]:
    """Choose a skill's questions for one length.

    Parameters
    ----------
    questions, items : sequences of the same length
        The skill's bank; retired questions are passed over.
    count : int
        How many to ask, at least 1. Fewer are returned where the bank is smaller.
    technical : bool
        A technical skill also asks what the person knows, not only what they would do.

    Returns
    -------
    tuple of str
        Question keys in the order of the edition.

    Notes
    -----
    The content balance is filled first: of each sort in turn the question with the least
    expected posterior variance before anything is answered (van der Linden 1998), ties
    going to the earlier question. Where a bank lacks a sort, the best question left is taken.
    """
    variances = expected_variances(items, np.full(len(items), MISSING))
    ranked = [
        place
        for place in np.argsort(variances, kind="stable").tolist()
        if not questions[place].retired
    ]
    chosen: list[int] = []
    for sort in _balance(count, technical=technical):
        left = [place for place in ranked if place not in chosen]
        fitting = [place for place in left if questions[place].kind in sort]
        chosen += (fitting or left)[:1]
    return tuple(questions[place].key for place in sorted(chosen))


def _balance(count: int, *, technical: bool) -> list[Sort]:
    """Return the sort of each of ``count`` questions."""
    claims = [RATING] if count < FULL_FORM else [RATING, FREQUENCY]
    shown = [SITUATION, KNOWLEDGE, KNOWLEDGE] if technical else [SITUATION]
    return (claims + shown + [SHOWN] * count)[:count]
