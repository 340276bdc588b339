"""The draft: changed part by part, never overwritten, taken back step by step."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.core.draft.shape import ShapeError
from assess.models import AuditRow, DraftChangeRow
from assess.services import changes, draft, editions
from assess.services.draft import Change, DraftConflictError
from tests.services.test_attempts import at_once

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
PART = "questions/empathy-hidden-feeling"
OTHER = "questions/empathy-under-stress"


def with_text(session: Session, text: str, part: str = PART, **more: Any) -> Change:
    value = dict(draft.open_draft(session, NOW).parts[part]) | {"text": text}
    seen = more.pop("seen", draft.open_draft(session, NOW).revision)
    return Change(f"text of {part}", {part: value}, seen, **more)


def test_the_first_draft_is_the_current_edition(session: Session) -> None:
    opened = draft.open_draft(session, NOW)
    assert (opened.revision, opened.base_number) == (1, 1)
    assert draft.open_draft(session, NOW) == opened
    assert [remark for remark in draft.remarks(opened) if remark.severity == "error"] == []


def test_a_change_is_saved_listed_and_logged(session: Session) -> None:
    assert draft.save(session, with_text(session, "Why?"), "ana@example.com", NOW) == 2
    opened = draft.open_draft(session, NOW)
    assert opened.parts[PART]["text"] == "Why?"
    assert (opened.revision, opened.changed_by) == (2, "ana@example.com")
    (step,) = changes.latest(session, 20)
    assert (step.by, step.parts, step.undone) == ("ana@example.com", (PART,), False)
    (row,) = session.scalars(select(AuditRow)).all()
    assert (row.actor, row.action) == ("ana@example.com", "draft changed")
    assert row.after == {PART: {"text": "Why?"}}
    assert list(row.before[PART]) == ["text"]


def test_saving_twice_is_saving_once(session: Session) -> None:
    change = with_text(session, "Why?")
    assert draft.save(session, change, "ana@example.com", NOW) == 2
    assert draft.save(session, change, "ana@example.com", NOW) == 2
    assert len(session.scalars(select(DraftChangeRow)).all()) == 1


def test_two_who_change_the_same_part_never_overwrite_each_other(session: Session) -> None:
    ana, bea = with_text(session, "Ana’s"), with_text(session, "Bea’s")
    draft.save(session, ana, "ana@example.com", NOW)
    with pytest.raises(DraftConflictError) as raised:
        draft.save(session, bea, "bea@example.com", NOW)
    (conflict,) = raised.value.conflicts
    texts = [version["text"] for version in (conflict.theirs, conflict.yours)]
    assert texts == ["Ana’s", "Bea’s"]
    assert conflict.base["text"] not in texts
    assert draft.open_draft(session, NOW).parts[PART]["text"] == "Ana’s"


def test_two_who_change_different_parts_do_not_meet(session: Session) -> None:
    ana, bea = with_text(session, "Ana’s"), with_text(session, "Bea’s", OTHER)
    draft.save(session, ana, "ana@example.com", NOW)
    draft.save(session, bea, "bea@example.com", NOW)
    parts = draft.open_draft(session, NOW).parts
    assert (parts[PART]["text"], parts[OTHER]["text"]) == ("Ana’s", "Bea’s")


def test_a_page_does_not_meet_what_it_saved_itself(session: Session) -> None:
    seen = draft.open_draft(session, NOW).revision
    for text in ("W", "Wh", "Why"):
        change = with_text(session, text, page_id="p1", seen=seen)
        draft.save(session, change, "ana@example.com", NOW)
    (step,) = changes.latest(session, 20)
    assert (step.first, step.last) == (2, 4)


def test_a_step_is_taken_back_whole_and_can_be_brought_again(session: Session) -> None:
    before = draft.open_draft(session, NOW).parts
    for text in ("W", "Why"):
        change = with_text(session, text, page_id="p1", seen=1)
        draft.save(session, change, "ana@example.com", NOW)
    assert changes.undo(session, 2, 3, "ana@example.com", NOW) == 4
    assert changes.undo(session, 2, 3, "ana@example.com", NOW) == 4
    assert draft.open_draft(session, NOW).parts == before
    undone, step = changes.latest(session, 20)
    assert (step.undone, undone.undoes) == (True, 3)
    changes.undo(session, 4, 4, "ana@example.com", NOW)
    assert draft.open_draft(session, NOW).parts[PART]["text"] == "Why"
    assert changes.latest(session, 20)[0].what.startswith("Redone: ")
    with pytest.raises(changes.ChangedSinceError):
        changes.undo(session, 2, 3, "ana@example.com", NOW)
    changes.undo(session, 5, 5, "ana@example.com", NOW)
    assert changes.undo(session, 2, 3, "ana@example.com", NOW) == 6


def test_what_was_changed_again_since_is_not_taken_back(session: Session) -> None:
    draft.save(session, with_text(session, "One"), "ana@example.com", NOW)
    draft.save(session, with_text(session, "Two"), "bea@example.com", NOW)
    with pytest.raises(changes.ChangedSinceError):
        changes.undo(session, 2, 2, "ana@example.com", NOW)
    assert draft.open_draft(session, NOW).parts[PART]["text"] == "Two"


def test_what_no_draft_may_hold_is_refused(session: Session) -> None:
    with pytest.raises(ShapeError) as raised:
        draft.save(session, with_text(session, "x" * 2001), "ana@example.com", NOW)
    assert raised.value.faults == (("text", "may have at most 2000 characters"),)
    assert draft.open_draft(session, NOW).revision == 1


def test_a_draft_may_be_unfinished(session: Session) -> None:
    question = {"key": "new", "skill": "empathy", "kind": "situation", "text": "", "options": []}
    order = [*draft.open_draft(session, NOW).parts["order/questions"], "new"]
    change = Change("new", {"questions/new": question, "order/questions": order}, 1)
    draft.save(session, change, "ana@example.com", NOW)
    errors = {
        (remark.part, remark.field)
        for remark in draft.remarks(draft.open_draft(session, NOW))
        if remark.severity == "error"
    }
    assert errors == {("questions/new", "text"), ("questions/new", "options")}


def saving(change: Change) -> Callable[[Session], object]:
    return lambda session: draft.save(session, change, "ana@example.com", NOW)


def test_whoever_opens_the_desk_first_at_once_gets_one_draft(app: Flask) -> None:
    opened = at_once(app, *[lambda session: draft.open_draft(session, NOW)] * 4)
    assert all(isinstance(one, draft.Draft) and one.revision == 1 for one in opened)


def test_of_two_saves_of_one_part_at_once_one_is_asked_about(app: Flask, session: Session) -> None:
    changed = [with_text(session, text) for text in ("Ana’s", "Bea’s", "Cem’s")]
    done = at_once(app, *map(saving, changed))
    assert sorted(type(one).__name__ for one in done) == [*["DraftConflictError"] * 2, "int"]


def test_saves_of_different_parts_at_once_are_all_kept(app: Flask, session: Session) -> None:
    parts = [part for part in draft.open_draft(session, NOW).parts if part.startswith("questions/")]
    changed = [with_text(session, "New", part) for part in parts[:4]]
    assert sorted(map(str, at_once(app, *map(saving, changed)))) == ["2", "3", "4", "5"]
    session.rollback()  # what it saw before is over
    found = draft.open_draft(session, NOW).parts
    assert [found[part]["text"] for part in parts[:4]] == ["New"] * 4
    numbers = session.scalars(select(AuditRow.number).order_by(AuditRow.number)).all()
    assert list(numbers) == [1, 2, 3, 4]


def test_a_published_question_is_retired_whatever_would_take_it_out(session: Session) -> None:
    before = draft.open_draft(session, NOW).parts[PART]
    draft.save(session, Change("gone", {PART: None}, 1), "ana@example.com", NOW)
    assert draft.open_draft(session, NOW).parts[PART] == before | {"retired": True}
    draft.save(session, Change("gone", {PART: None}, 2), "ana@example.com", NOW)
    assert draft.open_draft(session, NOW).revision == 2


def test_a_step_that_began_a_question_takes_it_out_only_until_it_is_published(
    session: Session,
) -> None:
    opened = draft.open_draft(session, NOW)
    question = dict(opened.parts[PART]) | {"key": "new", "text": "Another one?"}
    draft.save(session, Change("new", {"questions/new": question}, 1), "ana@example.com", NOW)
    editions.publish(session, draft.open_draft(session, NOW).edition, "ana", "", NOW)
    changes.undo(session, 2, 2, "ana@example.com", NOW)
    assert draft.open_draft(session, NOW).parts["questions/new"]["retired"]


def test_a_published_question_keeps_its_kind(session: Session) -> None:
    value = dict(draft.open_draft(session, NOW).parts[PART]) | {"kind": "frequency"}
    with pytest.raises(ShapeError, match="stays as it was published"):
        draft.save(session, Change("kind", {PART: value}, 1), "ana@example.com", NOW)
