"""All that stands against publishing a draft, or is worth a second look, by part and field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from assess.core.codec import EditionError, edition_from, to_data
from assess.core.draft.parts import LISTS
from assess.core.draft.showing import showable
from assess.core.edition import Edition, Question
from assess.core.faults import faults_in
from assess.core.lint import Finding, Severity, check, check_one

UNFINISHED: Final = "unfinished"
# What the edition's rules say, for the person who is still writing: what is so, and what to do.
EMPTY: Final = "Nothing is written here yet."
_KIND_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "must not be empty": (EMPTY, "Fill it in."),
    "is missing": ("This is still missing.", "Fill it in."),
    "a rating needs exactly five options": (
        "A rating has five options.", "Add options, or take some out, until there are five.",
    ),
    "a situation needs a credit on every option": (
        "Not every option has a credit yet.", "Give each option a credit from 0 to 1.",
    ),
    "a situation needs an option with credit 0": (
        "No option has the credit 0 yet.", "Give the option that helps least the credit 0.",
    ),
    "a situation needs an option with credit 1": (
        "No option has the credit 1 yet.", "Give the best option the credit 1.",
    ),
    "a knowledge question needs exactly one right option, not 0": (
        "No option is marked as right yet.", "Mark the one right option.",
    ),
    "choosing several needs at least one right and one wrong option": (
        "The right options are not marked yet.",
        "Mark all right options: at least one, but not all.",
    ),
}  # fmt: skip
_STEP: Final = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")
_KEYED: Final = (*LISTS, "options")
_PLACED: Final = re.compile(r"([a-z]+(?:\[\d+\])?(?:\.[a-z_]+|\[\d+\])*): (.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to mend or to think about.

    Attributes
    ----------
    severity : str
        An ``error`` stands against publishing; a ``warning`` is mended or accepted with a
        reason; a ``note`` is something to look at once more.
    rule, key : str
        What a reason to accept it names.
    part, field : str
        Where it stands: ``questions/empathy-late-refund`` and ``options/b/text``. The field
        is empty where it is about the part as a whole.
    accepted : str or None
        The reason for which the draft keeps it.
    """

    severity: Severity
    rule: str
    key: str
    part: str
    field: str
    message: str
    why: str
    remedy: str
    accepted: str | None = None


def review(draft: Edition) -> tuple[Remark, ...]:
    """Return all remarks on a draft: what makes it no edition first, then the checker's.

    Questions that are unfinished are passed over by the checker.
    """
    faults, edition = sound_part(draft)
    if edition is None:
        return faults
    data = to_data(edition)
    return faults + tuple(_remark(finding, data) for finding in check(edition))


def review_question(draft: Edition, key: str) -> tuple[Remark, ...]:
    """Return the remarks on one question, much faster than ``review``.

    Where it is too much like another question, that is said of this one.
    """
    question = next(one for one in draft.questions if one.key == key)
    data = {"questions": [question.model_dump(mode="json", exclude_none=True)]}
    faults = _question_faults(data)
    if faults or question.retired:
        return faults
    # Of an unfinished chart the words are not compared; it could not be written down.
    others = [showable(one)[0] for one in draft.questions if one.key != key and not one.retired]
    found = check_one(question, others, draft.accepted)
    return tuple(_remark(finding, data) for finding in found)


def _question_faults(data: Mapping[str, Any]) -> tuple[Remark, ...]:
    try:
        Question.model_validate(data["questions"][0])
    except ValidationError as error:
        lines = faults_in(error, "a question")
        return tuple(_fault(f"questions[0].{line}", data) for line in lines)
    return ()


def sound_part(draft: Edition) -> tuple[tuple[Remark, ...], Edition | None]:
    """Return what is unfinished, and the edition that the finished questions make.

    Returns
    -------
    faults : tuple of Remark
    edition : Edition or None
        Without the unfinished questions; None where the rest is no edition either.
    """
    data = to_data(draft)
    faults = _faults(data)
    if not faults:
        return (), edition_from(data)
    unfinished = {fault.part for fault in faults if fault.part.startswith("questions/")}
    kept = [one for one in data["questions"] if f"questions/{one['key']}" not in unfinished]
    rest = data | {"questions": kept}
    more = _faults(rest) if unfinished else ()
    known = {(fault.part, fault.field, fault.message) for fault in faults}
    more = tuple(one for one in more if (one.part, one.field, one.message) not in known)
    left = faults + more
    if more or any(fault.part not in unfinished for fault in faults):
        return left, None
    return left, edition_from(rest)


def _faults(data: Mapping[str, Any]) -> tuple[Remark, ...]:
    try:
        edition_from(data)
    except EditionError as error:
        return tuple(_fault(line, data) for line in error.findings)
    return ()


def _fault(line: str, data: Mapping[str, Any]) -> Remark:
    found = _PLACED.fullmatch(line)
    place, words = (found[1], found[2]) if found else ("", line)
    part, field = locate(place, data)
    key = part.partition("/")[2]
    plain = f"{words[:1].upper()}{words[1:]}."
    message, remedy = _KIND_WORDS.get(words, (plain, "Change it here so that it fits."))
    return Remark("error", UNFINISHED, key, part, field, message, "", remedy)


def _remark(finding: Finding, data: Mapping[str, Any]) -> Remark:
    part, field = locate(finding.place, data)
    return Remark(
        severity=finding.severity,
        rule=finding.rule,
        key=finding.key,
        part=part,
        field=field,
        message=finding.message,
        why=finding.why,
        remedy=finding.remedy,
        accepted=finding.accepted,
    )


def locate(place: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """Turn a place in a document into a part and a field.

    Parameters
    ----------
    place : str
        Such as ``questions[3].options[1].text``.
    data : mapping
        The document.

    Returns
    -------
    tuple of str
        Such as ``questions/empathy-late-refund`` and ``options/b/text``.
    """
    here: Any = data
    steps: list[str] = []
    for name, number in _STEP.findall(place):
        step = name or number
        if number and len(steps) in (1, 2, 3) and steps[-1] in _KEYED and isinstance(here, list):
            step = here[int(number)]["key"]
        here = _inside(here, name, number)
        steps.append(step)
    length = 2 if steps and steps[0] in LISTS else 1
    return "/".join(steps[:length]), "/".join(steps[length:])


def _inside(here: Any, name: str, number: str) -> Any:  # noqa: ANN401 - plain data
    try:
        return here[int(number)] if number else here[name]
    except (KeyError, IndexError, TypeError):
        return None  # a field that is missing: its name is place enough
