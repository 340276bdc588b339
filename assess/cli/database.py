"""What commands say when the database is away."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import SQLAlchemyError

from assess.services.errors import UnavailableError
from assess.services.readiness import PREPARE


@contextmanager
def reaching_database() -> Iterator[None]:
    """Say in one sentence that the database is busy or away, or not set up."""
    try:
        yield
    except (UnavailableError, SQLAlchemyError):
        raise click.ClickException(
            f"The database is busy or away, or not set up yet. Try again, or run: {PREPARE}"
        ) from None
