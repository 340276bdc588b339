"""What was typed on the page before publishing: reasons and a note.

The reasons end up in the draft, the note in the edition. Until then the browser's session
keeps both, so that signing in once more loses nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Self

from flask import session

from assess.core.draft.accepting import Name
from assess.core.fields import unsafe_character
from assess.services.publishing import Publication

_KEPT: Final = "publishing"
_REASON: Final = "reason"
# Keys hold no two hyphens in a row.
_JOINT: Final = "--"
LONGEST: Final = 2000
NOTE: Final = "note"


def field_of(name: Name) -> str:
    """Return the name of the field for a reason."""
    return _JOINT.join((_REASON, *name))


@dataclass(frozen=True, slots=True)
class Typed:
    """Reasons by rule and key, the note, and the draft's revision on the page."""

    revision: int = 0
    note: str = ""
    reasons: Mapping[Name, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, revision: int, form: Mapping[str, str]) -> Self:
        """Read what a form brought; fields of other names are passed over."""
        reasons = {}
        for name, value in form.items():
            steps = name.split(_JOINT)
            if len(steps) == 3 and steps[0] == _REASON:
                reasons[steps[1], steps[2]] = _tidy(value)
        return cls(revision, _tidy(form.get(NOTE, "")), reasons)

    @classmethod
    def kept(cls, by: str) -> Self:
        """Return what this browser's session keeps of a person; nothing is an empty one."""
        found = session.get(_KEPT)
        if not found or found["by"] != by:
            return cls()
        reasons = {(rule, key): reason for rule, key, reason in found["reasons"]}
        return cls(found["revision"], found["note"], reasons)

    def keep(self, by: str) -> None:
        """Keep it in this browser's session."""
        session[_KEPT] = {
            "by": by,
            "revision": self.revision,
            "note": self.note,
            "reasons": [[*name, reason] for name, reason in self.reasons.items()],
        }

    def problems(self) -> dict[str, str]:
        """Return what cannot be kept, by field, in words."""
        texts = {NOTE: self.note} | {field_of(name): one for name, one in self.reasons.items()}
        return {name: problem for name, one in texts.items() if (problem := _problem(one))}

    def drawable(self) -> Self:
        """Return it as a page can show it: no page may hold a NUL."""
        reasons = {name: _without_nul(one) for name, one in self.reasons.items()}
        return replace(self, note=_without_nul(self.note), reasons=reasons)

    def publication(self) -> Publication:
        """Return what the service is asked for."""
        return Publication(self.revision, self.reasons, self.note)


def forget() -> None:
    """Keep nothing any more: it is where it belongs."""
    session.pop(_KEPT, None)


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _without_nul(text: str) -> str:
    return text.replace("\0", "\ufffd")


def _problem(text: str) -> str | None:
    if len(text) > LONGEST:
        return f"Use at most {LONGEST:,} characters. This has {len(text):,}."
    found = unsafe_character(text)
    if found is None:
        return None
    return f"Take out the character that cannot be shown (U+{ord(found):04X})."
