"""Links by which a colleague without an account takes the draft: made, used, ended."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.models import AuditRow, PreviewLinkRow
from assess.services import draft, previews
from tests import outages
from tests.records import records
from tests.visitor import Visitor, words
from tests.web.previewing import EMAIL, answer_best, begin, change, enter_editor, fields, step

NOW = datetime.now(UTC).replace(microsecond=0)
LINKS = "/desk/preview/links"
GONE = "This link does not work any more"


@pytest.fixture
def editor(person: Visitor, sqlite_session: Session) -> Visitor:
    enter_editor(person, sqlite_session)
    draft.open_draft(sqlite_session, NOW)
    return person


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def plant(moment: datetime) -> None:
        for module in ("views", "links"):
            monkeypatch.setattr(f"assess.web.preview.{module}.now", lambda: moment)

    plant(NOW)
    return plant


def make(editor: Visitor, days: str = "7") -> str:
    made = editor.submit(editor.get(LINKS), days=days)
    assert made.status_code == 303, words(made)
    found = re.findall(r"https?://[^/]+(/p/[0-9a-z]{26})<", editor.get(LINKS).text)
    return str(found[0])


def log(session: Session) -> list[tuple[str, str]]:
    session.rollback()
    rows = session.scalars(select(AuditRow).order_by(AuditRow.number))
    return [(row.actor, row.action) for row in rows]


@pytest.mark.parametrize("days", [1, 7, 30])
def test_a_link_works_until_it_ends(
    days: int,
    editor: Visitor,
    new_person: Callable[[], Visitor],
    set_clock: Callable[[datetime], None],
) -> None:
    link, colleague = make(editor, str(days)), new_person()
    set_clock(NOW + timedelta(days) - timedelta(seconds=1))
    begun = begin(colleague, link)
    assert begun.status_code == 200
    set_clock(NOW + timedelta(days))
    assert words(colleague.get(link, 404), "h1") == GONE
    assert words(step(colleague, begun, "check"), "h1") == GONE
    assert "No link" not in words(editor.get(LINKS))
    assert link not in editor.get(LINKS).text


def test_ended_unknown_and_mangled_links_look_alike(
    editor: Visitor, new_person: Callable[[], Visitor], sqlite_session: Session
) -> None:
    link, colleague = make(editor), new_person()
    begun = begin(colleague, link)
    (row,) = sqlite_session.scalars(select(PreviewLinkRow)).all()
    ended = editor.post(f"{LINKS}/{row.public_id}/end", _token(editor))
    assert "The link is ended." in words(editor.get(ended.location))
    assert editor.post(f"{LINKS}/{row.public_id}/end", _token(editor)).status_code == 303
    pages = {colleague.get(path, 404).text for path in (link, "/p/" + "0" * 26, "/p/x", "/p/%00")}
    assert len(pages) == 1
    assert words(step(colleague, begun, "answer", answer="a"), "h1") == GONE
    assert words(step(colleague, begun, "answer", csrf_token=""), "h1") == GONE
    assert log(sqlite_session) == [(EMAIL, "preview link made"), (EMAIL, "preview link ended")]


def _token(editor: Visitor) -> dict[str, list[str]]:
    return {"csrf_token": [fields(editor.get("/desk/preview"))["csrf_token"]]}


def test_a_colleague_takes_the_newest_draft_and_only_the_use_is_noted(
    editor: Visitor,
    new_person: Callable[[], Visitor],
    sqlite_session: Session,
    shipped: Compiled,
    set_clock: Callable[[datetime], None],
) -> None:
    link, colleague = make(editor), new_person()
    key = shipped.forms["quick"][0]
    value = draft.open_draft(sqlite_session, NOW).parts[f"questions/{key}"]
    change(sqlite_session, **{f"questions__{key}": value | {"text": "Quite new, isn’t it?"}})
    before = records(sqlite_session)
    first = colleague.get(link)
    assert "Back to the desk" not in words(first)
    assert records(sqlite_session) == before
    page = begin(colleague, link)
    assert "Quite new, isn’t it?" in words(page)
    for _ in shipped.forms["quick"]:
        page = answer_best(colleague, page, shipped)
    assert "See a result quickly" not in words(page)
    assert fields(step(colleague, page, "fill expert"))["state"] == fields(page)["state"]
    result = step(colleague, page, "finish", goal="")
    assert "Your skill profile" in words(result)
    after = records(sqlite_session)
    minute = NOW.replace(second=0)
    (row,) = after["preview_link"]
    assert row["used_at"] == minute
    assert after == before | {"preview_link": [before["preview_link"][0] | {"used_at": minute}]}
    set_clock(NOW + timedelta(minutes=5))
    assert f"{minute:%H:%M} UTC" in words(editor.get(LINKS))


def test_a_link_opens_nothing_but_the_preview_and_tells_nobody(
    editor: Visitor, new_person: Callable[[], Visitor]
) -> None:
    link, colleague = make(editor), new_person()
    for response in (colleague.get(link), begin(colleague, link), colleague.get("/p/x", 404)):
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert EMAIL not in response.text
    assert colleague.get(f"{link}/take", 303).location == link
    assert "/account/sign-in" in colleague.get("/desk/preview", 303).location
    # A page without a referrer says that it comes from nowhere.
    page = colleague.get(link)
    sent = {name: [value] for name, value in fields(page).items()} | {"length": ["quick"]}
    assert colleague.post(f"{link}/take", sent, Origin="null").status_code == 200


def test_a_page_that_lost_its_browser_keeps_the_answers(
    editor: Visitor, new_person: Callable[[], Visitor], shipped: Compiled
) -> None:
    link, colleague = make(editor), new_person()
    page = answer_best(colleague, begin(colleague, link), shipped)
    key = fields(page)["at"]
    lost = step(colleague, page, "answer", csrf_token="x", answer="not_sure")
    assert lost.status_code == 400
    assert "Your answers are still here" in words(lost)
    assert fields(lost)["at"] == key
    assert 'value="not_sure" checked' in lost.text
    assert step(colleague, page, "check", csrf_token="x", at="").status_code == 400
    assert step(colleague, page, "check", csrf_token="x", state="").status_code == 422
    assert step(colleague, lost, "answer", answer="not_sure").status_code == 200


def test_a_draft_that_is_no_edition_is_not_ready(
    editor: Visitor, new_person: Callable[[], Visitor], sqlite_session: Session
) -> None:
    link = make(editor)
    value = draft.open_draft(sqlite_session, NOW).parts["skills/empathy"]
    change(sqlite_session, skills__empathy=value | {"name": ""})
    colleague = new_person()
    page = colleague.get(link)
    assert "The draft is not ready to be taken" in words(page)
    assert "/desk/" not in page.text
    sent = {"csrf_token": [fields(colleague.get("/look"))["csrf_token"]]}
    assert "not ready" in words(colleague.post(f"{link}/take", sent))
    assert "not ready" in words(colleague.post(f"{link}/take", {}))


def test_sending_twice_makes_one_link_and_there_are_at_most_twenty(
    editor: Visitor, sqlite_session: Session
) -> None:
    page = editor.get(LINKS)
    for _ in range(2):
        assert editor.submit(page, days="7").status_code == 303
    assert len(records(sqlite_session)["preview_link"]) == 1
    assert len(log(sqlite_session)) == 1
    for number in range(previews.MOST - 1):
        previews.make_link(sqlite_session, f"{number}", 7, EMAIL, NOW, key=b"k" * 64)
    refused = editor.submit(editor.get(LINKS), days="1")
    assert refused.status_code == 422
    assert "There are 20 links. End one of them" in words(refused)
    ended = update(PreviewLinkRow).where(PreviewLinkRow.id == 1)
    sqlite_session.execute(ended.values(ends_at=NOW - timedelta(1)))
    sqlite_session.commit()
    assert editor.submit(editor.get(LINKS), days="1").status_code == 303


def test_another_key_of_the_site_leaves_links_working_but_not_shown(
    editor: Visitor, sqlite_app: Flask, new_person: Callable[[], Visitor]
) -> None:
    link = make(editor)
    sqlite_app.config["SECRET_KEY"] = b"another" * 10
    page = editor.get(LINKS)
    assert "it can’t be shown here again" in words(page)
    assert link not in page.text
    assert new_person().get(link).status_code == 200


@pytest.mark.parametrize(
    "sent", [{}, {"days": "365"}, {"days": "\0"}, {"days": ["1", "7"], "page_id": "x"}]
)
def test_odd_forms_make_no_link(
    sent: dict[str, str], editor: Visitor, sqlite_session: Session
) -> None:
    values = {"days": "", **sent}
    refused = editor.submit(editor.get(LINKS), **values)
    assert refused.status_code == 422
    assert refused.text.count("There is a problem") == 1
    assert records(sqlite_session)["preview_link"] == []


def test_while_the_database_is_busy_the_step_is_taken_all_the_same(
    editor: Visitor, new_person: Callable[[], Visitor], sqlite_app: Flask
) -> None:
    link, colleague = make(editor), new_person()
    page = colleague.get(link)
    with outages.locked(sqlite_app):
        assert step(colleague, page, "start", length="quick").status_code == 200
