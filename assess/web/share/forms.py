"""Making a link, and taking it back."""

from collections.abc import Sequence
from typing import Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Regexp

from assess.services.sharing import DAYS, Choice

# Field by field, in the order of the page: where to look, and what to do there.
PROBLEMS: Final = {
    "number": ("#number", "Choose one of the results in the list."),
    "days": (f"#days-{DAYS[0]}", "Choose 7, 30 or 90 days."),
    "page_id": ("#make", "This page was too old to send. Please send it once more."),
}


class LinkForm(FlaskForm):
    """A link. The shortest time, and nothing more than the result, unless chosen."""

    number = SelectField("Which result?")
    days = RadioField(
        "How long should the link work?",
        choices=[SelectChoice(value=str(days), label=f"{days} days") for days in DAYS],
        default=str(DAYS[0]),
    )
    with_claims = BooleanField("What I claim beside what I show")
    with_answers = BooleanField("My single answers")
    page_id = HiddenField(validators=[Regexp(r"[0-9a-f]{32}\Z")])

    def offer(self, numbers: Sequence[int]) -> None:
        """Set the results to choose from, the newest first."""
        self.number.choices = [
            SelectChoice(value=str(number), label=f"Result {number}")
            for number in reversed(numbers)
        ]

    def choice(self) -> Choice:
        """Return what the page asks for, for the service."""
        return Choice(
            self.page_id.data,
            int(self.number.data),
            int(self.days.data),
            with_claims=self.with_claims.data,
            with_answers=self.with_answers.data,
        )

    def problem(self) -> tuple[str, str, str] | None:
        """Return the first field that cannot be taken, where it stands, and what to do."""
        found = next((name for name in PROBLEMS if name in self.errors), None)
        return (found, *PROBLEMS[found]) if found else None


class EndForm(FlaskForm):
    """Ending a link takes a button alone."""
