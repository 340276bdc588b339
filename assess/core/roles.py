"""Roles: what each asks for, what it pays and where it leads."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, field_validator, model_validator

from assess.core.fields import Frozen, Key, Number, Sentence, Title


class Requirement(Frozen):
    """What a role asks of one skill.

    ``level`` is a benchmark on the 0 to 100 scale, ``importance`` runs from 0 (of no
    account) to 5 (a must-have), ``basis`` says where the importance comes from.
    """

    level: Annotated[Number, Field(ge=0, le=100)]
    importance: Annotated[Number, Field(ge=0, le=5)]
    basis: Sentence | None = None


class Pay(Frozen):
    """A published pay range, in US dollars, with its source."""

    low: Annotated[Number, Field(gt=0, le=10_000_000)]
    high: Annotated[Number, Field(gt=0, le=10_000_000)]
    period: Literal["year", "hour"]
    year: Annotated[StrictInt, Field(ge=1990, le=2100)]
    source: Title

    @model_validator(mode="after")
    def _low_is_lower(self) -> Self:
        if self.low >= self.high:
            raise ValueError("low must be lower than high")
        return self


class Wages(Frozen):
    """Which occupation's wage statistics may stand beside the range, and as what.

    Figures are filled in from a file, all together: yearly wages at the two percentiles, the
    year and the area they are of, and their source.
    """

    soc: Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{4}$")]
    percentiles: tuple[Literal[10, 25, 50, 75, 90], Literal[10, 25, 50, 75, 90]]
    label: Title
    low: Annotated[Number, Field(gt=0, le=10_000_000)] | None = None
    high: Annotated[Number, Field(gt=0, le=10_000_000)] | None = None
    year: Annotated[StrictInt, Field(ge=1990, le=2100)] | None = None
    area: Title | None = None
    source: Title | None = None

    @property
    def known(self) -> bool:
        """Whether figures are filled in."""
        return self.low is not None

    @field_validator("percentiles")
    @classmethod
    def _low_comes_first(cls, percentiles: tuple[int, int]) -> tuple[int, int]:
        if percentiles[0] >= percentiles[1]:
            raise ValueError("the lower percentile comes first")
        return percentiles

    @model_validator(mode="after")
    def _figures_stand_together(self) -> Self:
        figures = (self.low, self.high, self.year, self.area, self.source)
        if any(one is None for one in figures) and any(one is not None for one in figures):
            raise ValueError("low, high, year, area and source stand together or not at all")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError("low must be lower than high")
        return self


class Role(Frozen):
    """A role with its required profile."""

    key: Key
    name: Title
    summary: Sentence = ""
    duties: Annotated[tuple[Sentence, ...], Field(max_length=20)] = ()
    profile: dict[Key, Requirement]
    pay: Pay | None = None
    wages: Wages | None = None
    next: Annotated[tuple[Key, ...], Field(max_length=20)] = ()

    @field_validator("profile")
    @classmethod
    def _asks_for_something(cls, profile: dict[str, Requirement]) -> dict[str, Requirement]:
        if not any(requirement.importance for requirement in profile.values()):
            raise ValueError("at least one skill needs an importance above 0")
        return profile


def check_ladder(roles: tuple[Role, ...]) -> None:
    """Raise ``ValueError`` where a next step is unknown or the ladder runs in a circle."""
    successors = {role.key: role.next for role in roles}
    for role in roles:
        if len(set(role.next)) != len(role.next):
            raise ValueError(f"“{role.key}” names a next step twice")
        for key in role.next:
            if key not in successors:
                raise ValueError(f"the next step “{key}” of “{role.key}” is no role")
    for role in roles:
        if role.key in _reachable(role.key, successors):
            raise ValueError(f"the ladder leads from “{role.key}” back to itself")


def _reachable(start: str, successors: dict[str, tuple[str, ...]]) -> set[str]:
    seen = set[str]()
    waiting = list(successors[start])
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting.extend(successors[key])
    return seen
