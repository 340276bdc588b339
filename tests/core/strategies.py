"""Generated banks, answers, roles and editions."""

from typing import Any, Final

from hypothesis import strategies as st

from assess.core.edition import Edition
from assess.core.fields import unsafe_character
from assess.core.matching import RoleTable
from assess.core.scale import IntArray
from tests.core.builders import LETTERS, NONE, Data, Sketch, answers, option, role, table_of

_SPREAD: Final = {
    "difficulty": st.sampled_from(["easy", "medium", "hard"]),
    "weight": st.sampled_from([0.25, 0.8, 1, 1.7, 2]),
}
_CREDITS: Final = st.lists(st.sampled_from([0.1, 0.25, 0.5, 0.6, 0.85]), max_size=4).map(
    lambda between: (1.0, *between, 0.0)
)

rating_sketches: Final = st.builds(Sketch, kind=st.just("rating"), **_SPREAD)
frequency_sketches: Final = st.builds(
    Sketch, kind=st.just("frequency"), count=st.integers(2, 8), **_SPREAD
)
situation_sketches: Final = st.builds(
    Sketch, kind=st.just("situation"), credits=_CREDITS, **_SPREAD
)
knowledge_sketches: Final = st.builds(
    Sketch, kind=st.just("knowledge"), count=st.integers(2, 6), **_SPREAD
)
several_sketches: Final = st.builds(
    Sketch,
    kind=st.just("knowledge_several"),
    count=st.integers(5, 8),
    keyed=st.integers(1, 4),
    **_SPREAD,
)
sketches: Final = st.one_of(
    rating_sketches,
    frequency_sketches,
    situation_sketches,
    knowledge_sketches,
    several_sketches,
)


@st.composite
def answered_banks(
    draw: st.DrawFn, max_size: int = 6, lowest: int = NONE
) -> tuple[list[Sketch], IntArray]:
    """Return a bank with one person's answers; ``lowest`` 0 means all are answered."""
    bank = draw(st.lists(sketches, min_size=1, max_size=max_size))
    return bank, answers(*(draw(st.integers(lowest, sketch.top)) for sketch in bank))


@st.composite
def role_tables(draw: st.DrawFn, skills: int | None = None, max_roles: int = 5) -> RoleTable:
    """Return roles with a ladder that leads up, over one to six skills."""
    wide = skills or draw(st.integers(1, 6))
    count = draw(st.integers(1, max_roles))
    made = []
    for place in range(count):
        required = draw(st.lists(st.integers(0, 100), min_size=wide, max_size=wide))
        above = [f"r{higher}" for higher in range(place + 1, count)]
        steps = draw(st.lists(st.sampled_from(above), unique=True)) if above else []
        made.append(role(f"r{place}", required, draw(importances(wide)), *steps))
    return table_of(*made)


def importances(skills: int) -> st.SearchStrategy[list[int]]:
    """Return whole importances, at least one of them above 0."""
    return st.lists(st.integers(0, 5), min_size=skills, max_size=skills).filter(any)


def scores(skills: int) -> st.SearchStrategy[list[float]]:
    """Return scores in quarter points: differences this wide do not drown in rounding."""
    return st.lists(
        st.integers(0, 400).map(lambda quarters: quarters / 4), min_size=skills, max_size=skills
    )


# Words that YAML would read as something else, and spaces where they hurt.
_ODD: Final = (
    "no",
    "~",
    "1e5",
    "=",
    "<<",
    "0x1F",
    "2020-01-01",
    "- a",
    "#",
    " a \n b ",
    "\t'\"",
    "{",
)
_WILD: Final = st.text(max_size=12).filter(lambda text: unsafe_character(text) is None)
texts: Final = st.one_of(st.sampled_from(_ODD), _WILD)
full_texts: Final = texts.filter(bool)
keys: Final = st.from_regex(r"[a-z0-9]{1,4}(?:[_-][a-z0-9]{1,3}){0,2}", fullmatch=True)
numbers: Final = st.one_of(
    st.integers(-10_000, 10_000), st.floats(-1e15, 1e15, allow_subnormal=False)
)


