"""The forms of the question editor. What a question is made of is read in the core."""

import re
from typing import Final

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Regexp

from assess.core.draft.editing import renumbered
from assess.core.draft.typed import MOST, Typed
from assess.core.fields import is_key
from assess.web.questions.words import KIND_NAMES

_PAGE_ID: Final = r"[A-Za-z0-9_-]{16}\Z"
_REVISION: Final = r"[0-9]{1,9}\Z"


class PageForm(FlaskForm):
    """What every form of a question carries: which page it is, and what that page has seen."""

    page_id = HiddenField(validators=[DataRequired(), Regexp(_PAGE_ID)])
    revision = HiddenField(validators=[DataRequired(), Regexp(_REVISION)])

    @property
    def seen(self) -> int:
        """Return the draft's revision that the page was drawn from."""
        return int(self.revision.data)


class NewForm(PageForm):
    """A question that is yet to be written."""

    skill = SelectField("Skill", validators=[DataRequired("Choose a skill.")])
    kind = SelectField(
        "Kind",
        choices=[SelectChoice(value="", label="Choose a kind")]
        + [SelectChoice(value=kind, label=name) for kind, name in KIND_NAMES.items()],
        validators=[DataRequired("Choose a kind.")],
    )
    text = TextAreaField(
        "Text",
        validators=[
            DataRequired("Write what you want to ask. A first draft is enough."),
            Length(max=2000, message="The text may have at most 2,000 characters."),
        ],
        filters=[lambda text: plain_lines(text or "")],
    )


class UndoForm(FlaskForm):
    """Taking a change back."""

    first = HiddenField(validators=[Regexp(_REVISION)])
    last = HiddenField(validators=[Regexp(_REVISION)])


class DeleteForm(FlaskForm):
    """Deleting a question."""

    revision = HiddenField(validators=[DataRequired(), Regexp(_REVISION)])


def plain_lines(text: str) -> str:
    """Return a text with the line ends that the draft keeps; browsers send two characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


# Such characters cannot even be drawn; the sentence at the field says what was there.
_UNDRAWABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def drawable(text: str) -> str:
    """Return a text that a page can hold, with a mark for what it cannot."""
    return _UNDRAWABLE.sub("\ufffd", text)


def typed_in(form: "MultiDict[str, str]") -> Typed | None:
    """Return the question as it was typed; None where it is not the whole form."""
    if "text" not in form or "shown_kind" not in form or "shown_context" not in form:
        return None
    lists = {
        name: tuple(dict.fromkeys(one for one in form.getlist(name) if _may_name(name, one)))
        for name in (*MOST, "right")
        if name in form or name == "option"
    }
    values = {name: plain_lines(value) for name, value in form.items() if name not in lists}
    cut = {name: entries[: MOST.get(name, MOST["option"])] for name, entries in lists.items()}
    return renumbered(Typed(values, cut))


def _may_name(name: str, entry: str) -> bool:
    if name in ("option", "right"):
        return is_key(entry)
    return len(entry) <= 3 and entry.isascii() and entry.isdigit()
