"""Remarks on the draft, each with the name of its part and where it is mended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Self

from flask import url_for

from assess.core.draft.differences import names_in
from assess.core.draft.fields import label
from assess.core.draft.review import Remark
from assess.web.desk.address import address_of, name_of


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark as a list shows it."""

    name: str
    field: str
    href: str
    remark: Remark
    key: str
    retired: bool

    @classmethod
    def of(cls, remark: Remark, parts: Mapping[str, Any]) -> Self:
        """Prepare one remark."""
        field = label(remark.field, names_in(dict(parts))) if remark.field else ""
        href = address_of(remark.part, remark.field)
        kind, _, key = remark.part.partition("/")
        if kind == "skills" and key and not field:
            # What is said of a skill as a whole is said of its questions.
            href = url_for("questions.index", skill=key)
        retired = kind == "questions" and bool(parts.get(remark.part, {}).get("retired"))
        # Two questions may read the same; their keys differ.
        own = key if kind == "questions" else ""
        return cls(name_of(remark.part, parts), field, href, remark, own, retired)


def lines(remarks: Iterable[Remark], parts: Mapping[str, Any]) -> tuple[RemarkLine, ...]:
    """Prepare remarks."""
    return tuple(RemarkLine.of(remark, parts) for remark in remarks)


@dataclass(frozen=True, slots=True)
class RemarkGroup:
    """What is remarked on one part and mended on one page.

    ``delete`` is where a retired question goes for good that stands against publishing.
    """

    first: RemarkLine
    lines: tuple[RemarkLine, ...]
    delete: str | None


def groups(found: Iterable[RemarkLine]) -> tuple[RemarkGroup, ...]:
    """Gather lines that lead to the same page, in the order of the first of each."""
    ordered = list(found)
    places: dict[tuple[str, str], int] = {}
    for line in ordered:
        places.setdefault((line.remark.part, line.href), len(places))
    ordered.sort(key=lambda line: places[line.remark.part, line.href])
    gathered = groupby(ordered, key=lambda line: (line.remark.part, line.href))
    return tuple(_group(tuple(some)) for _, some in gathered)


def _group(found: tuple[RemarkLine, ...]) -> RemarkGroup:
    first = found[0]
    stands = first.retired and any(line.remark.severity == "error" for line in found)
    delete = url_for("questions.delete", key=first.key) if stands else None
    return RemarkGroup(first, found, delete)
