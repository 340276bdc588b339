"""The pages of an attempt, from the start to the finish."""

from flask import Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from assess.core.answers import AnswerError
from assess.core.flow import first_open, sections
from assess.extensions import db
from assess.services import attempts, results
from assess.services.errors import NothingAnsweredError
from assess.web.admission import admit
from assess.web.clock import now
from assess.web.cookie import browser
from assess.web.take.forms import AnswerForm, FinishForm
from assess.web.take.page import CheckPage, QuestionPage, onward, result_url
from assess.web.take.practice import PRACTICE
from assess.web.take.routes import bp


@bp.get("/a/<attempt:public_id>/practice")
def practice(public_id: str) -> str:
    """Show one question that does not count; with an answer, say what it would earn."""
    attempt = attempts.open_attempt(db.session(), browser(), public_id)
    chosen = request.args.get("answer", "")
    option = next((option for option in PRACTICE.options if option.key == chosen), None)
    return render_template(
        "take/practice.html",
        question=PRACTICE,
        chosen=option,
        unanswered="asked" in request.args and option is None,
        first=url_for("take.question", public_id=public_id, key=attempt.form[0]),
        public_id=public_id,
    )


@bp.get("/a/<attempt:public_id>")
def tasks(public_id: str) -> AnyResponse | str:
    """List the sections, and where to go on."""
    attempt = attempts.open_attempt(db.session(), browser(), public_id)
    if attempt.finished_at is not None:
        return redirect(result_url(attempt), 303)
    saved = attempts.saved_answers(db.session(), attempt.id)
    parts = sections(attempt.form, attempt.compiled.questions, saved)
    return render_template(
        "take/tasks.html",
        attempt=attempt,
        sections=parts,
        first_open=first_open(attempt.form, saved),
        starts={part.number: first_open(part.questions, saved) for part in parts},
        answered=len(saved),
    )


@bp.get("/a/<attempt:public_id>/q/<key:key>")
def question(public_id: str, key: str) -> AnyResponse | str:
    """Ask one question."""
    attempt, saved = attempts.open_question(db.session(), browser(), public_id, key)
    if attempt.finished_at is not None:
        return redirect(result_url(attempt), 303)
    return render_template("take/question.html", page=QuestionPage.of(attempt, key, saved))


@bp.post("/a/<attempt:public_id>/q/<key:key>")
def answer(public_id: str, key: str) -> AnyResponse | tuple[str, int]:
    """Save an answer; the redirect leaves only once it is saved."""
    form = AnswerForm()
    if (form.code.data or "").strip():
        admit(form.code.data, only=public_id, shared=form.shared.data)
    if form.later.data and not form.answer.data:
        return redirect(url_for("resume.save", public_id=public_id), 303)
    message = "Reload this page, then choose again."
    if form.validate():
        try:
            save = form.save(key, by_button=True)
            attempt = attempts.save_answer(db.session(), browser(), public_id, save, now())
            return redirect(onward(attempt, key, later=form.later.data), 303)
        except AnswerError as error:
            message = str(error)
    attempt, saved = attempts.open_question(db.session(), browser(), public_id, key)
    page = QuestionPage.of(attempt, key, saved).typed(form.answer.data, message)
    return render_template("take/question.html", page=page), 422


@bp.post("/a/<attempt:public_id>/q/<key:key>/save")
def autosave(public_id: str, key: str) -> Response | tuple[Response, int]:
    """Save an answer the moment it is chosen, for pages with JavaScript."""
    form = AnswerForm()
    if not form.validate():
        return jsonify(message="Reload this page, then choose again."), 422
    try:
        attempts.save_answer(
            db.session(), browser(), public_id, form.save(key, by_button=False), now()
        )
    except AnswerError as error:
        return jsonify(message=str(error)), 422
    return jsonify(message="Saved")


@bp.route("/a/<attempt:public_id>/check", methods=["GET", "POST"])
def check(public_id: str) -> AnyResponse | str | tuple[str, int]:
    """Show every answer before finishing; finishing stores the result."""
    attempt = attempts.open_attempt(db.session(), browser(), public_id)
    form = FinishForm(goal=attempt.goal or "")
    form.offer(attempt.compiled.edition.roles)
    message, nothing = None, False
    if attempt.finished_at is not None:
        return redirect(result_url(attempt), 303)
    if form.validate_on_submit():
        try:
            results.finish(db.session(), browser(), public_id, form.goal.data or None, now())
            return redirect(result_url(attempt), 303)
        except NothingAnsweredError:
            nothing = True
    elif form.errors:
        message = "Choose one of the roles in the list, or none."
    saved = attempts.saved_answers(db.session(), attempt.id)
    page = CheckPage.of(attempt, saved)
    status = 422 if message or nothing else 200
    return render_template(
        "take/check.html", page=page, form=form, message=message, nothing=nothing
    ), status
