"""All results of a browser's holder, and two of them by name, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Connection, event, insert, update
from sqlalchemy.orm import Session

from assess.core.codec import canonical_json, digest
from assess.core.compiled import Compiled, compile_edition
from assess.models import AttemptRow, BrowserRow, ImportedEditionRow, ResultRow
from assess.services import attempts, editions, results
from assess.services.errors import NotFoundError, UnavailableError
from assess.services.growing import grow
from assess.services.history import MOST, history_of, result_named, two_named
from tests.outages import away, engine_of, locked
from tests.records import records, unchanged
from tests.services.test_attempts import save

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ME, YOU, OTHER_DEVICE = "a" * 64, "b" * 64, "c" * 64


def begun(session: Session, who: str, start: str, shipped: Compiled, now: datetime) -> str:
    """Begin an attempt and answer one question."""
    attempt = attempts.start(session, who, start * 32, "quick", now)
    form = attempts.open_attempt(session, who, attempt).form
    attempts.save_answer(session, who, attempt, save(form[0], "a"), now)
    return attempt


def finished(session: Session, who: str, start: str, shipped: Compiled, now: datetime) -> str:
    attempt = begun(session, who, start, shipped, now)
    results.finish(session, who, attempt, None, now)
    return attempt


def names(session: Session, who: str = ME) -> list[str]:
    session.rollback()
    return [past.name for past in history_of(session, who).results]


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Collect the statements that are sent to the database."""
    sent: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    engine = engine_of(app)
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_nobody_has_a_history_before_the_first_finish(session: Session, shipped: Compiled) -> None:
    assert history_of(session, ME).results == ()
    begun(session, ME, "0", shipped, NOW)
    found = history_of(session, ME)
    assert (found.results, found.total) == ((), 0)


def test_every_result_of_every_attempt_is_there_newest_last(
    session: Session, shipped: Compiled
) -> None:
    first = finished(session, ME, "0", shipped, NOW + timedelta(days=2))
    second = finished(session, ME, "1", shipped, NOW)
    grow(session, ME, first, "standard")
    assert names(session) == [f"{second}.1", f"{first}.1"], "one that grows keeps its result"
    results.finish(session, ME, first, "account_manager", NOW + timedelta(days=9))
    found = history_of(session, ME)
    assert names(session) == [f"{second}.1", f"{first}.1", f"{first}.2"]
    assert found.total == 3
    last = found.results[-1]
    attempt = attempts.open_attempt(session, ME, first)
    assert last.result == results.stored_result(session, attempt)
    assert last.result.made_at == NOW + timedelta(days=9)
    assert (last.result.edition_number, last.digest) == (1, attempt.digest)
    assert last.result.compiled is attempt.compiled
    assert last.result.outcome.goal == "account_manager"


def test_results_of_the_same_moment_stand_as_they_were_stored(
    session: Session, shipped: Compiled
) -> None:
    made = [finished(session, ME, start, shipped, NOW) for start in "210"]
    assert names(session) == [f"{attempt}.1" for attempt in made]


def test_what_somebody_else_finished_is_not_there(session: Session, shipped: Compiled) -> None:
    mine = finished(session, ME, "0", shipped, NOW)
    finished(session, YOU, "1", shipped, NOW)
    assert names(session) == [f"{mine}.1"]
    assert history_of(session, ME).total == 1
    assert names(session, "d" * 64) == []


def test_another_device_of_the_same_holder_sees_the_same(
    session: Session, shipped: Compiled
) -> None:
    mine = finished(session, ME, "0", shipped, NOW)
    finished(session, OTHER_DEVICE, "1", shipped, NOW)
    holder = records(session)["browser"][0]["holder_id"]
    moved = update(BrowserRow).where(BrowserRow.token_hash == OTHER_DEVICE)
    session.execute(moved.values(holder_id=holder))
    session.commit()
    assert names(session, OTHER_DEVICE) == names(session) == [f"{mine}.1"]


def many(session: Session, attempt: str, count: int) -> None:
    """Store more results of an attempt, a day apart."""
    row = records(session)["result"][0]
    more = [
        {name: value for name, value in row.items() if name != "id"}
        | {"number": number, "made_at": NOW + timedelta(days=number)}
        for number in range(2, count + 1)
    ]
    session.execute(insert(ResultRow), more)
    session.commit()


def test_the_newest_are_shown_and_all_are_counted(session: Session, shipped: Compiled) -> None:
    attempt = finished(session, ME, "0", shipped, NOW)
    many(session, attempt, MOST + 3)
    found = history_of(session, ME)
    assert found.total == MOST + 3
    assert [past.result.number for past in found.results] == list(range(4, MOST + 4))
    assert result_named(session, ME, f"{attempt}.1").result.number == 1


