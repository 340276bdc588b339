"""From what went wrong to a page that says so plainly and shows a way on."""

from datetime import timedelta
from math import ceil
from typing import Final

from flask import Flask, Response, current_app, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from assess.services.errors import NotFoundError, TooManyError, UnavailableError
from assess.web.cookie import account_id
from assess.web.desk.missing import missing_page
from assess.web.desk.resend import is_fetch, is_kept, resend_page
from assess.web.owntexts import spare_database

_PAGES: Final = {
    400: (
        "This page could not be sent",
        (
            "Something in what your browser sent was not readable. Go back, reload the page and "
            "try again."
        ),
    ),
    403: (
        "This request came from another site",
        (
            "To keep your answers safe, we accept changes from our own pages only. Nothing was "
            "changed."
        ),
    ),
    404: (
        "We can’t find this page",
        (
            "The address may have a typo, or the page belongs to another browser or to an "
            "account. If it is yours, open it in the browser you started in, come back with your "
            "code, or sign in."
        ),
    ),
    405: (
        "This page can’t be used that way",
        "Go back and use the buttons on the page. Nothing was changed.",
    ),
    413: (
        "That was too much to send at once",
        "The form was larger than this page accepts. Nothing was changed.",
    ),
    429: (
        "That was a lot at once",
        "To keep everyone’s answers safe, there is a limit. Nothing was changed.",
    ),
    503: (
        "We can’t reach our records right now",
        "Nothing was lost. Wait a few seconds, then load the page again.",
    ),
    500: (
        "Something broke on our side",
        "It is not your doing, and what you saved is safe. Please try again in a few minutes.",
    ),
}
RETRY_SECONDS: Final = "5"
# The one place of the desk that is for people who are not signed in, too.
_OPEN: Final = "/desk/join"


def init_errors(app: Flask) -> None:
    """Give every error its page."""
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(NotFoundError, lambda _: missing_page() or error_page(404))
    app.register_error_handler(UnavailableError, _unavailable)
    app.register_error_handler(TooManyError, too_many)
    app.register_error_handler(HTTPException, _http)


def error_page(status: int, *, more: str = "") -> Response:
    """Return the page for a status; ``more`` is one more sentence on it."""
    known = status if status in _PAGES else 400 if status < 500 else 500
    title, sentence = _PAGES[known]
    by_code = url_for("resume.enter") if status == 404 else None
    response = make_response(
        render_template(
            "errors/error.html", title=title, sentence=f"{sentence} {more}".strip(), by_code=by_code
        ),
        status,
    )
    if status == 503:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _http(error: HTTPException) -> Response:
    if isinstance(error, InternalServerError):
        # Flask has already logged what raised it.
        return error_page(500)
    response = error_page(error.code or 500)
    if error.code == 405:
        response.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or ())
    return response


def _unavailable(error: UnavailableError) -> Response:
    spare_database()
    current_app.logger.error("database unavailable", extra={"fields": {"reason": str(error)}})
    if is_kept():
        kept = "What you sent is kept on this page. Wait a few seconds, then send it again."
        response = resend_page(_PAGES[503][0], kept, None, 503)
        response.headers["Retry-After"] = RETRY_SECONDS
        return response
    return error_page(503)


def wait_words(wait: timedelta) -> str:
    """Say how long to wait: ``20 seconds``, ``3 minutes``, ``2 hours``, always enough."""
    seconds = max(1, ceil(wait.total_seconds()))
    for unit, size in (("second", 1), ("minute", 60), ("hour", 3600)):
        count = ceil(seconds / size)
        if count < 60 or unit == "hour":
            break
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def retry_after(response: Response, wait: timedelta) -> Response:
    """Tell programs, too, how long to wait."""
    response.headers["Retry-After"] = str(max(1, ceil(wait.total_seconds())))
    return response


def too_many(error: TooManyError) -> Response:
    """Return the page for something that was tried too often."""
    more = f"Please wait {wait_words(error.wait)}, then try again."
    if is_kept():
        kept = f"What you sent is kept on this page. {more}"
        return retry_after(resend_page(_PAGES[429][0], kept, None, 429), error.wait)
    return retry_after(error_page(429, more=more), error.wait)


def _expired(_: CSRFError) -> Response:
    """A form from a page that this browser no longer vouches for."""
    if is_kept():
        if account_id() is None and not request.path.startswith(_OPEN):
            return _signed_out()
        kept = (
            "This page was opened before you signed in, so nothing was saved yet. "
            "What you sent is kept here: look at it, and send it again if it is yours."
        )
        return resend_page("Please send it once more", kept, None, 400)
    title = "This page was open for too long"
    sentence = "Go back, reload the page and send it again. Nothing was changed."
    return make_response(
        render_template("errors/error.html", title=title, sentence=sentence, by_code=None), 400
    )


def _signed_out() -> Response:
    """Somebody signed out in another tab, or was: the page's token belongs to nobody now."""
    kept = "Sign in again; what you typed is kept here. Nothing was saved yet."
    link = (url_for("security.login", next=url_for("desk.overview")), "Sign in")
    # A program of ours tells the two apart by the status.
    return resend_page("You are signed out", kept, link, 401 if is_fetch() else 400)
