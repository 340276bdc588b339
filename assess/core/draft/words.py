"""Two versions of a text, with the words that changed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import Final

_WORD: Final = re.compile(r"\s+|\w+|[^\w\s]")
# Finding what two lists of words share takes the product of their lengths: 0.1 seconds here.
_MOST: Final = 400 * 400
# Of two texts that share little, the shared words are chance, and marks would be confetti.
_ALIKE_FROM: Final = 0.5


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a text that is the same in both versions, or stands in this one alone."""

    text: str
    changed: bool


Runs = tuple[Run, ...]


def marked(before: str, after: str) -> tuple[Runs, Runs]:
    """Return two versions in pieces; those of each joined are the version.

    Notes
    -----
    Words at both ends that are the same are set aside first. What is left of very long texts
    is not compared word by word, and counts as changed. Where the two share little, nothing
    is marked.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    head = _shared(zip(old, new, strict=False))
    rest = min(len(old), len(new)) - head
    tail = min(rest, _shared(zip(reversed(old), reversed(new), strict=False)))
    first, second = _compared(old[head : len(old) - tail], new[head : len(new) - tail])
    start, end = _same(old[:head]), _same(old[len(old) - tail :])
    one, other = [*start, *first, *end], [*start, *second, *end]
    if _likeness(one, other) < _ALIKE_FROM:
        return _whole(before), _whole(after)
    return _joined(one), _joined(other)


def _shared(pairs: Iterable[tuple[str, str]]) -> int:
    """Return how many pairs from the start are of one word twice."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


_Marks = list[tuple[str, bool]]


def _same(words: Sequence[str]) -> _Marks:
    return [(word, False) for word in words]


def _compared(old: Sequence[str], new: Sequence[str]) -> tuple[_Marks, _Marks]:
    if len(old) * len(new) > _MOST:
        return [(word, True) for word in old], [(word, True) for word in new]
    before: _Marks = []
    after: _Marks = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        before += [(word, what != "equal") for word in old[start:end]]
        after += [(word, what != "equal") for word in new[other_start:other_end]]
    return before, after


def _likeness(one: _Marks, other: _Marks) -> float:
    """Return how much of two texts is the same, 0 to 1; spaces and stops do not count."""
    words = [changed for word, changed in (*one, *other) if word[0].isalnum()]
    return words.count(False) / len(words) if words else 0.0


def _whole(text: str) -> Runs:
    return (Run(text, changed=False),) if text else ()


def _joined(words: _Marks) -> Runs:
    return tuple(
        Run("".join(word for word, _ in group), changed)
        for changed, group in groupby(words, key=itemgetter(1))
    )
