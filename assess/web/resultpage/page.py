"""The result page, made ready for its template: top to bottom as it is read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from assess.core.edition import Skill
from assess.core.matching import GOAL_FIT
from assess.core.outcome import Outcome
from assess.core.roles import Role
from assess.services.values import Result
from assess.web.resultpage.claims import ClaimRow, claim_rows, without_claims
from assess.web.resultpage.rolecards import PayAxis, RoleCard, pay_axis, role_cards
from assess.web.resultpage.skillrows import SkillRow, skill_rows
from assess.web.resultpage.voice import TO_ONESELF, Voice


@dataclass(frozen=True, slots=True)
class Step:
    """One skill that stands between the person and the next role."""

    skill: str
    known: bool
    now: int
    needed: int
    gap: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything the result page says.

    ``steps`` lists what is missing for the next step or, where none is in reach, what to
    work on first. ``note`` is what the edition says in the organization's own words.
    """

    number: int
    made_at: datetime
    edition_number: int | None
    outcome: Outcome
    recommended: Role
    runner_up: Role | None
    met: int
    assessed: int
    costly: tuple[str, ...]
    fit: float
    in_hundred: int
    runner_up_in_hundred: int
    skills: tuple[SkillRow, ...]
    open_skills: tuple[str, ...]
    claims: tuple[ClaimRow, ...]
    unclaimed: tuple[str, ...]
    roles: tuple[RoleCard, ...]
    axis: PayAxis | None
    goal: Role | None
    goal_in_reach: bool
    next_step: Role | None
    steps: tuple[Step, ...]
    voice: Voice
    note: str | None

    @classmethod
    def of(cls, result: Result, voice: Voice = TO_ONESELF) -> Self:
        """Make the page of a stored result, for the person or for somebody else to read."""
        outcome, compiled = result.outcome, result.compiled
        roles, skills = compiled.roles, compiled.edition.skills
        best = roles[outcome.recommended]
        rows = skill_rows(skills, outcome, best)
        axis = pay_axis(compiled.edition.roles)
        cards = role_cards(compiled, outcome, axis)
        step = roles[outcome.next_step] if outcome.next_step else None
        return cls(
            number=result.number,
            made_at=result.made_at,
            edition_number=result.edition_number,
            outcome=outcome,
            recommended=best,
            runner_up=roles[outcome.runner_up] if outcome.runner_up else None,
            met=sum(row.met for row in rows),
            assessed=sum(row.state != "not assessed" for row in rows),
            costly=tuple(loss.skill for loss in cards[0].losses[:2]),
            fit=outcome.roles[best.key].fit,
            in_hundred=_in_hundred(outcome, outcome.recommended),
            runner_up_in_hundred=_in_hundred(outcome, outcome.runner_up),
            skills=rows,
            open_skills=tuple(row.name for row in rows if row.state == "not assessed"),
            claims=claim_rows(skills, outcome, voice),
            unclaimed=without_claims(skills, outcome),
            roles=cards,
            axis=axis,
            goal=roles[outcome.goal] if outcome.goal else None,
            goal_in_reach=_in_reach(outcome),
            next_step=step,
            steps=_steps(skills, outcome, step or best, only=None if step else outcome.focus),
            voice=voice,
            note=_note(result),
        )


def _note(result: Result) -> str | None:
    """Return the note of an edition of this site; of another site, nobody here vouches for it."""
    texts = result.compiled.edition.texts
    return texts.result if texts and result.edition_number is not None else None


def _in_hundred(outcome: Outcome, role: str | None) -> int:
    """Return in how many of 100 plausible profiles a role comes first."""
    return round(100 * (outcome.roles[role].probability or 0)) if role else 0


def _in_reach(outcome: Outcome) -> bool:
    return outcome.goal is not None and outcome.roles[outcome.goal].fit >= GOAL_FIT


def _steps(
    skills: tuple[Skill, ...], outcome: Outcome, role: Role, only: tuple[str, ...] | None
) -> tuple[Step, ...]:
    """List a role's missing skills, costliest first."""
    lost = outcome.roles[role.key].lost
    rows = {row.key: row for row in skill_rows(skills, outcome, role)}
    keys = only if only is not None else sorted(lost, key=lambda key: -lost[key])
    return tuple(
        Step(
            rows[key].name,
            rows[key].state != "not assessed",
            rows[key].score,
            round(rows[key].required),
            rows[key].gap,
        )
        for key in keys
        if lost[key] > 0
    )
