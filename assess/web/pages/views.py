"""Home and the pages its footer leads to."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from assess.core.compiled import Compiled
from assess.core.flow import first_open, minutes
from assess.extensions import db
from assess.services import attempts, editions
from assess.services.values import Progress
from assess.web.clock import now
from assess.web.cookie import browser, is_known
from assess.web.pages.forms import StartForm

bp = Blueprint("pages", __name__)
STANDARD: Final = "standard"


def lengths_of(compiled: Compiled) -> dict[str, tuple[int, int]]:
    """Return each length's questions and minutes, the shortest first."""
    found = {
        length: (len(form), minutes([compiled.questions[key] for key in form]))
        for length, form in compiled.forms.items()
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


@dataclass(frozen=True, slots=True)
class Offer:
    """An attempt of this browser, and where to go on with it."""

    started_at: datetime
    finished_at: datetime | None
    answered: int
    asked: int
    url: str


def _offer(progress: Progress) -> Offer:
    attempt = progress.attempt
    public_id = attempt.public_id
    following = first_open(attempt.form, progress.answered)
    if attempt.finished_at is not None:
        url = url_for("results.result", public_id=public_id)
    elif following is None:
        url = url_for("take.check", public_id=public_id)
    else:
        url = url_for("take.question", public_id=public_id, key=following)
    return Offer(
        attempt.started_at, attempt.finished_at, len(progress.answered), len(attempt.form), url
    )


@bp.get("/")
def home() -> str:
    """Say what one gets here, and offer to start or to go on."""
    _, compiled = editions.current(db.session())
    form = StartForm(start_id=secrets.token_hex(16))
    held = attempts.held_attempts(db.session(), browser()) if is_known() else []
    return render_template(
        "pages/home.html",
        form=form,
        compiled=compiled,
        lengths=lengths_of(compiled),
        standard=STANDARD,
        held=[_offer(progress) for progress in held],
    )


@bp.post("/start")
def start() -> Response:
    """Begin an attempt and lead to the practice question."""
    form = StartForm()
    if not form.validate():
        abort(400)
    length = form.length.data or STANDARD
    public_id = attempts.start(db.session(), browser(), form.start_id.data, length, now())
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
