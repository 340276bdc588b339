"""The same figures as tables for spreadsheets (RFC 4180)."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from assess.core.takeout.table import defused
from assess.web.figures.page import GroupPage, QuestionCard, Tally

GROUP_COLUMNS: Final = ("Table", "Row", "Count")
QUESTION_COLUMNS: Final = ("Skill", "Key", "Question", "Kind", "Table", "Answer", "Count")
HIDDEN: Final = "not shown"
# Without this mark Excel takes UTF-8 for something else.
_MARK: Final = "\ufeff"


def group_csv(page: GroupPage) -> str:
    """Write what the first page shows."""
    return _written(GROUP_COLUMNS, _group_rows(page))


def questions_csv(cards: Iterable[QuestionCard], skills: dict[str, str]) -> str:
    """Write what the pages of questions show; ``skills`` has their names."""
    return _written(QUESTION_COLUMNS, _question_rows(cards, skills))


def _written(columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return _MARK + file.getvalue()


def _group_rows(page: GroupPage) -> Iterator[tuple[str, ...]]:
    for line in page.lengths:
        yield "Attempts started", line.label, _cell(line.started)
    for line in page.lengths:
        yield "Attempts finished", line.label, _cell(line.finished)
    for label, count in _counts(page.roles):
        yield page.roles.title, label, count
    for tally in page.levels:
        for label, count in _counts(tally):
            yield f"Level: {tally.title}", label, count


def _question_rows(
    cards: Iterable[QuestionCard], skills: dict[str, str]
) -> Iterator[tuple[str, ...]]:
    for card in cards:
        for tally in (card.answers, card.chosen):
            for label, count in _counts(tally) if tally else ():
                about = (skills[card.skill], card.key, card.text, card.kind)
                yield (*about, tally.title if tally else "", label, count)


def _counts(tally: Tally) -> Iterator[tuple[str, str]]:
    for line in tally.lines:
        yield line.label, _cell(line.count)
    yield "All", _cell(tally.total)


def _cell(count: int | None) -> str:
    return HIDDEN if count is None else str(count)
