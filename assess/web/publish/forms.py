"""Forms of publishing; reasons are read by ``typed``, as their names depend on the draft."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField
from wtforms.validators import NumberRange, Regexp

# What the column of revisions holds.
_MOST = 2**31 - 1


class ReviewForm(FlaskForm):
    """The revision that the page shows; what was typed is read beside it."""

    revision = HiddenField(validators=[Regexp(r"[0-9]{1,9}\Z")])


class StartOverForm(ReviewForm):
    """The same, and whether texts of one's own outlast a draft made anew."""

    texts = BooleanField()


class UndoForm(FlaskForm):
    """A step of the draft's changes, by its revisions."""

    first = IntegerField(validators=[NumberRange(1, _MOST)])
    last = IntegerField(validators=[NumberRange(1, _MOST)])
