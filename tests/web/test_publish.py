"""The page before publishing: what it shows, what it keeps, what it refuses."""

import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from justhtml import JustHTML
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.services import draft, editions
from tests.records import records
from tests.services.test_draft import NOW
from tests.soundness import attributes
from tests.visitor import Visitor, words
from tests.web.desksteps import PASSPHRASE, enter_staff
from tests.web.editing import FIRST, edit, many_changes, put

ALIKE: Final = "reason--options-alike--nlp-swapped-dates"
REVIEW: Final = "/desk/publish"


@pytest.fixture
def editor(person: Visitor, sqlite_session: Session) -> Visitor:
    """Return an editor at the desk."""
    enter_staff(person, sqlite_session)
    return person


def typed(page: TestResponse) -> dict[str, str]:
    """Return what stands in the page's fields to write in."""
    fields = JustHTML(page.text, sanitize=False).query("textarea")
    return {str(attributes(one)["name"]): one.to_text() for one in fields}


def send(visitor: Visitor, page: TestResponse, do: str = "publish", **values: str) -> TestResponse:
    """Fill in the review's form and press one of its buttons."""
    hidden = dict(re.findall(r'name="(csrf_token|revision)"[^>]* value="([^"]*)"', page.text))
    texts = {name: value.strip() for name, value in typed(page).items()}
    sent = hidden | texts | {"do": do} | values
    return visitor.client.post(REVIEW, data=sent)


def test_a_draft_that_is_the_current_edition_has_nothing_to_publish(editor: Visitor) -> None:
    page = editor.get(REVIEW)
    assert "there is nothing to publish" in words(page)
    assert "Publish as edition" not in page.text
    assert send(editor, page).status_code == 409


def test_the_review_tells_everything_and_publishing_leads_to_the_edition(
    editor: Visitor, sqlite_session: Session
) -> None:
    many_changes(sqlite_session)
    page = editor.get(REVIEW)
    told = words(page)
    for part in (
        "1 question new", "1 question retired", "profile of 2 roles changed", "Our compass",
        "of 100 would be recommended another role", "24 questions, about 12 minutes",
        "32 questions, about 1",
    ):  # fmt: skip
        assert part in told
    assert "[new: very unhappy ]" in told
    reasons = {name: "More come soon." for name in typed(page) if name.startswith("reason")}
    done = send(editor, page, note="Fairer now.", **reasons)
    assert (done.status_code, done.location) == (303, "/desk/editions/2")
    told = words(editor.get(done.location))
    assert "Edition 2 is published." in told
    assert "Fairer now." in told
    assert "by editor@example.com" in told
    assert "note" not in typed(editor.get("/desk"))
    assert typed(editor.get(REVIEW))["note"].strip() == ""
    # A double click is answered like the first.
    again = send(editor, page, note="Fairer now.", **reasons)
    assert (again.status_code, again.location) == (303, "/desk/editions/2")
    assert len(records(sqlite_session)["edition"]) == 2


def test_a_warning_without_a_reason_comes_back_with_what_was_typed(
    editor: Visitor, sqlite_session: Session
) -> None:
    edit(sqlite_session, text="Why?")
    put(sqlite_session, {"accepted": []})
    page = send(editor, editor.get(REVIEW), note="My note.")
    assert page.status_code == 422
    assert "<title>Error: Publish" in page.text
    assert f'href="#{ALIKE}"' in page.text
    assert typed(page)["note"].strip() == "My note."
    assert len(records(sqlite_session)["edition"]) == 1


def test_reasons_and_note_are_saved_without_publishing(
    editor: Visitor, sqlite_session: Session
) -> None:
    edit(sqlite_session, text="Why?")
    done = send(editor, editor.get(REVIEW), "keep", note="Later.", **{ALIKE: "A new reason."})
    assert (done.status_code, done.location) == (303, REVIEW)
    page = editor.get(REVIEW)
    assert (typed(page)["note"].strip(), typed(page)[ALIKE].strip()) == ("Later.", "A new reason.")
    sqlite_session.rollback()
    (kept,) = draft.open_draft(sqlite_session, NOW).parts["accepted"]
    assert kept["reason"] == "A new reason."
    # An empty field takes the reason back.
    send(editor, page, "keep", **{ALIKE: " "})
    sqlite_session.rollback()
    sqlite_session.expire_all()
    assert draft.open_draft(sqlite_session, NOW).parts["accepted"] == []


@pytest.mark.parametrize("do", ["publish", "keep"])
def test_a_draft_that_moved_is_shown_again_with_what_was_typed(
    do: str, editor: Visitor, sqlite_session: Session
) -> None:
    edit(sqlite_session, text="Why?")
    page = editor.get(REVIEW)
    edit(sqlite_session, text="What then?", by="bea@example.com")
    gone = {"reason--no-such--finding": "Typed before."}
    page = send(editor, page, do, note="My note.", **{ALIKE: "Mine."}, **gone)
    assert page.status_code == 409
    assert "bea@example.com changed it." in words(page)
    assert "What then?" in words(page)
    assert typed(page)["note"].strip() == "My note."
    assert typed(page)[ALIKE].strip() == "Mine."
    assert "Typed before." in words(page)
    assert len(records(sqlite_session)["edition"]) == 1
    assert send(editor, page, "publish").status_code == 303


