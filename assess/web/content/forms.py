"""What the forms of these pages share."""

import re
import secrets
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Regexp

OLD_PAGE: Final = "This page was too old to send. Please send it once more."


def tidy(text: str | None) -> str:
    """Return a text as an edition holds it."""
    # Browsers send lines with carriage returns, which no field of an edition may hold.
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def line(label: str, **more: Any) -> StringField:  # noqa: ANN401 - as WTForms takes them
    """Return a field of one line."""
    return StringField(label, filters=[tidy], **more)


def area(label: str, **more: Any) -> TextAreaField:  # noqa: ANN401 - as WTForms takes them
    """Return a field of several lines."""
    return TextAreaField(label, filters=[tidy], **more)


class DraftForm(FlaskForm):
    """Knows the revision of the draft that its page was drawn from, and the page."""

    revision = HiddenField(validators=[Regexp(r"[0-9]{1,9}\Z", message=OLD_PAGE)])
    page_id = HiddenField(validators=[Regexp(r"[0-9a-f]{32}\Z", message=OLD_PAGE)])

    def labels(self) -> dict[str, str]:
        """Return what the page's own fields are called, by name."""
        hidden = ("revision", "page_id", "csrf_token")
        return {one.name: one.label.text for one in self if one.name not in hidden}

    def draw_from(self, revision: int) -> None:
        """Note what the page is drawn from; what it sent before is kept, where it is sound."""
        if not self.is_submitted() or "revision" in self.errors or "page_id" in self.errors:
            self.revision.data = str(revision)
            self.page_id.data = secrets.token_hex(16)


def lines_of(text: str) -> list[str]:
    """Return the lines of a field that holds one thing a line."""
    return [line.strip() for line in text.split("\n") if line.strip()]


_STEP: Final = re.compile(r"[./]|\[(\d+)\]")


def name_at(place: str) -> str:
    """Return a field's name in a form: ``levels[2]`` and ``levels/2`` are ``levels_2``."""
    return _STEP.sub(lambda found: f"_{found[1]}" if found[1] else "_", place)
