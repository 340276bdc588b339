"""Sound questions and editions, to be spoiled one way at a time."""

import copy
from typing import Any, Final

from assess.core.codec import edition_from
from assess.core.edition import Edition
from assess.core.lint import Finding, check
from tests.core.builders import Data

_TEXTS: Final = (
    "Send a new parcel and call when it is on its way.",
    "Ask for a photo of the box, and open a claim today.",
    "Tell the customer which shop nearby can swap it now.",
    "Refund the price, and close the case after a week.",
)
_SHOWN: Final[Data] = {
    "key": "q",
    "skill": "service",
    "text": "A lamp arrives broken, and the customer needs light tonight. What do you do first?",
}
_LEVELS: Final = (
    "You follow the steps as they are written down for you.",
    "You try known repairs when a case looks simple.",
    "You look for causes before closing a case.",
    "You weigh two ways out and report patterns.",
    "You teach colleagues and change shared habits.",
)


_CODAS: Final = (*"bdfgklmnprstxz", "ck", "ft", "ll", "nt", "sk", "st")


def situation(**changes: object) -> Data:
    """Return a sound situation."""
    worth = (0.3, 0.6, 1, 0)
    options = [
        {"key": "abcd"[at], "text": text, "credit": worth[at], "why": "It helps a little."}
        for at, text in enumerate(_TEXTS)
    ]
    return _SHOWN | {"kind": "situation", "options": options} | changes


def knowledge(**changes: object) -> Data:
    """Return a sound knowledge question; the first option is right."""
    options = [
        {"key": "abcd"[at], "text": text, "right": at == 0, "why": "It helps a little."}
        for at, text in enumerate(_TEXTS)
    ]
    return _SHOWN | {"kind": "knowledge", "options": options} | changes


def several(**changes: object) -> Data:
    """Return a sound question with two right options."""
    made = knowledge(kind="knowledge_several")
    made["options"][1]["right"] = True
    return made | changes


def rating(**changes: object) -> Data:
    """Return a sound rating."""
    texts = ("I wait.", "I ask.", "I look.", "I try two ways.", "I show others how.")
    options = [{"key": "abcde"[at], "text": text} for at, text in enumerate(texts)]
    text = "Think of the last few hard cases. What do you usually do?"
    return {"key": "r", "skill": "service", "kind": "rating", "text": text, "options": options} | (
        changes
    )


def frequency(**changes: object) -> Data:
    """Return a sound frequency."""
    options = [{"key": "abc"[at], "text": text} for at, text in enumerate(("None", "1–4", "5–9"))]
    text = "Think of the last ten cases. In how many did you ask for the cause?"
    made = {"key": "f", "skill": "service", "kind": "frequency", "text": text, "options": options}
    return made | changes


def worded(made: Data, *texts: str) -> Data:
    """Return a question whose first options say something else."""
    spoiled = copy.deepcopy(made)
    for option, text in zip(spoiled["options"], texts, strict=False):
        option["text"] = text
    return spoiled


def changed_options(made: Data, field: str, *values: object) -> Data:
    """Return a question whose first options have other values in one field."""
    spoiled = copy.deepcopy(made)
    for option, value in zip(spoiled["options"], values, strict=False):
        option[field] = value
    return spoiled


def edition(*questions: Data, **changes: Any) -> Edition:
    """Return an edition of one skill with these questions."""
    skill = {"key": "service", "name": "Service", "kind": "soft", "levels": _LEVELS}
    profile = {"service": {"level": 50, "importance": 5}}
    skill |= changes.pop("skill", {})
    made = {
        "format": 1,
        "title": "One skill",
        "skills": [skill],
        "questions": list(questions) or [situation()],
        "roles": [{"key": "agent", "name": "Agent", "profile": profile}],
    }
    return edition_from(made | changes)


def bank(shown: int = 7, claimed: int = 3) -> list[Data]:
    """Return a bank that is large enough, its best options spread, its texts all different."""
    difficulties = ("easy", "medium", "hard")
    made = [_turned(at, difficulty=difficulties[at % 3]) for at in range(shown)]
    return made + [
        frequency(key=f"f{at}", text=f"In how many cases {_unlike(at)}?") for at in range(claimed)
    ]


def _turned(at: int, **changes: object) -> Data:
    options = situation()["options"]
    turned = options[at % 4 :] + options[: at % 4]
    for place, option in enumerate(turned):
        option |= {"key": "abcd"[place], "text": f"{_unlike(at * 4 + place)}."}
    return situation(key=f"s{at}", text=f"{_unlike(at + 50)}?", options=turned, **changes)


def _unlike(at: int) -> str:
    """Return six short words that no other number below 100 gets."""
    rime = "aeiou"[at % 5] + _CODAS[at // 5]
    return " ".join(onset + rime for onset in ("bl", "br", "dr", "fl", "gr", "kl"))


def found(*questions: Data, **changes: Any) -> tuple[Finding, ...]:
    """Return what is found in an edition with these questions."""
    return check(edition(*questions, **changes))


def about_questions(*questions: Data) -> list[tuple[str, str]]:
    """Return rule and place of what is found in questions, not in skills."""
    return [
        (finding.rule, finding.place)
        for finding in found(*questions)
        if finding.place.startswith("questions")
    ]


def rules_about(*questions: Data) -> set[str]:
    """Return the rules that find something in questions."""
    return {rule for rule, _ in about_questions(*questions)}


def about_skill(*questions: Data, **changes: Any) -> dict[str, str]:
    """Return the message of each rule that finds something in the skill."""
    return {
        finding.rule: finding.message
        for finding in found(*questions, **changes)
        if finding.place.startswith("skills")
    }
