"""A stored result as it stands in a file: ``core.outcome`` again, every figure bounded."""

from dataclasses import asdict
from typing import Annotated, Final

from pydantic import Field, StrictBool, StrictInt, TypeAdapter

from assess.core.fields import Frozen, Key, Title
from assess.core.matching import Readiness, Sureness
from assess.core.outcome import Outcome
from assess.core.scoring import State

# Sums of rounded products may pass their bounds by a last bit.
_SLACK: Final = 1e-6


def _between(low: float, high: float) -> object:
    return Field(strict=True, ge=low - _SLACK, le=high + _SLACK, allow_inf_nan=False)


Points = Annotated[float, _between(0, 100)]
Share = Annotated[float, _between(0, 1)]
Change = Annotated[float, _between(-100, 100)]
Count = Annotated[StrictInt, Field(ge=0, le=2000)]
Engine = Annotated[Title, Field(max_length=16)]
_Skills = Field(max_length=30)
_Roles = Field(max_length=60)


class TakenSkill(Frozen):
    """One scored skill."""

    score: Points
    se: Points
    low80: Points
    high80: Points
    low95: Points
    high95: Points
    bands: Annotated[tuple[Share, ...], Field(min_length=5, max_length=5)]
    self_view: Change
    state: State
    claimed: Count
    shown: Count


class TakenRole(Frozen):
    """How one role stands to the person."""

    fit: Points
    readiness: Readiness
    exceeds: StrictBool
    lost: Annotated[dict[Key, Points], _Skills]
    must_have: Annotated[tuple[Key, ...], _Skills]
    demand: Points
    headroom: Share
    probability: Share
    fit_low80: Points
    fit_high80: Points
    pay_position: Share | None
    pay_low80: Share | None
    pay_high80: Share | None


class TakenOutcome(Frozen):
    """A whole result."""

    engine: Engine
    scores: Annotated[dict[Key, Points], _Skills]
    skills: Annotated[dict[Key, TakenSkill], _Skills]
    effects: Annotated[dict[Key, Change], Field(max_length=2000)]
    roles: Annotated[dict[Key, TakenRole], _Roles]
    ranking: Annotated[tuple[Key, ...], _Roles]
    recommended: Key
    runner_up: Key | None
    sureness: Sureness
    goal: Key | None
    next_step: Key | None
    focus: Annotated[tuple[Key, ...], _Skills]


_OUTCOME: Final = TypeAdapter(Outcome)


def taken_from(outcome: Outcome) -> TakenOutcome:
    """Return an outcome as it stands in a file."""
    return TakenOutcome.model_validate(asdict(outcome))


def outcome_from(taken: TakenOutcome) -> Outcome:
    """Return what a file holds as an outcome; every figure keeps its last bit."""
    return _OUTCOME.validate_python(taken.model_dump())
