"""Texts that are the same, or nearly so."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from math import ceil
from typing import Final

from assess.core.context import Context
from assess.core.edition import Question
from assess.core.lint.findings import Finding, Rule
from assess.core.lint.reading import words

# Share of all different words that two texts have in common. The frames of claimed questions
# ("Think of the last few …") alone make up six tenths; above two thirds the moments are alike.
COMMON_WORDS: Final = 0.67
# Of fewer words, a shared phrase is chance.
COMPARED_WORDS: Final = 5
# So many words tell a question.
_BEGINNING: Final = 8
# Options of seven words that differ in one of them.
ALIKE_WORDS: Final = 0.85

STEMS_SAME: Final = Rule(
    "stems-same",
    "error",
    "Somebody would be asked the same thing twice, and it would count twice.",
    "Retire one of them, or ask about another moment.",
)
STEMS_ALIKE: Final = Rule(
    "stems-alike",
    "warning",
    "Two questions about one moment measure one thing twice, and a retake repeats it.",
    "Ask about another moment, or retire one of them.",
)
OPTIONS_SAME: Final = Rule(
    "options-same",
    "error",
    "Who means this answer cannot know which of the two to choose.",
    "Change one of them, or take it out.",
)
OPTIONS_ALIKE: Final = Rule(
    "options-alike",
    "warning",
    "Readers miss the one word that differs, so attention is tested instead of the skill.",
    "Let the options differ in what is done; state in a few words what sets each apart.",
)
OPTION_REPEATED: Final = Rule(
    "option-repeated",
    "warning",
    "A choice that people meet again tells them what the other question was about.",
    "Word it after the moment of its own question.",
)


def check_alike(asked: Sequence[tuple[str, Question]]) -> Iterator[Finding]:
    """Find stems and options that say nearly the same, within a question and across the bank."""
    for place, question in asked:
        yield from _within(place, question)
    yield from _stems(asked)
    yield from _across(asked)


def likeness(first: str, second: str) -> float:
    """Return how much of two texts is the same words in the same order, from 0 to 1.

    Texts whose figures differ are not alike at all: a figure is often what is asked.
    """
    one, other = _words(first), _words(second)
    if _figures(one) != _figures(other):
        return 0.0
    if one == other:
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _words(*texts: str) -> list[str]:
    return [word.casefold() for text in texts for word in words(text)]


def _figures(found: Iterable[str]) -> list[str]:
    return [word for word in found if word[0].isdigit()]


def _within(place: str, question: Question) -> Iterator[Finding]:
    for (_, one), (at, other) in combinations(enumerate(question.options), 2):
        here = f"{place}.options[{at}]"
        if _plain(one.text) == _plain(other.text):
            message = f"Options {one.key} and {other.key} are the same."
            yield OPTIONS_SAME.at(here, question.key, message)
        elif likeness(one.text, other.text) >= ALIKE_WORDS:
            message = f"Options {one.key} and {other.key} are nearly the same."
            yield OPTIONS_ALIKE.at(here, question.key, message)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _stems(asked: Sequence[tuple[str, Question]]) -> Iterator[Finding]:
    """A stem is what is asked together with its material: many ask for the best reply."""
    whole = [_whole(question) for _, question in asked]
    first_with: dict[tuple[str, ...], int] = {}
    for at, texts in enumerate(whole):
        earlier = first_with.setdefault(texts, at)
        if earlier != at:
            yield _about_both(STEMS_SAME, asked, earlier, at, "the same as")
    bags = [frozenset(_words(*texts)) for texts in whole]
    for earlier, at in pairs(bags):
        if whole[earlier] != whole[at]:
            yield _about_both(STEMS_ALIKE, asked, earlier, at, "much like")


def _whole(question: Question) -> tuple[str, ...]:
    return tuple(map(_plain, (question.text, *_material(question.context))))


def _about_both(
    rule: Rule, asked: Sequence[tuple[str, Question]], earlier: int, at: int, how: str
) -> Finding:
    place, question = asked[at]
    other = asked[earlier][1]
    message = f"This question is {how} “{_beginning(other.text)}” ({other.key})."
    return rule.at(f"{place}.text", question.key, message)


def _beginning(text: str) -> str:
    told = text.split()
    return " ".join(told) if len(told) <= _BEGINNING else f"{' '.join(told[:_BEGINNING])} …"


def _material(context: Context | None) -> Iterator[str]:
    """Yield every text of a context: what is quoted, drawn or listed."""
    if isinstance(context, str):
        yield context
    elif context is not None:
        yield from _inside(context.model_dump(mode="json", exclude={"kind", "form"}))


def _inside(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _inside(list(value.values()))
    elif isinstance(value, list):
        for part in value:
            yield from _inside(part)


def _across(asked: Sequence[tuple[str, Question]]) -> Iterator[Finding]:
    # The steps of a frequency are figures; they are meant to be the same everywhere.
    options = [
        (place, question, at, option)
        for place, question in asked
        if question.kind != "frequency"
        for at, option in enumerate(question.options)
    ]
    bags = [frozenset(_words(option.text)) for *_, option in options]
    for earlier, later in pairs(bags):
        _, one, _, first = options[earlier]
        place, other, at, second = options[later]
        # Of a question that is there twice, that is said once, and not of each option.
        if one is not other and _whole(one) != _whole(other):
            message = f"Option {second.key} is much like option {first.key} of {one.key}."
            yield OPTION_REPEATED.at(f"{place}.options[{at}]", other.key, message)


def pairs(bags: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Yield the places of any two bags that share enough of their words.

    Two bags so much alike share one of their rarest words, so only those are looked up:
    thousands of texts are compared in a moment.
    """
    known = Counter(word for bag in bags for word in bag)
    holders: dict[str, list[int]] = defaultdict(list)
    for at, bag in enumerate(bags):
        if len(bag) < COMPARED_WORDS:
            continue
        rarest = sorted(bag, key=lambda word: (known[word], word))
        telling = rarest[: len(bag) - ceil(COMMON_WORDS * len(bag)) + 1]
        seen = sorted({earlier for word in telling for earlier in holders[word]})
        for word in telling:
            holders[word].append(at)
        for earlier in seen:
            if len(bag & bags[earlier]) >= COMMON_WORDS * len(bag | bags[earlier]):
                yield earlier, at
