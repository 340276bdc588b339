"""Skills: what they are called, what they mean, and a sentence for each level."""

from typing import Any, Final

from flask import render_template, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from assess.core.scale import LEVELS
from assess.services.draft import part_of
from assess.web.content.forms import DraftForm, area, line, lines_of
from assess.web.content.notes import Count, notes_on
from assess.web.content.routes import bp
from assess.web.content.saving import form_problems, keep, opened, page, saved, updated
from assess.web.desk.guard import desk

_KINDS: Final = (("soft", "Soft skill"), ("technical", "Technical skill"))


class SkillForm(DraftForm):
    """One skill."""

    name = line("Name")
    kind = SelectField(
        "Kind", choices=[SelectChoice(value=value, label=label) for value, label in _KINDS]
    )
    summary = area("Summary")
    levels_0 = area(LEVELS[0])
    levels_1 = area(LEVELS[1])
    levels_2 = area(LEVELS[2])
    levels_3 = area(LEVELS[3])
    levels_4 = area(LEVELS[4])
    onet = area("O*NET elements")
    esco = area("ESCO skills")

    def part(self, before: dict[str, Any]) -> dict[str, Any]:
        """Return the skill as the page has it."""
        return updated(
            before,
            name=self.name.data,
            kind=self.kind.data,
            summary=self.summary.data,
            levels=[self[f"levels_{place}"].data for place in range(len(LEVELS))],
            onet=lines_of(self.onet.data),
            esco=lines_of(self.esco.data),
        )


def _shown(part: dict[str, Any]) -> dict[str, Any]:
    levels = {f"levels_{place}": text for place, text in enumerate(part["levels"])}
    lists = {name: "\n".join(part.get(name, ())) for name in ("onet", "esco")}
    return part | levels | lists


@bp.get("/skills")
@desk("editor")
def skills() -> str:
    """List the skills."""
    draft = opened()
    return render_template("content/skills.html", draft=draft, counts=Count.by_part(draft))


@bp.route("/skills/<key:key>", methods=["GET", "POST"])
@desk("editor")
def skill(key: str) -> Response | tuple[str, int]:
    """Edit a skill."""
    draft = opened()
    name = f"skills/{key}"
    before = part_of(draft, name)
    form = SkillForm(data=_shown(before))
    problems = []
    if form.validate_on_submit():
        what = f"Skill “{form.name.data or key}”"
        problems = keep(form, what, {name: form.part(before)}, form.labels())
        if not problems:
            return saved("Saved in the draft.", url_for(".skill", key=key))
    elif form.is_submitted():
        problems = form_problems(form)
    notes = notes_on(draft, name, form.labels())
    return page(
        "content/skill.html", form, problems, draft.revision, key=key, notes=notes, skill=before
    )
