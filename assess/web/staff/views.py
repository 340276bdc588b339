"""Who works at the desk: people, their roles, and invitations."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from assess.web.desk.forms import ConfirmForm
from assess.web.desk.guard import desk, has_second_step, needs_second_step, staff

bp = Blueprint("staff", __name__, url_prefix="/desk")
Page = Response | str | tuple[str, int]


@bp.get("/second-step")
def second_step() -> Page:
    """Explain what staff must set up before the desk opens."""
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=request.path), 303)
    known = staff()
    if known is None or not needs_second_step(known.role):
        return redirect(url_for("desk.overview" if known else "account.home"), 303)
    return render_template("staff/second_step.html", form=ConfirmForm(), set_up=has_second_step())


@bp.get("/people")
@desk("owner", fresh=True)
def people() -> Page:
    """Not built yet."""
    abort(404)


@bp.get("/join")
@desk("owner")
def join() -> Page:
    """Not built yet."""
    abort(404)
