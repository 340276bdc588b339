"""Coming back: typing the code, or following its link."""

from flask import Response, make_response, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as AnyResponse

from assess.core import codes
from assess.services.errors import UnavailableError
from assess.services.resume import Opened
from assess.web.admission import SHARED_HOURS, RefusedCodeError, admit, comparable, readable
from assess.web.errors import RETRY_SECONDS, error_page, retry_after
from assess.web.resume.forms import CodeForm, OpenForm
from assess.web.resume.routes import bp, where_it_stopped


@bp.route("/resume", methods=["GET", "POST"])
def enter() -> AnyResponse | str:
    """Ask for a code; the right one opens its attempt in this browser."""
    form = CodeForm()
    if form.validate_on_submit():
        return redirect(
            _where_it_stopped(admit(form.code.data or "", shared=form.shared.data)), 303
        )
    return _page()


@bp.route("/r/<code>", methods=["GET", "POST"])
def link(code: str) -> AnyResponse | str:
    """Say what a link is, without asking the database; only sending the page opens anything."""
    form = OpenForm()
    if form.validate_on_submit():
        return redirect(_where_it_stopped(admit(code, shared=form.shared.data)), 303)
    try:
        line = codes.show(codes.encode(codes.read(code)))
    except codes.CodeError as error:
        raise RefusedCodeError(f"This link is not complete. {error}", 404) from None
    return render_template("resume/link.html", form=form, line=line, hours=SHARED_HOURS)


def _where_it_stopped(opened: Opened) -> str:
    return where_it_stopped(opened.public_id, finished=opened.finished)


def _page(message: str | None = None, notice: tuple[str, str] | None = None) -> str:
    """Draw the form with what was typed, or what the link had in it."""
    form = CodeForm()
    given = form.code.data if form.code.data is not None else (request.view_args or {}).get("code")
    form.code.data = comparable(given or "") if message else readable(given or "")
    return render_template(
        "resume/enter.html", form=form, message=message, notice=notice, hours=SHARED_HOURS
    )


@bp.errorhandler(RefusedCodeError)
def refused(error: RefusedCodeError) -> Response:
    """The code, typed or in a link, lets nobody in."""
    response = make_response(_page(str(error)), error.status)
    return response if error.wait is None else retry_after(response, error.wait)


@bp.errorhandler(CSRFError)
def expired(_: CSRFError) -> Response:
    """A page that this browser no longer vouches for; what was typed stays on it."""
    if request.endpoint not in ("resume.enter", "resume.link"):
        return error_page(400)
    notice = (
        "Please send your code once more",
        "This page had lost its link to your browser. Your code is still below.",
    )
    return make_response(_page(notice=notice), 400)


@bp.errorhandler(UnavailableError)
def busy(_: UnavailableError) -> Response:
    """The database is busy or away; what was typed stays on the page."""
    if request.method != "POST" or request.endpoint not in ("resume.enter", "resume.link"):
        return error_page(503)
    notice = (
        "We can’t reach our records right now",
        "Your code is still below. Wait a few seconds, then send it again.",
    )
    response = make_response(_page(notice=notice), 503)
    response.headers["Retry-After"] = RETRY_SECONDS
    return response
