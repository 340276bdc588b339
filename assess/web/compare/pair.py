"""Two results side by side, made ready for the template: then and now."""

from dataclasses import dataclass
from typing import Self

from assess.core.comparing import Comparison, RoleChange, Side, SkillChange, compare
from assess.services.history import PastResult
from assess.web.compare.naming import days_of
from assess.web.compare.words import Shown, direction, sentences, signed_whole
from assess.web.filters import lower_first

# More than this many are counted, not named.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class SkillLine:
    """One skill. ``certain`` is a change that is more than chance would explain."""

    key: str
    name: str
    then: Shown | None
    now: Shown | None
    change: str
    direction: str
    words: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role in both results."""

    name: str
    change: RoleChange
    place: str
    readiness: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What a result recommended: a role, the step after it, and what the person aimed at."""

    role: str
    step: str
    goal: str | None


@dataclass(frozen=True, slots=True)
class PairPage:
    """Everything the comparison says.

    Attributes
    ----------
    days : dict
        What each result is called, by its name.
    certain : tuple of SkillLine
        Changes that are more than chance would explain; ``lead`` names or counts them.
    editions : tuple of str
        What each edition is called, or empty where both results come from one.
    asks_changed : tuple of str
        Roles of both editions that ask for something else now.
    """

    then: PastResult
    now: PastResult
    days: dict[str, str]
    skills: tuple[SkillLine, ...]
    certain: tuple[SkillLine, ...]
    lead: str
    moved: tuple[RoleLine, ...]
    steady: tuple[str, ...]
    advice: tuple[Advice, Advice]
    same_role: bool
    one_attempt: bool
    editions: tuple[str, ...]
    same_engine: bool
    skills_gone: tuple[str, ...]
    skills_new: tuple[str, ...]
    roles_gone: tuple[str, ...]
    roles_new: tuple[str, ...]
    asks_changed: tuple[str, ...]

    @classmethod
    def of(cls, then: PastResult, now: PastResult) -> Self:
        """Make the page of two results, the earlier one first."""
        found = compare(_side(then), _side(now))
        before, after = then.result.compiled, now.result.compiled
        skills = tuple(_skill(change, after.skills[change.key].name) for change in found.skills)
        names = {key: role.name for key, role in after.roles.items()}
        return cls(
            then=then,
            now=now,
            days=days_of((then, now)),
            skills=skills,
            certain=tuple(line for line in skills if line.certain),
            lead=_lead(skills),
            moved=tuple(_role(role, names[role.key]) for role in found.roles if role.moved),
            steady=tuple(names[role.key] for role in found.roles if not role.moved),
            advice=(_advice(then), _advice(now)),
            same_role=found.recommended[0] == found.recommended[1],
            one_attempt=then.public_id == now.public_id,
            editions=_editions(found, then, now),
            same_engine=found.same_engine,
            skills_gone=tuple(before.skills[key].name for key in found.skills_gone),
            skills_new=tuple(after.skills[key].name for key in found.skills_new),
            roles_gone=tuple(before.roles[key].name for key in found.roles_gone),
            roles_new=tuple(names[key] for key in found.roles_new),
            asks_changed=tuple(names[role.key] for role in found.roles if role.asks_changed),
        )


def _side(past: PastResult) -> Side:
    return Side(past.result.outcome, past.result.compiled.edition, past.digest)


def _skill(found: SkillChange, name: str) -> SkillLine:
    then, now = Shown.of(found.then), Shown.of(found.now)
    if found.change is None or then is None or now is None:
        return SkillLine(found.key, name, then, now, "–", "", (_unknown(then, now),), certain=False)
    return SkillLine(
        key=found.key,
        name=name,
        then=then,
        now=now,
        change=signed_whole(now.score - then.score),
        direction=direction(then, now),
        words=sentences(found.change, then, now),
        certain=found.change.verdict == "more than chance",
    )


def _lead(skills: tuple[SkillLine, ...]) -> str:
    """Name the changes that are more than chance, or count them where they are many."""
    certain = [line for line in skills if line.certain]
    risen = sum(line.change.startswith("+") for line in certain)
    if not certain:
        return (
            "That is common. With a few questions a skill, only large changes stand out. "
            "It does not mean that nothing changed."
        )
    if len(certain) <= _NAMED:
        named = [f"{lower_first(line.name)} is {line.direction}" for line in certain]
        named[0] = f"{certain[0].name} is {certain[0].direction}"
        told = f"{', '.join(named)}."
    elif risen in (0, len(certain)):
        told = f"All {len(certain)} went {'up' if risen else 'down'}."
    else:
        told = f"{risen} went up, {len(certain) - risen} went down."
    return (
        told if len(certain) == len(skills) else f"{told} For the others, your answers can’t tell."
    )


def _unknown(then: Shown | None, now: Shown | None) -> str:
    if then is None and now is None:
        return "Not assessed either time, so there is nothing to compare."
    return f"Not assessed {'then' if then is None else 'now'}, so there is nothing to compare."


def _role(role: RoleChange, name: str) -> RoleLine:
    place = f"{role.place_then} → {role.place_now}"
    readiness = f"{role.then.readiness} → {role.now.readiness}"
    return RoleLine(
        name=name,
        change=role,
        place=place if role.place_then != role.place_now else f"{role.place_now}, as before",
        readiness=readiness if role.readiness_changed else f"{role.now.readiness}, as before",
    )


def _advice(past: PastResult) -> Advice:
    outcome, compiled = past.result.outcome, past.result.compiled
    if outcome.next_step:
        step = compiled.roles[outcome.next_step].name
    elif outcome.focus:
        step = "Close these first: " + ", ".join(compiled.skills[key].name for key in outcome.focus)
    else:
        step = "None: everything the most demanding role asks for is met"
    goal = compiled.roles[outcome.goal].name if outcome.goal else None
    return Advice(compiled.roles[outcome.recommended].name, step, goal)


def _editions(found: Comparison, then: PastResult, now: PastResult) -> tuple[str, ...]:
    if found.same_edition:
        return ()
    numbers = (past.result.edition_number for past in (then, now))
    return tuple(
        f"edition {number}" if number else "an edition of another site" for number in numbers
    )
