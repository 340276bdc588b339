"""The account's own page, and what Flask-Security has no page for."""

from typing import Any
from uuid import uuid4

from flask import Blueprint, abort, current_app, flash, redirect, render_template, session, url_for
from flask_login import current_user
from flask_security import auth_required, hash_password
from werkzeug.wrappers import Response

from assess.extensions import db
from assess.services import accounts, invitations
from assess.services.errors import NotFoundError
from assess.services.ownership import LastOwnerError
from assess.web.account.forms import DeleteForm, DirectEmailForm, RecoverForm
from assess.web.account.limits import guessed, may_ask, may_guess
from assess.web.account.pages import can_mail, problems
from assess.web.account.security import FRESH
from assess.web.account.words import LAST_OWNER, NO_SUCH_CODE, NOT_HERE
from assess.web.clock import now
from assess.web.cookie import browser, forget_browser

bp = Blueprint("account", __name__, url_prefix="/account")
fresh = auth_required("session", within=int(FRESH.total_seconds() // 60), grace=10)


@bp.get("")
def home() -> str:
    """Show the account of this browser, or what an account is for."""
    if not current_user.is_authenticated:
        return render_template("account/welcome.html", mails=can_mail())
    info = accounts.overview(db.session(), current_user.id)
    joining = _joining()
    return render_template("account/home.html", account=info, mails=can_mail(), joining=joining)


def _joining() -> str | None:
    """Say what an invitation that was opened before is for; None where none is open."""
    if "joining" not in session:
        return None
    try:
        found = invitations.find(db.session(), session["joining"], now())
    except NotFoundError:
        session.pop("joining")
        return None
    return "invited" if found.email else "set up"


@bp.route("/delete", methods=["GET", "POST"])
@fresh
def delete() -> Response | str | tuple[str, int]:
    """Delete the account, after one question."""
    form = DeleteForm()
    if form.validate_on_submit():
        try:
            accounts.delete_account(db.session(), current_user.id, now())
        except LastOwnerError:
            form.sure.errors = [LAST_OWNER]
            return _page("account/delete.html", form)
        forget_browser()
        return redirect(url_for("account.deleted"), 303)
    return _page("account/delete.html", form)


@bp.get("/deleted")
def deleted() -> str:
    """Say that the account is gone."""
    return render_template("account/deleted.html")


@bp.get("/signed-out")
def signed_out() -> Response | str:
    """Say that this browser is signed out, where it is."""
    if current_user.is_authenticated:
        return redirect(url_for("account.home"), 303)
    return render_template("account/signed_out.html")


@bp.route("/recover", methods=["GET", "POST"])
def recover() -> Response | str | tuple[str, int]:
    """Choose a new passphrase with a recovery code, where no mail can be sent."""
    form = RecoverForm()
    if form.validate_on_submit():
        wrong = _recover(form)
        if wrong is None:
            flash("Your passphrase is changed. Now sign in with it.", "success")
            return redirect(url_for("security.login"), 303)
        field, message = wrong
        form[field].errors = [message]
    return _page("account/recover.html", form)


def _recover(form: RecoverForm) -> tuple[str, str] | None:
    """Change a passphrase; an unknown e-mail takes as long and ends the same."""
    security = current_app.extensions["security"]
    email = str(form.email.data)
    faults, passphrase = security.password_util.validate(
        form.password.data, is_register=True, email=email
    )
    if faults:
        return "password", faults[0]
    wait = may_guess("recovery code", email)
    if wait:
        return "email", wait
    user = security.datastore.find_user(email=email)
    changes = {"password": hash_password(passphrase), "fs_uniquifier": uuid4().hex}
    opens = security.mf_recovery_codes_util.opens(form.code.data)
    account = user.id if user is not None and user.active else 0
    if not accounts.use_recovery_code(db.session(), account, opens, **changes):
        return "code", NO_SUCH_CODE
    guessed("recovery code", email)
    guessed("passphrase", email)
    return None


@bp.route("/new-email", methods=["GET", "POST"])
@fresh
def change_email() -> Response | str | tuple[str, int]:
    """Change the e-mail at once; with mail it is confirmed by a link first."""
    if can_mail():
        return redirect(url_for("security.change_email"), 303)
    form = DirectEmailForm()
    if form.validate_on_submit():
        wait = may_ask("email", str(current_user.id))
        uniquifier = uuid4().hex
        named = (current_user.id, str(form.email.data), uniquifier)
        if wait:
            form.email.errors = [wait]
        elif accounts.change_email(db.session(), *named, keep=browser()):
            session["_user_id"] = uniquifier
            flash("Your e-mail is changed. All other browsers are signed out.", "success")
            return redirect(url_for("account.home"), 303)
        else:
            form.email.errors = [NOT_HERE]
    return _page("account/email.html", form)


@bp.post("/email/<token>")
def confirm_new_email(token: str) -> Any:  # noqa: ANN401 - whatever Flask-Security's view answers
    """Change the e-mail after the link in the mail was opened and the page's button pressed."""
    if not can_mail():
        abort(404)
    return current_app.view_functions["security.change_email_confirm"](token=token)


def _page(template: str, form: Any) -> str | tuple[str, int]:  # noqa: ANN401 - forms have no types
    wrong = problems(form)
    page = render_template(template, form=form, wrong=wrong, bad_form=form, mails=can_mail())
    return (page, 422) if wrong else page
