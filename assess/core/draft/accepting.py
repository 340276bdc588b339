"""Warnings that stand, and why: which reasons a draft has, lacks, and holds in vain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from assess.core.draft.differences import PartChange
from assess.core.draft.review import Remark
from assess.core.lint.findings import UNUSED

# A rule of the question checker, and the question or skill it is about.
Name = tuple[str, str]
Reasons = Mapping[Name, str]
Accepted = list[dict[str, Any]]

_NONE: Final = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What one rule says about one question or skill: mended, or accepted with a reason.

    Attributes
    ----------
    remarks : tuple of Remark
        At least one; a reason holds for all of them.
    reason : str
        Why the draft keeps it; empty where it does not say so yet.
    """

    rule: str
    key: str
    remarks: tuple[Remark, ...]
    reason: str

    @property
    def name(self) -> Name:
        """What a reason is given for."""
        return self.rule, self.key


def doubts(remarks: Sequence[Remark]) -> tuple[Doubt, ...]:
    """Return the warnings of a review, those of one rule on one part together."""
    found: dict[Name, list[Remark]] = {}
    for remark in remarks:
        if remark.severity == "warning" and remark.rule != UNUSED.key:
            found.setdefault((remark.rule, remark.key), []).append(remark)
    return tuple(
        Doubt(rule, key, tuple(group), group[0].accepted or _NONE)
        for (rule, key), group in found.items()
    )


def in_their_words(
    changes: Sequence[PartChange], remarks: Sequence[Remark]
) -> tuple[PartChange, ...]:
    """Return differences in which a warning that stays is called by what it says."""
    said = {f"{one.rule}/{one.key}": f"“{one.message}”" for one in remarks}
    return tuple(
        replace(
            change,
            fields=tuple(
                replace(one, label=said.get(one.path, one.label)) for one in change.fields
            ),
        )
        if change.part == "accepted"
        else change
        for change in changes
    )


def needless(accepted: Accepted, remarks: Sequence[Remark]) -> Accepted:
    """Return the reasons that accept nothing any more."""
    used = {(remark.rule, remark.key) for remark in remarks if remark.accepted is not None}
    return [one for one in accepted if (one["rule"], one["key"]) not in used]


def meant(accepted: Accepted, remarks: Sequence[Remark], reasons: Reasons) -> dict[Name, str]:
    """Return the reasons for what is found, or is accepted already; others are about nothing."""
    known = {doubt.name for doubt in doubts(remarks)}
    known |= {(one["rule"], one["key"]) for one in accepted}
    return {name: reason for name, reason in reasons.items() if name in known}


def with_reasons(accepted: Accepted, reasons: Reasons) -> Accepted:
    """Return what a draft accepts once reasons were typed.

    Parameters
    ----------
    accepted : list
        What it accepts now, as the part of the draft holds it.
    reasons : mapping
        By rule and key. An empty one takes the reason away; what is not named stays.
    """
    known = [(one["rule"], one["key"]) for one in accepted]
    kept = [one | {"reason": reasons.get(name, one["reason"])}
            for name, one in zip(known, accepted, strict=True)]  # fmt: skip
    added = [
        {"rule": name[0], "key": name[1], "reason": reason}
        for name, reason in reasons.items()
        if name not in known
    ]
    return [one for one in kept + added if one["reason"]]


def settled(
    accepted: Accepted, remarks: Sequence[Remark], reasons: Reasons
) -> tuple[Accepted, tuple[Doubt, ...]]:
    """Return what an edition made of the draft accepts, and the warnings still without a reason.

    What accepts nothing any more is dropped.
    """
    gone = needless(accepted, remarks)
    used = [one for one in accepted if one not in gone]
    rest = with_reasons(used, meant(used, remarks, reasons))
    given = {(one["rule"], one["key"]) for one in rest}
    return rest, tuple(doubt for doubt in doubts(remarks) if doubt.name not in given)
