"""One's answers as a table for spreadsheets (RFC 4180)."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assess.core.answers import Answer, category_of, words_of
from assess.core.compiled import Compiled
from assess.core.edition import Kind
from assess.core.model import MISSING, Item

COLUMNS: Final = ("Skill", "Question", "Kind", "Your answer", "Points", "Change in score")
KINDS: Final[dict[Kind, str]] = {
    "rating": "Your own rating",
    "frequency": "How often",
    "situation": "Situation",
    "knowledge": "Knowledge",
    "knowledge_several": "Knowledge, several answers",
}
# Without this mark Excel takes UTF-8 for something else.
_MARK: Final = "\ufeff"
_BREAKS: Final = frozenset("\t\r\n")
_FORMULA: Final = frozenset("=+-@")
_INVISIBLE: Final = ("Cf", "Zs", "Zl", "Zp", "Cc")


def csv_of(
    compiled: Compiled,
    form: Sequence[str],
    answers: Mapping[str, Answer],
    effects: Mapping[str, float] | None,
) -> str:
    """Write a row for each question asked.

    Parameters
    ----------
    effects : mapping or None
        How many points each answer moved its skill's score; None before the finish, when
        points are not told either.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(compiled, form, answers, effects))
    return _MARK + file.getvalue()


def _rows(
    compiled: Compiled,
    form: Sequence[str],
    answers: Mapping[str, Answer],
    effects: Mapping[str, float] | None,
) -> Iterator[tuple[str, ...]]:
    items = {item.key: item for bank in compiled.banks for item in bank.items}
    for key in form:
        question, answer = compiled.questions[key], answers.get(key)
        given = "" if answer is None else "; ".join(words_of(question, answer))
        told = ("", "")
        if answer is not None and effects is not None:
            # "+ 0.0" turns a bare "-0.0" into "0.0".
            effect = f"{round(effects.get(key, 0.0), 1) + 0.0:.1f}"
            told = ("" if question.claimed else points_of(items[key], answer), effect)
        skill = compiled.skills[question.skill].name
        text = (skill, question.text, KINDS[question.kind], given)
        yield (*(defused(part) for part in text), *told)


def points_of(item: Item, answer: Answer) -> str:
    """Say ``x of y``, plainly, without regard to difficulty."""
    category = category_of(item, answer)
    if category == MISSING:
        return "Not scored"
    return f"{item.steps[category]:g} of {item.steps[-1]:g}"


def defused(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    An apostrophe goes before one that begins, perhaps after spaces or marks that nobody
    sees, with a line break, a tab, or one of ``= + - @``, also in their wide forms.
    """
    for letter in text:
        if letter in _BREAKS or unicodedata.normalize("NFKC", letter) in _FORMULA:
            return f"'{text}"
        if unicodedata.category(letter) not in _INVISIBLE:
            return text
    return text