def test_who_publishes_second_learns_who_was_first(
    editor: Visitor, new_person: Callable[[], Visitor], sqlite_session: Session
) -> None:
    other = new_person()
    enter_staff(other, sqlite_session, "owner")
    edit(sqlite_session, text="Why?")
    pages = [one.get(REVIEW) for one in (editor, other)]
    assert send(editor, pages[0]).status_code == 303
    page = send(other, pages[1], note="Mine.")
    assert page.status_code == 409
    assert "editor@example.com published it." in words(page)
    assert typed(page)["note"].strip() == "Mine."


def test_of_two_that_read_the_same_the_keys_tell_which_is_meant(
    editor: Visitor, sqlite_session: Session
) -> None:
    put(sqlite_session, {
        "questions/copy": draft.open_draft(sqlite_session, NOW).parts[FIRST]
        | {"key": "copy", "text": "", "options": [], "retired": True}
    })  # fmt: skip
    page = editor.get(REVIEW)
    assert "Mend first: 2 errors" in words(page)
    assert page.text.count('href="/desk/questions/copy"') == 2  # the errors together; the change
    assert 'href="/desk/questions/copy/delete"' in page.text
    told = words(page)
    assert "copy Retired" in told
    assert "It is retired; an unfinished one that was never published can be deleted" in told


def test_the_button_stands_above_the_details(editor: Visitor, sqlite_session: Session) -> None:
    edit(sqlite_session, text="Why?")
    told = words(editor.get(REVIEW))
    order = ("1 question changed", "Publish as edition 2", "Every change, before and after",
             "What it would do")  # fmt: skip
    assert sorted(map(told.index, order)) == [told.index(one) for one in order]


def test_errors_stand_against_publishing_and_lead_to_where_they_are_mended(
    editor: Visitor, sqlite_session: Session
) -> None:
    edit(sqlite_session, text="", options=[])
    edit(sqlite_session, "roles/account_manager", next=["account_manager"])
    page = editor.get(REVIEW)
    assert "Publish as edition" not in page.text
    assert "worked out once the errors are mended" in words(page)
    for href in ("/desk/questions/empathy-hidden-feeling", "/desk/roles"):
        assert f'href="{href}"' in page.text
    refused = send(editor, page, note="x")
    assert refused.status_code == 422
    assert "Mend what stands against publishing" in words(refused)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("note", "x" * 2001, "Use at most 2,000 characters. This has 2,001."),
        ("note", "a\u202eb", "Take out the character that cannot be shown (U+202E)."),
        ("note", "a\x00b", "Take out the character that cannot be shown (U+0000)."),
        (ALIKE, "y" * 100_000, "Use at most 2,000 characters. This has 100,000."),
        (ALIKE, "\u2066", "Take out the character that cannot be shown (U+2066)."),
    ],
)
@pytest.mark.parametrize("do", ["publish", "keep"])
def test_what_cannot_be_kept_comes_back_with_a_sentence(
    do: str, field: str, value: str, sentence: str, editor: Visitor
) -> None:
    page = send(editor, editor.get(REVIEW), do, **{field: value})
    assert page.status_code == 422
    assert page.text.count(sentence) == 2
    assert value.replace("\x00", "\ufffd") in page.text


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
def test_a_revision_that_is_none_is_refused(revision: str, editor: Visitor) -> None:
    page = editor.get(REVIEW)
    assert send(editor, page, revision=revision).status_code == 400


def test_an_hour_later_what_was_typed_waits_behind_the_passphrase(
    editor: Visitor, sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(sqlite_session, text="Why?")
    page = editor.get(REVIEW)
    monkeypatch.setattr("assess.web.desk.guard._proved", lambda: 0.0)
    asked = send(editor, page, note="My note.")
    assert asked.status_code == 403
    assert "Is it still you?" in words(asked)
    assert len(records(sqlite_session)["edition"]) == 1
    # Saving what was typed asks for no passphrase, and the note is still here.
    assert typed(editor.get(REVIEW))["note"].strip() == "My note."
    assert send(editor, page, "keep", note="Other.").status_code == 303
    assert PASSPHRASE not in asked.text


HOSTILE: Final = (
    "<script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}",
    '=cmd|" /C calc"!A0',
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_text_on_every_page(
    text: str, editor: Visitor, sqlite_session: Session
) -> None:
    parts: dict[str, Any] = draft.open_draft(sqlite_session, NOW).parts
    put(
        sqlite_session,
        {
            "title": text,
            "texts": {"name": text, "welcome": text},
            "questions/empathy-hidden-feeling": parts["questions/empathy-hidden-feeling"]
            | {"text": text, "context": text},
            "roles/account_manager": parts["roles/account_manager"] | {"name": text},
            "skills/empathy": parts["skills/empathy"] | {"name": text},
        },
    )
    page = editor.get(REVIEW)
    reasons = {name: text for name in typed(page) if name.startswith("reason")}
    assert send(editor, page, note=text, **reasons).status_code == 303
    paths = ("/desk", REVIEW, "/desk/editions", "/desk/editions/2", "/desk/changes")
    for path in (*paths, "/desk/editions/1/draft"):
        page = editor.get(path)
        # Soundness is checked on every fetch: markup that came alive would fail there, too.
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        assert "49" not in words(page, "h2") or "{{" not in text
    assert editions.describe(sqlite_session, 2).note == text
