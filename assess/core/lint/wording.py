"""What a stem asks, and how."""

import re
from collections.abc import Iterator
from typing import Final

from assess.core.edition import Question
from assess.core.lint.findings import Finding, Rule
from assess.core.lint.reading import sentences

DOUBLE_BARRELLED: Final = Rule(
    "double-barrelled",
    "warning",
    "Who would answer the two halves differently can give no true answer.",
    "Ask one thing; make the other a question of its own.",
)
JOINED: Final = Rule(
    "joined-claim",
    "note",
    "One answer may stand for two habits, and nobody knows which was meant.",
    "Make sure that both words name one habit; else ask for one of them.",
)
NEGATIVE: Final = Rule(
    "negative-stem",
    "warning",
    "A “not” in the question is easily missed, so it tests attention instead of the skill.",
    "Ask what is true, right or done.",
)
DOUBLE_NEGATIVE: Final = Rule(
    "double-negative",
    "warning",
    "Two negatives have to be unfolded first, which costs second-language readers the most.",
    "Say it the positive way.",
)
INSTRUCTION: Final = Rule(
    "instruction-left",
    "warning",
    "The page says how to answer; said twice, it looks like a second question.",
    "Take the instruction out of the stem.",
)
VALUE_WORD: Final = Rule(
    "value-word",
    "warning",
    "A word of praise asks people how they like themselves, and nearly everybody says yes.",
    "Describe what one does, not how well.",
)

# What is quoted is somebody else's voice: customers may ask two things at once.
_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|‘.*?’(?!\w)", re.DOTALL)
_OPENERS: Final = (
    "am|are|can|could|did|do|does|had|has|have|how|is|should|was|were|what|when|where|which"
    "|who|whom|whose|why|will|would"
)
_TWO_ASKED: Final = re.compile(rf"\b(?:and|or),?\s+(?:{_OPENERS})\b", re.IGNORECASE)
_JOINED: Final = re.compile(r"\b(?:and|or)\b", re.IGNORECASE)
# "At least" is a bound and "not only" adds; neither denies.
_NEGATIVE: Final = re.compile(
    r"\bnot\b(?!\s+only\b)|n['’]t\b|\b(?:cannot|never|no|nobody|none|nor|nothing|neither|except)\b"
    r"|(?<!at )\bleast\b",
    re.IGNORECASE,
)
_HIDDEN_NEGATIVE: Final = re.compile(
    r"\b(?:without|unless|false|incorrect\w*|impossible|invalid|unable|uncommon|unfair|unhelpful"
    r"|unimportant|unlikely|unnecessary|unsafe|untrue|unusual|unwise)\b",
    re.IGNORECASE,
)
_INSTRUCTION: Final = re.compile(
    r"\b(?:check|choose|mark|pick|select|tick)\s+(?:all|any|each|every\w*|one|the)\b[^.?!]*?"
    r"\b(?:appl(?:y|ies)|answers?|options?|box(?:es)?)\b",
    re.IGNORECASE,
)
# "Well" as in "as well" or "well before" is no praise.
_VALUE: Final = re.compile(
    r"\b(?:amazing|awful|bad|badly|best|better|brilliant|competent\w*|confident(?:ly)?"
    r"|correctly|effective(?:ly)?|excellent\w*|exceptional\w*|expert\w*|fantastic|good|great"
    r"|outstanding\w*|perfect(?:ly)?|poor|poorly|professional(?:ly)?|proper(?:ly)?"
    r"|skilled|skillful\w*|successful(?:ly)?|superb\w*|talented|terrible|terribly)\b"
    r"|(?<!as )\bwell\b(?!-|\s+(?:after|before|over|under)\b)",
    re.IGNORECASE,
)


def check_wording(place: str, question: Question) -> Iterator[Finding]:
    """Find what is asked twice, the wrong way round, or with praise."""
    stem = _unquoted(question.text)
    asked = _asked(stem)
    here, key = f"{place}.text", question.key
    if len(asked) > 1:
        message = f"The stem asks {len(asked)} questions."
        yield DOUBLE_BARRELLED.at(here, key, message)
    elif found := _first(_TWO_ASKED, asked):
        message = f"The question goes on with “{found}”: it asks two things."
        yield DOUBLE_BARRELLED.at(here, key, message)
    elif question.claimed and (found := _first(_JOINED, asked)):
        yield JOINED.at(here, key, f"The question joins words with “{found}”.")
    yield from _negatives(here, key, stem, asked)
    if found := _first(_INSTRUCTION, [stem]):
        yield INSTRUCTION.at(here, key, f"The stem says “{found}”.")
    if question.claimed:
        yield from _praise(place, question, asked)


def _unquoted(text: str) -> str:
    """Return a text with its quotations emptied; their sentences still end."""
    return _QUOTED.sub(lambda quoted: "“.”" if quoted[0][-2:-1] in ".?!…" else "“”", text)


def _asked(stem: str) -> list[str]:
    """Return the sentences that ask; the last one where none has a question mark."""
    found = sentences(stem)
    return [sentence for sentence in found if "?" in sentence] or found[-1:]


def _first(pattern: re.Pattern[str], texts: list[str]) -> str | None:
    return next((found[0] for text in texts if (found := pattern.search(text))), None)


def _negatives(here: str, key: str, stem: str, asked: list[str]) -> Iterator[Finding]:
    for sentence in sentences(stem):
        found = [word[0] for word in _NEGATIVE.finditer(sentence)]
        hidden = [word[0] for word in _HIDDEN_NEGATIVE.finditer(sentence)]
        if len(found) + len(hidden) > 1:
            named = "” and “".join((found + hidden)[:2])
            yield DOUBLE_NEGATIVE.at(here, key, f"One sentence holds “{named}”.")
        elif found and sentence in asked:
            yield NEGATIVE.at(here, key, f"The question holds “{found[0]}”.")


def _praise(place: str, question: Question, asked: list[str]) -> Iterator[Finding]:
    if found := _first(_VALUE, asked):
        yield VALUE_WORD.at(f"{place}.text", question.key, f"The question says “{found}”.")
    for at, option in enumerate(question.options):
        if found := _first(_VALUE, [option.text]):
            message = f"The option says “{found}”."
            yield VALUE_WORD.at(f"{place}.options[{at}].text", question.key, message)
