"""The list of questions: searched, filtered, by skill."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from werkzeug.datastructures import MultiDict

from assess.core.draft.review import Remark
from assess.core.edition import Question, Skill
from assess.services import draft
from assess.services.draft import Draft
from assess.web.questions.forms import drawable
from assess.web.questions.page import count_words
from assess.web.questions.words import DIFFICULTY_NAMES, KIND_SHORT

STATES: Final = {
    "": "All",
    "asked": "Not retired",
    "remarks": "With remarks",
    "errors": "To mend",
    "retired": "Retired",
}
_LONGEST_SEARCH: Final = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; what is not known is passed over."""

    search: str
    skill: str
    kind: str
    difficulty: str
    state: str

    @classmethod
    def of(cls, sent: "MultiDict[str, str]", skills: Mapping[str, Skill]) -> "Filter":
        """Read it from an address."""

        def known(name: str, allowed: Mapping[str, object]) -> str:
            value = sent.get(name, "")
            return value if value in allowed else ""

        return cls(
            drawable(sent.get("q", "")).strip()[:_LONGEST_SEARCH],
            known("skill", skills),
            known("kind", KIND_SHORT),
            known("difficulty", DIFFICULTY_NAMES),
            known("state", STATES),
        )

    @property
    def on(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.search) or self.narrowed

    @property
    def narrowed(self) -> bool:
        """Whether a filter is set beside the words."""
        return any((self.skill, self.kind, self.difficulty, self.state))

    def finds(self, question: Question, counts: Mapping[str, int]) -> bool:
        """Say whether a question is looked for."""
        chosen = (
            (self.skill, question.skill),
            (self.kind, question.kind),
            (self.difficulty, question.difficulty),
        )
        if any(wanted and wanted != value for wanted, value in chosen):
            return False
        return self._in_state(question, counts) and self._says(question)

    def _in_state(self, question: Question, counts: Mapping[str, int]) -> bool:
        return {
            "": True,
            "asked": not question.retired,
            "retired": question.retired,
            "remarks": any(counts.values()),
            "errors": bool(counts.get("error")),
        }[self.state]

    def _says(self, question: Question) -> bool:
        texts = (question.key, question.text, *(option.text for option in question.options))
        whole = "\n".join(texts).casefold()
        return all(word in whole for word in self.search.casefold().split())


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the list."""

    question: Question
    kind: str
    remarks: str
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of a skill that are looked for, of so many that it has."""

    skill: Skill
    rows: tuple[Row, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The whole list."""

    groups: tuple[Group, ...]
    filter: Filter
    skills: Mapping[str, Skill]
    found: int
    count: int

    @property
    def skill_names(self) -> list[tuple[str, str]]:
        """Return the skills to choose from."""
        return [(key, skill.name) for key, skill in self.skills.items()]

    @classmethod
    def of(cls, opened: Draft, sent: "MultiDict[str, str]") -> "Listing":
        """List the questions of the draft."""
        skills = {skill.key: skill for skill in opened.edition.skills}
        wanted = Filter.of(sent, skills)
        counts = _counts(draft.remarks(opened))
        groups = tuple(_group(opened, skill, wanted, counts) for skill in skills.values())
        found = sum(len(group.rows) for group in groups)
        shown = tuple(group for group in groups if group.rows or not wanted.on)
        return cls(shown, wanted, skills, found, len(opened.edition.questions))


def _counts(remarks: tuple[Remark, ...]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for remark in remarks:
        if remark.accepted is None:
            found.setdefault(remark.part, Counter())[remark.severity] += 1
    return found


def _group(
    opened: Draft, skill: Skill, wanted: Filter, counts: Mapping[str, Mapping[str, int]]
) -> Group:
    questions = [one for one in opened.edition.questions if one.skill == skill.key]
    rows = []
    for at, question in enumerate(questions):
        own = counts.get(f"questions/{question.key}", {})
        if wanted.finds(question, own):
            kind = KIND_SHORT[question.kind]
            last = at == len(questions) - 1
            rows.append(Row(question, kind, count_words(own), first=at == 0, last=last))
    return Group(skill, tuple(rows), len(questions))
