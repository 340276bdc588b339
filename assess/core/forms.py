"""Which questions an attempt asks: those that tell most, under a balance of content."""

from collections.abc import Collection, Sequence
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


def ranking(questions: Sequence[Question], items: Sequence[Item]) -> tuple[str, ...]:
    """Return a skill's questions by how much each tells, most first; none that is retired.

    Notes
    -----
    By least expected posterior variance before anything is answered (van der Linden
    1998); ties go to the earlier question.
    """
    variances = expected_variances(items, np.full(len(items), MISSING))
    return tuple(
        questions[place].key
        for place in np.argsort(variances, kind="stable").tolist()
        if not questions[place].retired
    )


def form_of(
    questions: Sequence[Question],
    ranked: Sequence[str],
    count: int,
    *,
    technical: bool,
    held: Collection[str] = (),
    seen: Collection[str] = (),
) -> tuple[str, ...]:
    """Choose a skill's questions for one length.

    Parameters
    ----------
    questions : sequence
        The skill's bank.
    ranked : sequence of str
        Its keys as ``ranking`` gives them.
    count : int
        How many to ask, at least 1. Fewer are returned where the bank is smaller.
    technical : bool
        A technical skill also asks what the person knows, not only what they would do.
    held : collection of str
        Questions the attempt asks already; a form that grows keeps them all.
    seen : collection of str
        Questions the person answered in earlier attempts; taken where no other fits.

    Returns
    -------
    tuple of str
        Question keys in the order of the edition. The same arguments give the same form.

    Notes
    -----
    The content balance is filled sort by sort, each with the best-ranked question that is
    left of it, unseen ones first. What room a bank without some sort leaves goes to the best
    questions left.
    """
    kinds = {question.key: question.kind for question in questions}
    chosen = [question.key for question in questions if question.key in held]
    order = sorted(ranked, key=lambda key: key in seen)
    room = max(0, count - len(chosen))
    # A sort that the bank lacks must not take the place of one that it has.
    for sort in _open_sorts([kinds[key] for key in chosen], count, technical=technical):
        fitting = [key for key in order if key not in chosen and kinds[key] in sort]
        if fitting and room:
            chosen.append(fitting[0])
            room -= 1
    chosen += [key for key in order if key not in chosen][:room]
    return tuple(question.key for question in questions if question.key in chosen)


def _open_sorts(kinds: Sequence[Kind], count: int, *, technical: bool) -> list[Sort]:
    """Return the sorts still to be filled once questions of some kinds are held."""
    sorts = _balance(count, technical=technical)
    for kind in kinds:
        matching = next((sort for sort in sorts if kind in sort), None)
        if matching is not None:
            sorts.remove(matching)
    return sorts


def _balance(count: int, *, technical: bool) -> list[Sort]:
    """Return the sort of each of ``count`` questions."""
    claims = [RATING] if count < FULL_FORM else [RATING, FREQUENCY]
    shown = [SITUATION, KNOWLEDGE, KNOWLEDGE] if technical else [SITUATION]
    return (claims + shown + [SHOWN] * count)[:count]
