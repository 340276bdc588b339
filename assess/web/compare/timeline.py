"""The history page, made ready for its template: each skill over all results."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from assess.core.comparing import change_of
from assess.core.scoring import SkillScore
from assess.services.history import History, PastResult
from assess.web.compare.lines import Lines, lay_out
from assess.web.compare.naming import days_of
from assess.web.compare.words import Shown, direction, sentences
from assess.web.filters import day


@dataclass(frozen=True, slots=True)
class Row:
    """One result in a skill's table. ``without`` says why there is no score."""

    past: PastResult
    day: str
    shown: Shown | None
    without: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One skill over time; ``sentences`` compare its first and its latest score."""

    key: str
    name: str
    latest: Shown | None
    certain: bool
    sentences: tuple[str, ...]
    lines: Lines
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything the history page says. ``editions`` counts the editions behind it."""

    count: int
    total: int
    first: datetime
    last: datetime
    editions: int
    engines: int
    trends: tuple[Trend, ...]

    @classmethod
    def of(cls, history: History) -> Self:
        """Make the page; there must be at least one result."""
        results = history.results
        return cls(
            count=len(results),
            total=history.total,
            first=results[0].result.made_at,
            last=results[-1].result.made_at,
            editions=len({past.digest for past in results}),
            engines=len({past.result.outcome.engine for past in results}),
            trends=tuple(_trend(key, name, results) for key, name in _skills(results).items()),
        )


def _skills(results: tuple[PastResult, ...]) -> dict[str, str]:
    """Return every skill with its newest name: those of the newest edition come first."""
    found: dict[str, str] = {}
    for past in reversed(results):
        for skill in past.result.compiled.edition.skills:
            found.setdefault(skill.key, skill.name)
    return found


def _trend(key: str, name: str, results: tuple[PastResult, ...]) -> Trend:
    days = days_of(results)
    scores = [(past.result.outcome.skills or {}).get(key) for past in results]
    shown = [Shown.of(score) for score in scores]
    rows = tuple(
        Row(past, days[past.name], one, _without(past, key))
        for past, one in zip(results, shown, strict=True)
    )
    assessed = [
        (past, score)
        for past, score, one in zip(results, scores, shown, strict=True)
        if score and one
    ]
    certain, sentences = _change(assessed)
    return Trend(
        key=key,
        name=name,
        latest=Shown.of(assessed[-1][1]) if assessed else None,
        certain=certain,
        sentences=sentences,
        lines=lay_out(shown, [past.digest for past in results]),
        rows=rows,
    )


def _without(past: PastResult, key: str) -> str:
    return "Not assessed" if key in past.result.compiled.skills else "Not part of that edition"


def _change(assessed: list[tuple[PastResult, SkillScore]]) -> tuple[bool, tuple[str, ...]]:
    """Compare the first and the latest score by the rule for two results."""
    if not assessed:
        return False, ("Not assessed so far.",)
    (first, then), (last, now) = assessed[0], assessed[-1]
    change, before, after = change_of(then, now), Shown.of(then), Shown.of(now)
    if first is last or change is None or before is None or after is None:
        return False, ("One score so far. A second one shows what changes.",)
    span = f"First {before.score} on {day(first.result.made_at)}, now {after.score}"
    told = f"{span}: {direction(before, after)}."
    return change.verdict == "more than chance", (told, *sentences(change, before, after))
