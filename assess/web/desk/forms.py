"""Forms that more than one room of the desk uses."""

from flask_wtf import FlaskForm
from wtforms import HiddenField


class ConflictForm(FlaskForm):
    """Choosing between two versions; the radio buttons are named by the page."""

    carried = HiddenField()


class ConfirmForm(FlaskForm):
    """Nothing but a button."""
