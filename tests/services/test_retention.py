"""Retention: a day before the promise is due nothing goes, a day after it does."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assess.models import (
    AccountRow,
    AttemptRow,
    BrowserRow,
    HolderRow,
    ImportedEditionRow,
    PreviewLinkRow,
    ShareRow,
    StagedFileRow,
    ThrottleRow,
)
from assess.services import attempts, database, retention
from assess.services.retention import Rules, count_stale, remove_stale
from tests.records import records, unchanged
from tests.services.test_deleting import ME, OTHER, begin, id_of, make_account

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
RULES = Rules(timedelta(90), timedelta(365))
DAY = timedelta(1)


def unfinished(session: Session) -> None:
    """Begin an attempt at NOW."""
    attempts.start(session, ME, "1", "quick", NOW)


def finished(session: Session) -> None:
    """Finish an attempt at NOW."""
    begin(session)


def shared(session: Session) -> None:
    """Make a link that ends a week after NOW."""
    begin(session)


def shared_computer(session: Session) -> None:
    """Let a session end at NOW."""
    attempts.start(session, ME, "1", "quick", NOW)
    session.execute(update(BrowserRow).values(ends_at=NOW))
    session.commit()


def tried(session: Session) -> None:
    """Count a try at NOW."""
    session.add(ThrottleRow(bucket="x", count=1, began_at=NOW, last_at=NOW))
    session.commit()


def preview_link(session: Session) -> None:
    """Make a link to the draft that ends at NOW."""
    named = {"public_id": "x", "secret_hash": "x", "made_by": "ana@example.com"}
    session.add(PreviewLinkRow(**named, made_at=NOW - DAY, ends_at=NOW))
    session.commit()


def staged(session: Session) -> None:
    """Let a file wait from NOW on."""
    begin(session)
    make_account(session, ME)
    account = session.scalars(select(AccountRow.id)).one()
    file = {"public_id": "x", "name": "x.csv", "revision": 1, "parts": "{}"}
    session.add(StagedFileRow(**file, account_id=account, made_at=NOW))
    session.commit()


def browser(session: Session) -> None:
    """See a browser at NOW, and its attempt for ever."""
    begin(session)
    session.execute(update(AttemptRow).values(visited_at=NOW + timedelta(9999)))
    session.commit()


Case = tuple[Callable[[Session], None], str, str, timedelta]
CASES: dict[str, Case] = {
    "unfinished": (unfinished, "unfinished attempts", "attempt", timedelta(90)),
    "finished": (
        finished,
        "finished attempts without an account",
        "attempt",
        timedelta(365),
    ),
    "link": (shared, "links that ended", "share", timedelta(7)),
    "preview link": (preview_link, "preview links that ended", "preview_link", timedelta(0)),
    "file": (staged, "files that waited a day", "staged_file", timedelta(1)),
    "session": (
        shared_computer,
        "ended sessions on shared computers",
        "browser",
        timedelta(0),
    ),
    "browser": (browser, "browsers unseen for 400 days", "browser", timedelta(400)),
    "tries": (tried, "counts of tries", "throttle", timedelta(2)),
}


@pytest.mark.parametrize("name", CASES)
def test_a_day_before_it_stays_and_a_day_after_it_goes(name: str, session: Session) -> None:
    prepare, step, table, kept = CASES[name]
    prepare(session)
    before, after = NOW + kept - DAY, NOW + kept + DAY
    assert count_stale(session, RULES, before)[step] == 0
    assert remove_stale(session, RULES, before)[step] == 0
    assert len(records(session)[table]) == 1
    with unchanged(session):
        counted = count_stale(session, RULES, after)
    assert counted[step] == 1
    assert remove_stale(session, RULES, after) == counted
    assert records(session)[table] == []
    with unchanged(session):
        assert set(remove_stale(session, RULES, after).values()) == {0}


@pytest.mark.parametrize("kept", [timedelta(90), timedelta(365)])
def test_on_the_very_moment_it_is_still_kept(kept: timedelta, session: Session) -> None:
    begin(session) if kept.days == 365 else unfinished(session)
    remove_stale(session, RULES, NOW + kept)
    assert len(records(session)["attempt"]) == 1
    remove_stale(session, RULES, NOW + kept + timedelta(microseconds=1))
    assert records(session)["attempt"] == []


def test_what_an_account_holds_and_is_finished_is_never_touched(session: Session) -> None:
    finished_one = begin(session)
    attempts.start(session, ME, "9", "quick", NOW)
    make_account(session, ME)
    found = remove_stale(session, RULES, NOW + timedelta(10_000))
    assert found["finished attempts without an account"] == 0
    assert found["unfinished attempts"] == 1
    rows = records(session)
    assert [row["public_id"] for row in rows["attempt"]] == [finished_one]
    assert len(rows["account"]) == len(rows["holder"]) == len(rows["access_grant"]) == 1
    assert len(rows["answer"]) == len(rows["result"]) == len(rows["resume_code"]) == 1


def test_an_attempt_that_grows_is_kept_like_a_finished_one(session: Session) -> None:
    begin(session)
    session.execute(update(AttemptRow).values(finished_at=None))
    session.commit()
    assert remove_stale(session, RULES, NOW + timedelta(200))["unfinished attempts"] == 0
    assert len(records(session)["attempt"]) == 1
    found = remove_stale(session, RULES, NOW + timedelta(366))
    assert found["finished attempts without an account"] == 1


def test_a_holder_goes_when_neither_browser_nor_account_uses_it(session: Session) -> None:
    begin(session)
    begin(session, OTHER, "2")
    make_account(session, OTHER)
    session.add(HolderRow())
    session.commit()
    with unchanged(session):
        assert count_stale(session, RULES, NOW)["holders that nobody uses"] == 1
    remove_stale(session, RULES, NOW)
    assert len(records(session)["holder"]) == 2
    counted = count_stale(session, RULES, NOW + timedelta(401))
    assert counted["browsers unseen for 400 days"] == 2
    assert counted["holders that nobody uses"] == 1
    assert remove_stale(session, RULES, NOW + timedelta(401)) == counted
    assert len(records(session)["holder"]) == 1


def test_an_edition_of_another_site_goes_with_its_last_attempt(session: Session) -> None:
    old, kept = begin(session), begin(session, OTHER, "2")
    for digest, public_id in (("c" * 64, old), ("d" * 64, kept), ("e" * 64, None)):
        session.add(ImportedEditionRow(digest=digest, document="{}", imported_at=NOW))
        session.flush()
        pinned = {"edition_number": None, "imported_digest": digest}
        if public_id:
            mine = AttemptRow.id == id_of(session, public_id)
            session.execute(update(AttemptRow).where(mine).values(pinned))
    visited = AttemptRow.id == id_of(session, kept)
    session.execute(update(AttemptRow).where(visited).values(visited_at=NOW + timedelta(300)))
    session.commit()
    counted = count_stale(session, RULES, NOW + timedelta(366))
    assert counted["editions of other sites"] == 2
    assert remove_stale(session, RULES, NOW + timedelta(366)) == counted
    assert [row["digest"] for row in records(session)["imported_edition"]] == ["d" * 64]


def test_many_are_removed_in_batches(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 3)
    session.add_all(
        ThrottleRow(bucket=f"{place}", count=1, began_at=NOW, last_at=NOW) for place in range(10)
    )
    session.commit()
    writes = []

    def counting(session: Session, work: Callable[[], int]) -> int:
        writes.append(1)
        return database.write(session, work)

    monkeypatch.setattr(retention, "write", counting)
    assert remove_stale(session, RULES, NOW + timedelta(3))["counts of tries"] == 10
    assert len(writes) == len(count_stale(session, RULES, NOW)) + 4


def test_links_that_still_work_stay(session: Session) -> None:
    begin(session)
    assert remove_stale(session, RULES, NOW)["links that ended"] == 0
    assert session.query(ShareRow).count() == 1
