"""Two documents, part by part and field by field: what changes from one to the other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Final, Literal

from assess.core.draft.fields import flatten, label
from assess.core.draft.parts import Parts
from assess.core.draft.telling import options_told, plain, told_value

Change = Literal["added", "removed", "retired", "restored", "moved", "changed"]

ONE: Final = {"skills": "Skill", "questions": "Question", "roles": "Role", "actions": "Action"}
_WHOLE: Final = {
    "title": "Title of the assessment",
    "lengths": "Lengths",
    "texts": "Your own texts",
    "accepted": "Warnings that stay",
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
    found = []
    for part in dict.fromkeys([*new, *old]):
        before, after = old.get(part), new.get(part)
        if before == after or (part.startswith("order/") and not _is_reordered(before, after)):
            continue
        fields = told(part, before, after, both)
        found.append(
            PartChange(part, _change(before, after, part), title(part, after or before), fields)
        )
    return tuple(found)


def told(
    part: str,
    before: Any,  # noqa: ANN401 - plain data
    after: Any,  # noqa: ANN401 - plain data
    parts: Parts,
) -> tuple[FieldChange, ...]:
    """Return what changed in one part, as people read it.

    Parameters
    ----------
    parts : dict
        A document in which skills, roles and what moved have their names.
    """
    kind = part.partition("/")[0]
    if kind == "order":
        return _moves(part, before, after, parts)
    if kind == "questions" and (before is None or after is None):
        return _whole(before, after, names_in(parts))
    return _WAYS.get(kind, _plainly)(before, after, parts)


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
            told_value(path, old.get(path), named),
            told_value(path, new.get(path), named),
        )
        for path in dict.fromkeys([*new, *old])
        if old.get(path) != new.get(path)
    )


def _plainly(before: Any, after: Any, parts: Parts) -> tuple[FieldChange, ...]:  # noqa: ANN401
    return field_changes(before, after, names_in(parts))


def _of_question(before: Any, after: Any, parts: Parts) -> tuple[FieldChange, ...]:  # noqa: ANN401
    """Tell options in their order only where that is what changed: each has fields of its own."""
    old, new = ([one["key"] for one in side["options"]] for side in (before, after))
    moved = _is_reordered(old, new)
    return tuple(
        replace(one, before=options_told(before["options"]), after=options_told(after["options"]))
        if one.path == "options"
        else one
        for one in _plainly(before, after, parts)
        if moved or one.path != "options"
    )


def _whole(before: Any, after: Any, names: Mapping[str, str]) -> tuple[FieldChange, ...]:  # noqa: ANN401
    """Tell a question that is new or gone as people would read it, once."""
    question = after or before
    about = (told_value(path, question.get(path), names) for path in ("kind", "skill"))
    level = told_value("difficulty", question.get("difficulty") or "medium", names)
    retired = ("Retired",) if question.get("retired") else ()
    rows = {
        "text": ("Question", question["text"]),
        "context": (label("context"), told_value("context", question.get("context"), names)),
        "options": ("Options", options_told(question["options"])),
        "kind": ("Kind, skill and difficulty", ", ".join((*about, level, *retired))),
    }
    return tuple(
        FieldChange(path, name, *(("", words) if after else (words, "")))
        for path, (name, words) in rows.items()
        if words
    )


def _of_texts(before: Any, after: Any, parts: Parts) -> tuple[FieldChange, ...]:  # noqa: ANN401
    """Tell the organization's texts without their marks, unless only marks changed."""
    return tuple(
        one
        if plain(one.before) == plain(one.after)
        else replace(one, before=plain(one.before), after=plain(one.after))
        for one in _plainly(before, after, parts)
    )


def _of_lengths(before: Any, after: Any, parts: Parts) -> tuple[FieldChange, ...]:  # noqa: ANN401
    """Tell how many questions a length asks, by what the form calls it."""
    return tuple(
        replace(
            one,
            before=one.before and f"{one.before} questions of each skill",
            after=one.after and f"{one.after} questions of each skill",
        )
        for one in _plainly(before, after, parts)
    )


def _of_accepted(before: Any, after: Any, parts: Parts) -> tuple[FieldChange, ...]:  # noqa: ANN401
    """Tell each warning that stays by what it is about, and why."""
    old, new = ({(one["rule"], one["key"]): one["reason"] for one in side or ()}
                for side in (before, after))  # fmt: skip
    return tuple(
        FieldChange(
            "/".join(name),
            _about(name, parts),
            *(f"because {side[name]}" if name in side else "" for side in (old, new)),
        )
        for name in dict.fromkeys([*new, *old])
        if old.get(name) != new.get(name)
    )


def _about(name: tuple[str, str], parts: Parts) -> str:
    """Return what a warning is about, and what the rule looks for in its own words."""
    rule, key = name
    found = next((f"{kind}/{key}" for kind in ONE if f"{kind}/{key}" in parts), None)
    return f"{title(found, parts[found]) if found else key}: {rule.replace('-', ' ')}"


def _of_title(before: Any, after: Any, _: Parts) -> tuple[FieldChange, ...]:  # noqa: ANN401
    return (FieldChange("", _WHOLE["title"], before or "", after or ""),)


_WAYS: Final[Mapping[str, Callable[[Any, Any, Parts], tuple[FieldChange, ...]]]] = {
    "questions": _of_question,
    "texts": _of_texts,
    "lengths": _of_lengths,
    "accepted": _of_accepted,
    "title": _of_title,
}


def names_in(parts: Parts) -> dict[str, str]:
    """Return what skills and roles are called, by key."""
    return {
        part.partition("/")[2]: value["name"]
        for kind in ("roles/", "skills/")
        for part, value in parts.items()
        if part.startswith(kind)
    }


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
    if kind not in ONE:
        return _WHOLE[kind]
    words = next((value[name] for name in ("name", "title", "text") if value.get(name)), key)
    short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    return f"{ONE[kind]} “{short}”"
