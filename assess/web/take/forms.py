"""The forms of an attempt. What counts as an answer is decided in the core."""

from collections.abc import Iterable
from typing import Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, Regexp

from assess.core.roles import Role
from assess.services.attempts import Save

SAVE_ID: Final = r"[A-Za-z0-9_-]{16}\Z"


class AnswerForm(FlaskForm):
    """One question.

    ``save_id`` names this page, ``seen`` the save it was drawn from, ``turn`` counts the
    choices made on it, ``edition`` is the digest of its edition: with it the page can be
    drawn again, with what was chosen, even while the database is away. ``later`` is the
    button that saves and then leads to the resume code; ``code`` and ``shared`` are
    asked for where this browser has lost the attempt.
    """

    class Meta(FlaskForm.Meta):
        """CSRFProtect has checked the token before any view; twice would cost every answer."""

        csrf = False

    answer = SelectMultipleField(validate_choice=False)
    save_id = HiddenField(validators=[Regexp(SAVE_ID)])
    seen = HiddenField(validators=[Optional(), Regexp(SAVE_ID)])
    turn = HiddenField(validators=[Optional(), Regexp(r"[0-9]{1,6}\Z")])
    edition = HiddenField(validators=[Optional(), Regexp(r"[0-9a-f]{64}\Z")])
    later = BooleanField()
    code = StringField()
    shared = BooleanField()

    def save(self, question: str, *, by_button: bool) -> Save:
        """Return what the page sends, for the service."""
        return Save(
            question,
            tuple(self.answer.data),
            self.save_id.data,
            self.seen.data or "",
            int(self.turn.data or 0),
            by_button,
        )


class FinishForm(FlaskForm):
    """Finishing, with the role the person aims at, if any."""

    goal = SelectField("Is there a role you are aiming for?")

    def offer(self, roles: Iterable[Role]) -> None:
        """Set the roles to choose from."""
        none = SelectChoice(value="", label="No, just show me what fits")
        named = [SelectChoice(value=role.key, label=role.name) for role in roles]
        self.goal.choices = [none, *named]
