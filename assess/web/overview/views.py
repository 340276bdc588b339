"""The desk's first page, and what is chosen where two editors changed the same part."""

from collections.abc import Iterable
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from assess.core.draft.merging import Side, merge
from assess.core.draft.shape import ShapeError
from assess.extensions import db
from assess.services import draft, publishing
from assess.services.draft import Change
from assess.web.clock import now
from assess.web.desk.conflict import Carried, conflict_page, differences_of
from assess.web.desk.forms import ConflictForm
from assess.web.desk.guard import at_desk, desk, may
from assess.web.overview.page import OverviewPage

bp = Blueprint("desk", __name__, url_prefix="/desk")


@bp.get("")
@desk("analyst")
def overview() -> str:
    """Show the draft as a whole; whoever only sees figures is led to them."""
    if not may("editor"):
        return render_template("desk/analyst.html")
    page = OverviewPage.of(publishing.standing(db.session(), now()))
    return render_template("desk/overview.html", page=page)


@bp.post("/conflict")
@desk("editor")
def conflict() -> Response | tuple[str, int]:
    """Save what was chosen field by field; where nobody chose yet, ask again."""
    form = ConflictForm()
    if not form.validate():
        abort(400)
    try:
        carried = Carried.from_text(form.carried.data or "")
    except ValueError:
        abort(400)
    rows = carried.rows()
    chosen = _chosen(field.name for part in rows for field in part.fields)
    missing = [field.name for part in rows for field in part.fields if field.name not in chosen]
    if missing:
        return conflict_page(carried, chosen, missing[0]), 422
    parts = dict(carried.change.parts)
    for place, one in enumerate(carried.conflicts):
        sides = {
            found.path: chosen[f"keep-{place}-{at}"] for at, found in enumerate(differences_of(one))
        }
        parts[one.part] = merge(one.theirs, one.yours, sides)
    change = Change(carried.change.what, parts, carried.revision)
    try:
        draft.save(db.session(), change, at_desk().email, now())
    except ShapeError:
        abort(400)
    flash("Saved what you chose.", "success")
    return redirect(carried.onward(parts), 303)


_SIDES: Final[dict[str, Side]] = {"theirs": "theirs", "yours": "yours"}


def _chosen(names: Iterable[str]) -> dict[str, Side]:
    sent = {name: request.form.get(name, "") for name in names}
    return {name: _SIDES[value] for name, value in sent.items() if value in _SIDES}
