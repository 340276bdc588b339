"""What staff must set up before the desk opens."""

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from assess.web.desk.forms import ConfirmForm
from assess.web.desk.guard import has_second_step, needs_second_step, staff
from assess.web.staff.views import Page, bp


@bp.get("/second-step")
def second_step() -> Page:
    """Explain what is missing, and lead there."""
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=request.path), 303)
    known = staff()
    if known is None or not needs_second_step(known.role):
        return redirect(url_for("desk.overview" if known else "account.home"), 303)
    return render_template("staff/second_step.html", form=ConfirmForm(), set_up=has_second_step())
