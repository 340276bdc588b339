"""From a form to a change of the draft, and back to the page where it cannot be kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response
from wtforms import SelectField, SelectMultipleField

from assess.core.draft.shape import ShapeError
from assess.extensions import db
from assess.services import draft
from assess.services.draft import Change, Draft
from assess.web.clock import now
from assess.web.content.forms import DraftForm, name_at
from assess.web.desk.guard import at_desk


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field. ``field`` is its name and id; empty for the page."""

    field: str
    message: str


def opened() -> Draft:
    """Return the draft."""
    return draft.open_draft(db.session(), now())


def form_problems(form: DraftForm) -> list[Problem]:
    """Return what the form itself finds wrong, field by field in its order."""
    hidden = ("revision", "page_id", "csrf_token")
    found = [
        Problem("" if name in hidden else name, _said(form, name, str(messages[0])))
        for name, messages in form.errors.items()
        if name and messages
    ]
    return list(dict.fromkeys(found))


def _said(form: DraftForm, name: str, message: str) -> str:
    # WTForms would repeat what was sent, however long it is.
    listed = isinstance(form[name], SelectField | SelectMultipleField)
    return f"{form[name].label.text}: choose from the list." if listed else message


def keep(
    form: DraftForm, what: str, parts: Mapping[str, Any], fields: Mapping[str, str]
) -> list[Problem]:
    """Save parts of the draft; return what is wrong with them, if they cannot be kept.

    Parameters
    ----------
    what : str
        In words, for the list of changes.
    parts : mapping
        As ``services.draft.Change`` takes them.
    fields : mapping
        The page's fields and what they are called; they are named as the parts name them.
    """
    change = Change(what, parts, int(form.revision.data), form.page_id.data)
    try:
        draft.save(db.session(), change, at_desk().email, now())
    except ShapeError as error:
        return [_problem(place, words, fields) for place, words in error.faults]
    return []


def _problem(place: str, words: str, fields: Mapping[str, str]) -> Problem:
    """Find the field of a fault; one that lists things a line names the line."""
    name = name_at(place)
    known = field_of(name, fields)
    rest = name.removeprefix(known).strip("_")
    spot = f", line {int(rest) + 1}," if known and rest.isdigit() else ""
    said = words.replace("_", " ")
    if not known:
        return Problem("", f"{place}: {said}." if place else f"This {said}.")
    return Problem(known, f"{fields[known]}{spot} {said}.")


def field_of(name: str, fields: Iterable[str]) -> str:
    """Return the field that holds a place: the place itself, or the nearest around it."""
    known = set(fields)
    while name and name not in known:
        name = name.rpartition("_")[0]
    return name


def updated(part: Mapping[str, Any], **values: Any) -> dict[str, Any]:  # noqa: ANN401 - plain data
    """Return a part with some fields set; the ones it has besides are kept.

    What is empty and was not there stays out of it, and None takes a field out.
    """
    found = dict(part)
    for name, value in values.items():
        if value is None:
            found.pop(name, None)
        elif value != part.get(name, type(value)()):
            found[name] = value
    return found


def page(
    template: str,
    form: DraftForm,
    problems: list[Problem],
    revision: int,
    **more: Any,  # noqa: ANN401 - whatever the page shows
) -> tuple[str, int]:
    """Draw a page with its form; with problems it is a 422."""
    form.draw_from(revision)
    wrong: dict[str, str] = {}
    for problem in problems:
        wrong.setdefault(problem.field, problem.message)
    html = render_template(template, form=form, problems=problems, wrong=wrong, **more)
    return html, 422 if problems else 200


def saved(words: str, url: str) -> Response:
    """Lead to a page that says what was done."""
    flash(words, "success")
    return redirect(url, 303)
