"""Questions of the draft, on both databases: begun once, never under a used key."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.services import changes, draft, questions
from assess.services.errors import NotFoundError
from assess.services.questions import KeyTakenError, Page, PublishedError
from tests.services.test_attempts import at_once

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
KEY = "empathy-suit-thursday"
WANTED = {"skill": "empathy", "kind": "rating", "text": "What did you do?"}


def page(session: Session, name: str = "p" * 16) -> Page:
    return Page(name, draft.open_draft(session, NOW).revision, "ana@example.com")


def test_a_page_begins_one_question_however_often_it_is_sent(session: Session) -> None:
    sent = page(session)
    key = questions.write_new(session, sent, WANTED, NOW)
    assert questions.write_new(session, sent, WANTED, NOW) == key
    other = questions.write_new(session, page(session, "q" * 16), WANTED, NOW)
    assert other == f"{key}-2"
    (latest, first) = changes.latest(session, 10)
    assert (latest.parts, first.parts) == ((f"questions/{other}",), (f"questions/{key}",))


def test_a_copy_gets_a_key_of_its_own(session: Session) -> None:
    copy = questions.duplicate(session, KEY, page(session), NOW)
    parts = draft.open_draft(session, NOW).parts
    assert copy not in questions.published(session)
    assert parts[f"questions/{copy}"] == parts[f"questions/{KEY}"] | {"key": copy}


def test_what_was_published_keeps_its_key_and_stays(session: Session) -> None:
    with pytest.raises(PublishedError):
        questions.rename(session, KEY, "empathy-new", page(session), NOW)
    with pytest.raises(PublishedError):
        questions.delete(session, KEY, 1, "ana@example.com", NOW)
    copy = questions.duplicate(session, KEY, page(session), NOW)
    with pytest.raises(KeyTakenError):
        questions.rename(session, copy, KEY, page(session), NOW)
    with pytest.raises(ValueError, match="A B"):
        questions.rename(session, copy, "A B", page(session), NOW)


def test_what_a_draft_accepts_of_a_question_goes_along_when_it_is_renamed(
    session: Session,
) -> None:
    copy = questions.duplicate(session, KEY, page(session), NOW)
    opened = draft.open_draft(session, NOW)
    reasons = [*opened.parts["accepted"], {"rule": "best-tied", "key": copy, "reason": "Both."}]
    change = draft.Change("accepted", {"accepted": reasons}, opened.revision)
    draft.save(session, change, "ana@example.com", NOW)
    questions.rename(session, copy, "empathy-new", page(session), NOW)
    parts = draft.open_draft(session, NOW).parts
    assert parts["accepted"][-1]["key"] == "empathy-new"
    assert f"questions/{copy}" not in parts
    questions.delete(session, "empathy-new", page(session).seen, "ana@example.com", NOW)
    with pytest.raises(NotFoundError):
        questions.duplicate(session, "empathy-new", page(session, "r" * 16), NOW)


def test_a_question_is_retired_and_comes_back(session: Session) -> None:
    for retired in (True, False):
        questions.retire(session, KEY, page(session), NOW, retired=retired)
        part = draft.open_draft(session, NOW).parts[f"questions/{KEY}"]
        assert part["retired"] is retired


def test_two_who_begin_with_the_same_words_at_once_get_two_questions(
    app: Flask, session: Session
) -> None:
    pages = [page(session, letter * 16) for letter in "ab"]
    kinds = ("rating", "situation")

    def begin(place: int) -> Callable[[Session], object]:
        wanted = WANTED | {"kind": kinds[place]}
        return lambda other: questions.write_new(other, pages[place], wanted, NOW)

    assert len(set(map(str, at_once(app, begin(0), begin(1))))) == 2
