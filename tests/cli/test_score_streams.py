"""The score command on long input: bounded memory, overlong lines, readers that leave."""

import json
import os
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskCliRunner

from assess.core.compiled import Compiled
from tests.conftest import ROOT

SHIPPED = str(ROOT / "assess" / "content" / "edition.yaml")
ROWS = 2_000
MEBIBYTE = 1024 * 1024


@pytest.fixture
def runner(sqlite_app: Flask) -> FlaskCliRunner:
    return sqlite_app.test_cli_runner()


def row(shipped: Compiled, **more: object) -> bytes:
    return json.dumps({"scores": dict.fromkeys(shipped.skills, 50), **more}).encode() + b"\n"


def test_two_thousand_rows_from_a_pipe_take_little_memory(
    runner: FlaskCliRunner, shipped: Compiled, tmp_path: Path
) -> None:
    pipe, target = tmp_path / "pipe", tmp_path / "out.jsonl"
    os.mkfifo(pipe)
    line = row(shipped, id="x" * 10_000)

    def feed() -> None:
        with pipe.open("wb") as file:
            for _ in range(ROWS):
                file.write(line)

    runner.invoke(args=["score", "--edition", SHIPPED], input=line)  # caches are warm
    feeder = threading.Thread(target=feed)
    tracemalloc.start()
    feeder.start()
    done = runner.invoke(
        args=["score", "--edition", SHIPPED, "--in", str(pipe), "--out", str(target)]
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    feeder.join()
    assert done.exit_code == 0, done.output
    with target.open("rb") as file:
        assert sum(1 for _ in file) == ROWS
    # 20 MB go in and more come out; the edition itself takes most of what is held.
    assert peak < 12 * MEBIBYTE


def run(runner: FlaskCliRunner, given: bytes) -> Result:
    return runner.invoke(args=["score", "--edition", SHIPPED], input=given)


@pytest.mark.parametrize("over", [1, MEBIBYTE, 3 * MEBIBYTE + 7])
def test_an_overlong_line_is_one_bad_row_and_the_next_line_counts(
    over: int, runner: FlaskCliRunner, shipped: Compiled
) -> None:
    good = row(shipped)
    done = run(runner, good + b"[" * (MEBIBYTE + over) + b"\n" + good)
    first, bad, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert (bad["line"], bad["error"]) == (2, "not a JSON object")
    assert first == last
    assert done.exit_code == 1


def test_an_overlong_line_at_the_end_of_the_file_is_a_bad_row(
    runner: FlaskCliRunner, shipped: Compiled
) -> None:
    done = run(runner, row(shipped) + b"x" * (2 * MEBIBYTE))
    assert len(done.stdout.splitlines()) == 2
    assert done.exit_code == 1


def test_the_longest_line_allowed_is_scored(runner: FlaskCliRunner, shipped: Compiled) -> None:
    short = row(shipped, id="")
    line = row(shipped, id="x" * (MEBIBYTE - len(short)))
    assert len(line) == MEBIBYTE
    done = run(runner, line + row(shipped))
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 2


def program(tmp_path: Path, *words: str) -> list[str]:
    """Return the command as it is typed, on an instance of its own."""
    flask = str(Path(sys.executable).with_name("flask"))
    return ["env", f"ASSESS_INSTANCE={tmp_path}", flask, "--app", "wsgi", "score", *words]


def test_a_reader_that_leaves_early_ends_it_in_silence(shipped: Compiled, tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    given.write_bytes(row(shipped) * 500)
    command = program(tmp_path, "--edition", SHIPPED, "--in", str(given))
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())
        process.stdout.close()
        assert process.wait(timeout=60) != 0
        assert process.stderr.read() == b""


def test_a_disk_that_is_full_is_told_in_one_sentence(shipped: Compiled, tmp_path: Path) -> None:
    command = program(tmp_path, "--edition", SHIPPED, "--out", "/dev/full")
    done = subprocess.run(
        command, cwd=ROOT, input=row(shipped), capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert done.stderr.decode() == "Error: Writing: No space left on device\n"


@pytest.mark.parametrize("terminal", [True, False])
def test_a_bar_shows_on_a_terminal_only(
    *,
    terminal: bool,
    runner: FlaskCliRunner,
    shipped: Compiled,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[bool] = []
    real: Callable[..., object] = click.progressbar

    def spy(**words: object) -> object:
        shown.append(not words["hidden"])
        return real(**(words | {"hidden": True}))

    given = tmp_path / "in.jsonl"
    given.write_bytes(row(shipped))
    monkeypatch.setattr(click, "progressbar", spy)
    monkeypatch.setattr(
        "click.testing._NamedTextIOWrapper.isatty", lambda _: terminal, raising=False
    )
    target = str(tmp_path / "out")
    done = runner.invoke(args=["score", "--edition", SHIPPED, "--in", str(given), "--out", target])
    assert done.exit_code == 0, done.output
    assert shown == [terminal]
