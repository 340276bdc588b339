"""An edition made ready for work: scoring tables, role arrays and forms, built once."""

from collections.abc import Collection
from dataclasses import dataclass

from assess.core.edition import Edition, Question, Skill
from assess.core.forms import form_of, ranking
from assess.core.matching import RoleTable, role_table
from assess.core.model import Item, item_of
from assess.core.roles import Role


@dataclass(frozen=True, slots=True)
class Bank:
    """One skill with its questions, each beside its scoring table.

    ``ranked`` holds the keys of the questions in use, by how much each tells.
    """

    skill: Skill
    questions: tuple[Question, ...]
    items: tuple[Item, ...]
    ranked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """What is computed from an edition and from nothing else.

    Attributes
    ----------
    forms : dict
        Per length, the keys of its questions in the order they are asked.
    """

    edition: Edition
    banks: tuple[Bank, ...]
    role_table: RoleTable
    questions: dict[str, Question]
    skills: dict[str, Skill]
    roles: dict[str, Role]
    forms: dict[str, tuple[str, ...]]


def compile_edition(edition: Edition) -> Compiled:
    """Build everything that is derived from an edition."""
    banks = tuple(_bank(edition, skill) for skill in edition.skills)
    return Compiled(
        edition=edition,
        banks=banks,
        role_table=role_table(edition.roles, tuple(skill.key for skill in edition.skills)),
        questions={question.key: question for question in edition.questions},
        skills={skill.key: skill for skill in edition.skills},
        roles={role.key: role for role in edition.roles},
        forms={length: choose_form(banks, count) for length, count in edition.lengths.items()},
    )


def choose_form(
    banks: tuple[Bank, ...], count: int, held: Collection[str] = (), seen: Collection[str] = ()
) -> tuple[str, ...]:
    """Choose the questions of an attempt, section after section (see ``forms.form_of``)."""
    return tuple(
        key
        for bank in banks
        for key in form_of(
            bank.questions,
            bank.ranked,
            count,
            technical=bank.skill.kind == "technical",
            held=held,
            seen=seen,
        )
    )


def _bank(edition: Edition, skill: Skill) -> Bank:
    questions = tuple(question for question in edition.questions if question.skill == skill.key)
    items = tuple(item_of(question) for question in questions)
    return Bank(skill, questions, items, ranking(questions, items))
