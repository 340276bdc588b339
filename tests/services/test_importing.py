"""Bringing in at the same moment, and what a holder's number that comes again may not reach."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from assess.core.codec import canonical_json, digest
from assess.core.compiled import Compiled, compile_edition
from assess.core.takeout.document import Takeout, to_text
from assess.core.takeout.reading import TakeoutError
from assess.models import BrowserRow, GrantRow, HolderRow
from assess.services import attempts, deleting, editions, importing, lookup, takeouts
from assess.services.database import write
from assess.services.errors import TooManyError
from tests.core.people import uniform_answers
from tests.core.takeouts import NOW, takeout_of
from tests.records import records, unchanged
from tests.services.test_attempts import at_once

ME, YOU = "a" * 64, "b" * 64


def leaving(public_id: str) -> Callable[[Session], object]:
    """Return the deletion of one's attempt for another thread."""
    return lambda session: deleting.delete_attempt(session, ME, public_id)


@pytest.fixture
def ours(shipped: Compiled) -> bytes:
    """Return a file of the edition that is published here."""
    return to_text(takeout_of(shipped, uniform_answers(shipped, 1))).encode()


def foreign(shipped: Compiled, title: str = "Theirs") -> Takeout:
    """Return a file of an edition that is published nowhere here."""
    edition = shipped.edition.model_copy(update={"title": title})
    compiled = compile_edition(edition)
    return takeout_of(compiled, uniform_answers(compiled, 1))


@pytest.fixture
def theirs(shipped: Compiled) -> bytes:
    """Return such a file's bytes."""
    return to_text(foreign(shipped)).encode()


def bringing(raw: bytes, token: str = ME) -> Callable[[Session], object]:
    """Return a unit of work for another thread."""
    return lambda session: importing.bring(session, token, raw, NOW).public_id


def test_the_same_file_at_the_same_moment_is_one_attempt(
    app: Flask, session: Session, theirs: bytes
) -> None:
    done = at_once(app, *[bringing(theirs)] * 3)
    assert len({str(one) for one in done}) == 1, done
    rows = records(session)
    assert len(rows["attempt"]) == len(rows["imported_edition"]) == len(rows["result"]) == 1


def test_two_people_bring_the_same_file_at_the_same_moment(
    app: Flask, session: Session, theirs: bytes
) -> None:
    first, second = at_once(app, bringing(theirs), bringing(theirs, YOU))
    assert isinstance(first, str)
    assert isinstance(second, str)
    assert first != second
    assert len(records(session)["imported_edition"]) == 1


def test_an_edition_does_not_leave_while_it_is_brought_in_again(
    app: Flask, session: Session, theirs: bytes
) -> None:
    for _ in range(5):
        mine = importing.bring(session, ME, theirs, NOW).public_id
        done = at_once(app, leaving(mine), bringing(theirs, YOU))
        assert not [one for one in done if isinstance(one, Exception)], done
        rows = records(session)
        assert len(rows["imported_edition"]) == 1
        assert len(rows["attempt"]) == 1
        deleting.delete_everything(session, YOU)
        assert records(session)["imported_edition"] == []


def test_a_holders_number_that_comes_again_reaches_nothing_of_the_one_before(
    session: Session, ours: bytes
) -> None:
    first = importing.bring(session, ME, ours, NOW).public_id
    [row] = records(session)["holder"]

    def forget() -> None:
        session.execute(delete(HolderRow))
        session.add(HolderRow(id=row["id"]))
        session.flush()
        other = {"token_hash": YOU, "holder_id": row["id"], "started_at": NOW, "seen_at": NOW}
        lookup.insert_if_absent(session, BrowserRow, ("token_hash",), {**other, "data": {}})

    write(session, forget)
    assert records(session)["access_grant"] == []
    second = importing.bring(session, YOU, ours, NOW).public_id
    assert second != first
    assert len(records(session)["access_grant"]) == 1


def test_tries_are_counted_and_the_stretch_ends(session: Session) -> None:
    for _ in range(importing.LIMIT.most):
        importing.count_try(session, "x", NOW)
    with unchanged(session), pytest.raises(TooManyError) as caught:
        importing.count_try(session, "x", NOW + timedelta(minutes=15))
    assert caught.value.wait == timedelta(minutes=45)
    importing.count_try(session, "x", NOW + timedelta(hours=1))


def test_an_account_that_signs_in_elsewhere_finds_the_result(session: Session, ours: bytes) -> None:
    public_id = importing.bring(session, ME, ours, NOW).public_id
    holder = records(session)["holder"][0]["id"]
    write(session, lambda: lookup.holder_of(session, YOU, NOW))
    session.execute(update(BrowserRow).values(holder_id=holder))
    session.commit()
    assert attempts.open_attempt(session, YOU, public_id).imported_at == NOW
    assert importing.bring(session, YOU, ours, NOW).public_id == public_id


def test_an_edition_that_takes_long_to_make_ready_is_refused_before_it_is(
    session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    takeout = foreign(shipped)
    lengths = {f"l{place}": 5 for place in range(12)}
    document = takeout.edition.document
    assert document is not None
    large = document.model_copy(update={"lengths": {**document.lengths, **lengths}})
    edition = takeout.edition.model_copy(
        update={"document": large, "digest": digest(canonical_json(large))}
    )
    raw = to_text(takeout.model_copy(update={"edition": edition})).encode()
    monkeypatch.setattr(importing, "compile_edition", None)
    with unchanged(session), pytest.raises(TakeoutError, match="lengths"):
        importing.bring(session, ME, raw, NOW)


def test_only_the_last_used_editions_of_strangers_are_kept_ready(
    session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "_BORROWED", 2)
    editions._borrowed.clear()
    digests = []
    for place in range(3):
        takeout = foreign(shipped, f"Theirs {place}")
        digests.append(takeout.edition.digest)
        public_id = importing.bring(session, ME, to_text(takeout).encode(), NOW).public_id
        attempts.open_attempt(session, ME, public_id)
    assert list(editions._borrowed) == digests[1:]
    editions.by_digest(session, digests[1])
    assert list(editions._borrowed) == [digests[2], digests[1]]
    editions.by_digest(session, digests[0])
    assert list(editions._borrowed) == [digests[1], digests[0]]


def test_a_file_is_what_its_attempt_was(session: Session, ours: bytes) -> None:
    public_id = importing.bring(session, ME, ours, NOW).public_id
    again = takeouts.take_out(session, ME, public_id, "Skills Compass", NOW)
    same = again.model_copy(
        update={"origin": again.origin.model_copy(update={"attempt": "0" * 20, "edition": 7})}
    )
    assert to_text(same).encode() == ours
    assert session.query(GrantRow).count() == 1
