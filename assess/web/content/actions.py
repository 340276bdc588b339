"""Actions: what one can do to grow a skill, and what would show that it was done."""

import re
from typing import Any, Final

from flask import render_template, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from assess.core.ways import WAYS
from assess.services.draft import Draft, part_of
from assess.web.content.forms import DraftForm, area, line
from assess.web.content.keys import key_from
from assess.web.content.notes import Count, notes_on
from assess.web.content.numbers import shown, whole_from
from assess.web.content.routes import bp
from assess.web.content.saving import (
    Problem,
    form_problems,
    keep,
    opened,
    page,
    saved,
    updated,
)
from assess.web.desk.guard import desk

Page = Response | tuple[str, int]
_KEY: Final = re.compile(r"(?=.{1,64}\Z)[a-z0-9]+(?:[_-][a-z0-9]+)*")
_MOST: Final = 100_000


class ActionForm(DraftForm):
    """One action."""

    title = line("Title")
    skill = SelectField("Skill")
    way = SelectField("Way to grow")
    how = area("How to do it")
    minutes = line("Minutes")
    evidence = area("What shows it")

    def offer(self, draft: Draft, before: dict[str, Any]) -> None:
        """Set the skills and the ways to choose from; what the action has stays a choice."""
        skills = {skill.key: skill.name or skill.key for skill in draft.edition.skills}
        for field, known in ((self.skill, skills), (self.way, WAYS)):
            own = before.get(field.name)
            more = {own: own} if own and own not in known else {}
            blank = {} if own else {"": f"Choose a {field.label.text.lower()}"}
            field.choices = [
                SelectChoice(value=value, label=label)
                for value, label in (blank | known | more).items()
            ]

    def validate_skill(self, field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        """Ask for a skill: none is chosen to begin with."""
        if not field.data:
            raise ValidationError("Choose the skill that the action helps to grow.")

    def validate_way(self, field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        """Ask for a way to grow: none is chosen to begin with."""
        if not field.data:
            raise ValidationError("Choose the way to grow.")

    def validate_minutes(self, field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        """Ask for a time that a plan can add up."""
        if not 1 <= (whole_from(field.data) or 0) <= _MOST:
            raise ValidationError(f"Minutes must be a whole number from 1 to {_MOST:,}.")

    def part(self, before: dict[str, Any]) -> dict[str, Any]:
        """Return the action as the page has it."""
        return before | {
            "skill": self.skill.data,
            "way": self.way.data,
            "title": self.title.data,
            "how": self.how.data,
            "minutes": whole_from(self.minutes.data),
            "evidence": self.evidence.data,
        }


class NewActionForm(ActionForm):
    """An action that is not there yet."""

    key = line("Key")


@bp.get("/actions")
@desk("editor")
def actions() -> str:
    """List the actions by skill."""
    draft = opened()
    by_skill: dict[str, list[Any]] = {skill.key: [] for skill in draft.edition.skills}
    for action in draft.edition.actions:
        by_skill.setdefault(action.skill, []).append(action)
    return render_template(
        "content/actions.html",
        by_skill=by_skill,
        names={skill.key: skill.name or skill.key for skill in draft.edition.skills},
        ways=WAYS,
        counts=Count.by_part(draft),
    )


@bp.route("/new-action", methods=["GET", "POST"])
@desk("editor")
def new_action() -> Page:
    """Write a new action."""
    draft = opened()
    form = NewActionForm()
    form.offer(draft, {})
    problems = []
    if form.validate_on_submit():
        taken = {action.key for action in draft.edition.actions}
        key = form.key.data or key_from(form.title.data, taken, "-", "action")
        problems = _key_problems(key, taken) or _save(form, {"key": key}, "New action")
        if not problems:
            return saved("The action is in the draft.", url_for(".action", key=key))
    elif form.is_submitted():
        problems = form_problems(form)
    return page(
        "content/action.html", form, problems, draft.revision, key=None, action=None, notes={}
    )


def _key_problems(key: str, taken: set[str]) -> list[Problem]:
    if not _KEY.fullmatch(key):
        words = "Use lower-case letters and figures, joined by - or _, at most 64 in all."
        return [Problem("key", f"Key: {words}")]
    if key in taken:
        return [Problem("key", "Another action has this key. Choose a different one.")]
    return []


def _save(form: ActionForm, before: dict[str, Any], what: str) -> list[Problem]:
    part = updated(before, **form.part(before))
    name = f"{what} “{part.get('title') or part['key']}”"
    return keep(form, name, {f"actions/{part['key']}": _whole(part)}, form.labels())


def _whole(part: dict[str, Any]) -> dict[str, Any]:
    """Return an action with every text that it must have, be it still empty."""
    return {"title": "", "how": "", "evidence": ""} | part


@bp.route("/actions/<key:key>", methods=["GET", "POST"])
@desk("editor")
def action(key: str) -> Page:
    """Edit an action."""
    draft = opened()
    before = part_of(draft, f"actions/{key}")
    form = ActionForm(data=before | {"minutes": shown(before.get("minutes"))})
    form.offer(draft, before)
    problems = []
    if form.validate_on_submit():
        problems = _save(form, before, "Action")
        if not problems:
            return saved("Saved in the draft.", url_for(".actions"))
    elif form.is_submitted():
        problems = form_problems(form)
    notes = notes_on(draft, f"actions/{key}", form.labels())
    return page(
        "content/action.html", form, problems, draft.revision, key=key, action=before, notes=notes
    )


@bp.route("/actions/<key:key>/remove", methods=["GET", "POST"])
@desk("editor")
def remove_action(key: str) -> Page:
    """Take an action out of the draft."""
    draft = opened()
    before = part_of(draft, f"actions/{key}")
    form = DraftForm()
    problems = []
    if form.validate_on_submit():
        what = f"Action “{before['title'] or key}” removed"
        problems = keep(form, what, {f"actions/{key}": None}, {})
        if not problems:
            return saved("The action is out of the draft.", url_for(".actions"))
    elif form.is_submitted():
        problems = form_problems(form)
    return page(
        "content/remove_action.html", form, problems, draft.revision, action=before, key=key
    )
