"""Hostile texts in every field of the desk's content: refused in words or kept, and always text."""

from collections.abc import Callable
from typing import Final

import pytest
from justhtml import JustHTML
from sqlalchemy.orm import Session

from assess.services import draft
from tests.soundness import attributes
from tests.visitor import Visitor
from tests.web.deskforms import NOW, sent_by
from tests.web.desksteps import enter_staff

MARKUP: Final = '=1+1"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}'
UNSAFE: Final = "a\u202eb\u2066c\x00d\x01e\x85f"
LONG: Final = {"100 kB": "x" * 100_000, "many lines": "x\n" * 30_000}
PAGES: Final = (
    "/desk/skills/empathy",
    "/desk/roles",
    "/desk/roles/account_manager",
    "/desk/profiles",
    "/desk/profiles?role=account_manager",
    "/desk/pay/call_center_specialist",
    "/desk/new-action",
    "/desk/lengths",
    "/desk/texts",
)
LISTS: Final = (
    "/desk/skills", "/desk/roles", "/desk/profiles", "/desk/pay", "/desk/actions", "/desk/lengths",
    "/desk/texts",
)  # fmt: skip


@pytest.fixture
def editor(person: Visitor, sqlite_session: Session) -> Visitor:
    enter_staff(person, sqlite_session)
    return person


def _fields(editor: Visitor, path: str) -> dict[str, list[str]]:
    return sent_by(editor.get(path))


def _own(path: str, sent: dict[str, list[str]]) -> list[str]:
    """Return the names of the page's own fields; two cells stand for the whole table."""
    names = [name for name in sent if name not in ("csrf_token", "revision", "page_id")]
    cells = [name for name in names if name.startswith("account_manager.nlp")]
    return cells if path.startswith("/desk/profiles") else names


def _answered(editor: Visitor, path: str, sent: dict[str, list[str]]) -> None:
    answer = editor.post(path, sent)
    assert answer.status_code in (303, 422)
    if answer.status_code == 422:
        assert JustHTML(answer.text, sanitize=False).query(".problem li")
        _is_text(answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_markup_in_any_field_is_text_or_refused_in_words(editor: Visitor, path: str) -> None:
    for field in _own(path, _fields(editor, path)):
        _answered(editor, path, _fields(editor, path) | {field: [MARKUP]})
    for shown in (path, *LISTS):
        _is_text(editor.get(shown).text)


@pytest.mark.parametrize("path", PAGES)
def test_characters_that_cannot_be_shown_are_refused(
    editor: Visitor, sqlite_session: Session, path: str
) -> None:
    sent = _fields(editor, path)
    _answered(editor, path, sent | {field: [UNSAFE] for field in _own(path, sent)})
    assert draft.open_draft(sqlite_session, NOW).revision == 1


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", LONG)
def test_much_too_long_texts_are_refused(editor: Visitor, path: str, name: str) -> None:
    sent = _fields(editor, path)
    texts = [one for one in _own(path, sent) if one not in ("published", "kind", "next")]
    _answered(editor, path, sent | {texts[0]: [LONG[name]], texts[-1]: [LONG[name]]})


def _is_text(html: str) -> None:
    page = JustHTML(html, sanitize=False)
    assert all("src" in attributes(one) for one in page.query("script"))
    assert not page.query("img")
    assert "49" not in [part.to_text().strip() for part in page.query("h1, td, .entries a")]


def test_what_was_typed_is_kept_where_it_is_refused(editor: Visitor) -> None:
    page = editor.post(
        "/desk/texts", sent_by(editor.get("/desk/texts"), welcome="x" * 3000, contact="\nAsk <b>")
    )
    assert page.status_code == 422
    texts = {one: field[0] for one, field in sent_by(page).items()}
    assert (texts["welcome"], texts["contact"]) == ("x" * 3000, "Ask <b>")


@pytest.mark.parametrize("path", PAGES)
def test_forms_that_are_empty_or_doubled_are_no_error_of_ours(editor: Visitor, path: str) -> None:
    sent = _fields(editor, path)
    bare = {name: sent[name] for name in ("csrf_token", "revision", "page_id")}
    assert editor.post(path, bare).status_code in (303, 422)
    doubled = {name: [*values, "again"] for name, values in _fields(editor, path).items()}
    assert editor.post(path, doubled).status_code in (303, 422, 400)


@pytest.mark.parametrize("path", [*PAGES, "/desk/roles/account_manager/remove"])
def test_an_analyst_and_a_stranger_change_nothing(
    new_person: Callable[[], Visitor], sqlite_session: Session, path: str
) -> None:
    analyst = new_person()
    enter_staff(analyst, sqlite_session, "analyst")
    assert analyst.client.get(path).status_code == 403
    assert new_person().client.get(path).status_code == 303
