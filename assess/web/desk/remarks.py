"""Remarks on the draft, each with the name of its part and where it is mended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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

    @classmethod
    def of(cls, remark: Remark, parts: Mapping[str, Any]) -> Self:
        """Prepare one remark."""
        field = label(remark.field, names_in(dict(parts))) if remark.field else ""
        href = address_of(remark.part, remark.field)
        kind, _, key = remark.part.partition("/")
        if kind == "skills" and key and not field:
            # What is said of a skill as a whole is said of its questions.
            href = url_for("questions.index", skill=key)
        return cls(name_of(remark.part, parts), field, href, remark)


def lines(remarks: Iterable[Remark], parts: Mapping[str, Any]) -> tuple[RemarkLine, ...]:
    """Prepare remarks."""
    return tuple(RemarkLine.of(remark, parts) for remark in remarks)
