"""Two documents, part by part and field by field: what changes from one to the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from assess.core.draft.fields import flatten, label, shown
from assess.core.draft.parts import Parts

Change = Literal["added", "removed", "retired", "restored", "moved", "changed"]

_ONE: Final = {"skills": "Skill", "questions": "Question", "roles": "Role", "actions": "Action"}
_WHOLE: Final = {
    "title": "Title of the assessment",
    "lengths": "Lengths",
    "texts": "Texts of your own",
    "accepted": "Accepted findings",
}
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a part, before and after, as people read it; empty where it is not there."""

    path: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part that differs between two documents.

    ``title`` names it for people: ``Question “A guest writes …”``.
    """

    part: str
    change: Change
    title: str
    fields: tuple[FieldChange, ...]


def differences(old: Parts, new: Parts) -> tuple[PartChange, ...]:
    """Return what changes from one document to another, in the order of the new one.

    Parameters
    ----------
    old, new : dict
        As ``parts.split`` gives them.
    """
    names = {key.removeprefix("skills/"): one["name"] for key, one in {**old, **new}.items()
             if key.startswith("skills/")}  # fmt: skip
    found = []
    for part in dict.fromkeys([*new, *old]):
        before, after = old.get(part), new.get(part)
        if before == after or (part.startswith("order/") and not _is_reordered(before, after)):
            continue
        fields = field_changes(before, after, names)
        found.append(
            PartChange(part, _change(before, after, part), title(part, after or before), fields)
        )
    return tuple(found)


def field_changes(
    before: Any,  # noqa: ANN401 - plain data
    after: Any,  # noqa: ANN401 - plain data
    names: Mapping[str, str] | None = None,
) -> tuple[FieldChange, ...]:
    """Return the fields in which two versions of a part differ."""
    old, new = flatten(before), flatten(after)
    return tuple(
        FieldChange(path, label(path, names), shown(old.get(path)), shown(new.get(path)))
        for path in dict.fromkeys([*new, *old])
        if old.get(path) != new.get(path)
    )


def _is_reordered(before: Any, after: Any) -> bool:  # noqa: ANN401 - lists of keys
    """Say whether what is in both lists stands in another order."""
    return [key for key in before if key in after] != [key for key in after if key in before]


def _change(before: Any, after: Any, part: str) -> Change:  # noqa: ANN401 - plain data
    if before is None or after is None:
        return "added" if before is None else "removed"
    if part.startswith("order/"):
        return "moved"
    if part.startswith("questions/") and bool(before.get("retired")) != bool(after.get("retired")):
        return "retired" if after.get("retired") else "restored"
    return "changed"


def title(part: str, value: Any) -> str:  # noqa: ANN401 - plain data
    """Name a part for people."""
    kind, _, key = part.partition("/")
    if kind == "order":
        return f"Order of the {key}"
    if kind not in _ONE:
        return _WHOLE[kind]
    words = next((value[name] for name in ("name", "title", "text") if value.get(name)), key)
    short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    return f"{_ONE[kind]} “{short}”"
