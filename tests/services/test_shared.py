"""What a link leads to: one result for ever, counted openings, and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.models import AttemptRow
from assess.services import attempts, lookup, results, sharing
from assess.services.errors import NotFoundError
from assess.services.growing import grow
from tests.records import records, unchanged
from tests.services.links import (
    ME,
    MINUTE,
    NOW,
    PLAIN,
    YOU,
    answer,
    finish_quick,
    listed,
    make,
    opened,
    secret_of,
)
from tests.services.test_attempts import at_once


@pytest.fixture
def finished(session: Session, shipped: Compiled) -> str:
    return finish_quick(session, shipped)


def test_uses_are_counted_once_a_minute_with_the_last_one(session: Session, finished: str) -> None:
    make(session, finished)
    secret = secret_of(session, finished)
    start = NOW.replace(second=0, microsecond=0)
    for seconds, uses, last in ((0, 1, 0), (29, 1, 0), (30, 2, 1), (59, 2, 1), (3600, 3, 60)):
        moment = NOW + timedelta(seconds=seconds)
        sharing.note_opening(session, opened(session, secret, moment), moment)
        [link] = listed(session, finished)
        assert (link.uses, link.used_at) == (uses, start + last * MINUTE), seconds
    shared = opened(session, secret, NOW)
    with unchanged(session):
        sharing.note_opening(session, shared, NOW)  # a clock that stepped back


def test_openings_at_the_same_moment_are_one_use(
    app: Flask, session: Session, finished: str
) -> None:
    make(session, finished)
    shared = opened(session, secret_of(session, finished))
    session.rollback()
    at_once(app, *[lambda session: sharing.note_opening(session, shared, NOW)] * 4)
    assert listed(session, finished)[0].uses == 1


def test_an_opening_changes_nothing_but_its_own_count(session: Session, finished: str) -> None:
    make(session, finished)
    make(session, finished, replace(PLAIN, days=30), NOW + MINUTE)
    before = records(session)
    shared = opened(session, secret_of(session, finished))
    sharing.note_opening(session, shared, NOW)
    after = records(session)
    assert before["share"][0] == after["share"][0]
    counted = {"uses": 1, "used_at": NOW.replace(second=0, microsecond=0)}
    assert after["share"][1] == before["share"][1] | counted
    assert {name: rows for name, rows in after.items() if name != "share"} == {
        name: rows for name, rows in before.items() if name != "share"
    }


def test_later_results_never_appear_in_a_link(
    session: Session, finished: str, shipped: Compiled
) -> None:
    make(session, finished, replace(PLAIN, with_answers=True, with_claims=True))
    secret = secret_of(session, finished)
    before = opened(session, secret)
    shown = sharing.shared_answers(session, before)[1]
    assert set(shown) == set(shipped.forms["quick"][:-2])
    grow(session, ME, finished, "standard")
    answer(session, finished, shipped, [k for k in shipped.forms["standard"] if k not in shown])
    assert opened(session, secret).result == before.result
    attempt, now_shown = sharing.shared_answers(session, opened(session, secret))
    assert now_shown.keys() == shown.keys() == set(attempt.form)
    results.finish(session, ME, finished, None, NOW + MINUTE)
    assert opened(session, secret).result == before.result
    assert sharing.shared_answers(session, opened(session, secret))[1] == shown
    make(session, finished, replace(PLAIN, number=2), NOW + MINUTE)
    newest = opened(session, secret_of(session, finished))
    assert newest.result.number == 2
    assert newest.result.outcome != before.result.outcome


def test_answers_are_shown_only_where_they_were_chosen(session: Session, finished: str) -> None:
    for choice in (PLAIN, replace(PLAIN, with_claims=True)):
        make(session, finished, choice, NOW + (MINUTE if choice.with_claims else 0 * MINUTE))
        shared = opened(session, secret_of(session, finished))
        with pytest.raises(NotFoundError, match="answers"):
            sharing.shared_answers(session, shared)


def test_without_claims_the_answers_leave_out_how_one_rates_oneself(
    session: Session, finished: str, shipped: Compiled
) -> None:
    make(session, finished, replace(PLAIN, with_answers=True))
    attempt, shown = sharing.shared_answers(session, opened(session, secret_of(session, finished)))
    assert tuple(shown) == attempt.form
    asked = shipped.forms["quick"][:-2]
    assert set(shown) == {key for key in asked if not shipped.questions[key].claimed}
    assert len(shown) < len(asked)


def test_what_another_attempt_of_the_same_person_still_asks_stays_closed(
    session: Session, finished: str, shipped: Compiled
) -> None:
    make(session, finished, replace(PLAIN, with_answers=True, with_claims=True))
    secret = secret_of(session, finished)
    retake = attempts.start(session, ME, "1" * 32, "thorough", NOW)
    asked = set(attempts.open_attempt(session, ME, retake).form)
    shown = set(sharing.shared_answers(session, opened(session, secret))[1])
    assert shown == set(shipped.forms["quick"][:-2]) - asked
    assert asked & set(shipped.forms["quick"][:-2])
    # Somebody else's unfinished attempt closes nothing.
    answer(session, retake, shipped, asked)
    results.finish(session, ME, retake, None, NOW)
    attempts.start(session, YOU, "2" * 32, "thorough", NOW)
    shown = set(sharing.shared_answers(session, opened(session, secret))[1])
    assert shown == set(shipped.forms["quick"][:-2])


def test_an_attempt_deleted_while_its_link_is_opened_is_not_found(
    session: Session, finished: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(session, finished)
    secret = secret_of(session, finished)
    monkeypatch.setattr("assess.services.lookup._BY_ID", lookup._BY_ID.where(AttemptRow.id < 0))
    with pytest.raises(NotFoundError, match="attempt"):
        opened(session, secret)


@pytest.mark.parametrize(
    "text", ["", "0" * 26, "x", "0" * 300_000, "\x00" * 26, "\ud800" * 26, "' OR 1=1 --", "../../a"]
)
def test_hostile_secrets_find_nothing(text: str, session: Session, finished: str) -> None:
    make(session, finished)
    with unchanged(session), pytest.raises(NotFoundError, match="link"):
        sharing.open_link(session, text, NOW)


def test_no_other_secret_of_the_app_opens_a_link(session: Session, finished: str) -> None:
    link = make(session, finished)
    for text in (link, finished, ME, link + "0" * 6, records(session)["share"][0]["secret_hash"]):
        with pytest.raises(NotFoundError, match="link"):
            opened(session, text)
