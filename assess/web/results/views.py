"""The result page: drawn from what was stored at the finish, whenever it is opened."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from assess.extensions import db
from assess.services import attempts
from assess.services.results import newest_result
from assess.web.cookie import browser
from assess.web.results.page import ResultPage

bp = Blueprint("results", __name__)


@bp.get("/a/<attempt:public_id>/result")
def result(public_id: str) -> Response | str:
    """Show the newest result of an attempt; before the finish, lead back to its sections."""
    attempt = attempts.open_attempt(db.session(), browser(), public_id)
    if attempt.finished_at is None:
        return redirect(url_for("take.tasks", public_id=public_id), 303)
    page = ResultPage.of(newest_result(db.session(), attempt))
    return render_template("results/result.html", page=page)
