"""Commands for people who run the app: ``flask --app wsgi …``."""

from flask import Flask

from assess.cli.audit import audit
from assess.cli.edition import edition
from assess.cli.retention import retention
from assess.cli.score import score
from assess.cli.serve import prepare, serve
from assess.cli.staff import staff


def register_commands(app: Flask) -> None:
    """Add the commands to the app."""
    for command in (audit, edition, prepare, retention, score, serve, staff):
        app.cli.add_command(command)
