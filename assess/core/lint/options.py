"""What a question's options give away, or leave unsaid."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assess.core.edition import Option, Question
from assess.core.lint.findings import Finding, Rule

# A third of a phone's line (38 characters) and a seventh of the next option: less than both
# is not seen without counting.
LONGEST_RATIO: Final = 1.15
LONGEST_CHARACTERS: Final = 12
# Where several are right their lengths even out; a quarter more on average is a pattern.
RIGHT_RATIO: Final = 1.25
# Half as long again is seen at a glance, unless it is but two words of a short option.
UNLIKE_RATIO: Final = 1.5
UNLIKE_CHARACTERS: Final = 16
# Two credits score a situation like right and wrong; the third makes it worth judging.
DISTINCT_CREDITS: Final = 3
# From half the credit on, an option is a fair choice and no wrong one.
WRONG_CREDIT: Final = 0.5

REASON_MISSING: Final = Rule(
    "reason-missing",
    "error",
    "After finishing, people read why each option is worth what it is; a gap teaches nothing.",
    "Say in one or two short sentences what this choice does, and what it misses.",
)
ABOVE: Final = Rule(
    "above-option",
    "warning",
    "“All of the above” is right for who knows two of three, and it needs a fixed order.",
    "Ask for several answers, or write an option that stands on its own.",
)
ABSOLUTE: Final = Rule(
    "absolute-wrong",
    "warning",
    "Careful guessers strike options with such words, so knowing nothing pays.",
    "Say how often or how much it really is, or let the best option be as firm.",
)
LONGEST: Final = Rule(
    "best-longest",
    "warning",
    "Who knows nothing picks the longest option, and here that is right.",
    "Move the explanation into the reason, or make the others as exact.",
)
RIGHT_LONGER: Final = Rule(
    "right-longer",
    "warning",
    "Who knows nothing picks the long options, and here that is mostly right.",
    "Make right and wrong options equally exact.",
)
UNLIKE: Final = Rule(
    "options-unlike",
    "warning",
    "An option that looks different is chosen or passed over for its looks.",
    "Bring the options to like length.",
)
NARROW: Final = Rule(
    "credits-narrow",
    "warning",
    "With two credits a situation only says right or wrong, and tells little about judgment.",
    "Give at least three different credits, by what each choice leads to.",
)
TIED: Final = Rule(
    "best-tied",
    "warning",
    "Two best options hide what good people would do, and the reasons cannot say it.",
    "Make one of them clearly better, or lower its credit.",
)

_ABOVE: Final = re.compile(
    r"\b(?:all|any|both|neither|none) of (?:the|these) (?:above|answers|options)\b"
    r"|\b(?:all|none) of these\W*$",
    re.IGNORECASE,
)
_NUMBER: Final = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)"
# A count ("all four steps"), a rhythm ("every day") and a phrase ("all right") are no absolutes.
_NOT_ABSOLUTE: Final = re.compile(
    rf"\ball (?:of )?(?:the |your |our |their )?{_NUMBER}\b|\ball (?:day|right)\b"
    r"|\b(?:above|after|at|first of) all\b"
    rf"|\bevery (?:other )?(?:{_NUMBER} )?"
    r"(?:second|minute|hour|day|morning|evening|night|week|month|quarter|year)s?\b",
    re.IGNORECASE,
)
_ABSOLUTE: Final = re.compile(
    r"\b(?:all|always|every|everybody|everyone|everything|never|nobody|none|nothing|only)\b",
    re.IGNORECASE,
)


def check_options(place: str, question: Question) -> Iterator[Finding]:
    """Find options that can be told apart without knowing, and missing reasons."""
    for at, option in enumerate(question.options):
        if found := _ABOVE.search(option.text):
            message = f"The option says “{found[0]}”."
            yield ABOVE.at(f"{place}.options[{at}]", question.key, message)
    if question.claimed:
        return
    yield from _reasons(place, question)
    yield from _absolutes(place, question)
    yield from _lengths(place, question)
    if question.kind == "situation":
        yield from _credits(place, question)


def best_places(question: Question) -> list[int]:
    """Return the places of a shown question's best options."""
    return [
        at
        for at, option in enumerate(question.options)
        if (option.credit == 1 if question.kind == "situation" else option.right)
    ]


def _reasons(place: str, question: Question) -> Iterator[Finding]:
    for at, option in enumerate(question.options):
        if not (option.why or "").strip():
            here = f"{place}.options[{at}]"
            yield REASON_MISSING.at(here, question.key, f"Option {option.key} has no reason.")


def _absolute(option: Option) -> str | None:
    found = _ABSOLUTE.search(_NOT_ABSOLUTE.sub(" ", option.text))
    return found[0] if found else None


def _wrong(question: Question, option: Option) -> bool:
    return (option.credit or 0) < WRONG_CREDIT if question.kind == "situation" else not option.right


def _absolutes(place: str, question: Question) -> Iterator[Finding]:
    if any(_absolute(question.options[at]) for at in best_places(question)):
        return
    for at, option in enumerate(question.options):
        if _wrong(question, option) and (found := _absolute(option)):
            message = f"Wrong option {option.key} says “{found}”, and no best option is as firm."
            yield ABSOLUTE.at(f"{place}.options[{at}]", question.key, message)


def _lengths(place: str, question: Question) -> Iterator[Finding]:
    sizes = [len(option.text) for option in question.options]
    here = f"{place}.options"
    if max(sizes) > UNLIKE_RATIO * min(sizes) and max(sizes) - min(sizes) > UNLIKE_CHARACTERS:
        message = f"The options have from {min(sizes)} to {max(sizes)} characters."
        yield UNLIKE.at(here, question.key, message)
    best = best_places(question)
    rest = [size for at, size in enumerate(sizes) if at not in best]
    if question.several:
        right = _mean([sizes[at] for at in best])
        if right > RIGHT_RATIO * _mean(rest):
            message = (
                f"Right options have {right:.0f} characters on average, wrong {_mean(rest):.0f}."
            )
            yield RIGHT_LONGER.at(here, question.key, message)
    elif len(best) == 1:
        size, next_size = sizes[best[0]], max(rest)
        if size >= LONGEST_RATIO * next_size and size - next_size >= LONGEST_CHARACTERS:
            message = f"The best option has {size} characters, the next longest {next_size}."
            yield LONGEST.at(f"{here}[{best[0]}]", question.key, message)


def _mean(sizes: Sequence[int]) -> float:
    return sum(sizes) / len(sizes)


def _credits(place: str, question: Question) -> Iterator[Finding]:
    given = [option.credit for option in question.options]
    here = f"{place}.options"
    if len(set(given)) < DISTINCT_CREDITS:
        yield NARROW.at(here, question.key, f"{len(set(given))} different credits.")
    if given.count(1) > 1:
        yield TIED.at(here, question.key, f"{given.count(1)} options have credit 1.")
