"""Small banks, roles and documents that the tests of the core are told with."""

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from hypothesis import settings

from assess.core.edition import Kind, Question
from assess.core.matching import RoleTable, role_table
from assess.core.model import Item, item_of
from assess.core.roles import Role
from assess.core.scale import FloatArray, IntArray

Data = dict[str, Any]

LETTERS: Final = "abcdefghijkl"
NONE: Final = -1  # stands for the missing answer, as in the worked examples

# A deadline would make a test depend on the machine it runs on.
few = settings(max_examples=8, deadline=None)
some = settings(max_examples=40, deadline=None)


@dataclass(frozen=True)
class Sketch:
    """A question in the few figures that scoring needs.

    ``credits`` belong to a situation, ``count`` is the number of options of every other
    kind, ``keyed`` the number of right ones where several are right.
    """

    kind: Kind
    credits: tuple[float, ...] = ()
    count: int = 5
    keyed: int = 1
    difficulty: str = "medium"
    weight: float = 1

    @property
    def top(self) -> int:
        """The highest category."""
        if self.kind == "situation":
            return len(set(self.credits)) - 1
        return {"knowledge": 1, "knowledge_several": self.keyed}.get(self.kind, self.count - 1)

    def question(self, key: str = "q", **changes: object) -> Question:
        """Return the question, written out."""
        fields = {"kind": self.kind, "difficulty": self.difficulty, "weight": self.weight}
        return Question.model_validate(
            {"key": key, "skill": "empathy", "text": "What now?", "options": self._options()}
            | fields
            | changes
        )

    def item(self, options: Sequence[Data] | None = None) -> Item:
        """Return the question, ready for scoring."""
        return item_of(self.question(options=options) if options else self.question())

    def _options(self) -> list[Data]:
        if self.kind == "situation":
            return [option(place, credit=credit) for place, credit in enumerate(self.credits)]
        if self.kind.startswith("knowledge"):
            return [option(place, right=place < self.keyed) for place in range(self.count)]
        return [option(place) for place in range(self.count)]


def option(place: int, **fields: object) -> Data:
    """Return the option at a place; its key is a letter."""
    return {"key": LETTERS[place], "text": f"Option {place}"} | fields


def items_of(sketches: Sequence[Sketch]) -> list[Item]:
    """Return a bank, ready for scoring."""
    return [item_of(sketch.question(f"q{place}")) for place, sketch in enumerate(sketches)]


# The worked bank of eight.
WORKED: Final = (
    Sketch("situation", credits=(0, 0.25, 0.6, 1)),
    Sketch("rating"),
    Sketch("knowledge", count=4),
    Sketch("frequency"),
    Sketch("situation", credits=(0, 0.5, 1), difficulty="hard"),
    Sketch("knowledge", count=4, difficulty="hard", weight=1.2),
    Sketch("rating", difficulty="easy", weight=0.8),
    Sketch("knowledge_several", count=5, keyed=3),
)
WORKED_ITEMS: Final = items_of(WORKED)


def answers(*categories: int) -> IntArray:
    """Return one person's answers."""
    return np.array(categories, dtype=np.int64)


def one(*categories: int) -> IntArray:
    """Return one person's answers as the only row of many."""
    return answers(*categories)[np.newaxis, :]


def levels(*scores: float) -> FloatArray:
    """Return scores as an array."""
    return np.array(scores, dtype=np.float64)


def role(
    key: str, required: Sequence[float], importance: Sequence[float], *steps: str, **fields: object
) -> Role:
    """Return a role over the skills s0, s1, …; ``steps`` are the rungs above it."""
    profile = {
        f"s{place}": {"level": level, "importance": weight}
        for place, (level, weight) in enumerate(zip(required, importance, strict=True))
    }
    return Role.model_validate(
        {"key": key, "name": key, "profile": profile, "next": list(steps)} | fields
    )


def table_of(*roles: Role) -> RoleTable:
    """Return roles as arrays, their skills in order."""
    return role_table(roles, tuple(roles[0].profile))


