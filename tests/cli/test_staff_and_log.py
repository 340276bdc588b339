"""``flask --app wsgi staff`` and ``audit``, and the link that a start prints."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from assess.cli.serve import setup_link
from assess.services import audit, staff
from tests import outages
from tests.records import records, unchanged
from tests.visitor import Visitor, form_of
from tests.web.accountsteps import sign_in
from tests.web.desksteps import PASSPHRASE, enter_staff

EMAIL = "boss@example.com"


def run(app: Flask, *arguments: str, typed: str = "") -> tuple[int, str]:
    """Run a command and return its exit code and what it says."""
    with app.app_context():
        done = app.test_cli_runner().invoke(args=list(arguments), input=typed)
    return done.exit_code, done.output


def test_the_first_owner_signs_in_with_the_passphrase(
    person: Visitor, sqlite_app: Flask, sqlite_session: Session
) -> None:
    code, said = run(sqlite_app, "staff", "create", "Boss@Example.com", typed=f"{PASSPHRASE}\n")
    assert code == 0, said
    assert "boss@example.com is owner now." in said
    assert sign_in(person, EMAIL).location == "/account"
    [row] = audit.rows(sqlite_session, audit.Filters())
    assert (row.actor, row.action, row.subject) == ("command line", "role given", EMAIL)
    assert f"owner    {EMAIL}  (no second step" in run(sqlite_app, "staff", "list")[1]


def test_an_account_that_is_there_keeps_its_passphrase(
    person: Visitor, sqlite_app: Flask, sqlite_session: Session, tmp_path: Path
) -> None:
    enter_staff(person, sqlite_session, None, EMAIL)
    [before] = records(sqlite_session)["account"]
    file = tmp_path / "passphrase"
    file.write_text("another one altogether\n")
    named = ("--role", "analyst", "--passphrase-file", str(file))
    code, said = run(sqlite_app, "staff", "create", EMAIL, *named)
    assert code == 0, said
    assert "with the passphrase as it was" in said
    assert records(sqlite_session)["account"] == [before]
    assert [one.role for one in staff.people(sqlite_session)] == ["analyst"]


def test_a_passphrase_may_come_from_a_file(sqlite_app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.write_text("another one altogether\n")
    assert run(sqlite_app, "staff", "create", EMAIL, "--passphrase-file", str(file))[0] == 0


@pytest.mark.parametrize(
    ("email", "typed", "said"),
    [
        (EMAIL, "short\n", "Use at least 12 characters"),
        (EMAIL, "", "Use at least 12 characters"),
        ("<script>", "", "is no e-mail address"),
    ],
)
def test_what_will_not_do_is_told_and_changes_nothing(
    sqlite_app: Flask, sqlite_session: Session, email: str, typed: str, said: str
) -> None:
    with unchanged(sqlite_session):
        code, output = run(sqlite_app, "staff", "create", email, typed=typed)
    assert code == 1
    assert said in output


def test_the_last_owner_is_not_demoted_by_a_command(
    person: Visitor, sqlite_app: Flask, sqlite_session: Session
) -> None:
    assert "Nobody yet" in run(sqlite_app, "staff", "list")[1]
    enter_staff(person, sqlite_session, "owner", EMAIL)
    code, said = run(sqlite_app, "staff", "create", EMAIL, "--role", "editor")
    assert code == 1
    assert "this one must stay one" in said


def test_a_start_prints_a_link_until_there_is_an_owner(
    person: Visitor, sqlite_app: Flask, sqlite_session: Session
) -> None:
    settings = sqlite_app.extensions["assess_settings"]
    with sqlite_app.app_context():
        first, link = setup_link(settings), setup_link(settings)
    assert first
    assert link
    assert link.startswith("http://localhost:8000/desk/join/")
    enter_staff(person, sqlite_session, None, EMAIL)
    person.get(first.removeprefix(settings.address), 404)
    path = link.removeprefix(settings.address)
    joined = person.post(path, form_of(person.get(path)).with_())
    assert (joined.status_code, joined.location) == (303, "/desk")
    assert staff.has_owner(sqlite_session)
    with sqlite_app.app_context():
        assert setup_link(settings) is None
        outages.make_impatient(sqlite_app)
    with outages.locked(sqlite_app), sqlite_app.app_context():
        assert setup_link(settings) is None


def test_the_chain_is_checked_and_exported(
    sqlite_app: Flask, sqlite_session: Session, tmp_path: Path
) -> None:
    for name in "ab":
        run(sqlite_app, "staff", "create", f"{name}@example.com", typed=f"{PASSPHRASE}\n")
    code, said = run(sqlite_app, "audit", "check")
    assert code == 0
    assert said.startswith("2 rows, all as they were written.")
    head = said.split()[-1]
    assert run(sqlite_app, "audit", "check", "--head", head)[0] == 0
    lines = run(sqlite_app, "audit", "export")[1].splitlines()
    assert [json.loads(line)["digest"] for line in lines][-1] == head
    assert run(sqlite_app, "audit", "export", "--csv")[1].count("role given") == 2
    sqlite_session.execute(text("DROP TRIGGER audit_no_delete"))
    sqlite_session.execute(text("DELETE FROM audit WHERE number = 2"))
    sqlite_session.commit()
    assert run(sqlite_app, "audit", "check")[0] == 0, "a chain does not show what was cut off"
    code, said = run(sqlite_app, "audit", "check", "--head", head)
    assert code == 1
    assert "the row with that digest is missing" in said


@pytest.mark.parametrize("command", [("staff", "list"), ("audit", "check"), ("audit", "export")])
def test_without_its_tables_a_command_says_what_to_run(
    sqlite_app: Flask, sqlite_session: Session, command: tuple[str, ...]
) -> None:
    for table in ("audit", "account_role"):
        sqlite_session.execute(text(f"DROP TABLE {table}"))
    sqlite_session.commit()
    code, said = run(sqlite_app, *command)
    assert code == 1
    assert "or run: flask --app wsgi prepare" in said
