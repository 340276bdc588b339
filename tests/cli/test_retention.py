"""``flask --app wsgi retention``: counts by default, removes when told."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from assess.services import attempts
from tests import outages
from tests.records import records, unchanged
from tests.services.test_deleting import ME, begin

LONG_AGO = datetime.now(UTC) - timedelta(91)


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run the command and return its exit code and what it says."""
    with app.app_context():
        done = app.test_cli_runner().invoke(args=["retention", *arguments])
    return done.exit_code, done.output


def test_by_default_it_counts_and_changes_nothing(app: Flask, session: Session) -> None:
    attempts.start(session, ME, "1", "quick", LONG_AGO)
    with unchanged(session):
        code, said = run(app)
    assert code == 0
    assert "Would be removed:\n" in said
    assert "       1  unfinished attempts\n" in said
    assert "       0  finished attempts without an account\n" in said
    assert "Nothing was changed." in said


def test_told_to_it_removes_and_the_second_time_finds_nothing(app: Flask, session: Session) -> None:
    attempts.start(session, ME, "1", "quick", LONG_AGO)
    kept = begin(session, start_id="2")
    code, said = run(app, "--apply")
    assert code == 0
    assert "Removed:\n" in said
    assert "       1  unfinished attempts\n" in said
    assert [row["public_id"] for row in records(session)["attempt"]] == [kept]
    assert "       0  unfinished attempts\n" in run(app, "--apply")[1]


def test_while_the_database_is_busy_it_says_so(sqlite_app: Flask, sqlite_session: Session) -> None:
    attempts.start(sqlite_session, ME, "1", "quick", LONG_AGO)
    with unchanged(sqlite_session):
        with outages.locked(sqlite_app):
            code, said = run(sqlite_app, "--apply")
        assert code == 1
        assert "The database is busy or away" in said
        assert "Traceback" not in said
