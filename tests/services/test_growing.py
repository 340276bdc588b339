"""A finished attempt that goes on to a longer length, and a retake, on both databases."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from statistics import mean

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled, choose_form
from assess.services import attempts, editions, results
from assess.services.attempts import Save
from assess.services.errors import FinishedError, NotFoundError, NothingAnsweredError
from assess.services.growing import grow, longer_lengths
from assess.services.values import Attempt
from tests.kinds import best_choice
from tests.records import records, saved, unchanged
from tests.services.test_attempts import at_once, save

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ME, YOU = "a" * 64, "b" * 64
START = "0" * 32


@pytest.fixture
def begun(session: Session) -> str:
    return attempts.start(session, ME, START, "quick", NOW)


@pytest.fixture
def finished(session: Session, begun: str, shipped: Compiled) -> str:
    """Return an attempt with all but its last two questions answered, finished."""
    answer(session, begun, shipped, shipped.forms["quick"][:-2])
    results.finish(session, ME, begun, "account_manager", NOW)
    return begun


def answer(session: Session, attempt: str, shipped: Compiled, keys: Iterable[str]) -> None:
    """Give each question its best answer."""
    for place, key in enumerate(keys):
        values = tuple(best_choice(shipped.questions[key]))
        sent = Save(key, values, save_id=f"page{place}", seen="", turn=0)
        attempts.save_answer(session, ME, attempt, sent, NOW)


def opened(session: Session, attempt: str) -> Attempt:
    """Return my attempt as it stands now."""
    session.rollback()
    return attempts.open_attempt(session, ME, attempt)


def test_growing_keeps_every_question_and_adds_the_missing_ones(
    session: Session, finished: str, shipped: Compiled
) -> None:
    before = saved(session)
    given = grow(session, ME, finished, "standard")
    now = opened(session, finished)
    assert (now.form, now.length, now.finished_at) == (given.form, given.length, given.finished_at)
    assert now.form == shipped.forms["standard"]
    assert set(shipped.forms["quick"]) < set(now.form)
    assert (now.length, now.finished_at) == ("standard", None)
    assert (now.started_at, now.edition_number) == (NOW, 1)
    assert saved(session) == before


def test_growing_twice_is_growing_once(session: Session, finished: str) -> None:
    first = grow(session, ME, finished, "thorough")
    with unchanged(session):
        assert grow(session, ME, finished, "thorough") == first


def test_growing_from_many_threads_is_growing_once(
    app: Flask, session: Session, finished: str
) -> None:
    def work(session: Session) -> tuple[str, ...]:
        return grow(session, ME, finished, "standard").form

    forms = at_once(app, *[work] * 4)
    assert forms == [opened(session, finished).form] * 4
    assert len(records(session)["result"]) == 1


def test_of_two_lengths_at_the_same_moment_one_is_taken(
    app: Flask, session: Session, finished: str, shipped: Compiled
) -> None:
    def work(length: str) -> Callable[[Session], object]:
        return lambda session: grow(session, ME, finished, length)

    done = at_once(app, work("standard"), work("thorough"))
    [refused] = [one for one in done if isinstance(one, NotFoundError)]
    assert str(refused) == "length"
    now = opened(session, finished)
    assert now.form == shipped.forms[now.length]


@pytest.mark.parametrize("length", ["quick", "", "no_length", "Standard", "standard "])
def test_only_a_longer_length_of_the_edition_can_be_grown_to(
    length: str, session: Session, finished: str
) -> None:
    with unchanged(session), pytest.raises(NotFoundError, match="length"):
        grow(session, ME, finished, length)


def test_only_what_is_finished_can_grow(session: Session, begun: str) -> None:
    with unchanged(session):
        for length in ("standard", "thorough"):
            with pytest.raises(NotFoundError, match="length"):
                grow(session, ME, begun, length)
        assert grow(session, ME, begun, "quick") == opened(session, begun)


def test_nobody_grows_what_somebody_else_holds(session: Session, finished: str) -> None:
    for who, attempt in ((YOU, finished), (ME, "0" * 20)):
        with unchanged(session), pytest.raises(NotFoundError, match="attempt"):
            grow(session, who, attempt, "standard")


def test_each_longer_length_is_offered_with_what_it_adds(session: Session, finished: str) -> None:
    assert longer_lengths(opened(session, finished)) == {"standard": 16, "thorough": 40}
    grow(session, ME, finished, "standard")
    results.finish(session, ME, finished, None, LATER)
    assert longer_lengths(opened(session, finished)) == {"thorough": 24}
    with pytest.raises(NotFoundError, match="length"):
        grow(session, ME, finished, "standard")
    grow(session, ME, finished, "thorough")
    results.finish(session, ME, finished, None, LATER)
    assert longer_lengths(opened(session, finished)) == {}


def test_a_length_that_adds_nothing_is_not_offered(session: Session, shipped: Compiled) -> None:
    lengths = {"standard": 40, "endless": 60, "quick": 3}
    editions.publish(
        session, shipped.edition.model_copy(update={"lengths": lengths}), "staff", "", NOW
    )
    attempt = attempts.start(session, ME, START, "standard", NOW)
    assert longer_lengths(opened(session, attempt)) == {}


def test_the_old_result_stays_bit_for_bit_and_the_new_one_is_at_least_as_narrow(
    session: Session, finished: str, shipped: Compiled
) -> None:
    [first] = records(session)["result"]
    grow(session, ME, finished, "standard")
    assert records(session)["result"] == [first]
    new = [key for key in shipped.forms["standard"] if key not in shipped.forms["quick"][:-2]]
    answer(session, finished, shipped, new)
    results.finish(session, ME, finished, None, LATER)
    again, second = records(session)["result"]
    assert again == first
    assert (second["number"], second["made_at"], second["edition_number"]) == (2, LATER, 1)
    attempt = opened(session, finished)
    assert results.result_numbers(session, attempt) == [1, 2]
    one, two = (results.stored_result(session, attempt, number) for number in (1, 2))
    assert results.stored_result(session, attempt) == two
    assert (one.number, one.outcome.goal, two.number) == (1, "account_manager", 2)
    assert set(one.outcome.effects) < set(two.outcome.effects) == set(attempt.form)
    errors = [
        mean(skill.se for skill in (result.outcome.skills or {}).values()) for result in (one, two)
    ]
    assert errors[1] < errors[0]


def test_growing_and_finishing_at_once_without_a_new_answer_repeats_the_figures(
    session: Session, finished: str
) -> None:
    grow(session, ME, finished, "thorough")
    results.finish(session, ME, finished, "account_manager", LATER)
    first, second = records(session)["result"]
    assert second["outcome"] == first["outcome"]
    assert (first["number"], second["number"]) == (1, 2)


@pytest.mark.parametrize("number", [0, 2, 999])
def test_a_result_that_was_never_made_is_not_found(
    number: int, session: Session, finished: str
) -> None:
    with pytest.raises(NotFoundError, match="result"):
        results.stored_result(session, opened(session, finished), number)


def test_before_the_first_finish_there_are_no_results(session: Session, begun: str) -> None:
    assert results.result_numbers(session, opened(session, begun)) == []
    with pytest.raises(NothingAnsweredError):
        results.finish(session, ME, begun, None, NOW)


def test_what_counts_in_a_result_is_final_and_what_was_skipped_is_not(
    session: Session, finished: str, shipped: Compiled
) -> None:
    first, skipped = shipped.forms["quick"][0], shipped.forms["quick"][-1]
    grow(session, ME, finished, "standard")
    stored = attempts.saved_answers(session, opened(session, finished).id)
    assert all(answer.final for answer in stored.values())
    other = next(
        option.key
        for option in shipped.questions[first].options
        if option.key not in stored[first].answer.options
    )
    for sent in (
        save(first, other, save_id="another", seen=stored[first].save_id),
        save(first, other, save_id=stored[first].save_id, turn=9),
        save(first, "not_sure", save_id="another"),
    ):
        with unchanged(session), pytest.raises(FinishedError):
            attempts.save_answer(session, ME, finished, sent, LATER)
    [same] = stored[first].answer.options
    with unchanged(session):
        attempts.save_answer(session, ME, finished, save(first, same, save_id="another"), LATER)
        again = save(first, same, save_id=stored[first].save_id, turn=9)
        attempts.save_answer(session, ME, finished, again, LATER)
    for value in ("not_sure", "not_applicable"):
        turn = 1 if value == "not_sure" else 2
        sent = save(skipped, value, save_id="late", turn=turn)
        attempts.save_answer(session, ME, finished, sent, LATER)
    stored = attempts.saved_answers(session, opened(session, finished).id)
    assert (stored[skipped].answer.kind, stored[skipped].final) == ("not_applicable", False)
    results.finish(session, ME, finished, None, LATER)
    with pytest.raises(FinishedError):
        attempts.save_answer(session, ME, finished, save(skipped, "not_sure", "new"), LATER)


def test_an_attempt_that_grew_keeps_its_edition_when_a_new_one_is_published(
    session: Session, finished: str, shipped: Compiled
) -> None:
    retired = [
        q.model_copy(update={"retired": q.kind == "rating"}) for q in shipped.questions.values()
    ]
    changes = {"questions": tuple(retired), "lengths": {"standard": 4, "thorough": 6}}
    grow(session, ME, finished, "standard")
    assert (
        editions.publish(
            session, shipped.edition.model_copy(update=changes), "staff", "", LATER
        ).number
        == 2
    )
    assert opened(session, finished).form == shipped.forms["standard"]
    results.finish(session, ME, finished, None, LATER)
    assert longer_lengths(opened(session, finished)) == {"thorough": 24}
    assert grow(session, ME, finished, "thorough").form == shipped.forms["thorough"]
    results.finish(session, ME, finished, None, LATER)
    assert [row["edition_number"] for row in records(session)["result"]] == [1, 1, 1]


def test_a_retake_asks_what_was_not_answered_before_and_is_pinned(
    session: Session, finished: str, shipped: Compiled
) -> None:
    seen = frozenset(shipped.forms["quick"][:-2])
    again = attempts.start(session, ME, "1" * 32, "quick", LATER)
    form = opened(session, again).form
    assert form == choose_form(shipped.banks, 3, seen=seen)
    assert form != shipped.forms["quick"]
    assert set(shipped.forms["quick"][-2:]) <= set(form), "skipped is not seen"
    answer(session, again, shipped, form)
    assert opened(session, again).form == form
    assert attempts.start(session, ME, "1" * 32, "quick", LATER) == again
    third = attempts.start(session, ME, "2" * 32, "quick", LATER)
    assert opened(session, third).form == choose_form(shipped.banks, 3, seen=seen | set(form))


def test_what_one_browser_has_seen_is_nothing_to_another(
    session: Session, finished: str, shipped: Compiled
) -> None:
    theirs = attempts.start(session, YOU, START, "quick", LATER)
    assert attempts.open_attempt(session, YOU, theirs).form == shipped.forms["quick"]


def test_a_retake_grows_into_what_neither_attempt_has_asked(
    session: Session, finished: str, shipped: Compiled
) -> None:
    again = attempts.start(session, ME, "1" * 32, "quick", LATER)
    form = opened(session, again).form
    answer(session, again, shipped, form[:1])
    results.finish(session, ME, again, None, LATER)
    grown = grow(session, ME, again, "standard").form
    seen = {*shipped.forms["quick"][:-2], form[0]}
    assert grown == choose_form(shipped.banks, 5, held=form, seen=seen)
    assert set(form) < set(grown)


def test_a_length_the_edition_does_not_have_starts_nothing(session: Session) -> None:
    for length in ("", "endless", "Quick"):
        with unchanged(session), pytest.raises(NotFoundError, match="length"):
            attempts.start(session, ME, START, length, NOW)
