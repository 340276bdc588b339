"""``flask --app wsgi prepare`` and ``serve``: everything a start needs, then the server."""

import os
import secrets
import socket
from datetime import UTC, datetime
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server
from sqlalchemy.exc import SQLAlchemyError

from assess.config import ROOT, Settings, is_loopback
from assess.core.codec import read_edition
from assess.core.secret import BYTES, fingerprint
from assess.core.sharelink import to_text
from assess.extensions import db
from assess.services import editions, invitations
from assess.services.errors import UnavailableError
from assess.services.readiness import revision

_SHIPPED = ROOT / "assess" / "content" / "edition.yaml"


@click.command()
@with_appcontext
def prepare() -> None:
    """Bring the database up to date and publish the first edition."""
    prepare_database(_settings())
    click.echo("Ready.")


@click.command()
@with_appcontext
def serve() -> None:
    """Prepare, then serve on ASSESS_HOST and ASSESS_PORT."""
    settings = _settings()
    _refuse_taken_port(settings)
    prepare_database(settings)
    link = setup_link(settings)
    db.engine.dispose()
    click.echo(f"Skills Compass is at {settings.address}  (stop with Ctrl+C)")
    if link:
        click.echo(
            "Nobody owns the editors' desk yet. Whoever opens this link first will, within "
            f"72 hours:\n{link}"
        )
        if is_loopback(urlsplit(link).hostname or ""):
            click.echo(
                "It works only on this computer. For others, set ASSESS_BASE_URL to the address "
                "people use."
            )
    Server(
        "wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        # One process: its cache of compiled editions serves everyone. Requests are short.
        blocking_threads=4,
        log_level=LogLevels.warning,
        working_dir=ROOT,
    ).serve()


def setup_link(settings: Settings) -> str | None:
    """Make the link that makes the first owner; None where there is an owner."""
    secret = secrets.token_bytes(BYTES)
    public_id = secrets.token_hex(10)
    named = (public_id, fingerprint(secret), datetime.now(UTC))
    try:
        made = invitations.make_setup_link(db.session(), *named)
    except UnavailableError:
        # The next start makes one; people who take the assessment need none.
        return None
    return f"{settings.near_address}/desk/join/{to_text(secret)}" if made else None


def prepare_database(settings: Settings) -> None:
    """Migrate the database and publish the shipped edition where there is none.

    Raises
    ------
    click.ClickException
        Where the database cannot be used, or is newer than this version.
    """
    # The database holds people's answers: for this user's eyes only.
    os.umask(0o077)
    try:
        settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = revision(db.session())
        db.session.rollback()
        if state == "unknown":
            raise click.ClickException(
                "The database was made by a newer version of assess. Install that version, "
                "or restore a backup made with this one."
            )
        if state != "current":
            upgrade()
        if not editions.list_editions(db.session()):
            shipped = read_edition(_SHIPPED.read_bytes())
            editions.publish(db.session(), shipped, "assess", "First edition.", datetime.now(UTC))
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise click.ClickException(
            f"The database {db.engine.url.render_as_string()} cannot be used ({reason}). "
            "Check ASSESS_DATABASE_URL and ASSESS_INSTANCE: can this user write there?"
        ) from None


def _settings() -> Settings:
    settings: Settings = current_app.extensions["assess_settings"]
    return settings


def _refuse_taken_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise click.ClickException(
                f"{settings.host}:{settings.port} cannot be used "
                f"({error.strerror}). "
                "Stop what runs there, or set ASSESS_PORT to another number."
            ) from None
