"""A question's form, read: the question it makes, and what cannot be kept."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from assess.core.context import CONTEXT_KINDS
from assess.core.draft.editing import grid
from assess.core.draft.numbers import NumberError, read_number
from assess.core.draft.review import locate
from assess.core.draft.shape import ShapeError, check_shape
from assess.core.draft.typed import Typed, typed_of
from assess.core.edition import CLAIMED, Kind

KINDS: Final = get_args(Kind)
DIFFICULTIES: Final = ("easy", "medium", "hard")
_PARAMETERS: Final = ("a", "beta", "delta")
_CALIBRATED: Final = tuple(f"parameters/{name}" for name in _PARAMETERS)
_LISTED: Final = "Choose one from the list."

Fault = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """A question, and what cannot be kept of what was typed.

    Attributes
    ----------
    question : dict
        As a part of a draft. Where there are faults it is not to be saved (see ``read_sound``).
    faults : tuple of (str, str)
        A field, and a sentence.
    """

    question: dict[str, Any]
    faults: tuple[Fault, ...]


def read_question(typed: Typed, before: Mapping[str, Any], skills: Collection[str]) -> Read:
    """Read what was typed.

    Parameters
    ----------
    before : mapping
        The question as it stands. Its key and whether it is retired are not typed.
    skills : collection of str
        The keys of the draft's skills.
    """
    faults: list[Fault] = []
    question: dict[str, Any] = {"key": before["key"]}
    for name, known in (("skill", skills), ("kind", KINDS)):
        question[name] = _one_of(typed, name, known, before, faults)
    question["text"] = typed["text"]
    context = _context(typed, faults)
    if context is not None:
        question["context"] = context
    question["difficulty"] = _one_of(typed, "difficulty", DIFFICULTIES, before, faults)
    question["weight"] = _number(typed, "weight", faults)
    parameters = _parameters(typed, faults)
    if parameters:
        question["parameters"] = parameters
    question["options"] = _options(typed, question["kind"], before, faults)
    question["retired"] = before["retired"]
    known = {place for place, _ in faults}
    faults += [fault for fault in shape_faults(question) if fault[0] not in known]
    return Read(question, tuple(faults))


def read_sound(typed: Typed, before: Mapping[str, Any], skills: Collection[str]) -> Read:
    """Read what was typed; a field that cannot be kept has the last value that could.

    Returns
    -------
    Read
        Its question can be saved, also where there are faults.
    """
    read = read_question(typed, before, skills)
    if not read.faults:
        return read
    earlier = typed_of(before)
    values = dict(typed.values)
    for place, _ in read.faults:
        # The three of a calibration belong together.
        names = _CALIBRATED if place in _CALIBRATED else (place,)
        values |= {name: earlier[name] for name in names}
    mended = read_question(Typed(values, typed.lists), before, skills)
    question = dict(mended.question)
    for name in {place.partition("/")[0] for place, _ in mended.faults}:
        question.pop(name, None)
        question |= {name: before[name]} if name in before else {}
    return Read(question, read.faults)


def shape_faults(question: Mapping[str, Any]) -> list[Fault]:
    """Return what a draft cannot hold, by field."""
    try:
        check_shape(f"questions/{question['key']}", question)
    except ShapeError as error:
        return [(field_of(place, question), f"This {words}.") for place, words in error.faults]
    return []


def field_of(place: str, question: Mapping[str, Any]) -> str:
    """Turn a place inside a question, ``options[1].text``, into a field, ``options/b/text``."""
    return "/".join(step for step in locate(place, question) if step)


def _one_of(
    typed: Typed,
    name: str,
    known: Collection[str],
    before: Mapping[str, Any],
    faults: list[Fault],
) -> str:
    if typed[name] in known:
        return typed[name]
    faults.append((name, _LISTED))
    return str(before[name])


def _number(typed: Typed, field: str, faults: list[Fault]) -> int | float:
    try:
        return read_number(typed[field])
    except NumberError as error:
        faults.append((field, str(error)))
        return 1


def _parameters(typed: Typed, faults: list[Fault]) -> dict[str, int | float]:
    given = [name for name in _PARAMETERS if typed[f"parameters/{name}"].strip()]
    if not given:
        return {}
    faults += [
        (f"parameters/{name}", "Fill in all three, or leave all three empty.")
        for name in _PARAMETERS
        if name not in given
    ]
    return {name: _number(typed, f"parameters/{name}", faults) for name in given}


def _options(
    typed: Typed, kind: str, before: Mapping[str, Any], faults: list[Fault]
) -> list[dict[str, Any]]:
    earlier = {option["key"]: option for option in before["options"]}
    return [_option(typed, key, kind, earlier.get(key, {}), faults) for key in typed.of("option")]


def _option(
    typed: Typed, key: str, kind: str, earlier: Mapping[str, Any], faults: list[Fault]
) -> dict[str, Any]:
    here = f"options/{key}"
    option: dict[str, Any] = {"key": key, "text": typed[f"{here}/text"]}
    if typed[f"{here}/hint"]:
        option["hint"] = typed[f"{here}/hint"]
    if kind == "situation":
        if _credit_text(typed, key):
            values = {**typed.values, f"{here}/credit": _credit_text(typed, key)}
            option["credit"] = _number(Typed(values, {}), f"{here}/credit", faults)
    elif kind not in CLAIMED:
        right = _is_right(typed, key)
        # Files may leave "right: false" out, and then it stays out.
        if right or "right" in earlier or kind == "knowledge_several":
            option["right"] = right
    if typed[f"{here}/why"]:
        option["why"] = typed[f"{here}/why"]
    return option


def _credit_text(typed: Typed, key: str) -> str:
    """A knowledge question that becomes a situation keeps its best answer."""
    given = typed[f"options/{key}/credit"].strip()
    if given or typed["shown_kind"] not in ("knowledge", "knowledge_several"):
        return given
    return "1" if key in typed.of("right") else "0"


def _is_right(typed: Typed, key: str) -> bool:
    """A situation that becomes a knowledge question keeps its best answer."""
    if typed["shown_kind"] != "situation":
        return key in typed.of("right")
    try:
        return read_number(typed[f"options/{key}/credit"]) == 1
    except NumberError:
        return False


def _context(typed: Typed, faults: list[Fault]) -> Any:  # noqa: ANN401 - text, a mapping or None
    kind = typed["context/kind"]
    if not kind:
        return None
    if kind not in CONTEXT_KINDS:
        faults.append(("context/kind", _LISTED))
        return None
    return _CONTEXTS[kind](typed, faults)


def _main(typed: Typed) -> str:
    """Return what is said, also where it was typed as another kind of context."""
    lines = (typed[f"context/lines/{line}/text"] for line in typed.of("line"))
    return typed["context/text"] or typed["context/prompt"] or "\n".join(lines)


def _given(typed: Typed, *names: str) -> dict[str, str]:
    return {name: typed[f"context/{name}"] for name in names if typed[f"context/{name}"]}


def _chat(typed: Typed, _: list[Fault]) -> dict[str, Any]:
    lines = [
        {name: typed[f"context/lines/{line}/{name}"] for name in ("who", "text")}
        for line in typed.of("line")
    ]
    started = [{"who": typed["context/sender"], "text": _main(typed)}]
    return {"kind": "chat", "lines": lines if "line" in typed.lists else started}


def _email(typed: Typed, _: list[Fault]) -> dict[str, Any]:
    sender, subject = typed["context/sender"], typed["context/subject"]
    return {"kind": "email", "sender": sender, "subject": subject, "text": _main(typed)}


def _table(typed: Typed, _: list[Fault]) -> dict[str, Any]:
    columns, rows = grid(typed)
    if typed["shown_context"] != "table":
        columns, rows = ["", ""], [["", ""], ["", ""]]
    return {"kind": "table", "caption": typed["context/caption"], "columns": columns, "rows": rows}


def _chart(typed: Typed, faults: list[Fault]) -> dict[str, Any]:
    points = typed.of("point")
    chart: dict[str, Any] = {
        "kind": "chart",
        "form": typed["context/form"] or "bar",
        "caption": typed["context/caption"],
        "unit": typed["context/unit"],
        "labels": [typed[f"context/labels/{point}"] for point in points],
        "values": [_number(typed, f"context/values/{point}", faults) for point in points],
        "axis_from": 0,
    }
    if typed["context/axis_from"].strip():
        chart["axis_from"] = _number(typed, "context/axis_from", faults)
    if typed["shown_context"] != "chart":
        chart |= {"labels": ["", ""], "values": [1, 2]}
    return chart


def _message(typed: Typed, _: list[Fault]) -> dict[str, Any]:
    return {"kind": "message", **_given(typed, "channel", "sender"), "text": _main(typed)}


def _prompt(typed: Typed, _: list[Fault]) -> dict[str, Any]:
    prompt = typed["context/prompt"] or _main(typed)
    return {"kind": "prompt", "prompt": prompt, **_given(typed, "draft")}


_CONTEXTS: Final[Mapping[str, Callable[[Typed, list[Fault]], Any]]] = {
    "text": lambda typed, _: _main(typed),
    "message": _message,
    "chat": _chat,
    "email": _email,
    "prompt": _prompt,
    "table": _table,
    "chart": _chart,
}
