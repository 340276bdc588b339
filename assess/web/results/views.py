"""The result page, the answers behind it, and going on to a longer length."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.extensions import db
from assess.services import attempts
from assess.services.growing import grow, longer_lengths
from assess.services.results import result_numbers, stored_result
from assess.web.cookie import browser
from assess.web.resultpage.answers import AnswersPage
from assess.web.resultpage.page import ResultPage
from assess.web.results.forms import GrowForm

bp = Blueprint("results", __name__)


@bp.get("/a/<attempt:public_id>/result")
@bp.get("/a/<attempt:public_id>/result/<int(max=999):number>")
def result(public_id: str, number: int | None = None) -> Response | str:
    """Show a result as it was stored; before the first finish, lead back to the sections."""
    attempt = attempts.open_attempt(db.session(), browser(), public_id)
    numbers = result_numbers(db.session(), attempt)
    if not numbers:
        return redirect(url_for("take.tasks", public_id=public_id), 303)
    return render_template(
        "results/result.html",
        page=ResultPage.of(stored_result(db.session(), attempt, number)),
        attempt=attempt,
        numbers=numbers,
        longer=longer_lengths(attempt) if attempt.finished_at else {},
        form=GrowForm(),
        # Chooses one of two sentences, and nothing else.
        brought=request.args.get("brought"),
    )


@bp.post("/a/<attempt:public_id>/grow")
def add_questions(public_id: str) -> Response:
    """Go on to a longer length: the same attempt asks more."""
    form = GrowForm()
    attempt = grow(db.session(), browser(), public_id, form.length.data or "")
    return redirect(url_for("take.tasks", public_id=attempt.public_id), 303)


@bp.get("/a/<attempt:public_id>/answers")
def answers(public_id: str) -> Response | str:
    """Show what was answered, with credits and reasons; never before the finish."""
    attempt = attempts.open_attempt(db.session(), browser(), public_id)
    if attempt.finished_at is None:
        return redirect(url_for("take.tasks", public_id=public_id), 303)
    saved = attempts.saved_answers(db.session(), attempt.id)
    outcome = stored_result(db.session(), attempt).outcome
    asked = attempts.still_asked(db.session(), browser())
    page = AnswersPage.of(attempt, saved, outcome, asked)
    return render_template("results/answers.html", page=page)
