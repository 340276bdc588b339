"""A result travels: saved on one installation, opened on another, deleted there."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.core.codec import canonical_json, digest
from assess.core.compiled import Compiled
from assess.core.edition import Edition
from assess.extensions import db
from assess.services import editions
from tests.conftest import make_settings, running
from tests.records import records
from tests.visitor import Visitor, form_of, words
from tests.web.test_answers_page import finished, mixed
from tests.web.test_data_files import everything
from tests.web.test_data_import import bring, changed, content, faults, send

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def elsewhere(prepared_sqlite: Path, tmp_path: Path) -> Iterator[Flask]:
    """Yield another installation with a database and a secret of its own."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    shutil.copy(prepared_sqlite, folder / "assess.db")
    yield from running(make_settings(folder))


@pytest.fixture
def theirs(elsewhere: Flask, shipped: Compiled) -> Edition:
    """Publish an edition there that nobody else has."""
    roles = tuple(
        role.model_copy(update={"name": f"{role.name} (theirs)"}) for role in shipped.edition.roles
    )
    edition = shipped.edition.model_copy(update={"title": "Theirs", "roles": roles})
    with elsewhere.app_context(), Session(db.engine) as session:
        editions.publish(session, edition, "staff", "", NOW)
    return edition


@pytest.fixture(autouse=True)
def _nothing_compiled() -> None:
    """Both installations run in this process; neither may find what the other has compiled."""
    editions._shelf.clear()
    editions._borrowed.clear()


def file_from(app: Flask, shipped: Compiled, length: str = "quick") -> tuple[Visitor, str, Any]:
    """Take an assessment on an installation and save everything."""
    visitor = Visitor(app.test_client())
    attempt = finished(visitor, mixed(shipped, length), length)
    return visitor, attempt, everything(visitor, attempt)


def test_with_the_same_edition_the_result_is_one_of_ours(
    elsewhere: Flask, visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    there, their_path, document = file_from(elsewhere, shipped)
    editions._shelf.clear()
    attempt = bring(visitor, document)
    here, brought = words(visitor.get(f"{attempt}/result")), "Brought in from a file on "
    assert brought in here
    assert re.sub(f"{brought}[^.]+[.] ", "", here) == words(there.get(f"{their_path}/result"))
    rows = records(session)
    assert rows["imported_edition"] == []
    assert [row["edition_number"] for row in rows["attempt"]] == [1]
    assert "Add 16 questions" in words(visitor.get(f"{attempt}/result"))
    assert content(everything(visitor, attempt)) == content(document)


def test_with_an_edition_we_do_not_have_the_same_result_opens_all_the_same(
    elsewhere: Flask, theirs: Edition, visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    there, their_path, document = file_from(elsewhere, shipped)
    editions._shelf.clear()
    attempt = bring(visitor, document)
    page = visitor.get(f"{attempt}/result")
    told = words(page)
    assert "(theirs)" in told
    assert "An edition of another site, scoring version 1." in told
    assert "Add 16 questions" not in told
    shown = words(there.get(f"{their_path}/result"), "h1, table, ol")
    assert words(page, "h1, table, ol") == shown
    rows = records(session)
    [kept] = rows["imported_edition"]
    assert kept["digest"] == digest(canonical_json(theirs))
    assert kept["document"] == canonical_json(theirs)
    [row] = rows["attempt"]
    assert (row["edition_number"], row["imported_digest"]) == (None, kept["digest"])
    assert rows["result"][0]["edition_number"] is None
    assert words(visitor.get(f"{attempt}/answers"), "h1") == "Your answers"
    assert content(everything(visitor, attempt)) == content(document)
    assert visitor.submit(visitor.get("/"), length="quick").status_code == 303
    assert [row["edition_number"] for row in records(session)["attempt"]] == [None, 1]


def test_what_came_from_elsewhere_is_never_ours_and_cannot_grow(
    elsewhere: Flask, theirs: Edition, visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = bring(visitor, file_from(elsewhere, shipped)[2])
    listed = editions.list_editions(session)
    assert [info.number for info in listed] == [1]
    assert editions.current(session)[1].edition.title == shipped.edition.title
    session.rollback()
    sent = form_of(visitor.get(f"{attempt}/delete")).with_(length="standard")
    assert visitor.post(f"{attempt}/grow", sent).status_code == 404


def test_the_edition_leaves_with_the_last_result_that_needs_it(
    elsewhere: Flask,
    theirs: Edition,
    new_visitor: Callable[[], Visitor],
    session: Session,
    shipped: Compiled,
) -> None:
    document = file_from(elsewhere, shipped)[2]
    one, two = new_visitor(), new_visitor()
    first, second = bring(one, document), bring(two, document)
    assert len(records(session)["imported_edition"]) == 1
    one.submit(one.get(f"{first}/delete"), confirm="y")
    two.get(f"{second}/result")
    two.submit(two.get("/delete-everything"), confirm="y")
    rows = records(session)
    assert (rows["imported_edition"], rows["attempt"], rows["answer"]) == ([], [], [])
    editions._borrowed.clear()
    again = bring(two, document)
    assert "(theirs)" in words(two.get(f"{again}/result"))


def test_a_result_that_came_travels_on_with_every_bit(
    elsewhere: Flask, theirs: Edition, visitor: Visitor, shipped: Compiled
) -> None:
    there, _, document = file_from(elsewhere, shipped, "standard")
    home = bring(visitor, document)
    back = bring(there, everything(visitor, home))
    texts = [
        json.dumps(content(everything(who, path)), ensure_ascii=False)
        for who, path in ((visitor, home), (there, back))
    ]
    assert texts[0] == texts[1] == json.dumps(content(document), ensure_ascii=False)


def test_an_edition_that_is_published_here_later_changes_nothing(
    elsewhere: Flask, theirs: Edition, visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = bring(visitor, file_from(elsewhere, shipped)[2])
    before = words(visitor.get(f"{attempt}/result"))
    editions.publish(session, theirs, "staff", "", NOW)
    editions._shelf.clear()
    editions._borrowed.clear()
    assert words(visitor.get(f"{attempt}/result")) == before


def test_one_browser_keeps_at_most_ten_editions_of_other_sites(
    elsewhere: Flask, theirs: Edition, person: Visitor, shipped: Compiled
) -> None:
    document = file_from(elsewhere, shipped)[2]
    for place in range(11):
        edition = theirs.model_copy(update={"title": f"Theirs {place}"})
        made = changed(document, "edition.digest", digest(canonical_json(edition)))
        made["edition"]["document"]["title"] = f"Theirs {place}"
        page = send(person, made)
        assert page.status_code == (303 if place < 10 else 422)
    [fault] = faults(page)
    assert fault.startswith("You have brought in results from 10 editions of other sites.")
    assert len(editions._borrowed) <= 16
