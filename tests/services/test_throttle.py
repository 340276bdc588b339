"""Limits: exact, whoever asks at once, and over when their time is."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.services import throttle
from assess.services.database import write
from assess.services.errors import TooManyError
from assess.services.throttle import Limit
from tests.records import records, unchanged
from tests.services.test_attempts import NOW, at_once

LIMIT = Limit("guess", 3, timedelta(minutes=1))


def tries(session: Session, name: str = "x", now: datetime = NOW) -> None:
    write(session, lambda: throttle.count(session, LIMIT, name, now))


def test_as_many_as_the_limit_pass_and_not_one_more(session: Session) -> None:
    for _ in range(3):
        tries(session)
    with unchanged(session), pytest.raises(TooManyError) as caught:
        tries(session, now=NOW + timedelta(seconds=20))
    assert caught.value.wait == timedelta(seconds=40)
    tries(session, "y")


def test_the_stretch_ends_to_the_second_and_a_new_one_begins(session: Session) -> None:
    for _ in range(3):
        tries(session)
    with pytest.raises(TooManyError):
        tries(session, now=NOW + timedelta(seconds=59.999))
    for _ in range(3):
        tries(session, now=NOW + timedelta(minutes=1))
    with pytest.raises(TooManyError):
        tries(session, now=NOW + timedelta(minutes=1))


def test_a_try_that_was_none_is_given_back(session: Session) -> None:
    for _ in range(3):
        tries(session)
    write(session, lambda: throttle.give_back(session, "x"))
    tries(session)
    with pytest.raises(TooManyError):
        tries(session)
    write(session, lambda: throttle.give_back(session, "unknown"))
    assert [row["bucket"] for row in records(session)["throttle"]] == ["x"]


def test_what_is_given_back_never_makes_room_for_more_than_the_limit(session: Session) -> None:
    tries(session)
    for _ in range(5):
        write(session, lambda: throttle.give_back(session, "x"))
    assert [row["count"] for row in records(session)["throttle"]] == [0]


def test_tries_can_be_forgotten(session: Session) -> None:
    for _ in range(3):
        tries(session)
    write(session, lambda: throttle.clear(session, "x"))
    tries(session)


def test_tries_at_the_same_moment_are_counted_one_by_one(app: Flask, session: Session) -> None:
    found = at_once(app, *[tries] * 8)
    assert sum(isinstance(one, TooManyError) for one in found) == 5, found
    assert sum(one is None for one in found) == 3
    assert [row["count"] for row in records(session)["throttle"]] == [3]


def test_a_bucket_says_nothing_about_whom_it_limits() -> None:
    name = throttle.bucket(b"key", LIMIT, "203.0.113.7")
    assert len(name) == 64
    assert name == throttle.bucket(b"key", LIMIT, "203.0.113.7")
    assert name != throttle.bucket(b"other", LIMIT, "203.0.113.7")
    assert name != throttle.bucket(b"key", Limit("mail", 3, LIMIT.within), "203.0.113.7")
