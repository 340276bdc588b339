"""Editions that were published, the way back to one, and the draft's latest changes."""

import json
import re
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.codec import canonical_json, digest, read_edition
from assess.core.draft.parts import split
from assess.services import changes, draft, editions, publishing
from assess.services.draft import Change
from assess.services.publishing import Publication
from tests.services.test_draft import NOW
from tests.visitor import Visitor, notices, words
from tests.web.desksteps import enter_staff
from tests.web.editing import FIRST, edit, many_changes, put


@pytest.fixture
def editor(person: Visitor, sqlite_session: Session) -> Visitor:
    """Return an editor at the desk."""
    enter_staff(person, sqlite_session)
    return person


@pytest.fixture
def second(sqlite_session: Session) -> None:
    """Publish a second edition in which one question reads differently."""
    seen = edit(sqlite_session, text="Why?")
    publishing.publish(sqlite_session, Publication(seen, {}, "Shorter."), "bea@example.com", NOW)
    sqlite_session.rollback()


def revision(page: TestResponse) -> str:
    found = re.search(r'name="revision"[^>]* value="(\d+)"', page.text)
    assert found
    return found[1]


def press(visitor: Visitor, page: TestResponse, path: str, **values: str) -> TestResponse:
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)
    assert token
    return visitor.client.post(path, data={"csrf_token": token[1]} | values)


def test_the_first_edition_has_nothing_beside_it(editor: Visitor) -> None:
    page = editor.get("/desk/editions/1")
    assert "There is no other edition to compare it with yet." in words(page)
    assert "came with the program" in words(page)


@pytest.mark.usefixtures("second")
def test_the_history_tells_who_when_and_why(editor: Visitor, sqlite_session: Session) -> None:
    told = words(editor.get("/desk/editions"))
    assert "Edition 2 Current November 25, 2026, by bea@example.com" in told
    assert "Shorter." in told
    assert told.index("Edition 2") < told.index("Edition 1")
    page = editor.get("/desk/editions/2")
    assert "What changed from edition 1" in words(page)
    assert editions.describe(sqlite_session, 2).digest in page.text


@pytest.mark.usefixtures("second")
@pytest.mark.parametrize("asked", ["2", "9", "x", "1", "9" * 40])
def test_any_two_editions_are_compared(asked: str, editor: Visitor) -> None:
    page = editor.get(f"/desk/editions/1?with={asked}")
    assert "What edition 2 changed later" in words(page)
    assert "Why?" in words(page)


@pytest.mark.parametrize("number", ["0", "2", "2147483648", "9" * 30])
@pytest.mark.parametrize("rest", ["", "/draft", "/edition.yaml"])
def test_an_edition_that_is_not_there_is_not_found(rest: str, number: str, editor: Visitor) -> None:
    editor.get(f"/desk/editions/{number}{rest}", 404)


def test_an_edition_is_downloaded_as_it_was_published(
    editor: Visitor, sqlite_session: Session
) -> None:
    wanted = editions.describe(sqlite_session, 1).digest
    for notation in ("yaml", "json"):
        sent = editor.get(f"/desk/editions/1/edition.{notation}")
        assert digest(canonical_json(read_edition(sent.data))) == wanted
        assert f"edition-1.{notation}" in sent.headers["Content-Disposition"]
    assert json.loads(sent.data)["format"] == 1


@pytest.mark.usefixtures("second")
def test_the_way_back_is_shown_first_and_can_be_undone(
    editor: Visitor, sqlite_session: Session
) -> None:
    page = editor.get("/desk/editions/1/draft")
    assert "1 question changed" in words(page)
    done = press(editor, page, "/desk/editions/1/draft", revision=revision(page))
    assert (done.status_code, done.location) == (303, "/desk/changes")
    told = words(editor.get(done.location))
    assert "The draft is now as edition 1." in told
    assert "Made from edition 1" in told
    assert "the draft is the same as edition 1" in words(editor.get("/desk/editions/1/draft"))
    sqlite_session.rollback()
    first = split(editions.fetch(sqlite_session, 1).edition)
    assert draft.open_draft(sqlite_session, NOW).parts == first


@pytest.mark.usefixtures("second")
def test_texts_of_ones_own_outlast_the_way_back_unless_they_are_let_go(
    editor: Visitor, sqlite_session: Session
) -> None:
    path = "/desk/editions/1/draft"
    put(sqlite_session, {"texts": {"name": "Ours", "contact": "Call us"}})
    page = editor.get(path)
    assert re.search(r'name="texts" value="y" checked', page.text)
    assert "What would change of your own texts, if you do not keep them" in words(page)
    press(editor, page, path, revision=revision(page), texts="y")
    sqlite_session.rollback()
    first = split(editions.fetch(sqlite_session, 1).edition)
    kept = {"texts": {"name": "Ours", "contact": "Call us"}}
    assert draft.open_draft(sqlite_session, NOW).parts == first | kept
    page = editor.get(path)
    assert "All of this would change" not in words(page)
    press(editor, page, path, revision=revision(page))
    sqlite_session.rollback()
    sqlite_session.expire_all()
    assert draft.open_draft(sqlite_session, NOW).parts == first