def between(low: float, high: float) -> st.SearchStrategy[float]:
    """Return whole and broken numbers; a whole one stays whole."""
    return st.one_of(st.integers(int(low), int(high)), st.floats(low, high))


@st.composite
def charts(draw: st.DrawFn) -> Data:
    """Return a chart's figures; the axis starts at or below the least value."""
    values = draw(
        st.lists(numbers, min_size=2, max_size=4).filter(lambda found: len(set(found)) > 1)
    )
    return {
        "kind": "chart",
        "form": draw(st.sampled_from(["bar", "line"])),
        "caption": draw(full_texts),
        "unit": draw(st.sampled_from(["", "%", "min"])),
        "labels": [draw(full_texts) for _ in values],
        "values": values,
        "axis_from": min(values),
    }


@st.composite
def tables(draw: st.DrawFn) -> Data:
    """Return a small table."""
    columns = draw(st.lists(full_texts, min_size=1, max_size=3))
    rows = draw(st.lists(st.just(columns), min_size=1, max_size=2))
    filled = [[draw(texts) for _ in row] for row in rows]
    return {"kind": "table", "caption": draw(full_texts), "columns": columns, "rows": filled}


contexts: Final = st.one_of(
    texts,
    st.fixed_dictionaries({"text": full_texts}, optional={"sender": full_texts}),
    st.fixed_dictionaries(
        {
            "kind": st.just("chat"),
            "lines": st.lists(
                st.fixed_dictionaries({"who": full_texts, "text": full_texts}),
                min_size=1,
                max_size=2,
            ),
        }
    ),
    st.fixed_dictionaries(
        {"kind": st.just("email"), "sender": full_texts, "subject": full_texts, "text": full_texts}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("prompt"), "prompt": full_texts}, optional={"draft": texts}
    ),
    tables(),
    charts(),
)


@st.composite
def questions(draw: st.DrawFn, key: str, skill: str) -> Data:
    """Return a question of any kind, with any context."""
    sketch = draw(sketches)
    made = sketch.question(key).model_dump(mode="json", exclude_none=True)
    for place, choice in enumerate(made["options"]):
        choice.update(option(place, text=draw(full_texts), hint=draw(texts)))
    own = {"a": between(1, 2), "beta": between(-2, 2), "delta": between(0, 3)}
    optional: dict[str, Any] = {
        "context": contexts,
        "parameters": st.fixed_dictionaries(own),
        "retired": st.booleans(),
    }
    return made | {"skill": skill} | draw(st.fixed_dictionaries({}, optional=optional))


@st.composite
def roles(draw: st.DrawFn, key: str, skills: list[str], above: list[str]) -> Data:
    """Return a role that asks for every skill."""
    profile = {
        skill: {"level": draw(between(0, 100)), "importance": draw(between(1, 5))}
        for skill in draw(st.permutations(skills))
    }
    low = draw(between(1, 1000))
    pay = {"low": low, "high": low + draw(between(1, 1000)), "period": "hour", "year": 2026}
    optional: dict[str, Any] = {
        "pay": st.just(pay | {"source": draw(full_texts)}),
        "next": st.just(above[:1]),
        "duties": st.lists(texts, max_size=2),
        "summary": texts,
    }
    made = {"key": key, "name": draw(full_texts), "profile": profile}
    return made | draw(st.fixed_dictionaries({}, optional=optional))


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Return a small edition; its texts hold whatever a field may hold."""
    skill_keys = draw(st.lists(keys, min_size=1, max_size=3, unique=True))
    role_keys = draw(st.lists(keys, min_size=1, max_size=2, unique=True))
    levels = [draw(texts) for _ in LETTERS[:5]]
    named = {"kind": "soft", "levels": levels}
    document = {
        "format": 1,
        "title": draw(full_texts),
        "skills": [named | {"key": key, "name": draw(full_texts)} for key in skill_keys],
        "questions": [
            draw(questions(f"q{place}", skill)) for place, skill in enumerate(skill_keys)
        ],
        "roles": [
            draw(roles(key, skill_keys, role_keys[place + 1 :]))
            for place, key in enumerate(role_keys)
        ],
        "lengths": {"standard": draw(st.integers(1, 60)), draw(keys): 3},
    }
    return Edition.model_validate(document)
