"""The app as a whole: put together without touching anything, refused in one sentence."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask import request
from sqlalchemy import event

from assess.app import create_app
from tests.conftest import ROOT, make_settings
from tests.outages import engine_of


def run(command: list[str], **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the project's folder, with settings of its own."""
    inherited = {name: value for name, value in os.environ.items() if "ASSESS" not in name}
    return subprocess.run(
        command, cwd=ROOT, env=inherited | environ, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip


def test_making_the_app_touches_the_secret_alone(tmp_path: Path) -> None:
    connected = []
    app = create_app(make_settings(tmp_path))
    event.listen(engine_of(app), "connect", lambda *_: connected.append(1))
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert connected == []


def test_importing_the_package_imports_nothing_else() -> None:
    done = run([sys.executable, "-c", "import assess, sys; print('flask' in sys.modules)"])
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"ASSESS_PROT": "1"}, "ASSESS_PROT is not a setting. Did you mean ASSESS_PORT?"),
        ({"ASSESS_INSTANCE": "/dev/null/x"}, "The secret /dev/null/x/secret_key cannot be made"),
    ],
)
def test_a_bad_setting_stops_every_server_with_one_sentence(
    environ: dict[str, str], sentence: str
) -> None:
    done = run([sys.executable, "wsgi.py"], **environ)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"assess cannot start: {sentence}")
    assert done.stderr.count("\n") == 1


def test_the_app_is_served_by_any_wsgi_server(tmp_path: Path) -> None:
    code = "import wsgi; print(wsgi.app.test_client().get('/healthz').get_json())"
    done = run([sys.executable, "-c", code], ASSESS_INSTANCE=str(tmp_path))
    assert done.stdout == "{'status': 'alive'}\n", done.stderr


@pytest.fixture
def old_machine(tmp_path: Path) -> Path:
    """Return a folder with the Makefile and programs of a machine with an old Python."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python3"
    python.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    python.chmod(0o755)
    return tmp_path


def make(folder: Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("make")
    assert program is not None
    return subprocess.run(
        [program, ".venv/bin/python"], cwd=folder, env={"PATH": str(folder / "bin")},
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip


def test_an_old_python_is_refused_with_one_sentence(old_machine: Path) -> None:
    done = make(old_machine)
    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == (
        "assess needs Python 3.11 or newer; this machine has Python 3.9.2."
    )
    assert not (old_machine / ".venv").exists()


def test_a_machine_without_python_is_told_so(old_machine: Path) -> None:
    (old_machine / "bin" / "python3").unlink()
    done = make(old_machine)
    assert done.returncode != 0
    assert done.stderr.startswith("assess needs Python 3.11 or newer; this machine has none.")


def test_a_newer_python_under_another_name_is_found(old_machine: Path) -> None:
    python = old_machine / "bin" / "python3.12"
    python.write_text('#!/bin/sh\n[ "$1" = -m ] && echo "made $3"\nexit 0\n')
    python.chmod(0o755)
    done = make(old_machine)
    assert "made .venv" in done.stdout


def test_a_python_without_venv_says_what_to_install(old_machine: Path) -> None:
    python = old_machine / "bin" / "python3"
    python.write_text('#!/bin/sh\n[ "$1" = -m ] && exit 1\nexit 0\n')
    done = make(old_machine)
    assert done.returncode != 0
    assert "On Debian: apt-get install python3-venv" in done.stderr


@pytest.mark.parametrize(
    ("proxies", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.9"), (2, "198.51.100.1")]
)
def test_an_address_is_believed_from_as_many_proxies_as_are_ours(
    proxies: int, seen: str, tmp_path: Path
) -> None:
    app = create_app(replace(make_settings(tmp_path), proxies=proxies))
    app.add_url_rule("/address", view_func=lambda: str(request.remote_addr))
    sent = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}
    assert app.test_client().get("/address", headers=sent).text == seen
