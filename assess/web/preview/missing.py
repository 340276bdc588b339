"""What is unfinished in a draft, in words, with the page of the desk that mends it."""

from dataclasses import dataclass
from typing import Final

from flask import url_for

from assess.core.draft.fields import label
from assess.services.previews import Ready

_ROOMS: Final = {
    "skills": ("content.skills", "Skills"),
    "roles": ("content.roles", "Roles and ladder"),
    "actions": ("content.actions", "Actions"),
    "lengths": ("content.lengths", "Lengths"),
    "texts": ("content.texts", "Your own texts"),
    "questions": ("questions.index", "Questions"),
}
_OVERVIEW: Final = ("desk.overview", "Overview")


@dataclass(frozen=True, slots=True)
class Missing:
    """One part of the draft that is unfinished, and what is wrong with it."""

    name: str
    url: str
    messages: tuple[str, ...]


def missing_parts(ready: Ready) -> tuple[Missing, ...]:
    """Group what is unfinished by part."""
    by_part: dict[str, list[str]] = {}
    for remark in ready.missing:
        field = f"{label(remark.field)}: " if remark.field else ""
        by_part.setdefault(remark.part, []).append(f"{field}{remark.message}")
    return tuple(
        _missing(part, ready.names.get(part), messages) for part, messages in by_part.items()
    )


def _missing(part: str, name: str | None, messages: list[str]) -> Missing:
    kind, _, key = part.partition("/")
    endpoint, room = _ROOMS.get(kind, _OVERVIEW)
    url = url_for("questions.edit", key=key) if kind == "questions" and key else url_for(endpoint)
    return Missing(name or room, url, tuple(dict.fromkeys(messages)))
