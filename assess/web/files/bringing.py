"""Bringing a file: read wholly and compared first, put into the draft second."""

from typing import Final

from flask import flash, redirect, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from assess.core.draft.differences import PartChange, differences
from assess.core.draft.parts import Parts
from assess.core.sheets.csvtext import MAX_BYTES
from assess.extensions import db
from assess.services import staging
from assess.services.broughtfiles import FileError, read_file
from assess.services.draft import open_draft
from assess.web.clock import now
from assess.web.desk.forms import ConfirmForm
from assess.web.desk.guard import at_desk, desk
from assess.web.errors import error_page
from assess.web.files.forms import BringForm
from assess.web.files.routes import bp
from assess.web.uploads import drain

# The file, and what a form adds around it.
_REQUEST: Final = MAX_BYTES + 64 * 1024
_DRAINED: Final = 64 * 1024 * 1024
_TOO_LARGE: Final = "This file is too large: 5 MB is the most."
_WRONG: Final = "This file cannot go into the draft yet"
_SHOWN: Final = 300
_Page = Response | str | tuple[str, int]


@bp.url_value_preprocessor
def _take_larger_files(endpoint: str | None, _: object) -> None:
    """Let this one route take more; it runs before the form's token is looked for."""
    if endpoint == "files.index":
        request.max_content_length = _REQUEST


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(_: RequestEntityTooLarge) -> Response | tuple[str, int]:
    """Say so on the page itself. What was sent is not looked at, so the form is a fresh one."""
    if request.endpoint != "files.index":
        return error_page(413)
    drain(_REQUEST, _DRAINED)
    answer: Response | tuple[str, int] = _refused()
    return answer


@desk("editor")
def _refused() -> tuple[str, int]:
    return _page(BringForm(formdata=None), ("file", _TOO_LARGE)), 413


@bp.route("/files", methods=["GET", "POST"])
@desk("editor")
def index() -> _Page:
    """Offer files to take along, and take one: it is read wholly, and waits to be let in."""
    form = BringForm()
    if not form.is_submitted():
        return _page(form)
    form.validate()
    problem = form.problem()
    if problem is not None:
        return _page(form, problem), 422
    opened = open_draft(db.session(), now())
    try:
        found = read_file(form.file.data.read(MAX_BYTES + 1), form.wanted(), opened.parts)
    except FileError as error:
        if error.field:
            return _page(form, (error.field, error.lines[0])), 422
        return _page(form, ("file", _WRONG), error.lines), 422
    name = form.file.data.filename or ""
    public_id = staging.keep(
        db.session(), at_desk().account_id, name, found, now(), revision=opened.revision
    )
    return redirect(url_for("files.staged", public_id=public_id), 303)


@bp.route("/files/<attempt:public_id>", methods=["GET", "POST"])
@desk("editor")
def staged(public_id: str) -> _Page:
    """Show what a file would change, and put it into the draft."""
    known = at_desk()
    file = staging.fetch(db.session(), known.account_id, public_id, now())
    form = ConfirmForm()
    if form.validate_on_submit():
        staging.put(db.session(), file, known.email, now())
        staging.drop(db.session(), known.account_id, public_id)
        flash(f"“{file.name}” is in the draft. Nothing is published yet.", "success")
        return redirect(url_for("files.index"), 303)
    opened = open_draft(db.session(), now())
    changes = differences(opened.parts, _with(opened.parts, file.parts))
    return render_template(
        "files/staged.html",
        form=form,
        file=file,
        changes=changes[:_SHOWN],
        counts=_counts(changes),
        more=max(len(changes) - _SHOWN, 0),
        is_older=opened.revision != file.revision,
        alone=_alone(changes),
    )


@bp.post("/files/<attempt:public_id>/drop")
@desk("editor")
def drop(public_id: str) -> Response:
    """Let a file go without putting it anywhere."""
    staging.drop(db.session(), at_desk().account_id, public_id)
    return redirect(url_for("files.index"), 303)


def _with(parts: Parts, brought: Parts) -> Parts:
    both = {**parts, **brought}
    return {part: value for part, value in both.items() if value is not None}


def _alone(changes: tuple[PartChange, ...]) -> str:
    """Return the label of the one field that every part changes, if they do; else nothing."""
    if not all(change.change == "changed" for change in changes):
        return ""
    labels = {tuple(field.label for field in change.fields) for change in changes}
    (found,) = labels if len(labels) == 1 else ((),)
    return found[0] if len(found) == 1 else ""


def _counts(changes: tuple[PartChange, ...]) -> list[tuple[str, int]]:
    kinds = [change.change for change in changes]
    return [(kind, kinds.count(kind)) for kind in dict.fromkeys(kinds)]


def _page(
    form: BringForm, problem: tuple[str, str] | None = None, lines: tuple[str, ...] = ()
) -> str:
    return render_template("files/index.html", form=form, problem=problem, lines=lines)
