"""Commands for people who run the app: ``flask --app wsgi …``."""

from flask import Flask

from assess.cli.edition import edition
from assess.cli.retention import retention
from assess.cli.score import score
from assess.cli.serve import prepare, serve


def register_commands(app: Flask) -> None:
    """Add the commands to the app."""
    for command in (edition, prepare, retention, score, serve):
        app.cli.add_command(command)
