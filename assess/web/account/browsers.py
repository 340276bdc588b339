"""Where one is signed in: listed, and ended from afar."""

from typing import Final

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_security import auth_required
from werkzeug.wrappers import Response

from assess.extensions import db
from assess.services import sessions
from assess.web.account.views import bp
from assess.web.clock import now
from assess.web.cookie import browser

_OTHERS: Final = "others"
signed_in = auth_required("session")


@bp.get("/browsers")
@signed_in
def browsers() -> str:
    """List the browsers that are signed in to this account."""
    key = current_app.config["SECRET_KEY"]
    found = sessions.browsers(db.session(), current_user.id, browser(), key, now())
    return render_template("account/browsers.html", browsers=found, others=_OTHERS)


@bp.post("/browsers/end")
@signed_in
def end_browser() -> Response:
    """Sign one browser out, or all others. One that is gone already stays so."""
    handle = request.form.get("browser", "")
    if handle == _OTHERS:
        sessions.end_others(db.session(), current_user.id, browser())
        flash("All other browsers are signed out.", "success")
    else:
        key = current_app.config["SECRET_KEY"]
        sessions.end(db.session(), current_user.id, handle, browser(), key)
        flash("That browser is signed out.", "success")
    return redirect(url_for(".browsers"), 303)
