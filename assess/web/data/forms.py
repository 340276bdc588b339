"""The forms of the room: a file to bring in, and a box to tick before deleting."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired, Optional, Regexp


class BringForm(FlaskForm):
    """A file that was saved here or on another site."""

    file = FileField(validators=[DataRequired()])


class DeleteForm(FlaskForm):
    """Deleting for good.

    ``proof`` shows that the page was this browser's own: sent twice, it leads to the same end.
    """

    confirm = BooleanField(validators=[DataRequired()])
    proof = HiddenField(validators=[Optional(), Regexp(r"[0-9a-f]{32}\Z")])
