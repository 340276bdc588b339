"""A question as it is typed into a form: text by field, and what comes in what order.

Fields have the names that remarks use (``options/b/text``), so each remark finds its field.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

# What can be added, taken out and moved, and how many there may be.
MOST: Final = {"option": 12, "line": 40, "point": 24, "row": 30, "column": 8}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a form.

    Attributes
    ----------
    values : mapping
        Text by field.
    lists : mapping
        The names of options, and of a context's lines, points, rows and columns, in order;
        ``right`` names the options that are ticked, ``spent`` those that answers may have been
        given to in a published edition: no new option gets such a name.
    """

    values: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]

    def __getitem__(self, field: str) -> str:
        return self.values.get(field, "")

    def of(self, name: str) -> tuple[str, ...]:
        """Return a list; empty where the form has none."""
        return self.lists.get(name, ())


def typed_of(question: Mapping[str, Any]) -> Typed:
    """Return how a question stands in its form.

    Parameters
    ----------
    question : mapping
        As a part of a draft; it may be unfinished.
    """
    names = ("text", "kind", "skill", "difficulty")
    values = {name: str(question[name]) for name in names}
    values["shown_kind"] = values["kind"]
    values["weight"] = number_text(question["weight"])
    for name, value in (question.get("parameters") or {}).items():
        values[f"parameters/{name}"] = number_text(value)
    options = question["options"]
    for option in options:
        for name in ("text", "hint", "credit", "why"):
            values[f"options/{option['key']}/{name}"] = number_text(option.get(name))
    lists = {
        "option": tuple(option["key"] for option in options),
        "right": tuple(option["key"] for option in options if option.get("right")),
    }
    more, inner = _context(question.get("context"))
    return Typed(values | more, lists | inner)


def number_text(value: object) -> str:
    """Return a value as text for a field; nothing where there is none."""
    return "" if value is None else str(value)


_Fields = tuple[dict[str, str], dict[str, tuple[str, ...]]]


def _context(context: Any) -> _Fields:  # noqa: ANN401 - text or a mapping
    if context is None:
        return {"context/kind": "", "shown_context": ""}, {}
    if isinstance(context, str):
        return {"context/kind": "text", "shown_context": "text", "context/text": context}, {}
    kind = context.get("kind", "message")
    values = {"context/kind": kind, "shown_context": kind}
    for name, value in context.items():
        if name != "kind" and not isinstance(value, list | tuple):
            values[f"context/{name}"] = number_text(value)
    more, lists = _LISTED[kind](context) if kind in _LISTED else ({}, {})
    return values | more, lists


def _chat(context: Mapping[str, Any]) -> _Fields:
    values = {
        f"context/lines/{at}/{name}": line[name]
        for at, line in enumerate(context["lines"])
        for name in ("who", "text")
    }
    return values, {"line": _places(context["lines"])}


def _chart(context: Mapping[str, Any]) -> _Fields:
    values = {
        f"context/{name}/{at}": number_text(value)
        for name in ("labels", "values")
        for at, value in enumerate(context[name])
    }
    return values, {"point": _places(context["labels"])}


def cells(columns: list[str], rows: list[list[str]]) -> _Fields:
    """Return a table's cells as fields, and its rows and columns."""
    values = {f"context/columns/{at}": column for at, column in enumerate(columns)}
    for at, row in enumerate(rows):
        values |= {f"context/rows/{at}/{place}": cell for place, cell in enumerate(row)}
    values["context/as"] = "cells"
    return values, {"row": _places(rows), "column": _places(columns)}


def _places(entries: Any) -> tuple[str, ...]:  # noqa: ANN401 - a list of anything
    return tuple(str(at) for at in range(len(entries)))


_LISTED: Final[Mapping[str, Callable[[Mapping[str, Any]], _Fields]]] = {
    "chat": _chat,
    "chart": _chart,
    "table": lambda context: cells(context["columns"], context["rows"]),
}
