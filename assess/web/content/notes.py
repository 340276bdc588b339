"""Remarks on the draft, put beside the fields they are about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from assess.core.draft.review import Remark
from assess.services import draft
from assess.services.draft import Draft
from assess.web.content.forms import name_at
from assess.web.content.saving import field_of

Notes = dict[str, tuple[Remark, ...]]


def notes_on(opened: Draft, part: str, fields: Iterable[str], inside: str = "") -> Notes:
    """Return the remarks on a part by the page's fields; those of no field under "".

    Parameters
    ----------
    inside : str
        Only remarks on this field of the part and what is in it; all, where empty.
    """
    known = tuple(fields)
    found: dict[str, list[Remark]] = {}
    for remark in draft.remarks(opened):
        if remark.part == part and _is_in(remark.field, inside):
            found.setdefault(field_of(name_at(remark.field), known), []).append(remark)
    return {name: tuple(remarks) for name, remarks in found.items()}


def _is_in(field: str, outer: str) -> bool:
    return not outer or field == outer or field.startswith(f"{outer}/")


@dataclass(frozen=True, slots=True)
class Count:
    """How much there is to mend in a part, and to look at."""

    errors: int = 0
    others: int = 0

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return bool(self.errors or self.others)

    @classmethod
    def by_part(cls, opened: Draft) -> Mapping[str, Self]:
        """Count the remarks that nobody has accepted yet."""
        found: dict[str, list[int]] = {}
        for remark in draft.remarks(opened):
            if remark.accepted is None:
                found.setdefault(remark.part, [0, 0])[remark.severity != "error"] += 1
        return {part: cls(*counts) for part, counts in found.items()}
