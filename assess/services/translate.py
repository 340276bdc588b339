"""The one place that knows both rows and core values."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from assess.core.answers import Answer, AnswerKind
from assess.core.codec import read_edition
from assess.core.compiled import Compiled, compile_edition
from assess.core.matching import Readiness
from assess.core.outcome import Outcome
from assess.models import EditionRow, ResultRow
from assess.services.values import EditionInfo, Result, Verdict


@dataclass(frozen=True, slots=True)
class _Fit:
    fit: float
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class _Verdict:
    """The part of an outcome that a list shows; the rest is passed over."""

    recommended: str
    roles: dict[str, _Fit]


_OUTCOME: Final = TypeAdapter(Outcome)
_VERDICT: Final = TypeAdapter(_Verdict)
_KINDS: Final[dict[str, AnswerKind]] = {
    "given": "given",
    "not_sure": "not_sure",
    "not_applicable": "not_applicable",
}


def compiled_from(document: str) -> Compiled:
    """Make a stored edition ready for work."""
    return compile_edition(read_edition(document))


def answer_from(kind: str, options: Iterable[str]) -> Answer:
    """Return a stored answer as a core value."""
    return Answer(_KINDS[kind], tuple(options))


def outcome_to_text(outcome: Outcome) -> str:
    """Write a result down; every figure keeps its last bit."""
    return _OUTCOME.dump_json(outcome).decode()


def result_from(row: ResultRow, compiled: Compiled) -> Result:
    """Return a stored result."""
    outcome = _OUTCOME.validate_json(row.outcome)
    return Result(outcome, row.number, row.edition_number, row.made_at, compiled)


def verdict_from(outcome: str, compiled: Compiled) -> Verdict:
    """Return the recommended role of a stored result, without reading the rest of it."""
    found = _VERDICT.validate_json(outcome)
    best = found.roles[found.recommended]
    return Verdict(compiled.roles[found.recommended].name, best.fit, best.readiness)


def info_from(row: EditionRow) -> EditionInfo:
    """Describe a published edition."""
    return EditionInfo(row.number, row.digest, row.published_at, row.published_by, row.note)
