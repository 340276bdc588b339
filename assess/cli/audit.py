"""``flask --app wsgi audit``: look whether the log is whole, and write it out."""

import sys

import click
from flask.cli import with_appcontext

from assess.cli.database import reaching_database
from assess.core.auditlines import csv_lines, json_lines
from assess.extensions import db
from assess.services import audit as log


@click.group()
def audit() -> None:
    """Check and export the log of what staff did."""


@audit.command()
@click.option("--head", metavar="DIGEST", help="A digest noted earlier, whose row must be there.")
@with_appcontext
def check(head: str | None) -> None:
    """Say whether every row of the log is as it was written.

    Note the digest it ends with somewhere else: with --head it shows later that no row up
    to that one was cut off.
    """
    with reaching_database():
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
    with reaching_database():
        for line in csv_lines(rows) if as_csv else json_lines(rows):
            sys.stdout.buffer.write(line.encode())
