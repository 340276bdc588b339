"""Hostile texts in every field of a draft: they stay text everywhere, published and exported."""

import json
import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any, Final

import pytest
from python_calamine import load_workbook
from sqlalchemy.orm import Session

from assess.core.draft.fields import flatten
from assess.services import draft, editions
from assess.services.draft import Change
from assess.web.clock import now
from tests.visitor import Visitor
from tests.web.desksteps import enter_staff
from tests.web.routes import UNKNOWN, guarded, path_of

# One text that would do harm in HTML, in an attribute, in a template, in a spreadsheet, and
# in Markdown.
HOSTILE: Final = (
    "=1+1 <script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 123*457 }} "
    "[x](javascript:alert(1)) ![y](https://evil.example/z.png)"
)
# Keys, and what is a choice from a list, are no texts.
_NO_TEXT: Final = frozenset({
    "key", "skill", "kind", "difficulty", "onet", "esco", "soc", "period", "way", "next", "form",
    "unit", "basis",
})  # fmt: skip


def poisoned(value: Any, name: str = "") -> Any:
    """Return plain data with every text in it made hostile."""
    if isinstance(value, dict):
        return {key: one if key in _NO_TEXT else poisoned(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [poisoned(one, name) for one in value]
    if isinstance(value, str):
        # What a list of titles or a title may hold is shorter.
        return HOSTILE[:190] if name in ("name", "title", "caption", "source", "label") else HOSTILE
    return value


def _parts(session: Session) -> Iterator[tuple[str, Any]]:
    opened = draft.open_draft(session, now())
    for part, value in opened.parts.items():
        kind = part.partition("/")[0]
        if kind in ("skills", "questions", "roles"):
            yield part, poisoned(value)
    yield "title", HOSTILE[:190]
    yield (
        "texts",
        dict.fromkeys(("welcome", "contact", "privacy", "result"), HOSTILE)
        | {"name": HOSTILE[:190]},
    )
    action = {"key": "x", "skill": "empathy", "way": "own-your-metrics", "minutes": 5}
    texts = {"title": HOSTILE[:190], "how": HOSTILE, "evidence": HOSTILE}
    yield "actions/x", action | texts


@pytest.fixture
def editor(person: Visitor, sqlite_session: Session) -> Visitor:
    """Return an owner at the desk whose draft is hostile in every text, and published."""
    enter_staff(person, sqlite_session, "owner")
    change = Change(HOSTILE, dict(_parts(sqlite_session)), seen=1)
    draft.save(sqlite_session, change, "owner@example.com", now())
    return person


def is_text(page: str) -> None:
    """Fail where a page holds what a browser would run or fetch, or what a template ran."""
    assert "<script>alert" not in page
    assert "<img" not in page
    assert 'href="javascript:' not in page
    assert not re.search(r"\b56211\b", page)  # 123*457


_KEYS: Final = {
    "content.skill": "empathy",
    "content.role": "account_manager",
    "content.remove_role": "account_manager",
    "content.pay_of": "account_manager",
    "content.action": "x",
    "content.remove_action": "x",
}


def test_every_page_of_the_desk_shows_hostile_texts_as_text(editor: Visitor) -> None:
    shown = 0
    for method, endpoint, rule in guarded("analyst", "editor", "owner"):
        if method == "GET":
            key = _KEYS.get(endpoint, "empathy-suit-thursday")
            page = editor.client.get(path_of(rule, UNKNOWN, key))
            if page.mimetype == "text/html":
                is_text(page.text)
                shown += HOSTILE[:30] in unescape(page.text)
    assert shown > 15


def test_a_published_edition_shows_hostile_texts_as_text(
    editor: Visitor, sqlite_session: Session
) -> None:
    publish(sqlite_session)
    for path in ("/", "/method", "/privacy", "/accessibility", "/account", "/mine", "/nothing"):
        page = editor.client.get(path)
        is_text(page.text)
        assert HOSTILE[:30] in unescape(page.text), path
    attempt = editor.start()
    for key in editions.current(sqlite_session)[1].forms["standard"][:3]:
        is_text(editor.get(f"{attempt}/q/{key}").text)
        editor.answer(f"{attempt}/q/{key}", "a")
    for path in ("", "/check", "/code"):
        is_text(editor.get(attempt + path).text)
    editor.finish(attempt)
    for path in ("/result", "/answers", "/data", "/share"):
        is_text(editor.get(attempt + path).text)
    assert not [row for row in editor.get(f"{attempt}/data.csv").text.splitlines() if "\n=" in row]


def publish(session: Session) -> None:
    """Publish the draft, with a reason for each thing the checker doubts."""
    opened = draft.open_draft(session, now())
    doubts = {(one.rule, one.key) for one in draft.remarks(opened) if one.severity == "warning"}
    accepted = [
        {"rule": rule, "key": key, "reason": HOSTILE}
        for rule, key in sorted(doubts)
        if rule != "acceptance-unused"
    ]
    document = draft.Change("", {"accepted": accepted}, opened.revision)
    draft.save(session, document, "owner@example.com", now())
    edition = draft.open_draft(session, now()).edition
    editions.publish(session, edition, HOSTILE[:190], HOSTILE, now())


def test_exports_hold_hostile_texts_as_text(editor: Visitor, sqlite_session: Session) -> None:
    book = load_workbook(BytesIO(editor.get("/desk/files/questions.xlsx").data))
    rows = book.get_sheet_by_index(0).to_python()
    assert any(HOSTILE in str(cell) for row in rows for cell in row)
    for path in ("/desk/files/questions.csv", "/desk/files/pay.csv", "/desk/log.csv"):
        text = editor.get(path).text
        assert not re.search(r'(?:^|,)"?[=+@\t]', text, re.MULTILINE), path
    whole = json.loads(editor.get("/desk/files/draft.json").text)
    first = next(one for one in whole["questions"] if one["key"] == "empathy-suit-thursday")
    assert first["text"] == HOSTILE
    assert HOSTILE in flatten(whole["texts"]).values()
    assert "alert(1)" in editor.get("/desk/log.jsonl").text
