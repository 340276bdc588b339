"""One question of every kind, and every sort of answer it takes."""

from collections.abc import Sequence
from typing import Final, get_args

from assess.core.compiled import Compiled
from assess.core.edition import Kind, Question

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
SPECIAL: Final = ("not_sure", "not_applicable")


def one_of_each(edition: Compiled) -> list[Question]:
    """Return the first question of each kind that an attempt asks."""
    asked = [edition.questions[key] for key in edition.forms["standard"]]
    return [next(question for question in asked if question.kind == kind) for kind in KINDS]


def first_choice(question: Question) -> list[str]:
    """Return an answer to a question: two options where several may be chosen."""
    return [option.key for option in question.options[: 2 if question.several else 1]]


def last_choice(question: Question) -> list[str]:
    """Return another answer."""
    return [question.options[-1].key]


def best_choice(question: Question) -> list[str]:
    """Return the answer that earns most."""
    if question.claimed:
        return [question.options[-1].key]
    top = max(option.credit or 0 for option in question.options)
    return [one.key for one in question.options if one.right or (top and one.credit == top)]


def worst_choice(question: Question) -> list[str]:
    """Return an answer that earns least."""
    if question.claimed:
        return [question.options[0].key]
    return [next(one.key for one in question.options if not one.right and not one.credit)]


def every_choice(question: Question) -> list[list[str]]:
    """Return an answer of each sort: given, not sure, doesn't apply."""
    return [first_choice(question), *([special] for special in SPECIAL)]


def stored_as(values: Sequence[str]) -> tuple[str, list[str]]:
    """Return the kind and the options an answer is stored with."""
    if values[0] in SPECIAL:
        return values[0], []
    return "given", list(values)
