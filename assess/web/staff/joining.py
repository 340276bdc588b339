"""Joining the staff by the link of an invitation. Opening it only explains."""

from flask import redirect, render_template, session, url_for
from flask_login import current_user

from assess.core.secret import fingerprint
from assess.core.sharelink import from_text
from assess.extensions import db
from assess.services import invitations
from assess.services.errors import NotFoundError
from assess.services.invitations import Invitation, OtherEmailError
from assess.web.clock import now
from assess.web.desk.forms import ConfirmForm
from assess.web.staff.views import Page, bp

# In the session's data: the hash of the secret, while somebody signs in or up.
JOINING = "joining"


@bp.route("/join/<secret>", methods=["GET", "POST"])
def invitation(secret: str) -> Page:
    """Say what a link invites to; pressing its button accepts."""
    read = from_text(secret)
    return _answer(fingerprint(read) if read else "")


@bp.route("/join", methods=["GET", "POST"])
def join() -> Page:
    """Offer the invitation that was opened before signing in."""
    return _answer(str(session.get(JOINING, "")))


def _answer(secret_hash: str) -> Page:
    form = ConfirmForm()
    try:
        found = invitations.find(db.session(), secret_hash, now())
        if not form.validate_on_submit():
            return _page(found, form)
        if not current_user.is_authenticated:
            session[JOINING] = secret_hash
            return redirect(url_for("security.login", next=url_for(".join")), 303)
        invitations.join(db.session(), secret_hash, current_user.id, now())
    except NotFoundError:
        session.pop(JOINING, None)
        return render_template("staff/gone.html"), 404
    except OtherEmailError:
        return _page(found, form, other=True), 403
    session.pop(JOINING, None)
    return redirect(url_for("desk.overview"), 303)


def _page(found: Invitation, form: ConfirmForm, *, other: bool = False) -> str:
    known = current_user.email if current_user.is_authenticated else None
    fits = found.email is None or known is None or known == found.email
    return render_template(
        "staff/join.html",
        invitation=found,
        form=form,
        known=known,
        fits=fits and not other,
    )
