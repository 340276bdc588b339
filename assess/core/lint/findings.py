"""What a finding is, and how an edition accepts one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from assess.core.edition import Acceptance

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt about an edition.

    Attributes
    ----------
    severity : str
        An ``error`` cannot stand, a ``warning`` is mended or accepted with a reason, a
        ``note`` is something to look at once more.
    rule : str
        The stable name of what was looked for.
    place : str
        Where it stands in the document, like ``questions[3].options[1]``.
    key : str
        The key of the question or skill it is about.
    message : str
        What was found.
    why : str
        Why it matters.
    remedy : str
        What to do.
    accepted : str or None
        Why the edition keeps it all the same; None where it does not say so.
    """

    severity: Severity
    rule: str
    place: str
    key: str
    message: str
    why: str
    remedy: str
    accepted: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for, why, and what to do about it."""

    key: str
    severity: Severity
    why: str
    remedy: str

    def at(self, place: str, key: str, message: str) -> Finding:
        """Return a finding of this rule."""
        return Finding(self.severity, self.key, place, key, message, self.why, self.remedy)


UNUSED: Final = Rule(
    "acceptance-unused",
    "warning",
    "An acceptance that outlives its finding would hide the next one.",
    "Take it out of the edition, or name the finding's rule and key as they are printed.",
)


def settle(found: Iterable[Finding], acceptances: Sequence[Acceptance]) -> tuple[Finding, ...]:
    """Return findings with the reasons for which an edition accepts them.

    An acceptance holds for every finding of its rule on its question or skill, except an
    error. One that accepts nothing is itself a finding.
    """
    reasons = {(entry.rule, entry.key): entry.reason for entry in acceptances}
    settled = tuple(
        finding
        if finding.severity == "error"
        else replace(finding, accepted=reasons.get((finding.rule, finding.key)))
        for finding in found
    )
    used = {(finding.rule, finding.key) for finding in settled if finding.accepted is not None}
    unused = tuple(
        UNUSED.at(
            f"accepted[{place}]",
            entry.key,
            f"Nothing that may be accepted is found by “{entry.rule}” on “{entry.key}”.",
        )
        for place, entry in enumerate(acceptances)
        if (entry.rule, entry.key) not in used
    )
    return settled + unused
