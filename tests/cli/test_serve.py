"""prepare and serve: everything a start needs, and why it would not start."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import text
from sqlalchemy.orm import Session

from assess.app import create_app
from assess.cli import serve as serving
from assess.config import Settings
from tests import outages
from tests.conftest import ROOT, make_settings
from tests.outages import engine_of
from tests.records import records, unchanged


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """Give the mask back that preparing sets for good."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def taken() -> Iterator[int]:
    """Return a port that somebody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_preparing_twice_is_harmless(app: Flask, session: Session) -> None:
    runner = app.test_cli_runner()
    with unchanged(session):
        for _ in range(2):
            done = runner.invoke(args=["prepare"])
            assert (done.exit_code, done.stdout) == (0, "Ready.\n"), done.output


def test_preparing_makes_everything_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    app = create_app(make_settings(folder))
    done = app.test_cli_runner().invoke(args=["prepare"])
    assert done.exit_code == 0, done.output
    assert {path.stat().st_mode & 0o077 for path in [folder, *folder.iterdir()]} == {0}
    with Session(engine_of(app)) as session:
        [edition] = records(session)["edition"]
    assert (edition["number"], edition["published_by"]) == (1, "assess")
    engine_of(app).dispose()


def test_an_older_database_is_brought_up_to_date(app: Flask, session: Session) -> None:
    with app.app_context():
        downgrade(revision="base")
    session.rollback()
    done = app.test_cli_runner().invoke(args=["prepare"])
    assert done.exit_code == 0, done.output
    assert [row["number"] for row in records(session)["edition"]] == [1]


def test_a_database_of_an_unknown_revision_is_left_alone(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    listening(app, tmp_path, "127.0.0.1", free_port())
    session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    session.commit()
    with unchanged(session):
        for command in ("prepare", "serve"):
            done = app.test_cli_runner().invoke(args=[command])
            assert done.exit_code == 1
            assert done.stderr == (
                "Error: The database was made by a newer version of assess. Install that "
                "version, or restore a backup made with this one.\n"
            )


def test_a_database_that_is_away_is_named_without_its_password(app: Flask) -> None:
    with outages.away(app):
        done = app.test_cli_runner().invoke(args=["prepare"])
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: The database ")
    assert " cannot be used (" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_password_is_never_printed(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://me:secretword@127.0.0.1:{free_port()}/none"
    app = create_app(make_settings(tmp_path, url))
    done = app.test_cli_runner().invoke(args=["prepare"])
    assert done.exit_code == 1
    assert "me:***@127.0.0.1" in done.stderr
    assert "secretword" not in done.output


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    app = create_app(make_settings(tmp_path))
    (tmp_path / "file").write_text("")
    settings = make_settings(tmp_path)
    blocked = Settings(tmp_path / "file" / "x", settings.database_url, settings.secret_file)
    app.extensions["assess_settings"] = blocked
    done = app.test_cli_runner().invoke(args=["prepare"])
    assert done.exit_code == 1
    assert "Not a directory" in done.stderr


def listening(app: Flask, tmp_path: Path, host: str, port: int) -> None:
    """Set where an app is to listen."""
    plain = make_settings(tmp_path)
    app.extensions["assess_settings"] = Settings(
        plain.instance, plain.database_url, plain.secret_file, host=host, port=port
    )


def test_a_port_that_is_taken_is_told_with_what_to_do(
    sqlite_app: Flask, sqlite_session: Session, tmp_path: Path, taken: int
) -> None:
    listening(sqlite_app, tmp_path, "127.0.0.1", taken)
    with unchanged(sqlite_session):
        done = sqlite_app.test_cli_runner().invoke(args=["serve"])
    assert done.exit_code == 1
    assert done.stderr == (
        f"Error: 127.0.0.1:{taken} cannot be used (Address already in use). Stop what runs "
        "there, or set ASSESS_PORT to another number.\n"
    )


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_a_host_that_is_not_here_is_told(host: str, sqlite_app: Flask, tmp_path: Path) -> None:
    listening(sqlite_app, tmp_path, host, 8000)
    done = sqlite_app.test_cli_runner().invoke(args=["serve"])
    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: {host}:8000 cannot be used (")
    assert "Unknown error" not in done.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_serving_prepares_says_where_and_starts(
    host: str, sqlite_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, dict[str, Any]]] = []

    class FakeServer:
        def __init__(self, target: str, **options: object) -> None:
            started.append((target, options))

        def serve(self) -> None:
            started[-1][1]["served"] = True

    port = free_port()
    monkeypatch.setattr(serving, "Server", FakeServer)
    listening(sqlite_app, tmp_path, host, port)
    done = sqlite_app.test_cli_runner().invoke(args=["serve"])
    assert done.exit_code == 0, done.output
    shown = f"[{host}]" if ":" in host else host
    where, *_, link, near = done.stdout.splitlines()
    assert where == f"Skills Compass is at http://{shown}:{port}  (stop with Ctrl+C)"
    assert link.startswith(f"http://localhost:{port}/desk/join/")
    assert near.startswith("It works only on this computer.")
    [(target, options)] = started
    assert target == "wsgi:app"
    assert (options["address"], options["port"], options["served"]) == (host, port, True)


def test_a_real_start_serves_pages_and_stops_when_told(tmp_path: Path) -> None:
    port = free_port()
    flask = str(Path(sys.executable).with_name("flask"))
    inherited = {name: value for name, value in os.environ.items() if "ASSESS" not in name}
    settings = {"ASSESS_INSTANCE": str(tmp_path), "ASSESS_PORT": str(port)}
    with subprocess.Popen(
        [flask, "--app", "wsgi", "serve"],
        cwd=ROOT, env=inherited | settings | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.findall(r"http://\S+", line)[0]
        assert address == f"http://127.0.0.1:{port}"
        assert b"<h1>" in _patiently(address)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0


def _patiently(address: str) -> bytes:
    """Read a page of a server that is still starting."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as page:  # noqa: S310 - our own
                content: bytes = page.read()
                return content
        except OSError:
            subprocess.run(["sleep", "0.1"], check=True)
    raise AssertionError("the server never answered")
