"""Profiles: what every role asks of every skill, as one table."""

from dataclasses import dataclass
from typing import Any, Final

from flask import request, url_for
from werkzeug.wrappers import Response

from assess.core.draft.review import Remark
from assess.core.fields import unsafe_character
from assess.core.roles import Role
from assess.services import draft as drafts
from assess.services.draft import Draft
from assess.services.errors import NotFoundError
from assess.web.content.forms import DraftForm, tidy
from assess.web.content.numbers import number_from, shown
from assess.web.content.routes import bp
from assess.web.content.saving import Problem, form_problems, keep, opened, page, saved
from assess.web.desk.guard import desk

# Two fields a cell; a form may have 200 parts, and a few are ours.
_CELLS: Final = 95
_LEVEL: Final = 100
_IMPORTANCE: Final = 5
_BASIS: Final = 2000


@dataclass(frozen=True, slots=True)
class Cell:
    """What a role asks of a skill, as it is typed. ``name`` begins its fields' names."""

    name: str
    label: str
    role: str
    skill: str
    level: str
    importance: str
    basis: str


@dataclass(frozen=True, slots=True)
class Table:
    """The part of the table that a page shows: ``one`` is the role it keeps to, if any."""

    roles: tuple[Role, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    one: str | None

    @classmethod
    def of(cls, draft: Draft, one: str | None, sent: Any = None) -> "Table":  # noqa: ANN401 - a form
        """Make the table of a draft, with what was sent in the place of what is kept."""
        roles = tuple(role for role in draft.edition.roles if one in (None, role.key))
        return cls(
            roles,
            tuple(
                (
                    skill.name or skill.key,
                    tuple(_cell(draft, role, skill.key, skill.name, sent) for role in roles),
                )
                for skill in draft.edition.skills
            ),
            one,
        )

    def cells_of(self, role: str) -> list[Cell]:
        """Return a role's cells."""
        return [cell for _, cells in self.rows for cell in cells if cell.role == role]


def _cell(draft: Draft, role: Role, skill: str, skill_name: str, sent: Any) -> Cell:  # noqa: ANN401
    held = draft.parts[f"roles/{role.key}"]["profile"].get(skill, {})
    name = f"{role.key}.{skill}"
    typed = {
        "level": shown(held.get("level")),
        "importance": shown(held.get("importance")),
        "basis": held.get("basis", ""),
    }
    if sent is not None:
        typed |= {
            field: tidy(sent[f"{name}.{field}"]) for field in typed if f"{name}.{field}" in sent
        }
    label = f"{skill_name or skill} for {role.name or role.key}"
    return Cell(name, label, role.key, skill, **typed)


def _chosen(draft: Draft) -> str | None:
    """Return the role that the page keeps to; with very many, one at a time."""
    wanted = request.args.get("role", "")
    keys = [role.key for role in draft.edition.roles]
    if wanted and wanted not in keys:
        raise NotFoundError("role")
    if wanted or len(keys) * len(draft.edition.skills) <= _CELLS:
        return wanted or None
    return keys[0]


@bp.route("/profiles", methods=["GET", "POST"])
@desk("editor")
def matrix() -> Response | tuple[str, int]:
    """Edit the profiles of all roles, or of one."""
    draft = opened()
    one = _chosen(draft)
    form = DraftForm()
    table = Table.of(draft, one, request.form if form.is_submitted() else None)
    problems: list[Problem] = []
    if form.validate_on_submit():
        parts, problems = _parts(draft, table)
        problems = problems or keep(form, _what(draft, parts), parts, {})
        if not problems:
            return saved("Saved in the draft.", url_for(".matrix", role=request.args.get("role")))
    elif form.is_submitted():
        problems = form_problems(form)
    return page(
        "content/matrix.html",
        form,
        problems,
        draft.revision,
        table=table,
        roles=draft.edition.roles,
        remarks=_remarks(draft, table),
    )


def _what(draft: Draft, parts: dict[str, Any]) -> str:
    names = {f"roles/{role.key}": role.name or role.key for role in draft.edition.roles}
    return "Profile of " + ", ".join(names[part] for part in parts)


def _parts(draft: Draft, table: Table) -> tuple[dict[str, Any], list[Problem]]:
    """Return the roles whose profile changed, and what is wrong in the cells."""
    parts: dict[str, Any] = {}
    problems: list[Problem] = []
    for role in table.roles:
        before = draft.parts[f"roles/{role.key}"]
        profile = dict(before["profile"])
        for cell in table.cells_of(role.key):
            if cell.skill not in profile and not (cell.level or cell.importance):
                continue
            asked, wrong = _asked(cell, profile.get(cell.skill, {}))
            problems += wrong
            profile[cell.skill] = asked
        if profile != before["profile"]:
            parts[f"roles/{role.key}"] = before | {"profile": profile}
    return parts, problems


def _asked(cell: Cell, before: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """Return what a cell asks for; whatever else is kept with it stays."""
    found = dict(before)
    problems = []
    for field, most in (("level", _LEVEL), ("importance", _IMPORTANCE)):
        value = number_from(getattr(cell, field))
        if value is None or value > most:
            words = f"{cell.label}: {field} must be a number from 0 to {most}."
            problems.append(Problem(f"{cell.name}.{field}", words))
        else:
            found[field] = value
    if cell.basis:
        found["basis"] = cell.basis
    else:
        found.pop("basis", None)
    if len(cell.basis) > _BASIS or unsafe_character(cell.basis):
        words = f"{cell.label}: say where it comes from in up to {_BASIS:,} plain characters."
        problems.append(Problem(f"{cell.name}.basis", words))
    return found, problems


def _remarks(draft: Draft, table: Table) -> list[tuple[str, Remark]]:
    """Return the remarks on the profiles that are shown, each with its role's name."""
    names = {f"roles/{role.key}": role.name or role.key for role in table.roles}
    return [
        (names[remark.part], remark)
        for remark in drafts.remarks(draft)
        if remark.part in names and remark.field.partition("/")[0] == "profile"
    ]
