"""What is done to a question as a whole: copied, retired, renamed, deleted, taken back."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from assess.services import draft
from assess.web.clock import now
from tests.visitor import Visitor, words
from tests.web.desksteps import enter_staff
from tests.web.questionsteps import begin, fields, press

KEY = "empathy-suit-thursday"
HERE = f"/desk/questions/{KEY}"
TABLE = "/desk/questions/data-literacy-wrote-again"
HOSTILE = ("<script>alert(1)</script>", "=1+1", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}")


@pytest.fixture
def editor(person: Visitor, sqlite_session: Session) -> Visitor:
    enter_staff(person, sqlite_session)
    return person


def stored(session: Session, key: str = KEY) -> dict[str, Any]:
    session.rollback()
    found: dict[str, Any] = draft.open_draft(session, now()).parts[f"questions/{key}"]
    return found


def test_duplicate_retire_and_restore_save_what_is_typed(
    editor: Visitor, sqlite_session: Session
) -> None:
    response = press(editor, HERE, "duplicate", text="Typed before")
    assert response.location.startswith("/desk/questions/empathy-typed-before")
    copy = stored(sqlite_session, response.location.removeprefix("/desk/questions/"))
    assert copy | {"key": KEY} == stored(sqlite_session)
    press(editor, HERE, "retire", text="And retired")
    assert "Retired: nobody is asked it." in words(editor.get(HERE))
    assert (stored(sqlite_session)["retired"], stored(sqlite_session)["text"]) == (
        True,
        "And retired",
    )
    press(editor, HERE, "restore")
    assert stored(sqlite_session)["retired"] is False


def test_only_a_question_that_was_never_published_is_renamed_or_deleted(
    editor: Visitor, sqlite_session: Session
) -> None:
    copy = press(editor, HERE, "duplicate", text="A copy").location
    for wrong, said in (("Not A Key", "small letters"), (KEY, "belongs to another question")):
        response = press(editor, copy, "rename", key=wrong)
        assert said in words(editor.get(response.location.partition("#")[0]))
    renamed = press(editor, copy, "rename", key="empathy-my-own").location
    assert renamed.startswith("/desk/questions/empathy-my-own?")
    editor.get(copy, status=404)
    assert "so the key stands" in words(editor.get(HERE))
    assert press(editor, HERE, "rename", key="empathy-other").status_code == 303
    assert stored(sqlite_session)
    path = "/desk/questions/empathy-my-own/delete"
    form = fields(editor.get(path), "main form")
    assert editor.post(path, form).location == "/desk/questions"
    editor.get("/desk/questions/empathy-my-own", status=404)
    assert "so it stays" in words(editor.get(f"{HERE}/delete"))
    assert editor.post(f"{HERE}/delete", form).location == HERE
    assert stored(sqlite_session)
    assert editor.post(f"{HERE}/delete", form | {"revision": ["x"]}).status_code == 400


def test_changes_are_taken_back(editor: Visitor, sqlite_session: Session) -> None:
    before = stored(sqlite_session)
    press(editor, HERE, text="First")
    page = editor.get(HERE)
    press(editor, HERE, text="Second")
    form = fields(page, f'form[action="{HERE}/undo"]')
    early = editor.post(f"{HERE}/undo", form)
    assert "changed again since" in words(editor.get(early.location))
    for _ in range(2):
        forms = [fields(editor.get(HERE), f'form[action="{HERE}/undo"]')]
        assert editor.post(f"{HERE}/undo", forms[0]).location == HERE
    assert stored(sqlite_session)["text"] in ("First", "Second", before["text"])
    assert editor.post(f"{HERE}/undo", form | {"first": ["x"]}).status_code == 400


def test_taking_a_new_question_back_leads_to_the_list(editor: Visitor) -> None:
    path = begin(editor, kind="rating", text="For a moment?").location.partition("?")[0]
    form = fields(editor.get(path), f'form[action="{path}/undo"]')
    assert editor.post(f"{path}/undo", form).location == "/desk/questions"


def test_a_new_option_never_gets_the_key_of_one_that_was_published(
    editor: Visitor, sqlite_session: Session
) -> None:
    keys = [one["key"] for one in stored(sqlite_session)["options"]]
    press(editor, HERE, f"remove-option/{keys[-1]}")
    press(editor, HERE, "add-option")
    assert [one["key"] for one in stored(sqlite_session)["options"]] == [*keys[:-1], "e"]
