"""An organization's own words: where they stand, and that they stay text."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from flask import Flask
from justhtml import JustHTML
from sqlalchemy import event, text
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from assess.core.codec import canonical_json, read_edition
from assess.core.compiled import Compiled
from assess.core.edition import Edition
from assess.extensions import db
from assess.services import editions
from tests.visitor import Visitor, words
from tests.web.sharing import OPEN, finished, share

NOW: Final = datetime(2026, 11, 25, 12, tzinfo=UTC)
TEXTS: Final = {
    "name": "Bright Path",
    "welcome": "# Hello\n\nAt **Harbor Lane**.",
    "contact": "Ask [Dana](mailto:dana@example.com).",
    "privacy": "Harbor Lane runs this site.",
    "result": "Talk it over with *Dana*.",
}
HOSTILE: Final = (
    "<script>alert(1)</script><h1>x</h1> {{ 7*7 }} [x](JAVASCRIPT:alert(1)) "
    "![x](x.png) \" onload=x ' =1+1"
)


def publish(session: Session, shipped: Compiled, texts: dict[str, str]) -> Edition:
    """Publish an edition with texts."""
    data: dict[str, Any] = shipped.edition.model_dump(mode="json", exclude_none=True)
    edition = read_edition(canonical_json(Edition.model_validate(data | {"texts": texts})))
    editions.publish(session, edition, "test", "", NOW)
    return edition


def test_the_name_and_the_texts_stand_where_people_look(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    publish(sqlite_session, shipped, TEXTS)
    home = person.get("/")
    assert words(home, "title").endswith("– Bright Path")
    assert words(home, ".logo") == "Bright Path"
    assert "<h2>Hello</h2>" in home.text
    assert words(home, "[aria-labelledby=h-contact]") == "Contact Ask Dana ."
    assert "Harbor Lane runs this site." in words(person.get("/privacy"))
    assert "Ask Dana" in words(person.get("/accessibility"))
    assert words(person.get("/nowhere", 404), ".logo") == "Bright Path"


def test_without_texts_all_is_as_ever(person: Visitor) -> None:
    home = person.get("/")
    assert words(home, ".logo") == "Skills Compass"
    assert "h-contact" not in home.text
    assert "h-own" not in person.get("/privacy").text


def test_a_result_shows_the_note_of_its_own_edition_and_so_does_its_link(
    person: Visitor, new_person: Callable[[], Visitor], sqlite_session: Session, shipped: Compiled
) -> None:
    before = finished(person, shipped)
    publish(sqlite_session, shipped, TEXTS)
    other = new_person()
    after = finished(other, shipped)
    assert "h-note" not in person.get(f"{before}/result").text
    assert "Talk it over with <em>Dana</em>." in other.get(f"{after}/result").text
    link = share(other, after, **OPEN)
    assert "Talk it over with Dana" in words(new_person().get(link), "[aria-labelledby=h-note]")
    publish(sqlite_session, shipped, TEXTS | {"result": "Another"})
    assert "Talk it over with <em>Dana</em>." in other.get(f"{after}/result").text


def test_hostile_texts_stay_text_on_every_page(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    publish(sqlite_session, shipped, dict.fromkeys(TEXTS, HOSTILE))
    attempt = finished(person, shipped)
    pages = ["/", "/privacy", "/accessibility", f"{attempt}/result"]
    for path in pages:
        page = person.get(path)
        main = JustHTML(page.text, sanitize=False)
        assert "{{ 7*7 }}" in words(page)
        assert not main.query("main .own script, main .own img, main .own h1, main .own a")
        assert words(page, ".logo") == HOSTILE
    taken = person.get(f"{attempt}/data.json")
    assert taken.json is not None
    assert taken.json["product"] == HOSTILE
    disposition = taken.headers["Content-Disposition"]
    assert 'filename="script-alert-1-script-h1-x-h1-7-7-x-jav-' in disposition or (
        "filename=script-alert-1-script-h1-x-h1-7-7-x-jav" in disposition
    )


def test_a_mail_has_the_name_in_one_line(
    sqlite_app: Flask, sqlite_session: Session, shipped: Compiled
) -> None:
    publish(sqlite_session, shipped, {"name": "Bright\nPath\tHere"})
    with sqlite_app.test_request_context("/"):
        assert f"{sqlite_app.jinja_env.globals['product']}" == "Bright Path Here"


def test_the_last_known_name_stands_while_the_database_is_away(
    person: Visitor, sqlite_app: Flask, sqlite_session: Session, shipped: Compiled
) -> None:
    publish(sqlite_session, shipped, TEXTS)
    person.get("/")
    sqlite_session.rollback()
    sqlite_session.execute(text("ALTER TABLE edition RENAME TO away"))
    sqlite_session.commit()
    for path, status in (("/", 503), ("/accessibility", 200), ("/nowhere", 404)):
        assert words(person.get(path, status), ".logo") == "Bright Path"
    sqlite_app.extensions.pop("assess_own_texts")
    assert words(person.get("/", 503), ".logo") == "Skills Compass"


@pytest.mark.parametrize(("path", "most"), [("/healthz", 0), ("/accessibility", 1)])
def test_the_name_costs_at_most_one_query(sqlite_app: Flask, path: str, most: int) -> None:
    asked: list[str] = []
    with sqlite_app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    visitor = Visitor(sqlite_app.test_client())
    visitor.get(path)
    assert len([one for one in asked if "FROM edition" in one and "digest DESC" not in one]) <= most
    asked.clear()
    visitor.get(path)
    assert len([one for one in asked if one.startswith("SELECT")]) == most


def test_whatever_is_wrong_with_the_session_a_page_of_errors_has_a_name(
    person: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Session) -> None:
        raise InvalidRequestError

    monkeypatch.setattr(editions, "current", broken)
    assert words(person.get("/", 500), ".logo") == "Skills Compass"
