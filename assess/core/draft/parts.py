"""A document as a flat map of parts: what is changed, compared, undone and logged by itself.

``title``, ``lengths``, ``texts`` and ``accepted`` are parts; so is each skill, question,
role and action (``questions/empathy-late-refund``), and the order of each of these lists
(``order/questions``). Values are plain data, as in a file.
"""

from collections.abc import Mapping
from typing import Any, Final

from assess.core.codec import to_data
from assess.core.context import Chart, Chat, ChatLine, Context, Email, Message, Prompt, Table
from assess.core.edition import (
    Acceptance,
    Action,
    CalibratedParameters,
    Edition,
    Option,
    Question,
    Skill,
    Texts,
)
from assess.core.roles import Pay, Requirement, Role, Wages

Parts = dict[str, Any]

LISTS: Final = ("skills", "questions", "roles", "actions")
WHOLES: Final = ("title", "lengths", "accepted", "texts")


def split(edition: Edition) -> Parts:
    """Return a document as parts; ``texts`` only where there are some."""
    data = to_data(edition)
    parts: Parts = {name: data[name] for name in WHOLES if name in data}
    for name in LISTS:
        parts[order_of(name)] = [one["key"] for one in data[name]]
        parts.update({f"{name}/{one['key']}": one for one in data[name]})
    return parts


def join(parts: Mapping[str, Any]) -> Edition:
    """Return the document that parts make, without checking it.

    Parts that an order does not name come last, and names without a part are passed over:
    two people may have changed them at once.
    """
    texts = parts.get("texts")
    return Edition.model_construct(
        format=1,
        title=parts["title"],
        skills=tuple(_skill(one) for one in _listed(parts, "skills")),
        questions=tuple(_question(one) for one in _listed(parts, "questions")),
        roles=tuple(_role(one) for one in _listed(parts, "roles")),
        actions=tuple(Action.model_construct(**one) for one in _listed(parts, "actions")),
        lengths=dict(parts["lengths"]),
        accepted=tuple(Acceptance.model_construct(**one) for one in parts["accepted"]),
        texts=Texts.model_construct(**texts) if texts else None,
    )


def order_of(name: str) -> str:
    """Return the part that holds the order of a list."""
    return f"order/{name}"


def _listed(parts: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    there = {key.partition("/")[2]: value for key, value in parts.items() if _is_in(key, name)}
    named = [key for key in dict.fromkeys(parts[order_of(name)]) if key in there]
    return [there[key] for key in [*named, *(key for key in there if key not in named)]]


def _is_in(part: str, name: str) -> bool:
    return part.startswith(f"{name}/")


def _skill(data: Mapping[str, Any]) -> Skill:
    lists = {name: tuple(data.get(name, ())) for name in ("levels", "onet", "esco")}
    return Skill.model_construct(**{**data, **lists})


def _question(data: Mapping[str, Any]) -> Question:
    found = dict(data)
    found["options"] = tuple(Option.model_construct(**one) for one in data["options"])
    if data.get("context") is not None:
        found["context"] = _context(data["context"])
    if data.get("parameters") is not None:
        found["parameters"] = CalibratedParameters.model_construct(**data["parameters"])
    return Question.model_construct(**found)


def _context(data: Any) -> Context:  # noqa: ANN401 - text or a mapping
    if isinstance(data, str):
        return data
    kind = data.get("kind", "message")
    if kind == "chat":
        lines = tuple(ChatLine.model_construct(**line) for line in data["lines"])
        return Chat.model_construct(kind="chat", lines=lines)
    if kind == "table":
        rows = tuple(tuple(row) for row in data["rows"])
        return Table.model_construct(**{**data, "columns": tuple(data["columns"]), "rows": rows})
    if kind == "chart":
        lists = {name: tuple(data[name]) for name in ("labels", "values")}
        return Chart.model_construct(**{**data, **lists})
    return _PLAIN[kind].model_construct(**data)


_PLAIN: Final[dict[str, type[Message | Email | Prompt]]] = {
    "message": Message,
    "email": Email,
    "prompt": Prompt,
}


def _role(data: Mapping[str, Any]) -> Role:
    found = dict(data)
    found["profile"] = {
        key: Requirement.model_construct(**one) for key, one in data["profile"].items()
    }
    for name in ("duties", "next"):
        found[name] = tuple(data.get(name, ()))
    if data.get("pay") is not None:
        found["pay"] = Pay.model_construct(**data["pay"])
    if data.get("wages") is not None:
        percentiles = tuple(data["wages"]["percentiles"])
        found["wages"] = Wages.model_construct(**{**data["wages"], "percentiles": percentiles})
    return Role.model_construct(**found)
