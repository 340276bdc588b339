"""People who answer, and the worked example's six roles as an edition of their own."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from hypothesis import strategies as st

from assess.config import ROOT
from assess.core.answers import NOT_APPLICABLE, NOT_SURE, Answer, read_answer
from assess.core.codec import edition_from, read_edition
from assess.core.compiled import Compiled, compile_edition
from assess.core.edition import Question
from assess.core.model import Item
from assess.core.roles import Role
from tests.core.builders import EXAMPLE, LETTERS, Sketch, document, role

Answers = dict[str, Answer]


def edition_of(roles: Sequence[Role], pays: Mapping[str, object] | None = None) -> Compiled:
    """Return an edition whose skills are those the roles ask for, one question each.

    ``pays`` is a published range that each of the roles then has.
    """
    skills = list(roles[0].profile)
    plain = document()
    named = {"name": "A skill", "kind": "soft", "levels": list(LETTERS[:5])}
    data = plain | {
        "skills": [named | {"key": key} for key in skills],
        "questions": [plain["questions"][2] | {"key": f"q-{key}", "skill": key} for key in skills],
        "roles": [made.model_dump(mode="json", exclude_none=True) for made in roles],
        "actions": [],
    }
    for made in data["roles"] if pays else ():
        made["pay"] = pays
    return compile_edition(edition_from(data))


def _example_roles() -> list[Role]:
    rows = zip(EXAMPLE.keys, EXAMPLE.required, EXAMPLE.importance, EXAMPLE.successors, strict=True)
    return [
        role(key, required.tolist(), importance.tolist(), *(EXAMPLE.keys[step] for step in steps))
        for key, required, importance, steps in rows
    ]


EXAMPLE_EDITION: Final = edition_of(_example_roles())


def profile(*scores: float) -> dict[str, float]:
    """Return scores for the skills s0, s1, …"""
    return {f"s{place}": score for place, score in enumerate(scores)}


def sketch_of(question: Question) -> Sketch:
    """Return a question in the few figures that the reference needs."""
    right = sum(bool(option.right) for option in question.options)
    return Sketch(
        question.kind,
        credits=tuple(float(option.credit or 0) for option in question.options),
        count=len(question.options),
        keyed=right,
        difficulty=question.difficulty,
        weight=question.weight,
    )


def choice(question: Question, item: Item, category: int) -> Answer:
    """Return an answer of a category."""
    keys = [option.key for option in question.options]
    if question.several:
        right = [key for key in keys if key in item.keyed]
        wrong = [key for key in keys if key not in item.keyed]
        return read_answer(question, right[:category] or wrong[:1])
    return read_answer(question, [next(k for k in keys if item.category((k,)) == category)])


def uniform_answers(compiled: Compiled, category: int) -> Answers:
    """Return answers to the standard form: of one category, or the top one where it is less."""
    return {
        question.key: choice(question, item, min(category, len(item.steps) - 1))
        for bank in compiled.banks
        for question, item in zip(bank.questions, bank.items, strict=True)
        if question.key in compiled.forms["standard"]
    }


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Return any answer to a question."""
    keys = [option.key for option in question.options]
    sure = st.lists(
        st.sampled_from(keys),
        min_size=1,
        max_size=len(keys) if question.several else 1,
        unique=True,
    )
    special = st.sampled_from([[NOT_SURE], [NOT_APPLICABLE]])
    return st.one_of(sure, sure, sure, special).map(lambda values: read_answer(question, values))


@cache
def shipped_edition() -> Compiled:
    """Return the edition that ships, for strategies, which no fixture reaches."""
    return compile_edition(read_edition((ROOT / "assess/content/edition.yaml").read_bytes()))


@st.composite
def people(draw: st.DrawFn) -> Answers:
    """Return the answers of somebody who answers some of the standard form."""
    compiled = shipped_edition()
    asked = draw(st.lists(st.sampled_from(compiled.forms["standard"]), unique=True))
    return {key: draw(answers_to(compiled.questions[key])) for key in asked}
