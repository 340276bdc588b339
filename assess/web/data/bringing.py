"""Bringing in a result from a file."""

from math import ceil
from typing import Final

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from assess.core.takeout.document import MAX_BYTES
from assess.core.takeout.reading import TakeoutError
from assess.extensions import db
from assess.services import importing
from assess.services.errors import TooManyError
from assess.services.throttle import bucket, network
from assess.web.clock import now
from assess.web.cookie import browser
from assess.web.data.forms import BringForm
from assess.web.data.routes import bp
from assess.web.errors import error_page
from assess.web.filters import plural
from assess.web.uploads import drain

# The file, and what a form adds around it.
_REQUEST: Final = MAX_BYTES + 64 * 1024
_DRAINED: Final = 64 * 1024 * 1024
_TOO_LARGE: Final = "This file is too large: 5 MB is the most. Files saved here are much smaller."
_Page = Response | str | tuple[str, int]


@bp.url_value_preprocessor
def _take_larger_files(endpoint: str | None, _: object) -> None:
    """Let this one route take more; it runs before the form's token is looked for."""
    if endpoint == "data.bring":
        request.max_content_length = _REQUEST


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(_: RequestEntityTooLarge) -> Response | tuple[str, int]:
    """Say so on the page itself. What was sent is not looked at, so the form is a fresh one."""
    if request.endpoint != "data.bring":
        return error_page(413)
    drain(_REQUEST, _DRAINED)
    return _page(BringForm(formdata=None), _TOO_LARGE), 413


@bp.route("/import", methods=["GET", "POST"])
def bring() -> _Page:
    """Bring in a result from a file: one upload, checked wholly, then kept."""
    form = BringForm()
    if form.validate_on_submit():
        raw = form.file.data.read(MAX_BYTES + 1)
        try:
            importing.count_try(db.session(), _bucket(), now())
            found = importing.bring(db.session(), browser(), raw, now())
        except TakeoutError as error:
            return _page(form, error.plain, *error.faults), 422
        except TooManyError as error:
            minutes = plural(ceil(error.wait.total_seconds() / 60), "minute")
            told = f"There were many files from your network. Try again in {minutes}."
            return _page(form, told), 429
        return _to_result(found)
    if form.is_submitted():
        return _page(form, "Choose a file first."), 422
    return _page(form)


def _to_result(found: importing.Brought) -> Response:
    told = "again" if found.again else "new"
    return redirect(url_for("results.result", public_id=found.public_id, brought=told), 303)


def _page(form: BringForm, message: str = "", *faults: str) -> str:
    """Return the page; ``faults`` are left out where the message says the same."""
    details = () if faults == (message,) else faults
    return render_template("data/bring.html", form=form, message=message, faults=details)


def _bucket() -> str:
    who = network(request.remote_addr)
    return bucket(current_app.config["SECRET_KEY"], importing.LIMIT, who)
