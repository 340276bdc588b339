"""What the buttons inside a question's form do: add, take out, move, type otherwise."""

from collections.abc import Callable
from typing import Final

from assess.core.draft.keys import new_option
from assess.core.draft.tabular import lines_of, table_of
from assess.core.draft.typed import MOST, Typed, cells

# Where the fields of a list's entries stand; "*" is the entry.
_FIELDS: Final = {
    "option": ("options/*/text", "options/*/hint", "options/*/credit", "options/*/why"),
    "line": ("context/lines/*/who", "context/lines/*/text"),
    "point": ("context/labels/*", "context/values/*"),
    "column": ("context/columns/*",),
    "row": (),
}
_FIRST: Final = {
    "option": "options/*/text",
    "line": "context/lines/*/who",
    "point": "context/labels/*",
    "column": "context/columns/*",
    "row": "context/rows/*/0",
}


def edited(typed: Typed, do: str) -> tuple[Typed, str]:
    """Do what a button says.

    Parameters
    ----------
    do : str
        ``add-option``, ``remove-option/b``, ``up-line/0``, ``down-point/1``, ``as-lines``,
        ``as-cells``. Anything else changes nothing.

    Returns
    -------
    typed : Typed
    at : str
        The field or button to go on at; empty where there is none.
    """
    if do in ("as-lines", "as-cells"):
        return (_as_lines if do == "as-lines" else _as_cells)(typed), "context/table"
    act, _, rest = do.partition("-")
    name, _, entry = rest.partition("/")
    how = _ACTS.get(act)
    if how is None or name not in MOST or (act != "add" and entry not in typed.of(name)):
        return typed, ""
    return how(typed, name, entry)


def _add(typed: Typed, name: str, _: str) -> tuple[Typed, str]:
    entries = typed.of(name)
    if len(entries) >= MOST[name]:
        return typed, ""
    new = new_option((*entries, *typed.of("spent"))) if name == "option" else str(len(entries))
    values = dict(typed.values)
    if name == "point":
        # A figure that is still missing would be no chart at all; 0 is seen and replaced.
        values[f"context/values/{new}"] = "0"
    return _with(typed, name, (*entries, new), values), _FIRST[name].replace("*", new)


def _remove(typed: Typed, name: str, entry: str) -> tuple[Typed, str]:
    entries = typed.of(name)
    left = tuple(one for one in entries if one != entry)
    before = entries[max(entries.index(entry) - 1, 0)]
    found = renumbered(_with(typed, name, left))
    if not left:
        return found, f"add-{name}"
    at = left[max(entries.index(entry) - 1, 0)] if before not in left else before
    at = at if name == "option" else str(left.index(at))
    return found, _FIRST[name].replace("*", at)


def _move(step: int, act: str) -> Callable[[Typed, str, str], tuple[Typed, str]]:
    def move(typed: Typed, name: str, entry: str) -> tuple[Typed, str]:
        entries = list(typed.of(name))
        at = entries.index(entry)
        to = min(max(at + step, 0), len(entries) - 1)
        entries.insert(to, entries.pop(at))
        shown = entry if name == "option" else str(to)
        return renumbered(_with(typed, name, tuple(entries))), f"{act}-{name}/{shown}"

    return move


_ACTS: Final = {
    "add": _add,
    "remove": _remove,
    "up": _move(-1, "up"),
    "down": _move(1, "down"),
}


def _with(
    typed: Typed, name: str, entries: tuple[str, ...], values: dict[str, str] | None = None
) -> Typed:
    return Typed(typed.values if values is None else values, {**typed.lists, name: entries})


def renumbered(typed: Typed) -> Typed:
    """Return a form whose lines, points, rows and columns are numbered by their places.

    They may have been moved on the page, where each keeps the number it came with.
    """
    values = {
        field: text
        for field, text in typed.values.items()
        if not field.startswith(("context/lines/", "context/labels/", "context/values/",
                                 "context/columns/", "context/rows/"))
    }  # fmt: skip
    lists = dict(typed.lists)
    for name in ("line", "point", "column"):
        for place, entry in enumerate(typed.of(name)):
            for field in _FIELDS[name]:
                values[field.replace("*", str(place))] = typed[field.replace("*", entry)]
    for place, row in enumerate(typed.of("row")):
        for at, column in enumerate(typed.of("column")):
            values[f"context/rows/{place}/{at}"] = typed[f"context/rows/{row}/{column}"]
    for name in ("line", "point", "column", "row"):
        if name in lists:
            lists[name] = tuple(str(place) for place in range(len(lists[name])))
    return Typed(values, lists)


def grid(typed: Typed) -> tuple[list[str], list[list[str]]]:
    """Return the columns and rows of a typed table, however it is typed."""
    if typed["context/as"] == "lines":
        return table_of(typed["context/typed"])
    columns = typed.of("column")
    return (
        [typed[f"context/columns/{column}"] for column in columns],
        [[typed[f"context/rows/{row}/{column}"] for column in columns] for row in typed.of("row")],
    )


def _as_lines(typed: Typed) -> Typed:
    values = {**typed.values, "context/typed": lines_of(*grid(typed)), "context/as": "lines"}
    return Typed(values, {**typed.lists, "row": (), "column": ()})


def _as_cells(typed: Typed) -> Typed:
    columns, rows = grid(typed)
    values, lists = cells(columns[: MOST["column"]], rows)
    return Typed({**typed.values, **values}, {**typed.lists, **lists})
