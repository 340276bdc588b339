"""Home and the pages its footer leads to."""

import secrets

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from assess.core.flow import minutes
from assess.extensions import db
from assess.services import attempts, editions
from assess.web.clock import now
from assess.web.cookie import browser, is_known
from assess.web.pages.forms import StartForm

bp = Blueprint("pages", __name__)


@bp.get("/")
def home() -> str:
    """Say what one gets here, and offer to start or to go on."""
    _, compiled = editions.current(db.session())
    form = StartForm(start_id=secrets.token_hex(16))
    asked = compiled.forms["standard"]
    return render_template(
        "pages/home.html",
        form=form,
        compiled=compiled,
        questions=len(asked),
        minutes=minutes([compiled.questions[key] for key in asked]),
        progress=attempts.latest_progress(db.session(), browser()) if is_known() else None,
    )


@bp.post("/start")
def start() -> Response:
    """Begin an attempt and lead to the practice question."""
    form = StartForm()
    if not form.validate():
        abort(400)
    public_id = attempts.start(db.session(), browser(), form.start_id.data, "standard", now())
    return redirect(url_for("take.practice", public_id=public_id), 303)


@bp.get("/method")
def method() -> str:
    """Tell how answers become scores, and scores a role."""
    _, compiled = editions.current(db.session())
    return render_template("pages/method.html", compiled=compiled)


@bp.get("/privacy")
def privacy() -> str:
    """Tell what is kept, where, and what is not."""
    return render_template("pages/privacy.html")


@bp.get("/accessibility")
def accessibility() -> str:
    """Tell what was done so that everyone can use this, and what is missing."""
    return render_template("pages/accessibility.html")
