"""Limits hold whoever asks at the same moment, from whichever thread or process."""

import multiprocessing
import secrets
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from assess.core.answers import AnswerError
from assess.core.codes import read
from assess.core.compiled import Compiled
from assess.services import attempts, resume
from assess.services.database import engine_options, prepare_engine
from assess.services.errors import TooManyError
from tests.outages import engine_of
from tests.records import records, saved

NOW: Final = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ME, KEY = "a" * 64, b"k" * 64


def outcome(engine: Engine, secret: bytes) -> str:
    """Try a code once and return what came of it."""
    with Session(engine) as session:
        try:
            resume.open_with(
                session, secrets.token_hex(32), secret, key=KEY, address="192.0.2.7", now=NOW
            )
        except (resume.UnknownCodeError, TooManyError) as error:
            return type(error).__name__
    return "opened"


def guesses(url: str, count: int) -> list[str]:
    """Try codes that nobody has, one after another, from a process of its own."""
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    found = [outcome(engine, secrets.token_bytes(16)) for _ in range(count)]
    engine.dispose()
    return found


def test_ten_of_thirty_threads_are_let_through(app: Flask) -> None:
    wrong = [secrets.token_bytes(16) for _ in range(30)]
    with ThreadPoolExecutor(30) as pool:
        found = list(pool.map(partial(outcome, engine_of(app)), wrong))
    assert sorted(found) == ["TooManyError"] * 20 + ["UnknownCodeError"] * 10


def test_ten_tries_of_three_processes_are_let_through(database_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(3, mp_context=context) as pool:
        found = chain(*pool.map(guesses, [database_url] * 3, [8] * 3))
        assert sorted(found) == ["TooManyError"] * 14 + ["UnknownCodeError"] * 10


def test_a_whole_class_coming_back_at_once_is_let_in_when_it_types_well(
    app: Flask, session: Session
) -> None:
    public_id = attempts.start(session, ME, "0" * 32, "standard", NOW)
    shown = resume.code_of(session, ME, public_id, KEY, NOW).code
    assert shown
    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(partial(outcome, engine_of(app)), [read(shown)] * 60))
    assert found == ["opened"] * 60
    assert len(records(session)["access_grant"]) == 61


def choice(key: str, turn: int) -> attempts.Save:
    return attempts.Save(key, ("ab"[turn % 2],), "one", "", turn)


def test_120_answers_a_minute_from_one_browser_then_none_until_it_is_over(
    session: Session, shipped: Compiled
) -> None:
    public_id = attempts.start(session, ME, "0" * 32, "standard", NOW)
    key = shipped.forms["standard"][0]
    for turn in range(120):
        attempts.save_answer(session, ME, public_id, choice(key, turn), NOW)
    before = saved(session)
    with pytest.raises(TooManyError) as caught:
        attempts.save_answer(session, ME, public_id, choice(key, 120), NOW + timedelta(seconds=59))
    assert caught.value.wait == timedelta(seconds=1)
    assert saved(session) == before
    other = attempts.start(session, "b" * 64, "0" * 32, "standard", NOW)
    attempts.save_answer(session, "b" * 64, other, choice(key, 0), NOW)
    attempts.save_answer(session, ME, public_id, choice(key, 121), NOW + timedelta(seconds=60))
    assert (key, "given", ["b"]) in saved(session)


def test_answers_that_change_nothing_are_not_counted(session: Session, shipped: Compiled) -> None:
    public_id = attempts.start(session, ME, "0" * 32, "standard", NOW)
    key = shipped.forms["standard"][0]
    wrong = attempts.Save(key, ("no such option",), "one", "", 0)
    with pytest.raises(AnswerError):
        attempts.save_answer(session, ME, public_id, wrong, NOW)
    assert records(session)["throttle"] == []
    for _ in range(3):
        attempts.save_answer(session, ME, public_id, choice(key, 0), NOW)
    assert [row["count"] for row in records(session)["throttle"]] == [1]
