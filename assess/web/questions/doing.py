"""What is done to a question as a whole: moved in the list, deleted, a change taken back."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.extensions import db
from assess.services import changes, draft, questions
from assess.services.changes import ChangedSinceError
from assess.services.questions import PublishedError
from assess.web.clock import now
from assess.web.desk.forms import ConfirmForm
from assess.web.desk.guard import at_desk, desk
from assess.web.questions.forms import DeleteForm, UndoForm
from assess.web.questions.routes import bp

_STEPS = {"up": -1, "down": 1}


@bp.post("/questions/<key:key>/move")
@desk("editor")
def move(key: str) -> Response:
    """Move a question up or down among those of its skill."""
    way = request.form.get("way", "")
    if not ConfirmForm().validate() or way not in _STEPS:
        abort(400)
    questions.shift(db.session(), key, _STEPS[way], at_desk().email, now())
    return redirect(url_for("questions.index", _anchor=f"q-{key}"), 303)


@bp.post("/questions/<key:key>/undo")
@desk("editor")
def undo(key: str) -> Response:
    """Take a change of a question back."""
    form = UndoForm()
    if not form.validate():
        abort(400)
    try:
        first, last = int(form.first.data), int(form.last.data)
        changes.undo(db.session(), first, last, at_desk().email, now())
        flash("Taken back.", "success")
    except ChangedSinceError:
        flash("This was changed again since. Take the later change back first.", "problem")
    there = f"questions/{key}" in draft.open_draft(db.session(), now()).parts
    return redirect(
        url_for("questions.edit", key=key) if there else url_for("questions.index"), 303
    )


@bp.route("/questions/<key:key>/delete", methods=["GET", "POST"])
@desk("editor")
def delete(key: str) -> Response | str:
    """Ask once, then delete a question that was never published."""
    opened = draft.open_draft(db.session(), now())
    question = draft.part_of(opened, f"questions/{key}")
    form = DeleteForm(revision=str(opened.revision))
    published = key in questions.published(db.session())
    if request.method == "POST":
        if not form.validate():
            abort(400)
        return _delete(key, int(form.revision.data))
    return render_template(
        "questions/delete.html", form=form, question=question, published=published
    )


def _delete(key: str, seen: int) -> Response:
    try:
        questions.delete(db.session(), key, seen, at_desk().email, now())
    except PublishedError:
        flash("A published question stays. You can retire it instead.", "problem")
        return redirect(url_for("questions.edit", key=key), 303)
    flash("Deleted from the draft. “Latest changes” can bring it back.", "success")
    return redirect(url_for("questions.index"), 303)
