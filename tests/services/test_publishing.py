"""Publishing the draft: whole or not at all, once, and never over somebody else's change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from assess.core.codec import canonical_json
from assess.core.draft.parts import split
from assess.models import AuditRow, DraftChangeRow, DraftRow
from assess.services import changes, draft, editions, publishing
from assess.services.draft import Change
from assess.services.errors import UnavailableError
from assess.services.publishing import (
    AlreadyPublishedError,
    DraftMovedError,
    NotReadyError,
    Publication,
)
from tests import outages
from tests.records import records, unchanged
from tests.services.test_attempts import at_once

NOW: Final = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANA, BEA = "ana@example.com", "bea@example.com"
PART: Final = "questions/empathy-hidden-feeling"
# Two of its options nearly say the same, and the edition says why they may.
ALIKE: Final = ("options-alike", "nlp-swapped-dates")


@pytest.fixture(autouse=True)
def _opened(request: pytest.FixtureRequest) -> None:
    """The first who looks makes the draft; that is no change of it."""
    name = "session" if "session" in request.fixturenames else "sqlite_session"
    draft.open_draft(request.getfixturevalue(name), NOW)


def edit(session: Session, part: str = PART, by: str = ANA, **fields: Any) -> int:
    opened = draft.open_draft(session, NOW)
    value = dict(opened.parts[part]) | fields
    return draft.save(session, Change(f"{part}", {part: value}, opened.revision), by, NOW)


def asked(session: Session, note: str = "New.") -> Publication:
    session.rollback()
    return Publication(draft.open_draft(session, NOW).revision, {}, note)


def publish(session: Session, what: Publication, by: str = ANA) -> int:
    return publishing.publish(session, what, by, NOW).number


def test_the_draft_becomes_the_next_edition(session: Session) -> None:
    edit(session, text="Why?")
    before = editions.newest(session)
    info = publishing.publish(session, asked(session), ANA, NOW)
    assert (info.number, info.published_by, info.note, info.published_at) == (2, ANA, "New.", NOW)
    stored = editions.fetch(session, 2).edition
    held = draft.open_draft(session, NOW)
    assert split(stored)[PART]["text"] == "Why?"
    assert canonical_json(stored) == canonical_json(held.edition)
    assert held.base_number == 2
    row = session.scalars(select(AuditRow).order_by(AuditRow.number.desc())).first()
    assert row is not None
    assert (row.actor, row.action, row.subject) == (ANA, "edition published", "Edition 2")
    assert row.before == {"number": 1, "digest": before.digest}
    assert row.after == {"number": 2, "digest": info.digest, "note": "New."}


def test_publishing_twice_is_publishing_once(session: Session) -> None:
    edit(session, text="Why?")
    what = asked(session)
    assert publish(session, what) == 2
    with unchanged(session):
        assert publish(session, what) == 2


def test_publishing_twice_with_a_reason_is_publishing_once(session: Session) -> None:
    edit(session, text="Why?")
    what = replace(asked(session), reasons={ALIKE: "Another reason."})
    assert publish(session, what) == 2
    with unchanged(session):
        assert publish(session, what) == 2
    held = draft.open_draft(session, NOW)
    assert [one["reason"] for one in held.parts["accepted"]] == ["Another reason."]


def test_what_is_published_already_is_not_published_again(session: Session) -> None:
    with unchanged(session), pytest.raises(AlreadyPublishedError) as raised:
        publish(session, Publication(1, {}, ""))
    assert raised.value.info.number == 1


def test_a_draft_that_was_changed_since_is_not_published(session: Session) -> None:
    edit(session, text="Why?")
    what = asked(session)
    edit(session, by=BEA, text="Why not?")
    with unchanged(session), pytest.raises(DraftMovedError):
        publish(session, what)


def test_who_comes_second_learns_who_was_first(session: Session) -> None:
    edit(session, text="Why?")
    what = asked(session)
    publish(session, what)
    with unchanged(session), pytest.raises(AlreadyPublishedError) as raised:
        publish(session, replace(what, note="Mine."), BEA)
    assert raised.value.info.published_by == ANA


def test_an_error_stands_against_publishing(sqlite_session: Session) -> None:
    edit(sqlite_session, text="")
    with unchanged(sqlite_session), pytest.raises(NotReadyError) as raised:
        publish(sqlite_session, asked(sqlite_session))
    assert [one.part for one in raised.value.errors] == [PART]


def test_a_warning_needs_a_reason(sqlite_session: Session) -> None:
    edit(sqlite_session, text="Why?")
    what = replace(asked(sqlite_session), reasons={ALIKE: ""})
    with unchanged(sqlite_session), pytest.raises(NotReadyError) as raised:
        publish(sqlite_session, what)
    assert [one.name for one in raised.value.doubts] == [ALIKE]


def test_reasons_are_kept_without_publishing(sqlite_session: Session) -> None:
    what = replace(asked(sqlite_session), reasons={ALIKE: "Because.", ("no", "such"): "x"})
    assert publishing.keep_reasons(sqlite_session, what, ANA, NOW) == 2
    assert publishing.keep_reasons(sqlite_session, what, ANA, NOW) == 2
    held = draft.open_draft(sqlite_session, NOW)
    assert held.parts["accepted"] == [
        {"rule": ALIKE[0], "key": ALIKE[1], "reason": "Because."},
    ]
    with pytest.raises(DraftMovedError):
        publishing.keep_reasons(sqlite_session, replace(what, reasons={ALIKE: "!"}), BEA, NOW)


def test_reasons_that_accept_nothing_any_more_leave_when_it_is_published(
    sqlite_session: Session,
) -> None:
    question = draft.open_draft(sqlite_session, NOW).parts["questions/nlp-swapped-dates"]
    edit(sqlite_session, f"questions/{question['key']}", retired=True)
    what = asked(sqlite_session)
    with pytest.raises(NotReadyError) as raised:
        publish(sqlite_session, what)
    # The skill has too few questions now.
    reasons = {doubt.name: "More come soon." for doubt in raised.value.doubts}
    assert publish(sqlite_session, replace(what, reasons=reasons)) == 2
    stored = editions.fetch(sqlite_session, 2).edition.accepted
    assert {(one.rule, one.key) for one in stored} == set(reasons)
    assert len(draft.open_draft(sqlite_session, NOW).parts["accepted"]) == len(reasons)


def test_two_who_publish_at_the_same_moment_make_one_edition(app: Flask, session: Session) -> None:
    edit(session, text="Why?")
    what = asked(session)

    def work(by: str) -> Callable[[Session], object]:
        return lambda own: publishing.publish(own, what, by, NOW).number

    done = at_once(app, work(ANA), work(BEA), work(ANA))
    assert 2 in done
    others = [one for one in done if one != 2]
    assert all(isinstance(one, AlreadyPublishedError) for one in others), done
    session.rollback()
    assert [info.number for info in editions.list_editions(session)] == [1, 2]


def test_publishing_and_changing_at_the_same_moment_loses_nothing(
    app: Flask, session: Session
) -> None:
    edit(session, text="Why?")
    what = asked(session)
    other = dict(draft.open_draft(session, NOW).parts[PART]) | {"text": "Bea’s"}
    change = Change("Bea’s", {PART: other}, what.seen)
    done = at_once(
        app,
        lambda own: publishing.publish(own, what, ANA, NOW).number,
        lambda own: draft.save(own, change, BEA, NOW),
    )
    session.rollback()
    assert draft.open_draft(session, NOW).parts[PART]["text"] == "Bea’s"
    if done[0] == 2:
        assert split(editions.fetch(session, 2).edition)[PART]["text"] == "Why?"
    else:
        assert isinstance(done[0], DraftMovedError)


def test_while_the_database_is_busy_nothing_is_published(app: Flask, session: Session) -> None:
    edit(session, text="Why?")
    what = asked(session)
    with unchanged(session), outages.locked(app), pytest.raises(UnavailableError):
        publish(session, what)


def test_the_way_back_is_a_draft_made_from_an_edition(session: Session) -> None:
    edit(session, text="Why?")
    publish(session, asked(session))
    seen = draft.open_draft(session, NOW).revision
    revision = publishing.restore(session, 1, seen, BEA, NOW)
    assert publishing.restore(session, 1, seen, BEA, NOW) == revision
    held = draft.open_draft(session, NOW)
    assert (held.base_number, held.changed_by) == (2, BEA)
    info = publishing.publish(session, asked(session, "Back."), BEA, NOW)
    first, third = records(session)["edition"][0], records(session)["edition"][2]
    assert info.number == 3
    assert first["document"] == third["document"]
    assert editions.current(session)[0] == 3


def test_a_draft_made_anew_can_be_taken_back(sqlite_session: Session) -> None:
    edit(sqlite_session, text="Why?")
    before = draft.open_draft(sqlite_session, NOW).parts
    publishing.restore(sqlite_session, 1, 2, ANA, NOW)
    assert publishing.standing(sqlite_session, NOW).changes == ()
    step = changes.latest(sqlite_session, 5)[0]
    assert (step.what, step.values[PART][0]["text"]) == ("Made from edition 1", "Why?")
    changes.undo(sqlite_session, step.first, step.last, ANA, NOW)
    assert draft.open_draft(sqlite_session, NOW).parts == before


def test_a_draft_that_was_changed_since_is_not_made_anew(sqlite_session: Session) -> None:
    edit(sqlite_session, text="Why?")
    with unchanged(sqlite_session), pytest.raises(DraftMovedError):
        publishing.restore(sqlite_session, 1, 1, BEA, NOW)


def test_made_from_the_newest_edition_the_draft_is_up_to_date(sqlite_session: Session) -> None:
    second = editions.fetch(sqlite_session, 1).edition.model_copy(update={"title": "Two"})
    editions.publish(sqlite_session, second, "command line", "", NOW)
    found = publishing.standing(sqlite_session, NOW)
    assert (found.base.number, found.current.number) == (1, 2)
    publishing.restore(sqlite_session, 2, 1, ANA, NOW)
    found = publishing.standing(sqlite_session, NOW)
    assert (found.base.number, found.changes) == (2, ())


def test_an_unfinished_draft_has_no_effects_yet(sqlite_session: Session) -> None:
    found = publishing.standing(sqlite_session, NOW)
    assert publishing.effects_of(sqlite_session, found) is not None
    role = draft.open_draft(sqlite_session, NOW).parts["roles/account_manager"]
    edit(sqlite_session, "roles/account_manager", next=["no_such"], name=role["name"])
    found = publishing.standing(sqlite_session, NOW)
    assert publishing.effects_of(sqlite_session, found) is None


def test_old_changes_are_forgotten_when_something_is_published(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "KEPT_CHANGES", 2)
    for text in ("One?", "Two?", "Three?", "Four?"):
        edit(sqlite_session, text=text)
    old = NOW - timedelta(days=publishing.KEPT_DAYS + 1)
    early = update(DraftChangeRow).where(DraftChangeRow.revision != 3)
    sqlite_session.execute(early.values(at=old))
    sqlite_session.commit()
    publish(sqlite_session, asked(sqlite_session))
    kept = sqlite_session.scalars(select(DraftChangeRow.revision)).all()
    # The third is young enough, the last two are among the newest.
    assert sorted(kept) == [3, 4, 5]


def test_changes_are_undone_one_after_the_other(sqlite_session: Session) -> None:
    first = draft.open_draft(sqlite_session, NOW).parts
    for text in ("One?", "Two?"):
        edit(sqlite_session, text=text)
    with pytest.raises(changes.ChangedSinceError) as raised:
        changes.undo(sqlite_session, 2, 2, BEA, NOW)
    assert (raised.value.what, raised.value.by) == (PART, ANA)
    changes.undo(sqlite_session, 3, 3, BEA, NOW)
    changes.undo(sqlite_session, 2, 2, BEA, NOW)
    assert draft.open_draft(sqlite_session, NOW).parts == first
    assert sqlite_session.get_one(DraftRow, 1).revision == 5


def test_who_open_the_first_draft_at_the_same_moment_get_the_same(
    app: Flask, session: Session
) -> None:
    session.execute(delete(DraftRow))
    session.commit()
    done = at_once(app, *[lambda own: draft.open_draft(own, NOW).revision] * 4)
    assert done == [1] * 4
