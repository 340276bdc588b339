"""The form that lets an attempt grow."""

from flask_wtf import FlaskForm
from wtforms import HiddenField


class GrowForm(FlaskForm):
    """Going on; which lengths there are is the service's to say."""

    length = HiddenField()
