"""The privacy page keeps to what is set and what is done."""

import shutil
from dataclasses import replace
from pathlib import Path

from flask import Flask

from assess.app import create_app
from assess.config import MailSettings
from tests.conftest import make_settings
from tests.visitor import CheckedClient, Visitor, words


def test_the_days_are_those_that_are_set(person: Visitor) -> None:
    told = words(person.get("/privacy"))
    assert "due for removal 90 days after your last visit" in told
    assert "due 365 days after your last visit" in told
    assert "up to 400 days" in told
    assert "after 12 hours at the latest" in told
    assert "Copies made for safety may hold it until they are replaced." in told
    assert "to have a code sent" not in told, "nothing is mailed here"


def test_another_installation_tells_its_own(prepared_sqlite: Path, tmp_path: Path) -> None:
    shutil.copy(prepared_sqlite, tmp_path / "assess.db")
    mail = MailSettings("127.0.0.1", 25, "a@example.org", "none")
    settings = replace(make_settings(tmp_path), keep_unfinished=1, keep_finished=1000, mail=mail)
    app: Flask = create_app(settings)
    app.test_client_class = CheckedClient
    told = words(Visitor(app.test_client()).get("/privacy"))
    assert "due for removal 1 day after" in told
    assert "due 1,000 days after" in told
    assert "one you type to have a code sent to you is used once, and not kept" in told


def test_every_way_out_is_linked(person: Visitor) -> None:
    page = person.get("/privacy")
    for path in ("/forget", "/mine", "/delete-everything"):
        assert f'href="{path}"' in page.text
