"""Choosing a file for the draft."""

from typing import Final

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from assess.services.broughtfiles import Wanted

BLS: Final = "U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics"
SORTS: Final = {
    "edition": "The whole assessment (YAML or JSON)",
    "questions": "Questions (CSV or XLSX)",
    "pay": "Published pay ranges (CSV or XLSX)",
    "wages": "Wage statistics (CSV or XLSX)",
}


def _shown(text: str | None) -> str | None:
    """Leave out what no page can show; the rest of what was typed stays in its field."""
    return text.replace("\0", "") if text else text


class BringForm(FlaskForm):
    """A file, and what is in it; an area and a source for wage statistics."""

    file = FileField("The file", validators=[InputRequired("Choose a file first.")])
    sort = RadioField(
        "What is in it?",
        choices=[SelectChoice(value=sort, label=label) for sort, label in SORTS.items()],
    )
    area = StringField(
        "Area",
        filters=[_shown],
        validators=[Length(max=200, message="Name the area in fewer words.")],
    )
    source = StringField(
        "Where the figures come from",
        default=BLS,
        filters=[_shown],
        validators=[Length(max=200, message="Name the source in fewer words.")],
    )

    def problem(self) -> tuple[str, str] | None:
        """Return the first field that cannot be taken, and what to do."""
        if not self.file.errors and self.sort.data not in SORTS:
            return "sort", "Say what is in the file."
        names = ("file", "area", "source") if self.sort.data == "wages" else ("file",)
        return next(((name, self[name].errors[0]) for name in names if self[name].errors), None)

    def wanted(self) -> Wanted:
        """Return what the page says of the file, for the service."""
        return Wanted(self.sort.data, self.area.data or "", self.source.data or BLS)
