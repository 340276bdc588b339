"""Roles: duties and the ladder."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, url_for
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from assess.core.draft.ladder import circle
from assess.services.draft import Draft, part_of
from assess.web.content.forms import DraftForm, area, line, lines_of
from assess.web.content.keys import key_from
from assess.web.content.notes import Count, notes_on
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
# As many as an edition may hold.
MOST = 60


class NewRoleForm(DraftForm):
    """A role begins with its name."""

    name = line("Name of the new role")


class RoleForm(DraftForm):
    """One role; its profile and its pay have pages of their own."""

    name = line("Name")
    summary = area("Summary")
    duties = area("Duties")
    next = SelectMultipleField("Next steps")

    def offer(self, draft: Draft, key: str) -> None:
        """Set the roles that this one may lead to."""
        others = [role for role in draft.edition.roles if role.key != key]
        self.next.choices = [
            SelectChoice(value=role.key, label=role.name or role.key) for role in others
        ]

    def part(self, before: dict[str, Any]) -> dict[str, Any]:
        """Return the role as the page has it."""
        chosen, held = self.next.data or [], before.get("next", [])
        steps = [key for key in held if key in chosen]
        return updated(
            before,
            name=self.name.data,
            summary=self.summary.data,
            duties=lines_of(self.duties.data),
            next=steps + [key for key in dict.fromkeys(chosen) if key not in held],
        )


def names_of(draft: Draft) -> dict[str, str]:
    """Return what roles are called; one without a name goes by its key."""
    return {role.key: role.name or role.key for role in draft.edition.roles}


def circle_words(draft: Draft, key: str, steps: Mapping[str, Any]) -> str | None:
    """Say how the ladder leads from a role back to itself, if it does."""
    names = names_of(draft)
    way = circle(steps, key)
    if not way:
        return None
    if way == (key,):
        return f"{names[key]} leads to itself."
    through = " and ".join(names[one] for one in way[1:])
    again = f" through {through}" if through else ""
    return f"{names[way[0]]} leads back to {names[key]}{again}. A ladder must not run in a circle."


def _steps(draft: Draft) -> dict[str, Any]:
    return {role.key: role.next for role in draft.edition.roles}


@bp.route("/roles", methods=["GET", "POST"])
@desk("editor")
def roles() -> Page:
    """List the roles with the ladder, and add one."""
    draft = opened()
    form = NewRoleForm()
    problems = []
    if form.validate_on_submit():
        problems = _too_many(draft, form)
        key = key_from(form.name.data, names_of(draft), "_", "role")
        profile = {skill.key: {"level": 0, "importance": 0} for skill in draft.edition.skills}
        part = {"key": key, "name": form.name.data, "profile": profile}
        what = f"New role “{form.name.data}”"
        problems = problems or keep(form, what, {f"roles/{key}": part}, form.labels())
        if not problems:
            words = "The role is in the draft. Tell what it does, and set its profile next."
            return saved(words, url_for(".role", key=key))
    elif form.is_submitted():
        problems = form_problems(form)
    return page(
        "content/roles.html",
        form,
        problems,
        draft.revision,
        draft=draft,
        names=names_of(draft),
        counts=Count.by_part(draft),
    )


def _too_many(draft: Draft, form: NewRoleForm) -> list[Problem]:
    if not form.name.data:
        return [Problem("name", "Give the new role a name.")]
    if len(draft.edition.roles) >= MOST:
        return [Problem("name", f"An edition holds at most {MOST} roles. Remove one first.")]
    return []


@bp.route("/roles/<key:key>", methods=["GET", "POST"])
@desk("editor")
def role(key: str) -> Page:
    """Edit a role."""
    draft = opened()
    before = part_of(draft, f"roles/{key}")
    form = RoleForm(data=before | {"duties": "\n".join(before.get("duties", ()))})
    form.offer(draft, key)
    problems = []
    if form.validate_on_submit():
        problems = _save(draft, form, key, before)
        if not problems:
            return saved("Saved in the draft.", url_for(".role", key=key))
    elif form.is_submitted():
        problems = form_problems(form)
    return page(
        "content/role.html",
        form,
        problems,
        draft.revision,
        key=key,
        role=before,
        notes=_notes(draft, key, form),
        last=len(draft.edition.roles) == 1,
    )


def _notes(draft: Draft, key: str, form: RoleForm) -> dict[str, Any]:
    """Return the remarks of this page: those on profile and pay stand on theirs."""
    names = [*form.labels(), "profile", "pay", "wages"]
    notes = notes_on(draft, f"roles/{key}", names)
    elsewhere = [name for name in ("profile", "pay", "wages") if notes.pop(name, ())]
    return {"at": notes, "elsewhere": elsewhere, "circle": circle_words(draft, key, _steps(draft))}


def _save(draft: Draft, form: RoleForm, key: str, before: dict[str, Any]) -> list[Problem]:
    part = form.part(before)
    steps = part.get("next", [])
    words = circle_words(draft, key, _steps(draft) | {key: steps})
    if words and steps != before.get("next", []):
        return [Problem("next", words)]
    what = f"Role “{form.name.data or key}”"
    return keep(form, what, {f"roles/{key}": part}, form.labels())


@bp.route("/roles/<key:key>/remove", methods=["GET", "POST"])
@desk("editor")
def remove_role(key: str) -> Page | str:
    """Take a role out of the draft, and out of what leads to it."""
    draft = opened()
    before = part_of(draft, f"roles/{key}")
    form = DraftForm()
    problems = []
    if len(draft.edition.roles) == 1:
        return render_template("content/last_role.html", role=before, key=key)
    if form.validate_on_submit():
        what = f"Role “{before['name'] or key}” removed"
        problems = keep(form, what, {f"roles/{key}": None} | _without(draft, key), {})
        if not problems:
            return saved("The role is out of the draft.", url_for(".roles"))
    elif form.is_submitted():
        problems = form_problems(form)
    before_it = [role.name or role.key for role in draft.edition.roles if key in role.next]
    return page(
        "content/remove_role.html",
        form,
        problems,
        draft.revision,
        role=before,
        key=key,
        leading=before_it,
    )


def _without(draft: Draft, key: str) -> dict[str, Any]:
    """Return the roles that led to one, without it."""
    leading = [role.key for role in draft.edition.roles if key in role.next]
    return {
        f"roles/{one}": part | {"next": [step for step in part["next"] if step != key]}
        for one in leading
        for part in (draft.parts[f"roles/{one}"],)
    }
