"""My results, how pages look, and forgetting this device."""

import re
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.extensions import db
from assess.services import browsers, editions
from assess.services.mine import holdings, results_held
from assess.services.values import Look
from assess.web import cookie
from assess.web.clock import now
from assess.web.mine.forms import MOTIONS, SCHEMES, LookForm, TokenForm
from assess.web.mine.page import ResultsPage
from assess.web.mine.wayback import came_from, safe_path
from assess.web.naming import days_of

bp = Blueprint("mine", __name__)
PAGE_SIZE: Final = 20
# What a page about forgetting names one by one; the rest it counts.
NAMED: Final = 50


@bp.get("/mine")
def results() -> str:
    """List what this browser, or the account it is signed in to, may see."""
    number, compiled = editions.current(db.session())
    asked = request.args.get("page", "")
    page = int(asked) if re.fullmatch(r"[0-9]{1,6}", asked) else 1
    token_hash = cookie.browser()
    return render_template(
        "mine/results.html",
        page=ResultsPage.of(
            holdings(db.session(), token_hash, PAGE_SIZE, page),
            results_held(db.session(), token_hash),
            number,
            compiled.forms,
        ),
    )


@bp.route("/forget", methods=["GET", "POST"])
def forget() -> Response | str:
    """Tell what forgetting means here, and forget."""
    if not cookie.is_remembered():
        return render_template("mine/forgotten.html", done="done" in request.args)
    form = TokenForm()
    if form.validate_on_submit():
        cookie.forget_browser()
        return redirect(url_for("mine.forget", done=1), 303)
    held = holdings(db.session(), cookie.browser(), NAMED)
    if not held.total and _is_bare():
        return render_template("mine/forgotten.html", done="done" in request.args)
    days = days_of(held.attempts, results_held(db.session(), cookie.browser()))
    return render_template("mine/forget.html", form=form, held=held, days=days)


def _is_bare() -> bool:
    """Say whether all that is known of this browser is that its computer is shared."""
    signed_in = cookie.account_id() is not None or cookie.own().data
    return cookie.is_shared() and not signed_in and cookie.look() == Look()


@bp.route("/look", methods=["GET", "POST"])
def look() -> Response | str | tuple[str, int]:
    """Choose how pages look; the choice is kept with whoever this browser belongs to."""
    current = cookie.look()
    form = LookForm(scheme=current.scheme, motion=current.motion, next=came_from() or "")
    if form.validate_on_submit():
        browsers.keep_look(db.session(), cookie.browser(), form.chosen, now())
        back = safe_path(form.next.data)
        return redirect(back or url_for("mine.look", saved=1), 303)
    return render_template(
        "mine/look.html",
        form=form,
        schemes=SCHEMES,
        motions=MOTIONS,
        saved="saved" in request.args and not form.errors,
    ), (422 if form.errors else 200)
