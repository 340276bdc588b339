"""Guesses are free at first, then wait longer and longer, and never for good."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from assess.services import guesses
from assess.services.errors import TooManyError
from assess.services.guesses import Guesser
from tests.lostanswer import lost_answer
from tests.records import records

KEY = b"k" * 64
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def take(session: Session, moment: datetime, who: str = "sam", place: str = "") -> timedelta | None:
    """Guess once and return how long to wait, if that is too often."""
    try:
        guesses.take(session, KEY, "passphrase", Guesser(who, place, anywhere=bool(place)), moment)
    except TooManyError as error:
        return error.wait
    return None


def test_five_guesses_are_free(session: Session) -> None:
    assert [take(session, NOW) for _ in range(6)] == [None] * 5 + [timedelta(seconds=30)]


def test_each_one_after_that_waits_twice_as_long(session: Session) -> None:
    moment = NOW
    waits = []
    for _ in range(12):
        wait = take(session, moment)
        while wait is not None:
            waits.append(wait.total_seconds())
            moment += wait
            wait = take(session, moment)
    assert waits == [30, 60, 120, 240, 480, 900, 900]


def test_a_refused_guess_does_not_make_the_wait_longer(session: Session) -> None:
    for _ in range(5):
        take(session, NOW)
    for second in range(30):
        assert take(session, NOW + timedelta(seconds=second)) is not None
    assert take(session, NOW + timedelta(seconds=30)) is None


def test_after_a_quiet_while_the_free_ones_are_back(session: Session) -> None:
    for _ in range(4):
        take(session, NOW)
    later = NOW + timedelta(minutes=15)
    assert [take(session, later) for _ in range(5)] == [None] * 5
    much_later = later + timedelta(hours=1)
    assert [take(session, much_later) for _ in range(5)] == [None] * 5


def test_success_forgets(session: Session) -> None:
    for _ in range(5):
        take(session, NOW)
    guesses.forget(session, KEY, "passphrase", Guesser("sam"))
    assert take(session, NOW) is None


def test_everyone_is_counted_alone_and_by_no_name(session: Session) -> None:
    for _ in range(5):
        take(session, NOW)
    assert take(session, NOW, "pat") is None
    assert "sam" not in repr(records(session)["throttle"])


def test_guesses_from_one_place_keep_nobody_else_waiting(session: Session) -> None:
    for _ in range(5):
        take(session, NOW, place="there")
    assert take(session, NOW, place="there") == timedelta(seconds=30)
    assert take(session, NOW, place="here") is None


def test_after_a_hundred_a_day_each_place_waits_a_minute_at_most(session: Session) -> None:
    for place in range(100):
        assert take(session, NOW, place=f"{place}") is None
    assert take(session, NOW, place="here") is None
    assert take(session, NOW, place="here") == timedelta(minutes=1)
    assert take(session, NOW, "pat", "here") is None
    assert take(session, NOW + timedelta(minutes=1), place="here") is None
    guesses.forget(session, KEY, "passphrase", Guesser("sam", "here", anywhere=True))
    assert take(session, NOW + timedelta(minutes=1), place="here") is None
    later = NOW + timedelta(days=1)
    assert [take(session, later, place="here") for _ in range(2)] == [None, None]


def test_waiting_is_bounded_however_many_failed() -> None:
    assert guesses.wait_after(10**9) == timedelta(minutes=15)


def test_a_one_time_code_is_used_once(session: Session) -> None:
    assert guesses.first_use(session, KEY, "1:2", NOW)
    assert not guesses.first_use(session, KEY, "1:2", NOW + timedelta(minutes=2))
    assert guesses.first_use(session, KEY, "1:3", NOW)


def test_a_lost_answer_does_not_use_a_code_up(session: Session) -> None:
    with lost_answer(session):
        assert guesses.first_use(session, KEY, "1:2", NOW)
    assert not guesses.first_use(session, KEY, "1:2", NOW)


def test_mail_is_asked_for_five_times_an_hour(session: Session) -> None:
    for _ in range(5):
        guesses.ask(session, KEY, "reset", "sam", NOW)
    with pytest.raises(TooManyError) as refused:
        guesses.ask(session, KEY, "reset", "sam", NOW + timedelta(minutes=20))
    assert refused.value.wait == timedelta(minutes=40)
    guesses.ask(session, KEY, "reset", "sam", NOW + timedelta(hours=1))