def plain_ladder(demands: Sequence[float], steps: Sequence[Sequence[int]]) -> RoleTable:
    """Return roles r0, r1, … that ask one skill for nothing but a level."""
    return table_of(
        *(
            role(f"r{place}", [demand], [1], *(f"r{step}" for step in steps[place]))
            for place, demand in enumerate(demands)
        )
    )


# The worked example of six roles over eight skills.
CALL_CENTER, SPECIALIST, SENIOR, EXPERIENCE, MANAGER, ACCOUNT = range(6)
EXAMPLE: Final = table_of(
    role("r0", (50, 55, 40, 40, 25, 20, 45, 15), (5, 5, 3, 2, 1, 1, 4, 1), "r1"),
    role("r1", (55, 60, 55, 45, 35, 35, 50, 25), (5, 5, 4, 3, 2, 3, 4, 2), "r2"),
    role("r2", (70, 70, 65, 60, 45, 45, 55, 35), (5, 5, 5, 4, 3, 3, 4, 2), "r3", "r4", "r5"),
    role("r3", (60, 65, 70, 60, 70, 60, 55, 55), (4, 4, 5, 4, 5, 4, 3, 4), "r4"),
    role("r4", (70, 75, 70, 75, 65, 50, 60, 35), (5, 5, 4, 5, 4, 3, 4, 2)),
    role("r5", (75, 75, 65, 70, 55, 40, 50, 25), (5, 5, 4, 4, 3, 2, 3, 1), "r4"),
)

_DOCUMENT: Final[Data] = {
    "format": 1,
    "title": "Two skills",
    "skills": [
        {"key": "empathy", "name": "Empathy", "kind": "soft", "levels": list("abcde")},
        {"key": "data", "name": "Data", "kind": "technical", "levels": list("abcde")},
    ],
    "questions": [
        {"kind": "rating", "options": [option(place) for place in range(5)]},
        {"kind": "frequency", "options": [option(place) for place in range(3)]},
        {"kind": "situation", "options": [option(0, credit=0), option(1, credit=1)]},
        {"kind": "knowledge", "options": [option(0, right=True), option(1)]},
        {"kind": "knowledge_several", "options": [option(0, right=True), option(1)]},
    ],
    "roles": [
        {"key": "agent", "name": "Agent", "next": ["senior"]},
        {"key": "senior", "name": "Senior", "next": ["manager"]},
        {"key": "manager", "name": "Manager"},
    ],
    "actions": [
        {"key": "listen", "skill": "empathy", "way": "practice", "title": "Listen"}
        | {"how": "Ask once more.", "minutes": 30, "evidence": "A note."}
    ],
    "lengths": {"standard": 5, "quick": 3},
}
PAY: Final[Data] = {
    "low": 30000,
    "high": 40000.5,
    "period": "year",
    "year": 2026,
    "source": "A survey",
}
WAGES: Final[Data] = {"soc": "43-4051", "percentiles": [25, 75], "label": "Representatives"}


def document() -> Data:
    """Return a small whole edition as plain data, fresh each time."""
    made = copy.deepcopy(_DOCUMENT)
    for place, question in enumerate(made["questions"]):
        question.update(key=f"q{place}", skill="empathy", text="What now?")
    for place, part in enumerate(made["roles"]):
        asks = {"level": 20 + 20 * place, "importance": 3}
        part.update(profile={"empathy": asks, "data": dict(asks)})
        part.update(copy.deepcopy({"pay": PAY, "wages": WAGES}))
    return made


def changed(path: str, value: object) -> Data:
    """Return the small edition with one value set, by a path like ``roles[0].pay.low``."""
    made = document()
    *way, last = steps_of(path)
    place: Any = made
    for step in way:
        place = place[step]
    place[last] = value
    return made


def without(path: str) -> Data:
    """Return the small edition with one value taken out."""
    made = document()
    *way, last = steps_of(path)
    place: Any = made
    for step in way:
        place = place[step]
    del place[last]
    return made


def steps_of(path: str) -> list[str | int]:
    """Return the steps of a path: names of fields, and places counted from 0."""
    steps = re.findall(r"[^.\[\]]+", path)
    return [int(step) if step.isdigit() else step for step in steps]
