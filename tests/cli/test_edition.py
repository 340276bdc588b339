"""The edition commands: check, load, export, schema, list, as typed at a terminal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from assess.app import create_app
from assess.core.codec import canonical_json, digest, read_edition
from assess.core.compiled import Compiled
from tests import outages
from tests.conftest import ROOT, make_settings
from tests.records import records, unchanged

SHIPPED = ROOT / "assess" / "content" / "edition.yaml"
Command = Callable[..., Result]


@pytest.fixture
def edition(app: Flask) -> Command:
    """Return a way to run ``flask edition …``."""
    runner = app.test_cli_runner()
    return lambda *words, **more: runner.invoke(args=["edition", *map(str, words)], **more)


@pytest.fixture
def sqlite_edition(sqlite_app: Flask) -> Command:
    runner = sqlite_app.test_cli_runner()
    return lambda *words, **more: runner.invoke(args=["edition", *map(str, words)], **more)


def changed(tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """Return a file with the shipped edition, changed."""
    document = yaml.safe_load(SHIPPED.read_text())
    change(document)
    file = tmp_path / "changed.yaml"
    file.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False))
    return file


def test_checking_a_sound_edition_counts_its_parts(sqlite_edition: Command) -> None:
    done = sqlite_edition("check", SHIPPED)
    assert done.exit_code == 0
    found = yaml.safe_load(SHIPPED.read_text())
    assert done.output == (
        f"{found['title']}: {len(found['skills'])} skills, {len(found['questions'])} questions, "
        f"{len(found['roles'])} roles. No faults.\n"
    )


def test_checking_reads_standard_input(sqlite_edition: Command) -> None:
    done = sqlite_edition("check", "-", input=SHIPPED.read_bytes())
    assert done.exit_code == 0


def test_every_fault_is_told_with_its_place(sqlite_edition: Command, tmp_path: Path) -> None:
    def spoil(document: dict[str, Any]) -> None:
        situation = next(
            place for place, one in enumerate(document["questions"]) if one["kind"] == "situation"
        )
        for option in document["questions"][situation]["options"]:
            option["credit"] = 1
        document["skills"][0]["colour"] = "blue"
        del document["roles"][1]["name"]
        spoil.place = situation  # type: ignore[attr-defined]  # told to the test below

    done = sqlite_edition("check", changed(tmp_path, spoil))
    assert done.exit_code == 1
    place = spoil.place  # type: ignore[attr-defined]  # set above
    assert f"questions[{place}].options: a situation needs an option with credit 0\n" in done.stderr
    assert "skills[0].colour: is not a field of an edition\n" in done.stderr
    assert "roles[1].name: is missing\n" in done.stderr
    assert done.stderr.endswith("changed.yaml is not an edition: 3 faults.\n")
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "document: an edition is a mapping"),
        (b"\xff\xfe", "document: not UTF-8 text"),
        (b"{", "document: "),
        (b"a: [", "line "),
        (b"a: &x 1\nb: *x\n", "line 2: aliases (*name) are not allowed"),
        (b"a: 1\na: 2\n", "line 2: the key “a” stands twice"),
        (b"[" * 100_000, "nested too deeply"),
        (b"x" * (5 * 1024 * 1024 + 1), "document: larger than 5 MiB"),
    ],
)
def test_what_is_no_edition_is_refused_with_one_fault(
    content: bytes, told: str, sqlite_edition: Command, tmp_path: Path
) -> None:
    file = tmp_path / "bad.yaml"
    file.write_bytes(content)
    done = sqlite_edition("check", file)
    assert done.exit_code == 1
    assert told in done.stderr
    assert done.stderr.endswith("bad.yaml is not an edition: 1 fault.\n")


def test_a_file_that_is_not_there_is_told_at_once(sqlite_edition: Command, tmp_path: Path) -> None:
    for file in (tmp_path / "none.yaml", tmp_path):
        done = sqlite_edition("check", file)
        assert done.exit_code == 2
        assert str(file) in done.stderr


def test_a_file_that_cannot_be_read_is_told_in_one_sentence(sqlite_edition: Command) -> None:
    done = sqlite_edition("check", "/proc/self/mem")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "Error: /proc/self/mem cannot be read: Input/output error.\n"


def test_loading_publishes_the_next_edition(
    edition: Command, session: Session, tmp_path: Path
) -> None:
    file = changed(tmp_path, lambda document: document.update(title="Second"))
    done = edition("load", file, "--note", "New title.")
    assert done.exit_code == 0, done.output
    fingerprint = digest(canonical_json(read_edition(file.read_bytes())))
    assert done.output == f"Edition 2, digest {fingerprint[:12]}.\n"
    row = records(session)["edition"][1]
    assert (row["number"], row["digest"]) == (2, fingerprint)
    assert (row["published_by"], row["note"]) == ("command line", "New title.")


def test_loading_the_same_document_again_changes_nothing(
    edition: Command, session: Session
) -> None:
    with unchanged(session):
        done = edition("load", SHIPPED)
    assert done.exit_code == 0
    assert done.output.startswith("Edition 1, digest ")


def test_loading_what_is_no_edition_publishes_nothing(
    edition: Command, session: Session, tmp_path: Path
) -> None:
    file = changed(tmp_path, lambda document: document.pop("roles"))
    with unchanged(session):
        assert edition("load", file).exit_code == 1


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_export_and_import_and_export_give_the_same_bytes(
    form: str, edition: Command, session: Session, tmp_path: Path
) -> None:
    file = changed(tmp_path, lambda document: document.update(title="Zwei – 二"))
    edition("load", file)
    first = edition("export", 2, "--format", form)
    assert first.exit_code == 0
    again = tmp_path / f"again.{form}"
    again.write_bytes(first.stdout_bytes)
    with unchanged(session):
        assert edition("load", again).output.startswith("Edition 2, ")
    assert edition("export", 2, "--format", form).stdout_bytes == first.stdout_bytes
    assert edition("check", again).exit_code == 0


def test_both_notations_hold_the_same_edition(sqlite_edition: Command) -> None:
    exports = [sqlite_edition("export", 1, "--format", form).output for form in ("yaml", "json")]
    assert read_edition(exports[0]) == read_edition(exports[1])
    assert sqlite_edition("export", 1).output == exports[0]


def test_what_ships_is_written_as_it_is_exported(sqlite_edition: Command) -> None:
    assert read_edition(sqlite_edition("export", 1).output) == read_edition(SHIPPED.read_bytes())


@pytest.mark.parametrize(
    ("number", "code", "told"),
    [
        (2, 1, "Error: There is no edition 2.\n"),
        (0, 2, "is not in the range"),
        (-1, 2, ""),
        (2**31, 2, "is not in the range"),
        (2**70, 2, "is not in the range"),
        ("one", 2, "is not a valid integer"),
    ],
)
def test_an_edition_that_is_not_there_cannot_be_exported(
    number: object, code: int, told: str, sqlite_edition: Command
) -> None:
    done = sqlite_edition("export", number)
    assert done.exit_code == code
    assert told in done.stderr
    assert done.stdout == ""


def test_the_schema_describes_the_document(sqlite_edition: Command) -> None:
    schema = json.loads(sqlite_edition("schema").output)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"format", "title", "skills", "questions", "roles"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False


def test_the_list_names_every_edition_oldest_first(
    edition: Command, session: Session, tmp_path: Path, shipped: Compiled
) -> None:
    file = changed(tmp_path, lambda document: document.update(title="Second"))
    edition("load", file, "--note", "More.")
    first, second = edition("list").output.splitlines()
    number, when, fingerprint, by, note = first.split("\t")
    assert (number, by, note) == ("1", "assess", "First edition.")
    assert fingerprint == digest(canonical_json(shipped.edition))[:12]
    assert when.endswith(" UTC")
    assert second.split("\t")[0] == "2"
    assert second.endswith("\tcommand line\tMore.")


def test_a_database_that_is_away_is_told_in_one_sentence(
    app: Flask, edition: Command, tmp_path: Path
) -> None:
    file = changed(tmp_path, lambda document: document.update(title="Second"))
    with outages.away(app):
        for words in (("load", file), ("list",), ("export", 1)):
            done = edition(*words)
            assert done.exit_code == 1, words
            assert done.stderr.startswith("Error: The database is busy or away"), words
            assert done.stderr.count("\n") == 1


def test_a_database_without_tables_is_told_in_one_sentence(tmp_path: Path) -> None:
    runner = create_app(make_settings(tmp_path)).test_cli_runner()
    for words in (["list"], ["export", "1"]):
        done = runner.invoke(args=["edition", *words])
        assert done.exit_code == 1, words
        assert done.stderr.startswith("Error: "), done.exception
