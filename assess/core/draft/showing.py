"""A question that may be unfinished, made fit to be shown."""

from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from assess.core.context import Chart, Context, Table
from assess.core.edition import Question

_CONTEXT: Final[TypeAdapter[Any]] = TypeAdapter(Context)


_EMPTY: Final = "…"


def showable(question: Question) -> tuple[Question, bool]:
    """Return a question without what cannot be drawn yet; what is still empty has three dots.

    Returns
    -------
    question : Question
    whole : bool
        False where a table or chart was left out because it is unfinished.
    """
    options = tuple(
        one.model_copy(update={"text": one.text if one.text.strip() else _EMPTY})
        for one in question.options
    )
    text = question.text if question.text.strip() else _EMPTY
    question = question.model_copy(update={"text": text, "options": options})
    context = question.context
    if not isinstance(context, Table | Chart):
        return question, True
    try:
        _CONTEXT.validate_python(context.model_dump())
    except ValidationError:
        return question.model_copy(update={"context": None}), False
    return question, True
