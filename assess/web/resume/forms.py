"""The forms around a resume code. What counts as a code is decided in the core."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import Regexp


class CodeForm(FlaskForm):
    """Entering a code."""

    code = StringField("Your code")
    shared = BooleanField()

    def typed(self) -> str:
        """Return the code as it was typed; of a whole link, the code in it."""
        return (self.code.data or "").rpartition("/r/")[2]


class RenewForm(FlaskForm):
    """Making a new code in place of the one that was shown."""

    generation = HiddenField(validators=[Regexp(r"[0-9]{1,6}\Z")])


class MailForm(FlaskForm):
    """Sending the code by e-mail."""

    to = StringField("Your e-mail address")


class OpenForm(FlaskForm):
    """Following a link: nothing is asked, but only sending it lets anyone in."""

    shared = BooleanField()
