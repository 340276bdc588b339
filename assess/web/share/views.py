"""Links that show one result to a coach or a friend."""

import secrets

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.extensions import db
from assess.services import attempts, sharing
from assess.services.errors import NotFoundError, UnavailableError
from assess.services.results import result_numbers, stored_result
from assess.services.sharing import Shared, TooManyLinksError
from assess.services.values import Attempt
from assess.web.clock import now
from assess.web.cookie import browser
from assess.web.resultpage.answers import AnswersPage
from assess.web.resultpage.claims import can_compare
from assess.web.resultpage.page import ResultPage
from assess.web.resultpage.voice import TO_ANOTHER
from assess.web.share.forms import EndForm, LinkForm

bp = Blueprint("share", __name__)
Page = Response | str | tuple[str, int]
_TOO_MANY = (
    f"You have {sharing.MOST} links to this assessment. End one of them, then make a new one."
)


def _key() -> bytes:
    key: bytes = current_app.config["SECRET_KEY"]
    return key


@bp.route("/a/<attempt:public_id>/share", methods=["GET", "POST"])
def links(public_id: str) -> Page:
    """List the links that work, and make one."""
    attempt = attempts.open_attempt(db.session(), browser(), public_id)
    numbers = result_numbers(db.session(), attempt)
    if not numbers:
        return redirect(url_for("take.tasks", public_id=public_id), 303)
    form = LinkForm(number=request.args.get("result", str(numbers[-1])))
    form.offer(numbers)
    problem = None
    if form.validate_on_submit():
        try:
            made = sharing.make(
                db.session(), browser(), public_id, form.choice(), now(), key=_key()
            )
            return redirect(url_for(".links", public_id=public_id, _anchor=f"link-{made}"), 303)
        except TooManyLinksError:
            problem = ("", "#links", _TOO_MANY)
    return _links_page(attempt, numbers, form, problem or form.problem())


def _links_page(
    attempt: Attempt, numbers: list[int], form: LinkForm, problem: tuple[str, str, str] | None
) -> Page:
    if not form.is_submitted() or "page_id" in form.errors:
        form.page_id.data = secrets.token_hex(16)
    page = render_template(
        "share/links.html",
        attempt=attempt,
        numbers=numbers,
        links=sharing.links(db.session(), attempt, _key(), now()),
        # The address people use, also behind a proxy that says another.
        site=current_app.extensions["assess_settings"].address,
        form=form,
        end_form=EndForm(),
        problem=problem,
        ended="ended" in request.args,
        silent=_without_claims(attempt, numbers),
    )
    return (page, 422) if problem else page


def _without_claims(attempt: Attempt, numbers: list[int]) -> list[int]:
    """Return the results that have too little to set claimed beside shown."""
    found = ((one, stored_result(db.session(), attempt, one)) for one in numbers)
    return [one for one, stored in found if not can_compare(stored.outcome)]


@bp.post("/a/<attempt:public_id>/share/<attempt:share_id>/end")
def end(public_id: str, share_id: str) -> Response:
    """Take a link back."""
    sharing.end(db.session(), browser(), public_id, share_id)
    return redirect(url_for(".links", public_id=public_id, ended=1), 303)


@bp.get("/s/<secret>")
def view(secret: str) -> Page:
    """Show the result behind a link."""
    try:
        shared = sharing.open_link(db.session(), secret, now())
    except NotFoundError:
        return _gone()
    _count(shared)
    page = ResultPage.of(shared.result, TO_ANOTHER)
    return render_template("share/view.html", page=page, shared=shared, secret=secret)


@bp.get("/s/<secret>/answers")
def answers(secret: str) -> Page:
    """Show the answers behind a link, where it was made to show them."""
    try:
        shared = sharing.open_link(db.session(), secret, now())
        attempt, saved = sharing.shared_answers(db.session(), shared)
    except NotFoundError:
        return _gone()
    _count(shared)
    page = AnswersPage.of(attempt, saved, shared.result.outcome, (), TO_ANOTHER)
    return render_template("share/answers.html", page=page, shared=shared, secret=secret)


def _gone() -> tuple[str, int]:
    """Return one page for links that ended, were taken back, or never were."""
    return render_template("components/gone.html"), 404


def _count(shared: Shared) -> None:
    if request.method != "GET":
        return
    try:
        sharing.note_opening(db.session(), shared, now())
    except UnavailableError:
        # The page itself has been read already; it is worth more than its count.
        current_app.logger.warning("an opening was not noted")
