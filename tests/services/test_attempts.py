"""Starting, saving and finishing at the same moment, from several threads."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.services import attempts, results
from assess.services.errors import (
    ConflictError,
    FinishedError,
    NotFoundError,
    NothingAnsweredError,
)
from tests.outages import engine_of
from tests.records import records, saved, unchanged

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ME, YOU = "a" * 64, "b" * 64
START = "0" * 32


def at_once(app: Flask, *works: Callable[[Session], object]) -> list[object]:
    """Run units of work at the same moment; return what each gave or raised."""
    ready = Barrier(len(works))

    def run(work: Callable[[Session], object]) -> object:
        with Session(engine_of(app)) as session:
            session.connection()
            session.rollback()
            ready.wait()
            try:
                return work(session)
            except Exception as error:  # noqa: BLE001 - the test looks at whatever it was
                return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.fixture
def attempt(session: Session) -> str:
    return attempts.start(session, ME, START, "standard", NOW)


@pytest.fixture
def first(shipped: Compiled) -> str:
    return shipped.forms["standard"][0]


def save(
    key: str, value: str, save_id: str = "one", seen: str = "", turn: int = 0
) -> attempts.Save:
    """Return what a page sends."""
    return attempts.Save(question=key, values=(value,), save_id=save_id, seen=seen, turn=turn)


def test_starting_twice_from_one_page_is_starting_once(session: Session, attempt: str) -> None:
    with unchanged(session):
        assert attempts.start(session, ME, START, "standard", NOW) == attempt


def test_two_starts_at_the_same_moment_are_one(app: Flask, session: Session) -> None:
    for _ in range(5):
        me, start_id = secrets.token_hex(32), secrets.token_hex(16)

        def work(session: Session, me: str = me, start_id: str = start_id) -> str:
            return attempts.start(session, me, start_id, "standard", NOW)

        begun = at_once(app, work, work, work)
        assert len(set(begun)) == 1, begun
        assert isinstance(begun[0], str)
    assert len(records(session)["attempt"]) == 5


def test_a_browser_may_start_more_than_once(session: Session, attempt: str) -> None:
    again = attempts.start(session, ME, "1" * 32, "standard", NOW)
    assert again != attempt
    for public_id in (attempt, again):
        assert attempts.open_attempt(session, ME, public_id).public_id == public_id


def test_a_browser_that_never_started_holds_nothing(session: Session) -> None:
    assert attempts.still_asked(session, YOU) == frozenset()


def test_an_attempt_is_pinned_to_an_edition_and_its_questions(
    session: Session, attempt: str, shipped: Compiled
) -> None:
    opened = attempts.open_attempt(session, ME, attempt)
    assert opened.edition_number == 1
    assert opened.form == shipped.forms["standard"]
    assert opened.started_at == NOW
    assert opened.finished_at is None
    assert opened.goal is None


def test_public_ids_are_long_and_differ(session: Session) -> None:
    ids = {attempts.start(session, ME, f"{n:032x}", "standard", NOW) for n in range(20)}
    assert len(ids) == 20
    assert {len(one) for one in ids} == {20}
    assert not set("".join(ids)) & set("ilou"), "letters that look like others"


def test_nobody_opens_what_somebody_else_holds(session: Session, attempt: str, first: str) -> None:
    for work in (
        lambda: attempts.open_attempt(session, YOU, attempt),
        lambda: attempts.open_question(session, YOU, attempt, first),
        lambda: attempts.save_answer(session, YOU, attempt, save(first, "a"), NOW),
        lambda: results.finish(session, YOU, attempt, None, NOW),
        lambda: attempts.open_question(session, ME, attempt, "no-question"),
        lambda: attempts.save_answer(session, ME, attempt, save("no-question", "a"), NOW),
    ):
        with unchanged(session), pytest.raises(NotFoundError):
            work()


def test_the_same_answer_from_many_threads_is_one_row(
    app: Flask, session: Session, attempt: str, first: str
) -> None:
    def work(session: Session) -> str:
        return attempts.save_answer(session, ME, attempt, save(first, "a"), NOW).public_id

    assert at_once(app, *[work] * 6) == [attempt] * 6
    assert saved(session) == [(first, "given", ["a"])]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1), (3, 1, 2)])
def test_the_last_choice_of_a_page_stands_however_its_saves_arrive(
    order: tuple[int, ...], session: Session, attempt: str, first: str
) -> None:
    for turn in order:
        chosen = save(first, "abc"[turn - 1], turn=turn)
        attempts.save_answer(session, ME, attempt, chosen, NOW)
    assert saved(session) == [(first, "given", ["c"])]


def test_a_choice_taken_back_and_made_again_stands(
    session: Session, attempt: str, first: str
) -> None:
    for turn, letter in ((1, "a"), (3, "a"), (2, "b")):
        chosen = save(first, letter, turn=turn)
        attempts.save_answer(session, ME, attempt, chosen, NOW)
    assert saved(session) == [(first, "given", ["a"])]


def test_of_two_different_answers_at_the_same_moment_one_is_asked_about(
    app: Flask, session: Session, attempt: str, first: str
) -> None:
    def work(letter: str) -> Callable[[Session], object]:
        return lambda session: attempts.save_answer(
            session, ME, attempt, save(first, letter, save_id=letter), NOW
        )

    done = at_once(app, work("a"), work("b"))
    [asked] = [one for one in done if isinstance(one, ConflictError)]
    [(_, _, stored)] = saved(session)
    assert list(asked.stored.answer.options) == stored
    assert asked.stored.save_id == stored[0]
    assert str(asked) == stored[0]


def test_finishing_from_many_threads_makes_one_result(
    app: Flask, session: Session, attempt: str, first: str
) -> None:
    attempts.save_answer(session, ME, attempt, save(first, "a"), NOW)

    def work(session: Session) -> None:
        results.finish(session, ME, attempt, None, NOW)

    assert at_once(app, *[work] * 4) == [None] * 4
    assert len(records(session)["result"]) == 1


def test_an_answer_that_arrives_while_finishing_is_in_the_result_or_refused(
    app: Flask, session: Session, attempt: str, first: str
) -> None:
    attempts.save_answer(session, ME, attempt, save(first, "a"), NOW)
    refused = at_once(
        app,
        lambda session: results.finish(session, ME, attempt, None, NOW),
        lambda session: attempts.save_answer(session, ME, attempt, save(first, "b"), NOW),
    )[1]
    scored = results.stored_result(session, attempts.open_attempt(session, ME, attempt))
    assert saved(session) == [
        (first, "given", ["a" if isinstance(refused, FinishedError) else "b"])
    ]
    assert set(scored.outcome.effects) == {first}


def test_finishing_twice_changes_nothing_even_with_another_goal(
    session: Session, attempt: str, first: str
) -> None:
    attempts.save_answer(session, ME, attempt, save(first, "a"), NOW)
    results.finish(session, ME, attempt, "account_manager", NOW)
    with unchanged(session):
        results.finish(session, ME, attempt, None, NOW)
    opened = attempts.open_attempt(session, ME, attempt)
    assert opened.goal == "account_manager"
    assert opened.finished_at == NOW


def test_what_cannot_be_finished_says_why(session: Session, attempt: str, first: str) -> None:
    with unchanged(session), pytest.raises(NothingAnsweredError):
        results.finish(session, ME, attempt, None, NOW)
    with pytest.raises(NotFoundError, match="result"):
        results.stored_result(session, attempts.open_attempt(session, ME, attempt))
    attempts.save_answer(session, ME, attempt, save(first, "a"), NOW)
    with unchanged(session), pytest.raises(NotFoundError, match="role"):
        results.finish(session, ME, attempt, "no_role", NOW)
