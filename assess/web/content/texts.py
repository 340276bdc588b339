"""What an organization says in its own words: name, welcome, contact, privacy, result."""

from flask import url_for
from werkzeug.wrappers import Response
from wtforms import SubmitField

from assess.services.draft import Draft
from assess.web.content.forms import DraftForm, area, line
from assess.web.content.notes import Notes, notes_on
from assess.web.content.routes import bp
from assess.web.content.saving import form_problems, keep, opened, page, saved, updated
from assess.web.desk.guard import desk

FIELDS = ("name", "welcome", "contact", "privacy", "result")


class TextsForm(DraftForm):
    """The texts; an empty one leaves ours."""

    title = line("Title of the assessment")
    name = line("Name of the product")
    welcome = area("Welcome")
    contact = area("Contact")
    privacy = area("Privacy note")
    result = area("Note on the result")
    look = SubmitField("Show how it looks")


@bp.route("/texts", methods=["GET", "POST"])
@desk("editor")
def texts() -> Response | tuple[str, int]:
    """Edit the texts, and show how they will look."""
    draft = opened()
    form = TextsForm(data={"title": draft.parts["title"]} | (draft.parts.get("texts") or {}))
    problems = []
    if form.validate_on_submit():
        if not form.look.data:
            problems = keep(form, "Texts of your own", _parts(draft, form), form.labels())
            if not problems:
                return saved("Saved in the draft.", url_for(".texts"))
    elif form.is_submitted():
        problems = form_problems(form)
    shown = bool(form.look.data) and not problems
    return page(
        "content/texts.html", form, problems, draft.revision, notes=_notes(draft, form), shown=shown
    )


def _parts(draft: Draft, form: TextsForm) -> dict[str, object]:
    given = {name: form[name].data or None for name in FIELDS}
    before = draft.parts.get("texts") or {}
    now = updated(before, **given)
    parts: dict[str, object] = {"title": form.title.data}
    if now or before:
        parts["texts"] = now or None
    return parts


def _notes(draft: Draft, form: TextsForm) -> Notes:
    titled = notes_on(draft, "title", ()).get("", ())
    return notes_on(draft, "texts", form.labels()) | {"title": titled}
