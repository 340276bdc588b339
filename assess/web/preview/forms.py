"""Making a link by which somebody without an account takes the draft."""

from typing import Final

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Regexp

from assess.services.previews import DAYS

# Field by field: where to look, and what to do there.
PROBLEMS: Final = {
    "days": (f"#days-{DAYS[0]}", "Choose 1, 7 or 30 days."),
    "page_id": ("#make", "This page was too old to send. Please send it once more."),
}


class LinkForm(FlaskForm):
    """A link. A week, unless another time is chosen."""

    days = RadioField(
        "How long should the link work?",
        choices=[
            SelectChoice(value=str(days), label="1 day" if days == 1 else f"{days} days")
            for days in DAYS
        ],
        default="7",
    )
    page_id = HiddenField(validators=[Regexp(r"[0-9a-f]{32}\Z")])

    def problem(self) -> tuple[str, str, str] | None:
        """Return the first field that cannot be taken, where it stands, and what to do."""
        found = next((name for name in PROBLEMS if name in self.errors), None)
        return (found, *PROBLEMS[found]) if found else None
