"""Two editors changed the same part: both versions on one page, and one to choose."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any, Final

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.services import draft
from assess.services.draft import Change, PartConflict
from assess.web.clock import now
from assess.web.desk.conflict import Carried
from tests.visitor import Visitor, form_of, words
from tests.web.desksteps import enter_staff
from tests.web.questionsteps import fields, press

PART: Final = "skills/empathy"
PATH: Final = "/desk/skills/empathy"
QUESTION: Final = "empathy-suit-thursday"
HOSTILE: Final = "<script>alert(1)</script> {{ 300*41 }} “x”"


@pytest.fixture
def editor(person: Visitor, sqlite_session: Session) -> Visitor:
    enter_staff(person, sqlite_session)
    return person


def met(
    editor: Visitor, theirs: dict[str, Any], yours: dict[str, Any], **more: Any
) -> TestResponse:
    """Send what the page of two versions sends, with nothing chosen yet."""
    levels = ["One.", "Two.", "Three.", "Four.", "Five."]
    base = {"key": "empathy", "name": "Base", "summary": "B", "kind": "soft", "levels": levels}
    given: dict[str, Any] = {"parts": {PART: base | yours}, "revision": 1} | more
    conflicts = given.get("conflicts", [[PART, base, base | theirs, base | yours]])
    change = Change("Skill", given["parts"], given["revision"])
    found = tuple(PartConflict(*one) for one in conflicts)
    carried = Carried(change, found, given["revision"], "bea@example.com", "/desk")
    form = form_of(editor.get("/look"))
    return editor.post("/desk/conflict", form.with_(carried=signed(editor, carried)))


def signed(editor: Visitor, carried: Carried) -> str:
    with editor.client.application.app_context():
        return carried.to_text()


def saved(session: Session) -> Any:
    session.rollback()
    return draft.open_draft(session, now()).parts[PART]


def test_both_versions_stand_side_by_side_and_what_one_changed_is_ticked(editor: Visitor) -> None:
    page = met(editor, {"name": "Theirs", "summary": "S"}, {"name": "Yours"})
    assert page.status_code == 422
    assert "Theirs" in page.text
    assert "Yours" in page.text
    assert len(re.findall(r'type="radio"', page.text)) == 4
    assert len(re.findall(r"\bchecked", page.text)) == 1
    assert "<title>Error: " in page.text


def test_hostile_versions_stay_text(editor: Visitor) -> None:
    page = met(editor, {"name": "Theirs"}, {"name": HOSTILE})
    assert "<script>alert" not in page.text
    assert HOSTILE in unescape(page.text)


@pytest.mark.parametrize("carried", ["", "x", "{}", "[]", "\ud800", "0" * 32, "[" * 5000])
def test_what_this_page_never_sent_is_refused(editor: Visitor, carried: str) -> None:
    form = form_of(editor.get("/look"))
    data = form.with_(carried=carried.encode("utf-8", "surrogatepass").decode("latin-1"))
    assert editor.post("/desk/conflict", data).status_code == 400


def test_nobody_can_change_what_the_page_carries(editor: Visitor, sqlite_session: Session) -> None:
    change = Change("Title", {"title": "Mine"}, 1)
    text = signed(editor, Carried(change, (), 1, "bea@example.com", "/desk"))
    form = form_of(editor.get("/look"))
    forged = form.with_(carried=text.replace("Mine", "Evil"))
    assert editor.post("/desk/conflict", forged).status_code == 400
    assert editor.post("/desk/conflict", form.with_(carried=text)).status_code == 303
    sqlite_session.rollback()
    assert draft.open_draft(sqlite_session, now()).parts["title"] == "Mine"


def test_two_editors_meet_and_one_chooses(
    new_person: Callable[[], Visitor], sqlite_session: Session
) -> None:
    ana, bea = new_person(), new_person()
    enter_staff(ana, sqlite_session, email="ana@example.com")
    enter_staff(bea, sqlite_session, email="bea@example.com")
    first, second = form_of(ana.get(PATH)), form_of(bea.get(PATH))
    assert (
        ana.post(PATH, first.with_(name="Ana’s name", summary="Ana’s summary")).status_code == 303
    )
    page = bea.post(PATH, second.with_(name="Bea’s name"))
    assert page.status_code == 409
    assert "ana@example.com" in page.text
    assert "Ana’s summary" in page.text
    form = form_of(page)
    again = bea.post("/desk/conflict", form.with_())
    assert again.status_code == 422
    chosen = _choose(page, "yours")
    done = bea.post("/desk/conflict", form.with_(**chosen))
    assert (done.status_code, done.location) == (303, PATH)
    kept = saved(sqlite_session)
    assert (kept["name"], kept["summary"]) == ("Bea’s name", "Ana’s summary")


def test_who_meets_themselves_reads_that_it_was_another_tab(
    editor: Visitor, sqlite_session: Session
) -> None:
    first, second = form_of(editor.get(PATH)), form_of(editor.get(PATH))
    editor.post(PATH, first.with_(name="One"))
    page = editor.post(PATH, second.with_(name="Two"))
    assert "You saved a change in another tab." in page.text
    quiet = editor.post(PATH, second.with_(name="Two"), X_Requested_With="fetch")
    assert quiet.text.startswith("You changed this in another tab.")


@pytest.mark.parametrize("side", ["theirs", "yours"])
def test_what_was_taken_out_meanwhile_is_left_out_or_brought_back(
    editor: Visitor, sqlite_session: Session, side: str
) -> None:
    path = press(editor, f"/desk/questions/{QUESTION}", "duplicate", text="A copy").location
    part = path.removeprefix("/desk/")
    mine = fields(editor.get(path)) | {"text": ["Typed meanwhile"], "do": ["save"]}
    editor.post(f"{path}/delete", fields(editor.get(f"{path}/delete"), "main form"))
    assert editor.post(f"{path}/autosave", mine, X_Requested_With="fetch").status_code == 409
    page = editor.post(path, mine)
    assert page.status_code == 409
    assert "This question was taken out of the draft meanwhile. Bring it back?" in page.text
    assert "Value" not in words(page)
    sent = form_of(page).with_(**{"keep-0-0": side})
    done = editor.post("/desk/conflict", sent)
    assert done.location == (path if side == "yours" else "/desk/questions")
    sqlite_session.rollback()
    kept = draft.open_draft(sqlite_session, now()).parts.get(part)
    assert (kept and kept["text"]) == ("Typed meanwhile" if side == "yours" else None)


def test_who_takes_out_what_was_changed_meanwhile_is_asked(
    editor: Visitor, sqlite_session: Session
) -> None:
    gone = f"questions/{QUESTION}"
    part = draft.open_draft(sqlite_session, now()).parts[gone]
    page = met(editor, {}, {}, parts={gone: None}, conflicts=[[gone, part, part, None]])
    assert "This question was changed while you took it out." in page.text


def test_what_is_no_longer_in_the_draft_has_a_page_of_the_desk(editor: Visitor) -> None:
    for path, every in (
        ("/desk/questions/gone", "/desk/questions"), ("/desk/skills/gone", "/desk/skills"),
        ("/desk/roles/gone", "/desk/roles"), ("/desk/actions/gone", "/desk/actions"),
    ):  # fmt: skip
        page = editor.get(path, status=404)
        assert "This is no longer in the draft" in words(page, "h1")
        assert f'href="{every}"' in page.text
        assert 'href="/desk/changes"' in page.text
    sent = fields(editor.get(f"/desk/questions/{QUESTION}")) | {"do": ["save"]}
    assert editor.post("/desk/questions/never-there", sent).status_code == 404
    assert "come back with your code" in words(editor.get("/desk/editions/99", status=404))


def _choose(page: TestResponse, side: str) -> dict[str, str]:
    """Choose a side for each field that is not settled, as the page shows it."""
    names = dict.fromkeys(re.findall(r'type="radio" name="(keep-\d+-\d+)"', page.text))
    settled = dict(
        re.findall(r'type="radio" name="(keep-\d+-\d+)"[^>]* value="(\w+)" checked', page.text)
    )
    return {name: settled.get(name, side) for name in names}


def test_a_third_change_meanwhile_is_asked_about_again(
    editor: Visitor, sqlite_session: Session
) -> None:
    opened = draft.open_draft(sqlite_session, now())
    part = dict(opened.parts[PART])
    for name in ("First", "Second"):
        change = Change("name", {PART: part | {"name": name}}, seen=99)
        draft.save(sqlite_session, change, "ana@example.com", now())
    mine = {"key": "empathy", **part, "name": "Mine"}
    base = [PART, part, part | {"name": "First"}, mine]
    page = met(editor, {}, {}, parts={PART: mine}, conflicts=[base], revision=2)
    again = editor.post("/desk/conflict", _with(page, **{"keep-0-0": "yours"}))
    assert again.status_code == 409
    assert "Second" in again.text
    assert saved(sqlite_session)["name"] == "Second"


def _with(page: TestResponse, **values: str) -> dict[str, list[str]]:
    return form_of(page).with_(**values)
