"""The form that chooses two results. It only reads, so it is sent with GET and no token."""

from collections.abc import Mapping
from typing import Final

from flask_wtf import FlaskForm
from wtforms import Field, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Regexp, ValidationError

# The shape of a name; whether there is such a result is the service's to say.
_NAME: Final = r"[0-9a-z]{20}\.[1-9][0-9]{0,2}\Z"
_STRANGE: Final = "This does not name a result. Choose one from the list."


class PairForm(FlaskForm):
    """Two results; which is earlier does not matter."""

    class Meta:
        """No token: nothing is changed."""

        csrf = False

    a = SelectField(
        "One result",
        validators=[InputRequired("Choose the first result."), Regexp(_NAME, message=_STRANGE)],
        validate_choice=False,
    )
    b = SelectField(
        "Another result",
        validators=[InputRequired("Choose the second result."), Regexp(_NAME, message=_STRANGE)],
        validate_choice=False,
    )

    def validate_b(self, field: Field) -> None:
        """Refuse a result beside itself."""
        if field.data == self.a.data:
            raise ValidationError("This is the same result twice. Choose another one.")

    def offer(self, labels: Mapping[str, str]) -> None:
        """Set the results to choose from."""
        none = SelectChoice(value="", label="Choose a result")
        named = [SelectChoice(value=name, label=label) for name, label in labels.items()]
        self.a.choices = self.b.choices = [none, *named]

    @property
    def problem(self) -> tuple[str, str] | None:
        """Return the first field that is wrong, and the sentence about it."""
        wrong = (field for field in (self.a, self.b) if field.errors)
        return next(((field.id, str(field.errors[0])) for field in wrong), None)
