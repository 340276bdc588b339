"""The whole result of an attempt: every skill, every role, and what to do next.

An ``Outcome`` is what a finished attempt stores and what its page is drawn from, for ever.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from assess.core import matching, scoring
from assess.core.answers import Answer, category_of
from assess.core.compiled import Bank, Compiled
from assess.core.matching import Readiness, RoleTable, Sureness
from assess.core.scale import FloatArray, IntArray
from assess.core.scoring import SkillScore

# Raised when the same answers could give other figures. Stored results keep their own.
ENGINE: Final = "1"
FOCUS: Final = 3


@dataclass(frozen=True, slots=True)
class RoleOutcome:
    """How one role stands to the person.

    Attributes
    ----------
    lost : dict
        Points lost per skill; they add up to ``100 - fit``.
    probability, fit_low80, fit_high80 : float or None
        Over the plausible profiles; None where only scores were given.
    pay_position, pay_low80, pay_high80 : float or None
        Place in the published pay range, 0 to 1; None without a published range.
    must_have : tuple of str
        Skills the role cannot do without that are 20 points short or more.
    """

    fit: float
    readiness: Readiness
    exceeds: bool
    lost: dict[str, float]
    must_have: tuple[str, ...]
    demand: float
    headroom: float
    probability: float | None
    fit_low80: float | None
    fit_high80: float | None
    pay_position: float | None
    pay_low80: float | None
    pay_high80: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A complete result.

    Attributes
    ----------
    skills : dict
        Scored skills by key; None where only a profile of scores was given.
    effects : dict
        Per question answered, how many points it moved its skill's score.
    focus : tuple of str
        Skills to work on first where no next step is in reach.
    """

    engine: str
    scores: dict[str, float]
    skills: dict[str, SkillScore] | None
    effects: dict[str, float]
    roles: dict[str, RoleOutcome]
    ranking: tuple[str, ...]
    recommended: str
    runner_up: str | None
    sureness: Sureness | None
    goal: str | None
    next_step: str | None
    focus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Spread:
    """What the plausible profiles say, per role."""

    probability: list[float]
    fit: FloatArray
    pay: FloatArray


@dataclass(frozen=True, slots=True)
class _Scored:
    """What answers tell beyond the scores themselves."""

    skills: dict[str, SkillScore]
    effects: dict[str, float]
    spread: _Spread


def assess(
    compiled: Compiled,
    answers: Mapping[str, Answer],
    goal: str | None = None,
    *,
    with_effects: bool = True,
) -> Outcome:
    """Score a person's answers and match them to the roles.

    Parameters
    ----------
    compiled : Compiled
    answers : mapping
        Question key to answer; questions left open are simply absent.
    goal : str, optional
        A role the person aims at. It changes the next step, never fit or recommendation.
    with_effects : bool
        Whether to work out how each answer moved its score.

    Raises
    ------
    KeyError
        For a goal that is no role of the edition.
    """
    skills: dict[str, SkillScore] = {}
    moved: dict[str, float] = {}
    masses: list[FloatArray] = []
    for bank in compiled.banks:
        categories = _categories(bank, answers)
        found = scoring.posteriors(bank.items, categories[np.newaxis])
        masses.append(found.mass[0])
        skills[bank.skill.key] = scoring.summarize(bank.items, categories[np.newaxis], found)[0]
        if with_effects:
            moved |= _effects(bank, categories, answers)
    spread = _spread(compiled.role_table, np.array(masses))
    scores = {key: skill.score for key, skill in skills.items()}
    return _outcome(compiled, scores, goal, _Scored(skills, moved, spread))


def match(compiled: Compiled, scores: Mapping[str, float], goal: str | None = None) -> Outcome:
    """Match a profile of scores to the roles, without knowing how sure the scores are.

    Raises
    ------
    KeyError
        For a skill without a score, or a goal that is no role of the edition.
    """
    ordered = {bank.skill.key: float(scores[bank.skill.key]) for bank in compiled.banks}
    return _outcome(compiled, ordered, goal)


def _categories(bank: Bank, answers: Mapping[str, Answer]) -> IntArray:
    return np.array([category_of(item, answers.get(item.key)) for item in bank.items], dtype=int)


