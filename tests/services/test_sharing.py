"""Links to one result: made, listed, ended, and never too many."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.core import sharelink
from assess.core.compiled import Compiled
from assess.core.secret import fingerprint
from assess.models import AttemptRow
from assess.services import attempts, results, sharing
from assess.services.errors import NotFoundError
from assess.services.sharing import Link, TooManyLinksError
from tests.records import records, unchanged
from tests.services.links import (
    KEY,
    ME,
    MINUTE,
    NOW,
    PAGE,
    PLAIN,
    YOU,
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


def test_a_link_leads_to_the_result_it_was_made_for(session: Session, finished: str) -> None:
    link = make(session, finished)
    secret = secret_of(session, finished)
    shared = opened(session, secret)
    mine = attempts.open_attempt(session, ME, finished)
    assert shared.result == results.stored_result(session, mine, 1)
    assert (shared.with_claims, shared.with_answers, shared.used_at) == (False, False, None)
    assert shared.ends_at == NOW + timedelta(days=7)
    assert listed(session, finished) == (
        Link(link, secret, 1, False, False, NOW, shared.ends_at, None, 0),
    )


def test_only_the_hash_of_the_secret_is_stored(session: Session, finished: str) -> None:
    make(session, finished)
    secret = secret_of(session, finished)
    raw = sharelink.from_text(secret)
    assert raw is not None
    assert len(raw) == 16
    [row] = records(session)["share"]
    assert row["secret_hash"] == fingerprint(raw)
    held = str(records(session))
    for written in (secret, raw.hex(), repr(raw)):
        assert written not in held


@pytest.mark.parametrize("days", [7, 30, 90])
def test_a_link_works_until_its_last_moment_and_not_in_it(
    days: int, session: Session, finished: str
) -> None:
    make(session, finished, replace(PLAIN, days=days))
    secret = secret_of(session, finished)
    last = NOW + timedelta(days=days)
    assert opened(session, secret, last - timedelta(microseconds=1)).ends_at == last
    assert len(listed(session, finished, last - timedelta(microseconds=1))) == 1
    for after in (last, last + MINUTE, last + timedelta(days=1000)):
        with pytest.raises(NotFoundError, match="link"):
            opened(session, secret, after)
        assert listed(session, finished, after) == ()


@pytest.mark.parametrize("days", [0, 1, -7, 8, 91, 10**9])
def test_no_other_number_of_days_is_taken(days: int, session: Session, finished: str) -> None:
    with unchanged(session), pytest.raises(NotFoundError, match="days"):
        make(session, finished, replace(PLAIN, days=days))


@pytest.mark.parametrize("number", [0, 2, -1, 999])
def test_only_a_result_that_exists_can_be_shared(
    number: int, session: Session, finished: str
) -> None:
    with unchanged(session), pytest.raises(NotFoundError, match="result"):
        make(session, finished, replace(PLAIN, number=number))


def test_an_attempt_without_result_has_nothing_to_share(session: Session) -> None:
    begun = attempts.start(session, ME, PAGE, "quick", NOW)
    with unchanged(session), pytest.raises(NotFoundError, match="result"):
        make(session, begun)


def test_sending_a_page_twice_makes_one_link(session: Session, finished: str) -> None:
    first = make(session, finished)
    with unchanged(session):
        assert make(session, finished, now=NOW + MINUTE) == first


def test_sending_a_page_from_many_threads_makes_one_link(
    app: Flask, session: Session, finished: str
) -> None:
    made = at_once(app, *[lambda session: make(session, finished)] * 4)
    assert len(set(made)) == 1
    assert [link.public_id for link in listed(session, finished)] == made[:1]


def test_another_choice_or_another_page_makes_another_link(session: Session, finished: str) -> None:
    choices = [
        PLAIN,
        replace(PLAIN, days=30),
        replace(PLAIN, with_claims=True),
        replace(PLAIN, with_answers=True),
        replace(PLAIN, page_id="1" * 32),
    ]
    made = {make(session, finished, choice) for choice in choices}
    links = listed(session, finished)
    assert {link.public_id for link in links} == made
    assert len({link.secret for link in links}) == len(choices)


def test_an_ended_link_is_gone_and_the_others_stay(session: Session, finished: str) -> None:
    first = make(session, finished)
    ended = secret_of(session, finished)
    kept = make(session, finished, replace(PLAIN, days=30), NOW + MINUTE)
    sharing.end(session, ME, finished, first)
    with pytest.raises(NotFoundError, match="link"):
        opened(session, ended)
    assert [row["public_id"] for row in records(session)["share"]] == [kept]
    assert opened(session, secret_of(session, finished)).ends_at == NOW + MINUTE + timedelta(30)
    with unchanged(session):
        sharing.end(session, ME, finished, first)


def test_a_page_sent_again_after_its_link_was_ended_does_not_bring_it_back(
    session: Session, finished: str
) -> None:
    link = make(session, finished)
    ended = secret_of(session, finished)
    sharing.end(session, ME, finished, link)
    assert make(session, finished, now=NOW + MINUTE) == link
    assert secret_of(session, finished) != ended
    with pytest.raises(NotFoundError, match="link"):
        opened(session, ended)


def test_nobody_else_can_make_or_end_links(session: Session, finished: str) -> None:
    link = make(session, finished)
    attempts.start(session, YOU, "1" * 32, "quick", NOW)
    with unchanged(session):
        for work in (
            lambda: sharing.make(session, YOU, finished, PLAIN, NOW, key=KEY),
            lambda: sharing.end(session, YOU, finished, link),
            lambda: sharing.end(session, ME, "0" * 20, link),
        ):
            with pytest.raises(NotFoundError, match="attempt"):
                work()


def test_a_link_is_not_ended_by_way_of_another_attempt(session: Session, finished: str) -> None:
    link = make(session, finished)
    theirs = attempts.start(session, YOU, "1" * 32, "quick", NOW)
    with unchanged(session):
        sharing.end(session, YOU, theirs, link)


def test_there_may_be_so_many_links_and_no_more(session: Session, finished: str) -> None:
    pages = [replace(PLAIN, page_id=f"{place:032x}") for place in range(sharing.MOST)]
    made = [make(session, finished, page) for page in pages]
    one_more = replace(PLAIN, page_id="f" * 32)
    with unchanged(session):
        with pytest.raises(TooManyLinksError):
            make(session, finished, one_more)
        assert make(session, finished, pages[3]) == made[3], "sent twice is no new one"
    sharing.end(session, ME, finished, made[0])
    make(session, finished, one_more)
    assert len(listed(session, finished)) == sharing.MOST


def test_links_that_have_ended_make_room_and_leave_the_table(
    session: Session, finished: str
) -> None:
    for place in range(sharing.MOST):
        make(session, finished, replace(PLAIN, page_id=f"{place:032x}"))
    make(session, finished, replace(PLAIN, page_id="f" * 32), NOW + timedelta(days=7))
    assert len(records(session)["share"]) == 1


def test_deleting_the_attempt_ends_its_links(session: Session, finished: str) -> None:
    make(session, finished)
    secret = secret_of(session, finished)
    session.delete(session.query(AttemptRow).filter_by(public_id=finished).one())
    session.commit()
    assert records(session)["share"] == []
    with pytest.raises(NotFoundError, match="link"):
        opened(session, secret)


def test_with_another_key_a_link_works_but_cannot_be_shown_again(
    session: Session, finished: str
) -> None:
    make(session, finished)
    secret = secret_of(session, finished)
    attempt = attempts.open_attempt(session, ME, finished)
    [link] = sharing.links(session, attempt, b"another key", NOW)
    assert link.secret is None
    assert opened(session, secret).result.number == 1


def test_a_link_can_be_shown_again_whatever_zone_the_clock_was_in(
    session: Session, finished: str
) -> None:
    make(session, finished, now=NOW.astimezone(timezone(timedelta(hours=-7))))
    assert opened(session, secret_of(session, finished)).result.number == 1
