"""The form that starts an assessment."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField
from wtforms.validators import Regexp


class StartForm(FlaskForm):
    """Starting. ``start_id`` makes a double click one start."""

    length = HiddenField()
    start_id = HiddenField(validators=[Regexp(r"[0-9a-f]{32}\Z")])
    shared = BooleanField("This is a shared computer")
