"""The state of the draft, made ready to be drawn."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from flask import url_for

from assess.core.draft.review import Remark
from assess.core.lint.findings import Severity
from assess.services.publishing import Standing
from assess.web.desk.remarks import RemarkGroup, groups, lines

KINDS: Final = ("rating", "frequency", "situation", "knowledge", "knowledge_several")
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")
DIFFICULTIES: Final = ("easy", "medium", "hard")
Counts = Mapping[str, int]
_ANCHORS: Final[dict[Severity, str]] = {"error": "errors", "warning": "warnings", "note": "notes"}


@dataclass(frozen=True, slots=True)
class CountLine:
    """How many errors, warnings or notes there are, and where they are read."""

    severity: Severity
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill with the questions in use, and how much is remarked about them."""

    key: str
    name: str
    total: int
    kinds: Counts
    difficulties: Counts
    retired: int
    remarks: tuple[CountLine, ...]


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """What the page shows. ``elsewhere`` is about other parts than questions and skills."""

    standing: Standing
    skills: tuple[SkillLine, ...]
    remarks: tuple[CountLine, ...]
    elsewhere: tuple[RemarkGroup, ...]

    @classmethod
    def of(cls, standing: Standing) -> Self:
        """Prepare the page."""
        edition, parts = standing.draft.edition, standing.draft.parts
        open_ = [one for one in standing.remarks if one.accepted is None]
        owners = {f"questions/{one.key}": one.skill for one in edition.questions}
        owners |= {f"skills/{one.key}": one.key for one in edition.skills}
        skills = {skill.key: skill.name for skill in edition.skills}
        by_skill: dict[str, list[Remark]] = {key: [] for key in skills}
        elsewhere: list[Remark] = []
        for remark in open_:
            by_skill.get(owners.get(remark.part, ""), elsewhere).append(remark)
        return cls(
            standing,
            tuple(_line(standing, key, name, by_skill[key]) for key, name in skills.items()),
            _counted(open_),
            groups(lines(elsewhere, parts)),
        )


def _counted(remarks: Sequence[Remark], skill: str | None = None) -> tuple[CountLine, ...]:
    counts = Counter(one.severity for one in remarks)
    return tuple(
        CountLine(severity, counts[severity], _href(severity, skill, remarks))
        for severity in SEVERITIES
    )


def _href(severity: Severity, skill: str | None, remarks: Sequence[Remark]) -> str:
    """Lead to a skill's questions where all are about these, else to the page that lists all."""
    found = [one.part for one in remarks if one.severity == severity]
    if skill is None or not all(part.startswith("questions/") for part in found):
        return url_for("publish.review", _anchor=_ANCHORS[severity])
    state = "errors" if severity == "error" else "remarks"
    return url_for("questions.index", skill=skill, state=state)


def _line(standing: Standing, key: str, name: str, remarks: Sequence[Remark]) -> SkillLine:
    questions = [one for one in standing.draft.edition.questions if one.skill == key]
    used = [one for one in questions if not one.retired]
    kinds, difficulties = Counter(q.kind for q in used), Counter(q.difficulty for q in used)
    return SkillLine(
        key=key,
        name=name,
        total=len(used),
        kinds={kind: kinds[kind] for kind in KINDS},
        difficulties={level: difficulties[level] for level in DIFFICULTIES},
        retired=len(questions) - len(used),
        remarks=_counted(remarks, key),
    )
