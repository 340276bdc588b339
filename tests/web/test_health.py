"""For machines: /healthz without the database, /readyz with every reason why not."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.app import create_app
from tests import outages
from tests.conftest import make_settings
from tests.records import unchanged
from tests.visitor import Visitor

AWAY = ["The database cannot be read or written."]


def told(response: TestResponse) -> tuple[int, str, list[str]]:
    found = response.get_json()
    assert set(found) == {"status", "faults"}
    return response.status_code, found["status"], found["faults"]


def test_a_prepared_app_is_ready_and_asking_changes_nothing(
    visitor: Visitor, session: Session
) -> None:
    with unchanged(session):
        assert told(visitor.get("/readyz")) == (200, "ready", [])


def test_healthz_asks_nothing_of_the_database(app: Flask, visitor: Visitor) -> None:
    with outages.away(app):
        assert visitor.get("/healthz").get_json() == {"status": "alive"}


def test_a_database_away_or_locked_is_not_ready(app: Flask, visitor: Visitor) -> None:
    with outages.away(app):
        assert told(visitor.get("/readyz", 503)) == (503, "not ready", AWAY)
    assert visitor.get("/readyz").status_code == 200


def test_a_database_that_nobody_may_write_is_not_ready(sqlite_app: Flask, person: Visitor) -> None:
    with outages.locked(sqlite_app):
        assert told(person.get("/readyz", 503)) == (503, "not ready", AWAY)


@pytest.mark.parametrize(
    ("revision", "sentence"),
    [
        ("9999", "The database was made by a newer version of assess. Install that version."),
        (None, "The database is not up to date. Run: flask --app wsgi prepare"),
    ],
)
def test_a_database_of_another_revision_is_not_ready(
    revision: str | None, sentence: str, visitor: Visitor, session: Session
) -> None:
    session.execute(text("DELETE FROM alembic_version"))
    if revision:
        session.execute(text("INSERT INTO alembic_version VALUES (:it)"), {"it": revision})
    session.commit()
    assert told(visitor.get("/readyz", 503)) == (503, "not ready", [sentence])


def test_an_empty_database_is_not_ready(tmp_path: Path) -> None:
    client = create_app(make_settings(tmp_path)).test_client()
    assert client.get("/readyz").get_json()["faults"] == [
        "The database is not up to date. Run: flask --app wsgi prepare"
    ]
    page = client.get("/")
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "5"


def test_a_full_disk_is_not_ready(person: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil has it
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(100, 100, 10 * 1024 * 1024))
    assert told(person.get("/readyz", 503)) == (503, "not ready", ["The disk is nearly full."])


def test_a_folder_that_is_gone_is_a_fault_not_a_crash(
    postgresql_app: Flask, tmp_path: Path
) -> None:
    person = Visitor(postgresql_app.test_client())
    shutil.rmtree(tmp_path)
    status, _, faults = told(person.get("/readyz", 503))
    assert status == 503
    assert len(faults) == 1
    assert "folder" in faults[0]


def test_a_prepared_database_without_an_edition_says_the_page_will_come(
    tmp_path: Path, prepared_sqlite: Path
) -> None:
    shutil.copy(prepared_sqlite, tmp_path / "assess.db")
    app = create_app(make_settings(tmp_path))
    engine = outages.engine_of(app)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER edition_no_delete")
        connection.exec_driver_sql("DELETE FROM edition")
    page = app.test_client().get("/")
    assert page.status_code == 503
    engine.dispose()
