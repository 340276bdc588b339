"""The edition document: everything one assessment needs, in one frozen value.

Format 1. A file in YAML or JSON becomes an ``Edition`` through ``core.codec``; the JSON
Schema is published from these models, so what stands here is the whole truth.
"""

from collections.abc import Hashable, Iterable
from typing import Annotated, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    StrictBool,
    StrictInt,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from assess.core.context import Context
from assess.core.fields import Frozen, Key, Number, Sentence, Title, Wording
from assess.core.roles import Role, check_ladder

Kind = Literal["rating", "frequency", "situation", "knowledge", "knowledge_several"]
CLAIMED: tuple[Kind, ...] = ("rating", "frequency")
RESERVED_OPTIONS = ("not_sure", "not_applicable")


class Skill(Frozen):
    """One of the scales. Its place in the document is its section's place."""

    key: Key
    name: Title
    kind: Literal["soft", "technical"]
    summary: Sentence = ""
    levels: Annotated[tuple[Sentence, ...], Field(min_length=5, max_length=5)]
    onet: tuple[Title, ...] = ()
    esco: tuple[Title, ...] = ()


class Option(Frozen):
    """A choice. ``credit`` scores a situation, ``right`` a knowledge question."""

    key: Key
    text: Wording
    hint: Sentence | None = None
    credit: Annotated[Number, Field(ge=0, le=1)] | None = None
    right: StrictBool | None = None
    why: Sentence | None = None

    @field_validator("key")
    @classmethod
    def _not_reserved(cls, key: str) -> str:
        if key in RESERVED_OPTIONS:
            raise ValueError(f"“{key}” is kept for an answer that every question has")
        return key


class CalibratedParameters(Frozen):
    """Calibrated values that replace the defaults of the question's kind."""

    a: Annotated[Number, Field(gt=0, le=10)]
    beta: Annotated[Number, Field(ge=-10, le=10)]
    delta: Annotated[Number, Field(ge=0, le=10)]


class Question(Frozen):
    """An item. Its key is stable for ever: a changed meaning needs a new key."""

    key: Key
    skill: Key
    kind: Kind
    text: Wording
    context: Context | None = None
    difficulty: Literal["easy", "medium", "hard"] = "medium"
    weight: Annotated[Number, Field(ge=0.25, le=2)] = 1
    parameters: CalibratedParameters | None = None
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=12)]
    retired: StrictBool = False

    @property
    def claimed(self) -> bool:
        """Whether the person says it of themselves (else they show it)."""
        return self.kind in CLAIMED

    @property
    def several(self) -> bool:
        """Whether more than one option may be chosen."""
        return self.kind == "knowledge_several"

    @field_validator("options")
    @classmethod
    def _options_fit_the_kind(
        cls, options: tuple[Option, ...], info: ValidationInfo
    ) -> tuple[Option, ...]:
        refuse_repeats("option", (option.key for option in options))
        kind = info.data.get("kind")
        if kind in CLAIMED:
            _check_claimed(kind, options)
        elif kind == "situation":
            _check_situation(options)
        elif kind in ("knowledge", "knowledge_several"):
            _check_knowledge(kind, options)
        return options


def _check_claimed(kind: str, options: tuple[Option, ...]) -> None:
    if any(option.credit is not None or option.right is not None for option in options):
        raise ValueError(f"a {kind} scores by position; its options carry no credit and no right")
    if kind == "rating" and len(options) != 5:
        raise ValueError("a rating needs exactly five options")


def _check_situation(options: tuple[Option, ...]) -> None:
    if any(option.right is not None for option in options):
        raise ValueError("a situation's options carry a credit, not right")
    given = [option.credit for option in options]
    if None in given:
        raise ValueError("a situation needs a credit on every option")
    for needed in (0, 1):
        if needed not in given:
            raise ValueError(f"a situation needs an option with credit {needed}")


