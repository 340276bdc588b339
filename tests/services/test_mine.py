"""What a browser or an account holds, read a page at a time, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.models import AccountRow, AttemptRow, BrowserRow, CodeRow, HolderRow
from assess.services import attempts, browsers, lookup, results
from assess.services.attempts import Save
from assess.services.browsers import SHARED
from assess.services.database import write
from assess.services.growing import grow
from assess.services.mine import MOST_RESULTS, holdings, results_held
from tests.records import records, unchanged

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ME, YOU = "a" * 64, "b" * 64


def start(session: Session, place: int = 0, length: str = "quick", who: str = ME) -> str:
    """Begin the attempt that comes ``place`` hours after the first."""
    return attempts.start(session, who, f"{place:032x}", length, NOW + place * HOUR)


def answered(session: Session, attempt: str, count: int = 1) -> tuple[str, ...]:
    """Answer the first questions of an attempt with whatever comes first."""
    opened = attempts.open_attempt(session, ME, attempt)
    keys = opened.form[:count]
    for place, key in enumerate(keys):
        value = opened.compiled.questions[key].options[0].key
        sent = Save(key, (value,), save_id=f"page{place}", seen="", turn=0)
        attempts.save_answer(session, ME, attempt, sent, NOW)
    return keys


def finish(session: Session, attempt: str, hours: int = 0) -> None:
    answered(session, attempt)
    results.finish(session, ME, attempt, None, NOW + hours * HOUR)


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """Yield the statements that are run meanwhile."""
    seen: list[str] = []

    def note(_c: object, _u: object, statement: str, *_: object) -> None:
        seen.append(statement)

    session.rollback()
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_who_never_started_holds_nothing(session: Session) -> None:
    start(session, who=YOU)
    found = holdings(session, ME, 10)
    assert (found.attempts, found.total, found.page, found.pages) == ((), 0, 1, 1)
    assert results_held(session, ME) == ()


def test_attempts_come_newest_first_a_page_at_a_time(session: Session) -> None:
    begun = [start(session, place) for place in (2, 0, 4, 1, 3)]
    newest_first = [begun[place] for place in (2, 4, 0, 3, 1)]
    pages = [holdings(session, ME, 2, page) for page in (1, 2, 3)]
    listed = [one.attempt.public_id for page in pages for one in page.attempts]
    assert listed == newest_first
    assert {(page.total, page.pages) for page in pages} == {(5, 3)}


@pytest.mark.parametrize(("asked", "shown"), [(-1, 1), (0, 1), (4, 3), (999_999, 3)])
def test_a_page_that_is_not_there_is_the_nearest_one(
    session: Session, asked: int, shown: int
) -> None:
    for place in range(5):
        start(session, place)
    assert holdings(session, ME, 2, asked) == holdings(session, ME, 2, shown)


def test_an_attempt_under_way_says_what_is_answered(session: Session) -> None:
    keys = answered(session, start(session), 3)
    [one] = holdings(session, ME, 10).attempts
    assert one.answered == frozenset(keys)
    assert one.newest is None
    assert not one.has_code


def test_a_finished_one_says_what_its_newest_result_recommends(
    session: Session, shipped: Compiled
) -> None:
    attempt = start(session)
    finish(session, attempt)
    [one] = holdings(session, ME, 10).attempts
    outcome = results.stored_result(session, one.attempt).outcome
    assert one.newest is not None
    assert one.newest.verdict.role == shipped.roles[outcome.recommended].name
    assert one.newest.verdict.fit == outcome.roles[outcome.recommended].fit
    assert one.newest.verdict.readiness == outcome.roles[outcome.recommended].readiness
    assert (one.newest.public_id, one.newest.number) == (attempt, 1)
    assert one.answered == frozenset()


def test_one_that_grows_keeps_its_result_until_the_next(session: Session) -> None:
    attempt = start(session)
    finish(session, attempt)
    grow(session, ME, attempt, "standard")
    [one] = holdings(session, ME, 10).attempts
    assert one.attempt.finished_at is None
    assert one.newest is not None
    assert len(one.answered) == one.newest.number == 1
    results.finish(session, ME, attempt, None, NOW + HOUR)
    [one] = holdings(session, ME, 10).attempts
    assert one.newest is not None
    assert one.newest.number == 2
    assert [held.number for held in results_held(session, ME)] == [2, 1]


def test_an_attempt_with_a_code_says_so(session: Session) -> None:
    first, second = start(session), start(session, 1)

    def work() -> None:
        row = session.scalars(select(AttemptRow).where(AttemptRow.public_id == first)).one()
        session.add(CodeRow(attempt_id=row.id, code_hash="c" * 64, generation=1, made_at=NOW))

    write(session, work)
    found = {one.attempt.public_id: one.has_code for one in holdings(session, ME, 10).attempts}
    assert found == {first: True, second: False}


def test_more_attempts_are_not_more_queries(session: Session) -> None:
    finish(session, start(session))
    start(session, 1)
    with counted(session) as few:
        holdings(session, ME, 50)
        results_held(session, ME)
    for place in range(2, 8):
        attempt = start(session, place)
        if place % 2:
            finish(session, attempt)
    with counted(session) as many:
        assert holdings(session, ME, 50).total == 8
        assert len(results_held(session, ME)) == 4
    assert len(many) == len(few)
    assert len(few) < 10


def test_what_an_account_holds_is_seen_by_each_of_its_browsers(session: Session) -> None:
    attempt = start(session)
    start(session, 1, who=YOU)

    def sign_in() -> None:
        mine = session.scalars(select(BrowserRow).where(BrowserRow.token_hash == ME)).one()
        yours = session.scalars(select(BrowserRow).where(BrowserRow.token_hash == YOU)).one()
        yours.holder_id = mine.holder_id

    write(session, sign_in)
    for browser in (ME, YOU):
        assert [one.attempt.public_id for one in holdings(session, browser, 9).attempts] == [
            attempt
        ]


def test_results_come_newest_first_and_never_more_than_the_list_can_hold(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    early, late = start(session, 0), start(session, 1)
    finish(session, late, 5)
    finish(session, early, 9)
    assert [one.public_id for one in results_held(session, ME)] == [early, late]
    assert results_held(session, YOU) == ()
    assert MOST_RESULTS == 100


def test_a_start_on_a_shared_computer_ends_the_session_in_one_unit_of_work(
    session: Session,
) -> None:
    first = attempts.start(session, ME, "0" * 32, "quick", NOW, shared=True)
    with unchanged(session):
        later = NOW + HOUR
        assert attempts.start(session, ME, "0" * 32, "quick", later, shared=True) == first
    [browser] = records(session)["browser"]
    assert browser["ends_at"] == NOW + SHARED == NOW + timedelta(hours=12)


def test_a_session_that_ends_is_never_made_longer(session: Session) -> None:
    start(session)
    for hours in (1, 9):

        def work(hours: int = hours) -> None:
            lookup.holder_of(session, ME, NOW)
            lookup.end_by_itself(session, ME, NOW + hours * HOUR)

        write(session, work)
    attempts.start(session, ME, "1" * 32, "quick", NOW, shared=True)
    attempts.start(session, ME, "2" * 32, "quick", NOW)
    assert records(session)["browser"][0]["ends_at"] == NOW + HOUR


def test_a_shared_computer_of_one_is_not_one_of_another(session: Session) -> None:
    start(session, who=YOU)
    attempts.start(session, ME, "1" * 32, "quick", NOW, shared=True)
    ends = {row["token_hash"]: row["ends_at"] for row in records(session)["browser"]}
    assert ends == {ME: NOW + SHARED, YOU: None}


def test_forgetting_a_browser_leaves_an_account_its_attempts(session: Session) -> None:
    attempt = start(session)

    def register() -> None:
        holder = lookup.holder_of(session, ME, NOW)
        account = {"email": "a@example.org", "fs_uniquifier": "u", "made_at": NOW}
        session.add(AccountRow(holder_id=holder, active=True, **account))

    write(session, register)
    browsers.forget(session, ME, NOW)
    left = records(session)
    assert left["browser"] == []
    assert len(left["access_grant"]) == len(left["holder"]) == 1
    assert [row["public_id"] for row in left["attempt"]] == [attempt]


def test_forgetting_a_browser_without_account_leaves_no_way_in(session: Session) -> None:
    start(session)
    start(session, 1, who=YOU)
    browsers.forget(session, ME, NOW)
    assert holdings(session, ME, 9).total == 0
    assert holdings(session, YOU, 9).total == 1
    assert session.scalars(select(HolderRow)).all() != []
    assert [row["token_hash"] for row in records(session)["browser"]] == [YOU]
    assert len(records(session)["access_grant"]) == 1
