"""``flask --app wsgi audit``: look whether the log is whole, and write it out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from assess.core.auditlines import csv_lines, json_lines
from assess.extensions import db
from assess.services import audit as log
from assess.services.errors import UnavailableError
from assess.services.readiness import PREPARE


@click.group()
def audit() -> None:
    """Check and export the log of what staff did."""


@contextmanager
def _database() -> Iterator[None]:
    try:
        yield
    except (UnavailableError, SQLAlchemyError):
        raise click.ClickException(
            f"The database is busy or away, or not set up yet. Try again, or run: {PREPARE}"
        ) from None


@audit.command()
@click.option("--head", metavar="DIGEST", help="A digest noted earlier, whose row must be there.")
@with_appcontext
def check(head: str | None) -> None:
    """Say whether every row of the log is as it was written.

    Note the digest it ends with somewhere else: with --head it shows later that no row up
    to that one was cut off.
    """
    with _database():
        found = log.check(db.session(), head)
    if found.broken is not None:
        raise click.ClickException(f"Row {found.broken} does not fit: {found.reason}.")
    click.echo(f"{found.rows} rows, all as they were written. The newest digest is:\n{found.head}")


@audit.command()
@click.option("--csv", "as_csv", is_flag=True, help="For a spreadsheet; else JSON Lines.")
@with_appcontext
def export(*, as_csv: bool) -> None:
    """Write the whole log to standard output, the oldest row first."""
    rows = log.rows(db.session(), log.Filters())
    with _database():
        for line in csv_lines(rows) if as_csv else json_lines(rows):
            sys.stdout.buffer.write(line.encode())
