"""Deleting: one page that says exactly what goes, one form that does it."""

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from assess.core.secret import derive
from assess.extensions import db
from assess.services import attempts, deleting
from assess.services.errors import NotFoundError
from assess.web.cookie import browser
from assess.web.data.forms import DeleteForm
from assess.web.data.routes import bp

_Page = Response | str | tuple[str, int]
UNTICKED = "Tick the box first, so that nothing is deleted by accident."


@bp.route("/a/<attempt:public_id>/delete", methods=["GET", "POST"])
def delete(public_id: str) -> _Page:
    """Delete one attempt, with everything that leads to it."""
    form = DeleteForm()
    proof = _proof(public_id)
    if form.validate_on_submit():
        try:
            deleting.delete_attempt(db.session(), browser(), public_id)
        except NotFoundError:
            if form.proof.data != proof:
                raise
        return redirect(url_for("data.deleted"), 303)
    attempt = attempts.open_attempt(db.session(), browser(), public_id)
    form.proof.data = proof
    page = render_template(
        "data/delete.html",
        form=form,
        attempt=attempt,
        goes=deleting.belongings(db.session(), browser(), public_id),
        message=UNTICKED if form.is_submitted() else None,
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/delete-everything", methods=["GET", "POST"])
def delete_all() -> _Page:
    """Delete everything this browser, or its account, may see."""
    form = DeleteForm()
    if form.validate_on_submit():
        deleting.delete_everything(db.session(), browser())
        return redirect(url_for("data.deleted"), 303)
    page = render_template(
        "data/delete_all.html",
        form=form,
        goes=deleting.belongings(db.session(), browser()),
        message=UNTICKED if form.is_submitted() else None,
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/deleted")
def deleted() -> str:
    """Say that it is gone; the same page however often it was asked for."""
    return render_template("data/deleted.html")


def _proof(public_id: str) -> str:
    """Return what only a page made for this browser can hold."""
    return derive(current_app.config["SECRET_KEY"], "delete", browser(), public_id).hex()
