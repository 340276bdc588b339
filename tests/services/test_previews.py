"""Links to a preview: one for one asking, ended for good, noted to the minute, logged."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.models import AuditRow
from assess.services import previews
from assess.services.errors import NotFoundError
from tests.records import records, unchanged

NOW = datetime(2026, 11, 25, 12, 0, 30, 123456, tzinfo=UTC)
KEY = b"k" * 64
ANA, BEA = "ana@example.com", "bea@example.com"


def make(session: Session, page_id: str = "0", days: int = 7) -> str:
    return previews.make_link(session, page_id, days, ANA, NOW, key=KEY)


def secret_of(session: Session) -> str:
    session.rollback()
    secret = previews.links(session, KEY, NOW)[0].secret
    assert secret is not None
    return secret


def test_asking_twice_makes_one_link_and_is_logged_once(session: Session) -> None:
    assert make(session) == make(session) != make(session, "1")
    assert len(previews.links(session, KEY, NOW)) == 2
    rows = session.scalars(select(AuditRow)).all()
    assert [(row.actor, row.action) for row in rows] == [(ANA, "preview link made")] * 2


def test_a_link_that_was_ended_stays_dead_when_the_page_asks_again(session: Session) -> None:
    link = make(session)
    old = secret_of(session)
    previews.end_link(session, link, BEA, NOW)
    with unchanged(session):
        previews.end_link(session, link, BEA, NOW)
    later = NOW + timedelta(seconds=1)
    previews.make_link(session, "0", 7, ANA, later, key=KEY)
    with pytest.raises(NotFoundError):
        previews.open_link(session, old, later)
    rows = session.scalars(select(AuditRow).order_by(AuditRow.number)).all()
    assert [(row.actor, row.action) for row in rows][1] == (BEA, "preview link ended")
    assert rows[1].before == rows[0].after


def test_uses_within_one_minute_are_one_write(session: Session) -> None:
    make(session)
    secret = secret_of(session)
    previews.note_use(session, previews.open_link(session, secret, NOW), NOW)
    opened = previews.open_link(session, secret, NOW)
    assert opened.used_at == NOW.replace(second=0, microsecond=0)
    with unchanged(session):
        previews.note_use(session, opened, NOW + timedelta(seconds=20))
    previews.note_use(session, opened, NOW + timedelta(minutes=1))
    (row,) = records(session)["preview_link"]
    assert row["used_at"] == datetime(2026, 11, 25, 12, 1, tzinfo=UTC)


def test_only_some_days_are_offered(session: Session) -> None:
    with pytest.raises(NotFoundError):
        make(session, days=2)


def test_the_draft_is_made_ready_once_for_one_state(session: Session) -> None:
    first, again = (previews.ready(session, NOW) for _ in range(2))
    assert first.compiled is again.compiled is not None
    assert (first.missing, first.names) == ((), {})
