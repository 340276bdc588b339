"""A part as a flat map of fields, and back: what two people may each have changed.

``options/b/text`` is a field, ``options`` the order of the options. What only makes sense
as a whole (a context, a pay range, a list of duties) is one field.
"""

from collections.abc import Mapping
from typing import Any, Final

Fields = dict[str, Any]

# One figure of it from here and another from there would be a range that nobody wrote.
_WHOLE: Final = frozenset({"context", "pay", "wages", "parameters"})
_ROOT: Final = ""


def flatten(value: Any) -> Fields:  # noqa: ANN401 - plain data
    """Return a part's fields by path; a part that is no mapping is one field, named ""."""
    if not isinstance(value, Mapping):
        return {} if value is None else {_ROOT: value}
    found: Fields = {}
    for name, one in value.items():
        if name not in _WHOLE and isinstance(one, Mapping):
            found.update({f"{name}/{path}": field for path, field in flatten(one).items()})
        elif _is_keyed(one):
            found[name] = [entry["key"] for entry in one]
            for entry in one:
                inner = {key: field for key, field in entry.items() if key != "key"}
                found.update({f"{name}/{entry['key']}/{key}": inner[key] for key in inner})
        else:
            found[name] = one
    return found


def _is_keyed(value: object) -> bool:
    return (
        isinstance(value, list | tuple)
        and bool(value)
        and all(isinstance(entry, Mapping) and "key" in entry for entry in value)
    )


def unflatten(fields: Mapping[str, Any]) -> Any:  # noqa: ANN401 - plain data
    """Return the part that fields make; None where there are none.

    Fields of an option that the order does not name are left out.
    """
    if not fields:
        return None
    if _ROOT in fields:
        return fields[_ROOT]
    found: dict[str, Any] = {}
    for path, value in fields.items():
        name, _, inner = path.partition("/")
        if not inner:
            keyed = any(other.startswith(f"{name}/") for other in fields)
            found[name] = _entries(name, value, fields) if keyed else value
        elif name not in fields:
            found.setdefault(name, {})[inner] = value
    return {
        name: unflatten(value) if isinstance(value, dict) and name not in _WHOLE else value
        for name, value in found.items()
    }


def _entries(name: str, order: list[str], fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"key": key}
        | {
            path.removeprefix(start): value
            for path, value in fields.items()
            if path.startswith(start)
        }
        for key in order
        for start in (f"{name}/{key}/",)
    ]


_NAMES: Final = {
    _ROOT: "Value",
    "text": "Text",
    "name": "Name",
    "title": "Title",
    "skill": "Skill",
    "kind": "Kind",
    "context": "What people see with it",
    "difficulty": "Difficulty",
    "weight": "Weight",
    "parameters": "Calibrated values",
    "retired": "Retired",
    "options": "Options and their order",
    "hint": "Hint",
    "credit": "Credit",
    "right": "Right",
    "why": "Reason",
    "summary": "Summary",
    "duties": "Duties",
    "levels": "Level sentences",
    "profile": "Profile",
    "level": "Level",
    "importance": "Importance",
    "basis": "Where the importance comes from",
    "pay": "Pay",
    "wages": "Wage statistics",
    "next": "Next steps",
    "how": "How to do it",
    "minutes": "Minutes",
    "evidence": "What shows it",
    "way": "Way to grow",
    "onet": "O*NET elements",
    "esco": "ESCO skills",
    "welcome": "Welcome",
    "contact": "Contact",
    "privacy": "Privacy note",
    "result": "Note on the result",
    "key": "Key",
}


def label(path: str, names: Mapping[str, str] | None = None) -> str:
    """Return a field's name for people: ``Option b: reason``, ``Empathy: importance``.

    Parameters
    ----------
    names : mapping, optional
        What skills are called, by key.
    """
    steps = path.split("/")
    if len(steps) == 3:
        known = (names or {}).get(steps[1], steps[1])
        owner = f"Option {steps[1]}" if steps[0] == "options" else known
        return f"{owner}: {_name(steps[2]).lower()}"
    if len(steps) == 2 and steps[0] == "options":
        return f"Option {steps[1]}"
    return _name(steps[0]) if len(steps) == 1 else f"{_name(steps[0])}: {_name(steps[1])}"


def _name(step: str) -> str:
    return _NAMES.get(step, step.replace("_", " ").capitalize())


def shown(value: Any) -> str:  # noqa: ANN401 - plain data
    """Return a field's value as text that people can read, line by line where it is long."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "\n".join(f"{_name(str(key))}: {shown(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        flat = all(isinstance(one, str | int | float) for one in value)
        rows = (" | ".join(map(str, one)) if isinstance(one, list) else shown(one) for one in value)
        return "\n".join(map(str, value)) if flat else "\n".join(rows)
    return str(value)
