"""Files that wait for somebody to let them in, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.models import StagedFileRow
from assess.services import draft, staging
from assess.services.broughtfiles import Found
from assess.services.draft import DraftConflictError
from assess.services.errors import NotFoundError
from tests.web.desksteps import make_account

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
PART = "questions/empathy-never-mind"


@pytest.fixture
def account(app: Flask, session: Session) -> int:
    """Return the id of an editor's account."""
    return make_account(app, session, "ana@example.com", "editor").id


def test_what_a_file_changes_waits_and_is_put_in_at_once_or_not_at_all(
    session: Session, account: int
) -> None:
    was = draft.open_draft(session, NOW).parts
    parts = {PART: was[PART] | {"text": "Wozu? ＝1"}, "title": "Another", "texts": None}
    found = Found(parts, ("A note.",))
    first = staging.keep(session, account, "a.csv", found, NOW, revision=1)
    second = staging.keep(session, account, "b.csv", Found({PART: was[PART]}), NOW, revision=1)
    staged = staging.fetch(session, account, first, NOW)
    assert (staged.name, staged.revision, staged.made_at) == ("a.csv", 1, NOW)
    assert (staged.parts, staged.notes) == (parts, ("A note.",))
    assert staging.put(session, staged, "ana@example.com", NOW) == 2
    assert staging.put(session, staged, "ana@example.com", NOW) == 2
    assert draft.open_draft(session, NOW).parts["title"] == "Another"
    with pytest.raises(DraftConflictError):
        staging.put(session, staging.fetch(session, account, second, NOW), "bea@example.com", NOW)
    for _ in range(2):
        staging.drop(session, account, first)
    with pytest.raises(NotFoundError):
        staging.fetch(session, account, first, NOW)


def test_a_file_waits_for_a_day_and_only_so_many_do(session: Session, account: int) -> None:
    kept = [
        staging.keep(
            session, account, f"{at}.csv", Found({}), NOW + timedelta(seconds=at), revision=1
        )
        for at in range(staging.MOST + 2)
    ]
    names = session.scalars(select(StagedFileRow.name).order_by(StagedFileRow.id)).all()
    assert names == [f"{at}.csv" for at in range(2, staging.MOST + 2)]
    staging.fetch(session, account, kept[-1], NOW + timedelta(hours=23))
    for stranger, when in ((account + 1, NOW), (account, NOW + timedelta(hours=25))):
        with pytest.raises(NotFoundError):
            staging.fetch(session, stranger, kept[-1], when)
    staging.keep(session, account, "\u202e\0" * 300, Found({}), NOW + timedelta(days=3), revision=1)
    [name] = session.scalars(select(StagedFileRow.name)).all()
    assert name == ("\\u202e\\u0000" * 300)[:200]
    staging.keep(session, account, "", Found({}), NOW + timedelta(days=9), revision=1)
    assert session.scalars(select(StagedFileRow.name)).all() == ["File without a name"]
