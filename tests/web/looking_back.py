"""People with several results, each finished on a day of its own."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.core.edition import Edition, Question
from assess.services import editions
from tests.records import records
from tests.visitor import Visitor

Plan = Callable[[Question], list[str]]
Take = Callable[..., str]


def on_day(monkeypatch: pytest.MonkeyPatch, month: int, day: int) -> None:
    """Let the clock of the pages that finish and start stand at noon of a day in 2026."""
    for room in ("take", "pages"):
        noon = datetime(2026, month, day, 12, tzinfo=UTC)
        monkeypatch.setattr(f"assess.web.{room}.views.now", lambda noon=noon: noon)


def form_now(session: Session, attempt: str) -> tuple[str, ...]:
    """Return what an attempt asks."""
    public_id = attempt.removeprefix("/a/")
    rows = records(session)["attempt"]
    return next(tuple(row["questions"]) for row in rows if row["public_id"] == public_id)


def taken(
    visitor: Visitor,
    session: Session,
    compiled: Compiled,
    plan: Plan,
    *,
    count: int | None = None,
    goal: str = "",
    length: str = "quick",
) -> str:
    """Take an assessment and return the name of its result."""
    begun = visitor.submit(visitor.get("/"), length=length)
    attempt = begun.location.removesuffix("/practice")
    form = form_now(session, attempt)[:count]
    visitor.answer_all(attempt, {key: plan(compiled.questions[key]) for key in form})
    visitor.finish(attempt, goal)
    return f"{attempt.removeprefix('/a/')}.1"


def grown(visitor: Visitor, session: Session, compiled: Compiled, name: str, plan: Plan) -> str:
    """Let a quick result grow to the standard length, and return the next result's name."""
    attempt = f"/a/{name.removesuffix('.1')}"
    before = form_now(session, attempt)
    assert visitor.submit(visitor.get(f"{attempt}/result"), length="standard").status_code == 303
    added = [key for key in form_now(session, attempt) if key not in before]
    visitor.answer_all(attempt, {key: plan(compiled.questions[key]) for key in added})
    visitor.finish(attempt)
    return name.replace(".1", ".2")


def publish(session: Session, edition: Edition) -> Compiled:
    """Publish an edition and return it ready for work."""
    info = editions.publish(session, edition, "staff", "", datetime(2026, 3, 1, tzinfo=UTC))
    return editions.fetch(session, info.number)


def pair(names: Sequence[str]) -> str:
    """Return the address that compares two results."""
    return f"/compare?a={names[0]}&b={names[1]}"
