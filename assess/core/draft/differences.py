"""Two documents, part by part and field by field: what changes from one to the other."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
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
    both = {**old, **new}
    names = names_in(both)
    found = []
    for part in dict.fromkeys([*new, *old]):
        before, after = old.get(part), new.get(part)
        if before == after or (part.startswith("order/") and not _is_reordered(before, after)):
            continue
        ordered = part.startswith("order/")
        fields = (
            _moves(part, before, after, both) if ordered else field_changes(before, after, names)
        )
        found.append(
            PartChange(part, _change(before, after, part), title(part, after or before), fields)
        )
    return tuple(found)


def field_changes(
    before: Any,  # noqa: ANN401 - plain data
    after: Any,  # noqa: ANN401 - plain data
    names: Mapping[str, str] | None = None,
) -> tuple[FieldChange, ...]:
    """Return the fields in which two versions of a part differ.

    Parameters
    ----------
    names : mapping, optional
        What skills and roles are called, by key.
    """
    old, new, named = flatten(before), flatten(after), names or {}
    return tuple(
        FieldChange(
            path,
            label(path, names),
            _told(path, old.get(path), named),
            _told(path, new.get(path), named),
        )
        for path in dict.fromkeys([*new, *old])
        if old.get(path) != new.get(path)
    )


def names_in(parts: Parts) -> dict[str, str]:
    """Return what skills and roles are called, by key."""
    return {
        part.partition("/")[2]: value["name"]
        for kind in ("roles/", "skills/")
        for part, value in parts.items()
        if part.startswith(kind)
    }


_KINDS: Final = {
    "rating": "Rating",
    "frequency": "Frequency",
    "situation": "Situation",
    "knowledge": "Knowledge, one right answer",
    "knowledge_several": "Knowledge, several right answers",
}


def _told(path: str, value: Any, names: Mapping[str, str]) -> str:  # noqa: ANN401 - plain data
    """Return a field's value in the words of the desk; keys are for files."""
    if path == "kind":
        return _KINDS.get(value, shown(value))
    if path == "skill":
        return names.get(value, shown(value))
    if path == "options" and value:
        return ", ".join(value)
    if path == "next" and value:
        return "\n".join(names.get(key, key) for key in value)
    if not path and isinstance(value, list):
        return "\n".join(f"{one['rule']}, {one['key']}: {one['reason']}" for one in value)
    return shown(value)


def _moves(
    part: str,
    before: Any,  # noqa: ANN401 - lists of keys
    after: Any,  # noqa: ANN401 - lists of keys
    parts: Parts,
) -> tuple[FieldChange, ...]:
    """Return what stands elsewhere, by its place in each list; the others keep their order."""
    kind = part.partition("/")[2]
    old, new = (
        [key for key in one if key in other] for one, other in ((before, after), (after, before))
    )
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    steady = {
        key for block in matcher.get_matching_blocks() for key in old[block.a :][: block.size]
    }
    return tuple(
        FieldChange(
            key,
            title(f"{kind}/{key}", parts[f"{kind}/{key}"]),
            f"Place {before.index(key) + 1}",
            f"Place {after.index(key) + 1}",
        )
        for key in new
        if key not in steady and f"{kind}/{key}" in parts
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


_COUNTED: Final = ("questions", "skills", "roles", "actions")
_VERBS: Final[dict[Change, str]] = {
    "added": "new",
    "changed": "changed",
    "retired": "retired",
    "restored": "in use again",
    "removed": "taken out",
}


def in_words(changes: Sequence[PartChange]) -> tuple[str, ...]:
    """Return a short list of what changed: ``3 questions changed``, ``1 role new``."""
    counts = Counter((one.part.partition("/")[0], one.change) for one in changes)
    told = [
        f"{count} {_ONE[kind].lower()}{'' if count == 1 else 's'} {verb}"
        for kind in _COUNTED
        for change, verb in _VERBS.items()
        if (count := counts[kind, change])
    ]
    profiles = sum(
        one.change == "changed" and any(field.path.startswith("profile/") for field in one.fields)
        for one in changes
    )
    if profiles:
        told.append(f"{profiles} {'profile' if profiles == 1 else 'profiles'} of roles changed")
    rest = [one.title for one in changes if one.part.partition("/")[0] not in _COUNTED]
    return (*told, *(f"{name} changed" for name in rest))
