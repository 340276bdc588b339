"""Values of a draft in the words of the desk's forms; keys and internals are for files."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from assess.core.draft.fields import shown
from assess.core.ways import WAYS

Data = Mapping[str, Any]
Names = Mapping[str, str]

_KINDS: Final = {
    "rating": "Rating",
    "frequency": "Frequency",
    "situation": "Situation",
    "knowledge": "Knowledge, one right answer",
    "knowledge_several": "Knowledge, several right answers",
}
_MARKS: Final = (
    (re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)"), r"\1 (\2)"),
    (re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"^#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^[*+-][ \t]+", re.MULTILINE), "• "),
)


def told_value(path: str, value: Any, names: Names) -> str:  # noqa: ANN401 - plain data
    """Return a field's value as its form says it; empty where there is none.

    Parameters
    ----------
    names : mapping
        What skills and roles are called, by key.
    """
    if value is None or value == "":
        return ""
    try:
        if path == "skill":
            return names.get(value, shown(value))
        if path == "next":
            return "\n".join(names.get(key, key) for key in value)
        return _TOLD.get(path, shown)(value)
    except (AttributeError, KeyError, TypeError, ValueError):
        # The log also holds what had another shape once, and other things by the same names.
        return shown(value)


def plain(markdown: str) -> str:
    """Return Markdown without its marks, so that what is said is read and not how."""
    for mark, instead in _MARKS:
        markdown = mark.sub(instead, markdown)
    return markdown


def money(amount: float) -> str:
    """Write an amount: ``$34,750``, with cents only where there are some."""
    return f"${amount:,.0f}" if float(amount).is_integer() else f"${amount:,.2f}"


def _pay(pay: Data) -> str:
    where = f"({pay.get('year')}, {pay.get('source')})"
    return f"{money(pay['low'])} to {money(pay['high'])} a{_n(pay['period'])} {where}"


def _n(period: str) -> str:
    return "n hour" if period == "hour" else " year"


def _wages(wages: Data) -> str:
    low, high = wages["percentiles"]
    of = f"{wages['label']} (occupation {wages['soc']}, percentiles {low} and {high})"
    if wages.get("low") is None:
        return f"No figures yet\n{of}"
    told = f"{money(wages['low'])} to {money(wages['high'])} a year"
    return f"{told} ({wages['area']}, {wages['year']}, {wages['source']})\n{of}"


def _context(context: Any) -> str:  # noqa: ANN401 - text or a mapping
    if not isinstance(context, Mapping):
        return shown(context)
    return _CONTEXTS[context.get("kind", "message")](context)


def _message(one: Data) -> str:
    sender = f" from {one['sender']}" if one.get("sender") else ""
    channel = f" ({one['channel']})" if one.get("channel") else ""
    return f"Message{sender}{channel}\n{one['text']}"


def _email(one: Data) -> str:
    return f"E-mail from {one['sender']} with subject “{one['subject']}”\n{one['text']}"


def _chat(one: Data) -> str:
    return "\n".join(["Chat", *(f"{line['who']}: {line['text']}" for line in one["lines"])])


def _prompt(one: Data) -> str:
    draft = f"\nIts draft: {one['draft']}" if one.get("draft") else ""
    return f"Prompt to an AI assistant: {one['prompt']}{draft}"


def _table(one: Data) -> str:
    rows = (" | ".join(cells) for cells in (one["columns"], *one["rows"]))
    return "\n".join([f"Table “{one['caption']}”", *rows])


def _chart(one: Data) -> str:
    form = {"bar": "Bar chart", "line": "Line chart"}.get(one["form"], "Chart")
    unit = f" {one['unit']}" if one.get("unit") else ""
    pairs = zip(one["labels"], one["values"], strict=False)
    start = f"\nThe axis begins at {one['axis_from']}" if one.get("axis_from") else ""
    lines = (f"{name}: {value}{unit}" for name, value in pairs)
    return "\n".join([f"{form} “{one['caption']}”", *lines]) + start


_CONTEXTS: Final[Mapping[str, Callable[[Data], str]]] = {
    "message": _message,
    "email": _email,
    "chat": _chat,
    "prompt": _prompt,
    "table": _table,
    "chart": _chart,
}
_TOLD: Final[Mapping[str, Callable[[Any], str]]] = {
    "kind": lambda value: _KINDS.get(value, shown(value)),
    "difficulty": str.capitalize,
    "way": lambda value: WAYS.get(value, value),
    "retired": lambda value: "Retired" if value else "In use",
    "context": _context,
    "pay": _pay,
    "wages": _wages,
}


def options_told(options: Sequence[Data]) -> str:
    """Return options in their order, each with what it scores and why, as people read it."""
    return "\n".join(_option(number, one) for number, one in enumerate(options, 1))


def _option(number: int, option: Data) -> str:
    scores = []
    if option.get("credit") is not None:
        scores.append(f"credit {option['credit']:g}")
    if option.get("right") is not None:
        scores.append("right" if option["right"] else "not right")
    score = f" ({', '.join(scores)})" if scores else ""
    rest = "".join(
        f"\n    {name}: {option[key]}"
        for key, name in (("hint", "Hint"), ("why", "Reason"))
        if option.get(key)
    )
    return f"{number}. {option['text']}{score}{rest}"