def _check_knowledge(kind: str, options: tuple[Option, ...]) -> None:
    if any(option.credit is not None for option in options):
        raise ValueError("a knowledge question's options carry right, not credit")
    right = sum(bool(option.right) for option in options)
    if kind == "knowledge" and right != 1:
        raise ValueError(f"a knowledge question needs exactly one right option, not {right}")
    if kind == "knowledge_several" and not 0 < right < len(options):
        raise ValueError("choosing several needs at least one right and one wrong option")


class Action(Frozen):
    """Something to do that grows a skill, and what would show that it was done."""

    key: Key
    skill: Key
    way: Key
    title: Title
    how: Sentence
    minutes: Annotated[StrictInt, Field(ge=1, le=100_000)]
    evidence: Sentence


class Texts(Frozen):
    """What an organization says in its own words; absent ones leave ours.

    ``name`` is what the product is called; the others are Markdown without HTML.
    """

    name: Title | None = None
    welcome: Wording | None = None
    contact: Wording | None = None
    privacy: Wording | None = None
    result: Wording | None = None


class Acceptance(Frozen):
    """A finding of the question checker that stands, and why."""

    rule: Key
    key: Key
    reason: Wording


def _whole(value: object) -> object:
    """Refuse ``true``, which Python takes for 1."""
    if isinstance(value, bool):
        raise ValueError("must be 1")  # noqa: TRY004 - pydantic reports ValueError only
    return value


# How many questions of each skill an attempt of a length asks.
Lengths = dict[Key, Annotated[StrictInt, Field(ge=1, le=60)]]


class Edition(Frozen):
    """A whole assessment."""

    format: Annotated[Literal[1], BeforeValidator(_whole)]
    title: Title
    skills: Annotated[tuple[Skill, ...], Field(min_length=1, max_length=30)]
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=2000)]
    roles: Annotated[tuple[Role, ...], Field(min_length=1, max_length=60)]
    actions: Annotated[tuple[Action, ...], Field(max_length=2000)] = ()
    lengths: Lengths = Field(default={"standard": 5})
    accepted: Annotated[tuple[Acceptance, ...], Field(max_length=2000)] = ()
    texts: Texts | None = None

    @field_validator("skills", "questions", "roles", "actions")
    @classmethod
    def _keys_differ(
        cls, parts: tuple[Skill | Question | Role | Action, ...], info: ValidationInfo
    ) -> tuple[Skill | Question | Role | Action, ...]:
        refuse_repeats((info.field_name or "part").removesuffix("s"), (part.key for part in parts))
        return parts

    @field_validator("accepted")
    @classmethod
    def _accepted_once(cls, accepted: tuple[Acceptance, ...]) -> tuple[Acceptance, ...]:
        refuse_repeats("accepted", (f"{entry.rule} {entry.key}" for entry in accepted))
        return accepted

    @field_validator("roles")
    @classmethod
    def _ladder_leads_up(cls, roles: tuple[Role, ...]) -> tuple[Role, ...]:
        check_ladder(roles)
        return roles

    @model_validator(mode="after")
    def _parts_know_each_other(self) -> Self:
        skills = {skill.key for skill in self.skills}
        for place, question in enumerate(self.questions):
            if question.skill not in skills:
                raise ValueError(f"questions[{place}].skill: no skill “{question.skill}”")
        for place, action in enumerate(self.actions):
            if action.skill not in skills:
                raise ValueError(f"actions[{place}].skill: no skill “{action.skill}”")
        for place, role in enumerate(self.roles):
            if set(role.profile) != skills:
                odd = ", ".join(sorted(set(role.profile) ^ skills))
                raise ValueError(
                    f"roles[{place}].profile: names each skill once and no other; look at {odd}"
                )
        if "standard" not in self.lengths:
            raise ValueError("lengths: a length called standard is needed")
        return self


def refuse_repeats(what: str, keys: Iterable[Hashable]) -> None:
    """Raise ``ValueError`` where a key stands twice."""
    seen = set[Hashable]()
    for key in keys:
        if key in seen:
            named = {"what": what, "key": str(key)}
            raise PydanticCustomError("repeated_key", "the {what} key “{key}” stands twice", named)
        seen.add(key)
