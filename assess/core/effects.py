"""What another edition would do: how long it takes, what it asks, whom it recommends to what.

The people are made up: 4,096 profiles on a fixed lattice, from weak to strong, each skill up
to 25 points above or below the person's own level. They show what a change of roles does; how
often real people are like them, they do not.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np

from assess.core.compiled import Compiled
from assess.core.flow import minutes
from assess.core.matching import LATTICE_POINTS, first_roles, fits, lattice
from assess.core.scale import FloatArray

PEOPLE: Final = LATTICE_POINTS
# A quarter of the scale either way: wide enough for a person strong in one skill and weak in
# another, narrow enough that most are neither in everything.
SPREAD: Final = 25.0


@dataclass(frozen=True, slots=True)
class Size:
    """How much an attempt of a length asks."""

    questions: int
    minutes: int


@dataclass(frozen=True, slots=True)
class LengthEffect:
    """One length before and after; None where it is not offered.

    ``asked`` and ``dropped`` are keys of questions that only one of the two asks.
    """

    length: str
    before: Size | None
    after: Size | None
    asked: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleEffect:
    """Of 100 made-up people, how many a role is recommended to; None where it is not there."""

    role: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Effects:
    """What changes for people; ``another`` counts those of 100 who would get another role."""

    lengths: tuple[LengthEffect, ...]
    roles: tuple[RoleEffect, ...]
    another: float


def effects(old: Compiled, new: Compiled) -> Effects:
    """Return what changes for people from one edition to another."""
    lengths = tuple(_length(name, old, new) for name in dict.fromkeys([*new.forms, *old.forms]))
    skills = tuple(dict.fromkeys([*old.skills, *new.skills]))
    people = made_up(len(skills))
    first, then = (_recommended(edition, skills, people) for edition in (old, new))
    counts, others = Counter(first), Counter(then)
    roles = tuple(
        RoleEffect(
            role,
            _of_100(counts[role]) if role in old.roles else None,
            _of_100(others[role]) if role in new.roles else None,
        )
        for role in dict.fromkeys([*new.roles, *old.roles])
    )
    moved = sum(one != other for one, other in zip(first, then, strict=True))
    return Effects(lengths, roles, _of_100(moved))


def made_up(skills: int) -> FloatArray:
    """Return the scores of the made-up people, (4096, skills), 0 to 100."""
    points = lattice(skills + 1)
    level, own = points[:, :1] * 100.0, (points[:, 1:] - 0.5) * 2 * SPREAD
    return np.clip(level + own, 0.0, 100.0)


def _recommended(edition: Compiled, skills: tuple[str, ...], people: FloatArray) -> list[str]:
    columns = [skills.index(skill) for skill in edition.skills]
    table = edition.role_table
    first = first_roles(table, fits(table, people[:, columns]))
    return [table.keys[role] for role in first.tolist()]


def _of_100(count: int) -> float:
    return 100.0 * count / PEOPLE


def _length(name: str, old: Compiled, new: Compiled) -> LengthEffect:
    before, after = old.forms.get(name, ()), new.forms.get(name, ())
    return LengthEffect(
        name,
        _size(old, before),
        _size(new, after),
        tuple(key for key in after if key not in before),
        tuple(key for key in before if key not in after),
    )


def _size(edition: Compiled, form: tuple[str, ...]) -> Size | None:
    if not form:
        return None
    return Size(len(form), minutes([edition.questions[key] for key in form]))
