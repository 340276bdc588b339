"""Browsers' sessions: found, kept, shortened, forgotten."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.services import attempts, browsers, lookup
from assess.services.database import write
from assess.services.errors import NotFoundError
from assess.services.values import Browser, Look
from tests.records import records, unchanged
from tests.services.test_attempts import ME, NOW, START, YOU, at_once


def found(session: Session, token_hash: str = ME) -> Browser:
    browser = browsers.find(session, token_hash)
    assert browser is not None
    return browser


def test_a_browser_is_unknown_until_it_does_something(session: Session) -> None:
    with unchanged(session):
        assert browsers.find(session, ME) is None
    attempts.start(session, ME, START, "standard", NOW)
    browser = found(session)
    assert (browser.seen_at, browser.ends_at, browser.account_id) == (NOW, None, None)
    assert (browser.data, browser.look) == ({}, Look())


def test_a_browser_becomes_known_once_however_many_requests_come_at_once(
    app: Flask, session: Session
) -> None:
    def become_known(other: Session) -> int:
        return write(other, lambda: lookup.holder_of(other, ME, NOW))

    holders = at_once(app, *[become_known] * 6)
    assert len(set(holders)) == 1, holders
    assert len(records(session)["browser"]) == len(records(session)["holder"]) == 1


def test_a_visit_is_noted_once_a_day_for_the_browser_and_all_it_holds(session: Session) -> None:
    attempts.start(session, ME, START, "standard", NOW)
    attempts.start(session, YOU, START, "standard", NOW)
    next_day = NOW + timedelta(days=1)
    assert not browsers.is_visit(found(session), next_day - timedelta(seconds=1))
    assert browsers.is_visit(found(session), next_day)
    browsers.visit(session, ME, found(session), next_day)
    assert [row["seen_at"] for row in records(session)["browser"]] == [next_day, NOW]
    assert [row["visited_at"] for row in records(session)["attempt"]] == [next_day, NOW]


def test_kept_data_comes_back_and_makes_a_browser_known(session: Session) -> None:
    browsers.keep_data(session, ME, {"_user_id": "x", "nested": [1, "two"]}, NOW)
    assert found(session).data == {"_user_id": "x", "nested": [1, "two"]}
    browsers.keep_data(session, ME, {}, NOW)
    assert found(session).data == {}
    assert browsers.find(session, YOU) is None


def test_a_look_is_remembered_for_one_browser(session: Session) -> None:
    browsers.keep_look(session, ME, Look("dark", "reduced"), NOW)
    browsers.keep_data(session, YOU, {}, NOW)
    assert found(session).look == Look("dark", "reduced")
    assert found(session, YOU).look == Look()


def test_a_shortened_session_says_when_it_ends(session: Session) -> None:
    attempts.start(session, ME, START, "standard", NOW, shared=True)
    assert found(session).ends_at == NOW + timedelta(hours=12)


def test_a_token_that_came_back_to_life_does_not_take_its_successors_place(
    session: Session,
) -> None:
    first = attempts.start(session, ME, START, "standard", NOW, shared=True, renewed=YOU)
    browsers.keep_look(session, ME, Look("dark", "system"), NOW)  # sent before the new cookie came
    again = attempts.start(session, ME, START, "standard", NOW, shared=True, renewed=YOU)
    assert again == first
    assert [row["token_hash"] for row in records(session)["browser"]] == [YOU, ME]


def test_a_forgotten_browser_opens_nothing_and_leaves_others_alone(session: Session) -> None:
    mine = attempts.start(session, ME, START, "standard", NOW)
    yours = attempts.start(session, YOU, START, "standard", NOW)
    browsers.forget(session, ME, NOW)
    assert browsers.find(session, ME) is None
    with pytest.raises(NotFoundError):
        attempts.open_attempt(session, ME, mine)
    assert attempts.open_attempt(session, YOU, yours).public_id == yours
    left = records(session)
    assert [len(left[name]) for name in ("browser", "holder", "access_grant", "attempt")] == [
        1, 1, 1, 2,
    ]  # fmt: skip
    with unchanged(session):
        browsers.forget(session, ME, NOW)
