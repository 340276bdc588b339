"""What changed between two documents, in a short list of words."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from assess.core.draft.differences import ONE, Change, PartChange

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
        f"{count} {ONE[kind].lower()}{'' if count == 1 else 's'} {verb}"
        for kind in _COUNTED
        for change, verb in _VERBS.items()
        if (count := counts[kind, change])
    ]
    for words, starts in _OF_ROLES.items():
        roles = sum(
            one.change == "changed" and any(field.path.startswith(starts) for field in one.fields)
            for one in changes
            if one.part.startswith("roles/")
        )
        if roles:
            told.append(f"{words} of {roles} {'role' if roles == 1 else 'roles'} changed")
    rest = [_rest(one) for one in changes if one.part.partition("/")[0] not in _COUNTED]
    return (*told, *rest)


_OF_ROLES: Final = {"profile": "profile/", "pay": "pay", "wage statistics": "wages"}


def _rest(change: PartChange) -> str:
    if change.part != "texts":
        return f"{change.title} changed"
    names = ", ".join(field.label.lower() for field in change.fields)
    return f"{change.title} {_VERBS[change.change]}: {names}"
