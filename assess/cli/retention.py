"""``flask --app wsgi retention``: remove what is kept no longer."""

from datetime import UTC, datetime, timedelta

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from assess.config import Settings
from assess.extensions import db
from assess.services.errors import UnavailableError
from assess.services.readiness import PREPARE
from assess.services.retention import Rules, count_stale, remove_stale


@click.command()
@click.option("--apply", is_flag=True, help="Remove it. Without this, only count.")
@with_appcontext
def retention(*, apply: bool) -> None:
    """Say what is kept no longer than promised, and with --apply remove it.

    Unfinished attempts go ASSESS_KEEP_UNFINISHED_DAYS after the last visit, finished ones
    that no account holds after ASSESS_KEEP_FINISHED_DAYS. Run it once a day.
    """
    settings: Settings = current_app.extensions["assess_settings"]
    rules = Rules(timedelta(settings.keep_unfinished), timedelta(settings.keep_finished))
    now = datetime.now(UTC)
    work = remove_stale if apply else count_stale
    try:
        counts = work(db.session(), rules, now)
    except (UnavailableError, SQLAlchemyError):
        raise click.ClickException(
            f"The database is busy or away, or not set up yet. Try again, or run: {PREPARE}"
        ) from None
    click.echo("Removed:" if apply else "Would be removed:")
    for name, number in counts.items():
        click.echo(f"{number:>8}  {name}")
    if not apply:
        click.echo("Nothing was changed. To remove it: flask --app wsgi retention --apply")