def test_many_results_take_no_more_queries_than_one(
    app: Flask, session: Session, shipped: Compiled
) -> None:
    attempt = finished(session, ME, "0", shipped, NOW)
    with counted(app) as one:
        history_of(session, ME)
    many(session, attempt, 12)
    for start in "123":
        finished(session, ME, start, shipped, NOW)
    with counted(app) as all_:
        assert len(history_of(session, ME).results) == 15
    assert len(one) == len(all_)
    assert sum("SELECT" in statement for statement in all_) == 1


def test_a_result_is_found_by_its_name(session: Session, shipped: Compiled) -> None:
    attempt = finished(session, ME, "0", shipped, NOW)
    [past] = history_of(session, ME).results
    assert result_named(session, ME, f"{attempt}.1") == past


@pytest.mark.parametrize(
    "name",
    [
        "", ".", ".1", "{id}", "{id}.", "{id}.0", "{id}.01", "{id}.2", "{id}.999", "{id}.1000",
        "{id}.-1", "{id}.1\n", " {id}.1", "{id}.1.1", "{id}.x", "{id}.١", "0000.1", "{id}.1\x00",
        "{id}\ud800.1", "' OR 1=1 --", "x" * 100_000, f"{'0' * 20}.1",
    ],
)  # fmt: skip
def test_any_other_name_is_not_found(name: str, session: Session, shipped: Compiled) -> None:
    attempt = finished(session, ME, "0", shipped, NOW)
    with unchanged(session), pytest.raises(NotFoundError, match="result"):
        result_named(session, ME, name.replace("{id}", attempt))


def test_somebody_elses_result_is_not_found_like_one_that_is_unknown(
    session: Session, shipped: Compiled
) -> None:
    mine, theirs = (finished(session, who, "0", shipped, NOW) for who in (ME, YOU))
    for name in (f"{theirs}.1", "0" * 20 + ".1"):
        with pytest.raises(NotFoundError, match="result"):
            result_named(session, ME, name)
        for pair in ((f"{mine}.1", name), (name, f"{mine}.1")):
            with pytest.raises(NotFoundError, match="result"):
                two_named(session, ME, *pair)


def test_two_results_come_in_the_order_of_time(session: Session, shipped: Compiled) -> None:
    late = finished(session, ME, "0", shipped, NOW + timedelta(days=2))
    early = finished(session, ME, "1", shipped, NOW)
    same = finished(session, ME, "2", shipped, NOW)

    def ordered(*pair: str) -> list[str]:
        return [past.public_id for past in two_named(session, ME, *(f"{id_}.1" for id_ in pair))]

    assert ordered(late, early) == ordered(early, late) == [early, late]
    assert ordered(same, early) == ordered(early, same) == [early, same]


def test_each_result_keeps_the_edition_it_was_made_from(
    session: Session, shipped: Compiled
) -> None:
    finished(session, ME, "0", shipped, NOW)
    changed = shipped.edition.model_copy(update={"title": "Another"})
    editions.publish(session, changed, "staff", "", NOW)
    finished(session, ME, "1", shipped, NOW + timedelta(days=1))
    one, two = history_of(session, ME).results
    assert (one.result.edition_number, two.result.edition_number) == (1, 2)
    assert one.digest != two.digest == digest(canonical_json(changed))
    assert two.result.compiled.edition == changed


def test_a_result_from_another_installation_has_a_digest_and_no_number(
    session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = finished(session, ME, "0", shipped, NOW)
    foreign = shipped.edition.model_copy(update={"title": "Elsewhere"})
    document = canonical_json(foreign)
    there = digest(document)
    monkeypatch.setitem(editions._shelf, there, compile_edition(foreign))
    session.add(ImportedEditionRow(digest=there, document=document, imported_at=NOW))
    session.flush()
    pinned = update(AttemptRow).where(AttemptRow.public_id == attempt)
    session.execute(pinned.values(edition_number=None, imported_digest=there))
    [row] = records_of(session)
    session.execute(insert(ResultRow), row | {"number": 2, "edition_number": None})
    session.commit()
    last = result_named(session, ME, f"{attempt}.2")
    assert (last.result.edition_number, last.digest) == (None, there)
    assert last.result.compiled.edition == foreign


def records_of(session: Session) -> list[dict[str, object]]:
    """Return the stored results without their ids, inside the running transaction."""
    rows = session.query(ResultRow).all()
    names = ("attempt_id", "engine", "outcome", "made_at")
    return [{name: getattr(row, name) for name in names} for row in rows]


def test_history_can_be_read_while_somebody_writes(
    app: Flask, session: Session, shipped: Compiled
) -> None:
    attempt = finished(session, ME, "0", shipped, NOW)
    with locked(app):
        assert names(session) == [f"{attempt}.1"]


def test_without_the_database_history_says_so(app: Flask, shipped: Compiled) -> None:
    with away(app), Session(engine_of(app)) as session:
        with pytest.raises(UnavailableError):
            history_of(session, ME)
        with pytest.raises(UnavailableError):
            result_named(session, ME, "0" * 20 + ".1")
