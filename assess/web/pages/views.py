"""Home and the pages its footer leads to."""

import secrets
from typing import Final

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from assess.core.compiled import Compiled
from assess.core.flow import minutes
from assess.extensions import db
from assess.services import attempts, editions
from assess.services.mine import holdings, results_held
from assess.web.admission import SHARED_HOURS
from assess.web.clock import now
from assess.web.cookie import COOKIE_DAYS, browser, fingerprint, is_known, own
from assess.web.naming import days_of
from assess.web.onward import onward
from assess.web.pages.forms import StartForm

bp = Blueprint("pages", __name__)
STANDARD: Final = "standard"
# How many attempts home offers to go on with; My results has them all.
OFFERED: Final = 4


def lengths_of(compiled: Compiled) -> dict[str, tuple[int, int]]:
    """Return each length's questions and minutes, the shortest first."""
    found = {
        length: (len(form), minutes([compiled.questions[key] for key in form]))
        for length, form in compiled.forms.items()
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


@bp.get("/")
def home() -> str:
    """Say what one gets here, and offer to start or to go on."""
    _, compiled = editions.current(db.session())
    form = StartForm(start_id=secrets.token_hex(16))
    held = holdings(db.session(), browser(), OFFERED) if is_known() else None
    # Only a list of several needs names for what is in it.
    several = held.attempts if held and len(held.attempts) > 1 else ()
    days = days_of(several, results_held(db.session(), browser())) if several else {}
    return render_template(
        "pages/home.html",
        form=form,
        compiled=compiled,
        lengths=lengths_of(compiled),
        standard=STANDARD,
        held=[(one, onward(one)) for one in held.attempts] if held else [],
        days=days,
        total=held.total if held else 0,
        hours=SHARED_HOURS,
    )


@bp.post("/start")
def start() -> Response:
    """Begin an attempt and lead to the practice question."""
    form = StartForm()
    if not form.validate():
        abort(400)
    length = form.length.data or STANDARD
    shared = bool(form.shared.data)
    known, opened = browser(), own()
    # Whoever sat at a shared computer before may know the token: go on under another.
    token = opened.successor(form.start_id.data) if shared else None
    public_id = attempts.start(
        db.session(),
        known,
        form.start_id.data,
        length,
        now(),
        shared=shared,
        renewed=fingerprint(token) if token else None,
    )
    if token:
        opened.take_over(token)
    if shared:
        opened.shorten()
    return redirect(url_for("take.practice", public_id=public_id), 303)


@bp.errorhandler(CSRFError)
def pressed_again(_: CSRFError) -> Response:
    """Lead a second press of Start, sent under the first one's new cookie, to what began."""
    return redirect(url_for("pages.home"), 303)


@bp.get("/method")
def method() -> str:
    """Tell how answers become scores, and scores a role."""
    _, compiled = editions.current(db.session())
    return render_template("pages/method.html", compiled=compiled)


@bp.get("/privacy")
def privacy() -> str:
    """Tell what is kept, where, and what is not."""
    settings = current_app.extensions["assess_settings"]
    return render_template(
        "pages/privacy.html",
        settings=settings,
        cookie_days=COOKIE_DAYS,
        hours=SHARED_HOURS,
    )


@bp.get("/accessibility")
def accessibility() -> str:
    """Tell what was done so that everyone can use this, and what is missing."""
    return render_template("pages/accessibility.html")
