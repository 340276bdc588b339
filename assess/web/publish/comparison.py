"""Two documents side by side, part by part, with the words that changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from assess.core.draft.counting import in_words
from assess.core.draft.differences import FieldChange, PartChange, title, told
from assess.core.draft.parts import Parts
from assess.core.draft.words import Runs, marked
from assess.web.desk.address import address_of

# Unfolded where there are few; with many the titles are read first.
UNFOLDED: Final = 8
# Characters that two columns and a label have room for in one line.
_BRIEF: Final = 24
_GROUPS: Final = (
    ("Questions", ("questions/",)),
    ("Skills", ("skills/",)),
    ("Roles and profiles", ("roles/",)),
    ("Actions", ("actions/",)),
    ("Everything else", ("",)),
)
_WORDS: Final = {
    "added": "New",
    "removed": "Taken out",
    "retired": "Retired",
    "restored": "In use again",
    "moved": "Moved",
    "changed": "Changed",
}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field before and after; a side without pieces is not there.

    ``brief`` says that both sides fit in one line together.
    """

    label: str
    before: Runs
    after: Runs
    brief: bool

    @classmethod
    def of(cls, change: FieldChange) -> Self:
        """Mark the words that changed."""
        texts = (change.before, change.after)
        brief = all(len(text) <= _BRIEF and "\n" not in text for text in texts)
        return cls(change.label, *marked(*texts), brief)


@dataclass(frozen=True, slots=True)
class PartLines:
    """A part that differs. ``href`` leads to where it is mended, if it is still there."""

    title: str
    word: str
    href: str | None
    fields: tuple[FieldLine, ...]
    key: str = ""

    @property
    def one_sided(self) -> bool:
        """Whether it is only in one of the two: there is nothing beside it to see."""
        return self.word in (_WORDS["added"], _WORDS["removed"])

    @classmethod
    def of(cls, change: PartChange, *, linked: bool) -> Self:
        """Prepare a part."""
        href = address_of(change.part) if linked and change.change != "removed" else None
        fields = tuple(FieldLine.of(one) for one in change.fields)
        return cls(change.title, _WORDS[change.change], href, fields, _key(change.part))


@dataclass(frozen=True, slots=True)
class Comparison:
    """All parts that differ, in groups, and a short list in words."""

    words: tuple[str, ...]
    groups: tuple[tuple[str, tuple[PartLines, ...]], ...]
    unfolded: bool

    @classmethod
    def of(cls, changes: Iterable[PartChange], *, linked: bool = False) -> Self:
        """Prepare the differences of two documents.

        Parameters
        ----------
        linked : bool
            The newer one is the draft, so that its parts can be mended.
        """
        left = list(changes)
        words, unfolded = in_words(left), len(left) <= UNFOLDED
        groups = []
        for name, starts in _GROUPS:
            found = [one for one in left if one.part.startswith(starts)]
            left = [one for one in left if one not in found]
            if found:
                groups.append((name, tuple(PartLines.of(one, linked=linked) for one in found)))
        return cls(words, tuple(groups), unfolded)


def of_step(values: Mapping[str, tuple[Any, Any]], parts: Parts) -> list[PartLines]:
    """Prepare the parts that one change of the draft touched.

    Where something was only added to a list or taken out, its order has nothing to tell.
    """
    found = []
    for part, (before, after) in values.items():
        word = "added" if before is None else "removed" if after is None else "changed"
        fields = tuple(FieldLine.of(one) for one in told(part, before, after, parts))
        if fields or not part.startswith("order/"):
            name = title(part, after or before)
            found.append(PartLines(name, _WORDS[word], None, fields, _key(part)))
    return found


def _key(part: str) -> str:
    """Return a question's key: two may read the same."""
    kind, _, key = part.partition("/")
    return key if kind == "questions" else ""
