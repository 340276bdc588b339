"""What can be given to a question: options, "not sure", or "doesn't apply to me"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assess.core.edition import Question
from assess.core.model import MISSING, Item

AnswerKind = Literal["given", "not_sure", "not_applicable"]
NOT_SURE: Final = "not_sure"
NOT_APPLICABLE: Final = "not_applicable"

SPECIAL: Final[dict[AnswerKind, str]] = {
    "not_sure": "Not sure",
    "not_applicable": "Doesn’t apply to me",
}


class AnswerError(ValueError):
    """What was given is no answer to this question; the message is for the person."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. ``options`` is empty unless ``kind`` is ``given``."""

    kind: AnswerKind
    options: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """Return the answer as a form would send it."""
        return self.options if self.kind == "given" else (self.kind,)


def read_answer(question: Question, values: Sequence[str]) -> Answer:
    """Read what a form or a file gives for a question.

    Parameters
    ----------
    question : Question
    values : sequence of str
        Option keys, or the one value ``not_sure`` or ``not_applicable``.

    Raises
    ------
    AnswerError
        With a sentence that says what to do.
    """
    chosen = set(values)
    if not chosen:
        raise AnswerError("Choose an answer, or skip this question for now.")
    if chosen == {NOT_SURE}:
        return Answer("not_sure")
    if chosen == {NOT_APPLICABLE}:
        return Answer("not_applicable")
    if chosen & {NOT_SURE, NOT_APPLICABLE}:
        raise AnswerError(
            "Choose answers from the list, or “Not sure”, or “Doesn’t apply to me”: just one kind."
        )
    if len(chosen) > 1 and not question.several:
        raise AnswerError("Choose just one answer.")
    options = tuple(option.key for option in question.options if option.key in chosen)
    if len(options) != len(chosen):
        raise AnswerError("That answer is not one of this question’s options. Choose one below.")
    return Answer("given", options)


def words_of(question: Question, answer: Answer) -> tuple[str, ...]:
    """Return an answer in the words the person chose."""
    if answer.kind != "given":
        return (SPECIAL[answer.kind],)
    return tuple(option.text for option in question.options if option.key in answer.options)


def category_of(item: Item, answer: Answer | None) -> int:
    """Return the scored category of an answer.

    "Not sure" earns nothing on a knowledge question and tells nothing on the others;
    "doesn't apply" and no answer tell nothing.
    """
    if answer is None or answer.kind == "not_applicable":
        return MISSING
    if answer.kind == "not_sure":
        return 0 if item.knowledge else MISSING
    return item.category(answer.options)
