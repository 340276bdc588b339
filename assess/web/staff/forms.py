"""Inviting somebody, and giving somebody another role."""

from typing import Final

from flask import current_app
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Regexp, ValidationError

from assess.services.ownership import ROLES

MAY: Final = {
    "owner": "Everything: people, the log, and all that editors may do.",
    "editor": "Change the draft, preview it, publish it.",
    "analyst": "See figures of groups. Change nothing.",
}
BAD_EMAIL: Final = "Enter an e-mail address, such as sam@example.com."
NO_ROLE: Final = "Choose what the person may do."


def _choices() -> list[SelectChoice]:
    return [SelectChoice(value=role, label=role.capitalize()) for role in reversed(ROLES)]


class RoleForm(FlaskForm):
    """What somebody may do; nothing is chosen unless one chooses."""

    role = RadioField("What may this person do?", choices=_choices())

    def problem(self) -> tuple[str, str, str] | None:
        """Return the first field that cannot be taken, where it stands, and what to do."""
        return ("role", "#role-owner", NO_ROLE) if "role" in self.errors else None


class InviteForm(RoleForm):
    """An invitation. ``page_id`` makes sending it twice the same as once."""

    email = StringField("E-mail")
    page_id = HiddenField(validators=[Regexp(r"[0-9a-f]{32}\Z")])

    def validate_email(self, field: StringField) -> None:
        """Take an address as accounts have it."""
        mail = current_app.extensions["security"].mail_util
        try:
            self.address = mail.normalize(field.data or "")
        except ValueError:
            raise ValidationError(BAD_EMAIL) from None

    def problem(self) -> tuple[str, str, str] | None:
        """Return the first field that cannot be taken, where it stands, and what to do."""
        if "email" in self.errors:
            return ("email", "#email", BAD_EMAIL)
        if "page_id" in self.errors:
            return ("", "#invite", "This page was too old to send. Please send it once more.")
        return super().problem()
