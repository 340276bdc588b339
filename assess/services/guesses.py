"""Guesses at something secret: a few are free, then each waits longer; no lock lasts.

Counted before the secret is looked at, so that many guesses sent at once are many guesses;
success forgets them.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.models import ThrottleRow
from assess.services import throttle
from assess.services.database import write
from assess.services.errors import TooManyError
from assess.services.throttle import Limit

# What trust promises: five failures, then growing delay.
_FREE: Final = 5
_WITHIN: Final = timedelta(minutes=15)
_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(minutes=15)
# After this long without a guess the free ones are back.
_FORGOTTEN: Final = timedelta(hours=1)
# So many in a day, wherever they come from, and each network waits from its second one on.
_MANY: Final = 100
_DAY: Final = timedelta(days=1)
_CROWDED: Final = timedelta(minutes=1)
_MAILS: Final = 5
_MAILS_WITHIN: Final = timedelta(hours=1)
# Longer than a one-time code is accepted.
_ONCE: Final = Limit("one-time code", 1, timedelta(minutes=10))

# A school behind one address makes an account for everyone; a program is stopped.
_JOINED: Final = Limit("account made", 200, timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Guesser:
    """Whose secret is guessed at, an e-mail as typed, known or not, and where from.

    Where a guess comes from is counted apart, so that nobody can keep its owner waiting.
    All guesses ``anywhere`` count together, too, where strangers may guess.
    """

    who: str
    place: str = ""
    anywhere: bool = False


def take(session: Session, key: bytes, what: str, by: Guesser, now: datetime) -> None:
    """Count one guess at somebody's secret, before it is looked at.

    Parameters
    ----------
    key : bytes
        The app's secret: who it is about is stored as a keyed hash alone.
    what, by : str, Guesser
        Which secret, and whose.

    Raises
    ------
    TooManyError
        Too many failed lately. This guess is not counted, and must not be looked at.
    """
    name, all_of_them = _buckets(key, what, by)

    def work() -> None:
        row = throttle.locked(session, name, now)
        if _is_over(row.count, row.began_at, row.last_at, now):
            row.began_at, row.count = now, 0
        least = wait_after(row.count)
        if by.anywhere:
            many = _is_one_of_many(session, all_of_them, now)
            least = max(least, _CROWDED) if many and row.count else least
        wait = row.last_at + least - now
        if wait > timedelta(0):
            raise TooManyError(wait)
        row.count, row.last_at = row.count + 1, now

    write(session, work)


def _is_one_of_many(session: Session, name: str, now: datetime) -> bool:
    """Count a guess at someone's secret among all of the day."""
    row = throttle.locked(session, name, now)
    if now - row.began_at >= _DAY:
        row.began_at, row.count = now, 0
    row.count, row.last_at = row.count + 1, now
    return row.count > _MANY


def forget(session: Session, key: bytes, what: str, by: Guesser) -> None:
    """Forget the failed guesses from there: somebody knew the secret."""
    name, all_of_them = _buckets(key, what, by)

    def work() -> None:
        throttle.clear(session, name)
        if by.anywhere:
            throttle.give_back(session, all_of_them)

    write(session, work)


def _buckets(key: bytes, what: str, by: Guesser) -> tuple[str, str]:
    limit = _limit(what)
    place = f"{by.place}:{by.who}" if by.place else by.who
    return throttle.bucket(key, limit, place), throttle.bucket(key, limit, f"anywhere:{by.who}")


def wait_after(failed: int) -> timedelta:
    """Return how long the next guess must wait after so many failed ones."""
    if failed < _FREE:
        return timedelta(0)
    # Bounded before it is doubled: nobody needs 2 to the power of a thousand.
    doubled: int = 2 ** min(failed - _FREE, 10)
    return min(_FIRST_WAIT * doubled, _LONGEST_WAIT)


def _is_over(count: int, began_at: datetime, last_at: datetime, now: datetime) -> bool:
    if count < _FREE:
        return now - began_at >= _WITHIN
    return now - last_at >= _FORGOTTEN


def _limit(what: str) -> Limit:
    return Limit(f"guess:{what}", _FREE, _WITHIN)


def first_use(session: Session, key: bytes, code: str, now: datetime) -> bool:
    """Say whether a one-time code is used for the first time, and note that it was."""
    name = throttle.bucket(key, _ONCE, code)
    # Tells a second run, after the first one's commit went through, from another use.
    own = throttle.bucket(key, _ONCE, f"{code}:{secrets.token_hex()}")

    def work() -> None:
        if session.scalar(select(ThrottleRow.bucket).where(ThrottleRow.bucket == own)):
            return
        for one in (name, own):
            throttle.count(session, _ONCE, one, now)

    try:
        write(session, work)
    except TooManyError:
        return False
    return True


def join(session: Session, key: bytes, address: str | None, now: datetime) -> None:
    """Count an account that is made from a network, or was to be.

    Raises
    ------
    TooManyError
        The day has brought that network enough.
    """
    name = throttle.bucket(key, _JOINED, throttle.network(address))
    write(session, lambda: throttle.count(session, _JOINED, name, now))


def ask(session: Session, key: bytes, what: str, who: str, now: datetime) -> None:
    """Count a request that sends somebody mail.

    Raises
    ------
    TooManyError
        They got enough lately.
    """
    limit = Limit(f"ask:{what}", _MAILS, _MAILS_WITHIN)
    name = throttle.bucket(key, limit, who)
    write(session, lambda: throttle.count(session, limit, name, now))