@pytest.mark.usefixtures("second")
def test_a_draft_that_moved_is_not_made_anew(editor: Visitor, sqlite_session: Session) -> None:
    page = editor.get("/desk/editions/1/draft")
    edit(sqlite_session, text="Another?")
    again = press(editor, page, "/desk/editions/1/draft", revision=revision(page))
    assert again.status_code == 409
    assert "bea@example.com changed it. Nothing was done." in words(again)
    done = press(editor, again, "/desk/editions/1/draft", revision=revision(again))
    assert done.status_code == 303


def test_somebody_who_published_since_is_named(editor: Visitor, sqlite_session: Session) -> None:
    edit(sqlite_session, text="Why?")
    other = editions.fetch(sqlite_session, 1).edition.model_copy(update={"title": "Two"})
    editions.publish(sqlite_session, other, "command line", "", datetime.now(UTC))
    for path in ("/desk", "/desk/publish"):
        assert "command line published edition 2" in words(editor.get(path)), path


def test_the_overview_counts_and_links(editor: Visitor, sqlite_session: Session) -> None:
    put(sqlite_session, {"questions/empathy-under-stress": None})
    edit(sqlite_session, "roles/account_manager", next=["account_manager"])
    page = editor.get("/desk")
    told = words(page)
    assert "Made from Edition 1" in told
    assert "2 parts from edition 1" in told
    assert "Remarks on everything else" in told
    for href in ("/desk/questions?skill=empathy", "/desk/roles", "/desk/preview", "/desk/changes"):
        assert f'href="{href}"' in page.text
    assert "Empathy and emotional intelligence 9 " in told


def test_analysts_are_led_to_the_figures(person: Visitor, sqlite_session: Session) -> None:
    enter_staff(person, sqlite_session, "analyst")
    page = person.get("/desk")
    assert "See the figures" in words(page)
    assert "draft" not in words(page)


def test_changes_are_listed_and_undone(editor: Visitor, sqlite_session: Session) -> None:
    assert "Nobody has changed the draft yet." in words(editor.get("/desk/changes"))
    before = draft.open_draft(sqlite_session, NOW).parts
    edit(sqlite_session, text="One?")
    edit(sqlite_session, text="Two?")
    page = editor.get("/desk/changes")
    assert words(page).count(f"Change of {FIRST}") == 4
    refused = press(editor, page, "/desk/changes/undo", first="2", last="2")
    assert refused.status_code == 409
    (said,) = notices(refused)
    assert said == (
        f"A later change touched the same part: “Change of {FIRST}”, by bea@example.com. "
        "Undo that one first."
    )
    for _ in range(2):
        form = re.search(
            r'name="first" value="(\d+)".*?name="last" value="(\d+)"', page.text, re.DOTALL
        )
        assert form
        done = press(editor, page, "/desk/changes/undo", first=form[1], last=form[2])
        assert done.status_code == 303
        page = editor.get("/desk/changes")
    sqlite_session.rollback()
    sqlite_session.expire_all()
    assert draft.open_draft(sqlite_session, NOW).parts == before
    assert words(page).count("Undone") >= 2
    assert "Undo the last change" not in page.text


def test_what_was_changed_in_a_question_stands_before_its_words(
    editor: Visitor, sqlite_session: Session
) -> None:
    opened = draft.open_draft(sqlite_session, NOW)
    value = dict(opened.parts[FIRST]) | {"text": "Why?"}
    change = Change("Question “Why?”: Text", {FIRST: value}, opened.revision)
    done = draft.save(sqlite_session, change, "bea@example.com", NOW)
    changes.undo(sqlite_session, done, done, "bea@example.com", NOW)
    sqlite_session.rollback()
    page = editor.get("/desk/changes")
    steps = page.text.partition('<ol class="steps">')[2].partition("</ol>")[0]
    assert re.findall(r"<h2>(.*?) *(?:<span.*)?</h2>", steps) == ["Undone: Text", "Text"]
    assert "Question “Why?” empathy-hidden-feeling" in words(page)


def test_a_change_of_many_parts_is_told_part_by_part(
    editor: Visitor, sqlite_session: Session
) -> None:
    many_changes(sqlite_session)
    told = words(editor.get("/desk/changes"))
    assert "New Question “A customer writes the same question twice. What do you do first?”" in told
    assert "Order of the questions" in told
    assert "Place [new: 1 ]" in told


@pytest.mark.parametrize(
    ("values", "status"),
    [({}, 400), ({"first": "x", "last": "2"}, 400), ({"first": "9" * 30, "last": "2"}, 400),
     ({"first": "7", "last": "8"}, 404)],
)  # fmt: skip
def test_a_step_that_is_none_is_not_undone(
    values: dict[str, str], status: int, editor: Visitor, sqlite_session: Session
) -> None:
    edit(sqlite_session, text="One?")
    page = editor.get("/desk/changes")
    assert press(editor, page, "/desk/changes/undo", **values).status_code == status
