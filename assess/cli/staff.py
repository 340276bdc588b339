"""``flask --app wsgi staff``: make the first owner, and list who works at the desk."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_security import hash_password

from assess.cli.database import reaching_database
from assess.extensions import db
from assess.services import staff as desk
from assess.services.ownership import LastOwnerError

# The name in the log of what is done here.
_BY: Final = "command line"
_FILE: Final = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.group()
def staff() -> None:
    """Make and list the people of the editors' desk."""


@staff.command()
@click.argument("email")
@click.option("--role", type=click.Choice(["owner", "editor", "analyst"]), default="owner")
@click.option("--passphrase-file", type=_FILE, help="Read it from a file, - for standard input.")
@with_appcontext
def create(email: str, role: str, passphrase_file: Path | None) -> None:
    """Give the account with EMAIL a role; make the account where there is none.

    An account that is there keeps its passphrase.
    """
    security: Any = current_app.extensions["security"]
    try:
        address = security.mail_util.normalize(email)
    except ValueError:
        raise click.ClickException(f"{email} is no e-mail address.") from None
    with reaching_database():
        account = security.datastore.find_user(email=address)
        made = account is None
        if made:
            hashed = hash_password(_passphrase(security, address, passphrase_file))
            account = security.datastore.create_user(email=address, password=hashed)
            account.confirmed_at = datetime.now(UTC)
            security.datastore.commit()
        try:
            desk.give(db.session(), account.id, role, _BY, datetime.now(UTC))
        except LastOwnerError:
            raise click.ClickException("Nobody else is an owner: this one must stay one.") from None
    click.echo(f"{address} is {role} now{'' if made else ', with the passphrase as it was'}.")
    click.echo("The desk asks for a second step. Turn it on after signing in: /account/two-step")


def _passphrase(security: Any, email: str, file: Path | None) -> str:  # noqa: ANN401 - Flask-Security's extension
    """Return a passphrase that will do; asked for twice where somebody types."""
    if file is not None:
        with click.open_file(str(file), encoding="utf-8") as opened:
            given = opened.read().strip("\r\n")
    elif sys.stdin.isatty():
        given = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True)
    else:
        given = sys.stdin.readline().strip("\r\n")
    faults, passphrase = security.password_util.validate(given, is_register=True, email=email)
    if faults:
        raise click.ClickException(faults[0])
    return str(passphrase)


@staff.command("list")
@with_appcontext
def list_() -> None:
    """List who works at the desk."""
    with reaching_database():
        people = desk.people(db.session())
    for one in people:
        second = "two-step" if one.two_step else "no second step"
        seen = f"last visit {one.seen:%Y-%m-%d}" if one.seen else "signed in nowhere"
        click.echo(f"{one.role:<8} {one.email}  ({second}, {seen})")
    if not people:
        click.echo("Nobody yet. Make the first owner: flask --app wsgi staff create EMAIL")
