"""Every text of a question: its length, its sentences, its grade, its typing."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from assess.core.edition import Question
from assess.core.lint.findings import Finding, Rule
from assess.core.lint.reading import grade, sentences, words

# The bar is grade 8, and it lasts until grade 9 begins: many who take the assessment read
# English as their second language.
GRADE_BELOW: Final = 9.0
# Under 30 words one more syllable moves the grade by half a year: it would measure chance.
GRADE_WORDS: Final = 30
# Readers lose the start of a longer sentence before its end (GOV.UK, "Writing for GOV.UK").
SENTENCE_WORDS: Final = 25
# A phone of 320 px shows some 38 characters a line. Eight lines of stem leave the first
# option in sight; four options of at most four and a half lines fit on one screen.
STEM_CHARACTERS: Final = 300
OPTION_CHARACTERS: Final = 170
# A reason is read beside three others, after the work is done: two short sentences.
REASON_CHARACTERS: Final = 200

TEXT_BLANK: Final = Rule(
    "text-blank",
    "error",
    "Nobody can answer what they cannot see.",
    "Write the text, or take the option out.",
)
READING_GRADE: Final = Rule(
    "reading-grade",
    "warning",
    "A hard text tests reading instead of the skill, and second-language readers most of all.",
    "Use shorter sentences and everyday words, then read it aloud.",
)
REASON_GRADE: Final = Rule(
    "reason-grade",
    "warning",
    "People learn from the reasons; a text above grade 8 teaches only some of them.",
    "Use shorter sentences and everyday words, then read it aloud.",
)
SENTENCE_LONG: Final = Rule(
    "sentence-long",
    "warning",
    "Readers lose the start of a long sentence before they reach its end.",
    "Split it in two, or leave out what the answer does not need.",
)
STEM_LONG: Final = Rule(
    "stem-long",
    "warning",
    "On a phone the question has scrolled away when the options come, so memory is tested.",
    "Keep what the answer needs; move quoted material into the context.",
)
OPTION_LONG: Final = Rule(
    "option-long",
    "warning",
    "Long options cannot be compared at a glance, and the first one read tends to win.",
    "Keep what sets this option apart; move the explanation into its reason.",
)
REASON_LONG: Final = Rule(
    "reason-long",
    "warning",
    "A long reason is skipped, and then nothing is learned from the answer.",
    "Say what the choice does, and what it misses, in two short sentences.",
)
SLIP: Final = Rule(
    "typing-slip",
    "warning",
    "Slips make people doubt the care behind the questions, and screen readers stumble.",
    "Correct the typing.",
)

_SLIPS: Final = (
    (re.compile(r"\S[ \u00a0]{2,}\S"), "two spaces in a row"),
    (re.compile(r"\w\s+[,.;!?](?:\s|$)"), "a space before a mark"),
    (re.compile(r"^\s|\s$"), "a space at its edge"),
    # "Had had" and "that that" can be meant.
    (re.compile(r"\b(?!(?:had|that)\b)([^\W\d_]+)\s+\1\b", re.IGNORECASE), "a word twice in a row"),
)


class _Text(NamedTuple):
    place: str
    name: str
    text: str


def check_prose(place: str, question: Question) -> Iterator[Finding]:
    """Find what is hard to read, too long or mistyped in a question."""
    yield from _lengths(place, question)
    asked = [question.text, *(option.text for option in question.options)]
    yield from check_grade(READING_GRADE, place, question.key, "stem and options read", asked)
    reasons = [option.why or "" for option in question.options]
    yield from check_grade(REASON_GRADE, place, question.key, "reasons read", reasons)
    for part in _texts(place, question):
        yield from check_text(part.place, question.key, part.name, part.text)


def check_grade(
    rule: Rule, place: str, key: str, name: str, texts: Sequence[str]
) -> Iterator[Finding]:
    """Find texts that, read one after another, are above the bar; too short ones tell nothing."""
    found = grade(texts)
    long_enough = sum(len(words(text)) for text in texts) >= GRADE_WORDS
    if found is not None and long_enough and found >= GRADE_BELOW:
        message = f"The {name} at grade {found:.1f}; grade 8 is the bar."
        yield rule.at(place, key, message)


def check_text(place: str, key: str, name: str, text: str) -> Iterator[Finding]:
    """Find long sentences and slips of typing."""
    for sentence in sentences(text):
        count = len(words(sentence))
        if count > SENTENCE_WORDS:
            opening = " ".join(sentence.split()[:5])
            message = f"A sentence of the {name} has {count} words: “{opening} …”."
            yield SENTENCE_LONG.at(place, key, message)
    for pattern, slip in _SLIPS:
        if text.strip() and pattern.search(text):
            yield SLIP.at(place, key, f"The {name} holds {slip}.")


def _texts(place: str, question: Question) -> Iterator[_Text]:
    """Yield what the edition's authors say; material may quote people as they write."""
    yield _Text(f"{place}.text", "stem", question.text)
    for at, option in enumerate(question.options):
        here = f"{place}.options[{at}]"
        yield _Text(f"{here}.text", "option", option.text)
        yield _Text(f"{here}.hint", "hint", option.hint or "")
        yield _Text(f"{here}.why", "reason", option.why or "")


def _lengths(place: str, question: Question) -> Iterator[Finding]:
    limits = {
        "stem": (STEM_LONG, STEM_CHARACTERS),
        "reason": (REASON_LONG, REASON_CHARACTERS),
    }
    for part in _texts(place, question):
        if part.name in ("stem", "option") and not part.text.strip():
            yield TEXT_BLANK.at(part.place, question.key, f"The {part.name} is blank.")
        rule, limit = limits.get(part.name, (OPTION_LONG, OPTION_CHARACTERS))
        if len(part.text) > limit:
            message = f"The {part.name} has {len(part.text)} characters; {limit} are enough."
            yield rule.at(part.place, question.key, message)
