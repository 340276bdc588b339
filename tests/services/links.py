"""Links to a result of mine: made, listed and opened, for tests of services."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.services import attempts, results, sharing
from assess.services.attempts import Save
from assess.services.sharing import Choice, Link, Shared
from tests.kinds import best_choice, worst_choice

NOW = datetime(2026, 3, 1, 12, 0, 30, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ME, YOU = "a" * 64, "b" * 64
KEY = b"k" * 64
PAGE = "0" * 32
PLAIN = Choice(PAGE, 1, 7)


def answer(session: Session, attempt: str, shipped: Compiled, keys: Iterable[str]) -> None:
    """Answer badly what asks for a rating and well what is shown."""
    for place, key in enumerate(keys):
        question = shipped.questions[key]
        choose = worst_choice if question.claimed else best_choice
        sent = Save(key, tuple(choose(question)), save_id=f"page{place}", seen="", turn=0)
        attempts.save_answer(session, ME, attempt, sent, NOW)


def make(session: Session, attempt: str, choice: Choice = PLAIN, now: datetime = NOW) -> str:
    return sharing.make(session, ME, attempt, choice, now, key=KEY)


def listed(session: Session, attempt: str, now: datetime = NOW) -> tuple[Link, ...]:
    session.rollback()
    return sharing.links(session, attempts.open_attempt(session, ME, attempt), KEY, now)


def secret_of(session: Session, attempt: str, now: datetime = NOW) -> str:
    """Return the secret of the newest link."""
    secret = listed(session, attempt, now)[0].secret
    assert secret is not None
    return secret


def opened(session: Session, secret: str, now: datetime = NOW) -> Shared:
    session.rollback()
    return sharing.open_link(session, secret, now)


def finish_quick(session: Session, shipped: Compiled) -> str:
    """Return a quick attempt of mine, all but two questions answered, finished."""
    begun = attempts.start(session, ME, PAGE, "quick", NOW)
    answer(session, begun, shipped, shipped.forms["quick"][:-2])
    results.finish(session, ME, begun, "account_manager", NOW)
    return begun
