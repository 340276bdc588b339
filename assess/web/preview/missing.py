"""What is unfinished in a draft, in words, with the page of the desk that mends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import url_for
from werkzeug.routing import BuildError

from assess.core.draft.review import Remark

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


def missing_parts(remarks: Iterable[Remark]) -> tuple[Missing, ...]:
    """Group what is unfinished by part."""
    by_part: dict[str, list[str]] = {}
    for remark in remarks:
        by_part.setdefault(remark.part, []).append(remark.message)
    return tuple(_missing(part, messages) for part, messages in by_part.items())


def _missing(part: str, messages: list[str]) -> Missing:
    kind, _, key = part.partition("/")
    endpoint, name = _ROOMS.get(kind, _OVERVIEW)
    url = (_question_url(key) if kind == "questions" else None) or url_for(endpoint)
    return Missing(f"{name}: {key}" if key else name, url, tuple(dict.fromkeys(messages)))


def _question_url(key: str) -> str | None:
    """Return where a question is edited; None where its key is no address."""
    try:
        return url_for("questions.edit", key=key)
    except BuildError:
        return None