def _effects(bank: Bank, categories: IntArray, answers: Mapping[str, Answer]) -> dict[str, float]:
    """Return the effect of each answer given; one that adds nothing has effect 0."""
    moved = scoring.effects(bank.items, categories).tolist()
    pairs = zip(bank.items, moved, strict=True)
    return {item.key: effect for item, effect in pairs if item.key in answers}


def _spread(table: RoleTable, masses: FloatArray) -> _Spread:
    profiles = matching.plausible_profiles(masses)
    fit = matching.fits(table, profiles)
    first = np.bincount(matching.first_roles(table, fit), minlength=len(table.keys))
    pay = matching.pay_position(fit, matching.headroom(table, profiles))
    return _Spread(
        (first / len(profiles)).tolist(),
        np.percentile(fit, (10, 90), axis=0),
        np.percentile(pay, (10, 90), axis=0),
    )


def _outcome(
    compiled: Compiled,
    scores: dict[str, float],
    goal: str | None,
    scored: _Scored | None = None,
) -> Outcome:
    spread = scored.spread if scored else None
    table = compiled.role_table
    profile = np.array(list(scores.values()))
    fit = matching.fits(table, profile)
    first = np.array(spread.probability) if spread else None
    order = matching.order_roles(table, fit, first)
    best = order[0]
    goal_place = None if goal is None else table.keys.index(compiled.roles[goal].key)
    step = matching.next_step(table, fit, best, goal_place)
    ranking = tuple(table.keys[place] for place in order)
    return Outcome(
        engine=ENGINE,
        scores=scores,
        skills=scored.skills if scored else None,
        effects=scored.effects if scored else {},
        roles=_roles(compiled, profile, spread),
        ranking=ranking,
        recommended=ranking[0],
        runner_up=ranking[1] if len(ranking) > 1 else None,
        sureness=matching.sureness(spread.probability[best]) if spread else None,
        goal=goal,
        next_step=None if step is None else table.keys[step],
        focus=() if step is not None else _focus(compiled, profile, order),
    )


def _roles(
    compiled: Compiled, profile: FloatArray, spread: _Spread | None
) -> dict[str, RoleOutcome]:
    """Describe every role, in the order of the edition."""
    table = compiled.role_table
    skills = [bank.skill.key for bank in compiled.banks]
    lost = matching.losses(table, profile).tolist()
    fit = matching.fits(table, profile)
    used = matching.headroom(table, profile)
    pay = matching.pay_position(fit, used).tolist()
    gaps = matching.must_have_gaps(table, profile).tolist()
    found: dict[str, RoleOutcome] = {}
    for place, role in enumerate(compiled.edition.roles):
        paid = role.pay is not None
        found[role.key] = RoleOutcome(
            fit=float(fit[place]),
            readiness=matching.readiness(float(fit[place])),
            exceeds=matching.exceeds(float(fit[place]), float(used[place])),
            lost=dict(zip(skills, lost[place], strict=True)),
            must_have=tuple(key for key, gap in zip(skills, gaps[place], strict=True) if gap),
            demand=float(table.demand[place]),
            headroom=float(used[place]),
            probability=spread.probability[place] if spread else None,
            fit_low80=float(spread.fit[0, place]) if spread else None,
            fit_high80=float(spread.fit[1, place]) if spread else None,
            pay_position=pay[place] if paid else None,
            pay_low80=float(spread.pay[0, place]) if spread and paid else None,
            pay_high80=float(spread.pay[1, place]) if spread and paid else None,
        )
    return found


def _focus(compiled: Compiled, profile: FloatArray, order: list[int]) -> tuple[str, ...]:
    """Return up to three skills that cost most: in the best role, else in the best one above."""
    table = compiled.role_table
    lost = matching.losses(table, profile)
    skills = [bank.skill.key for bank in compiled.banks]
    above = [role for role in order if table.demand[role] > table.demand[order[0]]]
    for role in [order[0], *above]:
        row = lost[role].tolist()
        costly = sorted(
            (place for place in range(len(row)) if row[place] > 0), key=lambda place: -row[place]
        )
        if costly:
            return tuple(skills[place] for place in costly[:FOCUS])
    return ()
