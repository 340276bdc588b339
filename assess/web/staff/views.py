"""Who works at the desk: people, their roles, and open invitations."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.config import Settings
from assess.core.secret import derive, fingerprint
from assess.core.sharelink import to_text
from assess.extensions import db
from assess.services import invitations, staff
from assess.services.invitations import (
    AlreadyStaffError,
    Invitation,
    Making,
    TooManyInvitationsError,
)
from assess.services.mail import MailError, send
from assess.services.ownership import LastOwnerError
from assess.web.clock import now
from assess.web.desk.forms import ConfirmForm
from assess.web.desk.guard import at_desk, desk
from assess.web.filters import PRODUCT
from assess.web.siteaddress import is_near, site_address
from assess.web.staff.forms import MAY, InviteForm, RoleForm

bp = Blueprint("staff", __name__, url_prefix="/desk")
Page = Response | str | tuple[str, int]
# Its link is shown to whoever made an invitation, on the page that follows, and not later.
_SHOWN_FOR: Final = timedelta(minutes=10)
_LAST: Final = "You can’t do this: nobody else is an owner. Make somebody else an owner first."
Problem = tuple[str, str, str] | None


@bp.route("/people", methods=["GET", "POST"])
@desk("owner", fresh=True)
def people() -> Page:
    """List the staff and the open invitations, and invite somebody."""
    form = InviteForm()
    problem = None
    if form.validate_on_submit():
        problem = _invite(form)
        if problem is None:
            return redirect(url_for(".people", made=_public_id(form), _anchor="made"), 303)
    return _people_page(form, problem or form.problem())


def _people_page(form: InviteForm, problem: Problem) -> Page:
    if not form.is_submitted() or "page_id" in form.errors:
        form.page_id.data = secrets.token_hex(16)
    moment = now()
    listed = invitations.open_ones(db.session(), moment)
    asked = request.args.get("made")
    made = next((one for one in listed if one.public_id == asked), None)
    fresh = made is not None and moment - made.made_at < _SHOWN_FOR
    page = render_template(
        "staff/people.html",
        people=staff.people(db.session()),
        invitations=listed,
        made=made if fresh else None,
        link=_link(made) if made and fresh else "",
        near=is_near(),
        mails=_settings().mail is not None,
        form=form,
        may=MAY,
        end_form=ConfirmForm(),
        problem=problem,
        me=at_desk().account_id,
    )
    return (page, 422) if problem else page


def _public_id(form: InviteForm) -> str:
    """Name an invitation by all that was sent: sent twice, it is the same one."""
    named = f"{form.page_id.data} {form.address} {form.role.data}"
    return hashlib.sha256(named.encode()).hexdigest()[:20]


def _secret(public_id: str) -> bytes:
    return derive(current_app.config["SECRET_KEY"], "invitation", public_id)


def _link(invitation: Invitation) -> str:
    secret = to_text(_secret(invitation.public_id))
    return site_address() + url_for(".invitation", secret=secret)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["assess_settings"]
    return settings


def _invite(form: InviteForm) -> Problem:
    known, public_id = at_desk(), _public_id(form)
    making = Making(public_id, fingerprint(_secret(public_id)), form.address, form.role.data)
    try:
        replaced = invitations.invite(db.session(), making, (known.account_id, known.email), now())
    except AlreadyStaffError:
        return "email", "#email", "This person works at the desk already. Change the role above."
    except TooManyInvitationsError:
        return "", "#invitations", "Too many invitations are open. Take some back first."
    if replaced:
        flash(
            f"{form.address} was invited before. That link has ended; the new one counts.",
            "success",
        )
    _mail(public_id, form.address)
    return None


def _mail(public_id: str, to: str) -> None:
    """Mail the link where mail is set up; it is on the next page, too."""
    mail = _settings().mail
    listed = invitations.open_ones(db.session(), now())
    made = next((one for one in listed if one.public_id == public_id), None)
    if mail is None or made is None:
        return
    text = render_template("staff/mail.txt", link=_link(made), role=made.role)
    try:
        send(mail, to, f"Your invitation to the editors’ desk of {PRODUCT}", text)
    except MailError as error:
        current_app.logger.warning("mail not sent", extra={"fields": {"reason": error.reason}})
        flash("The mail could not be sent. Please pass the link on yourself.", "error")


@bp.post("/invitations/<attempt:public_id>/take-back")
@desk("owner", fresh=True)
def take_back(public_id: str) -> Response:
    """Take an invitation back."""
    invitations.take_back(db.session(), public_id, at_desk().email, now())
    flash("The invitation is taken back. Its link does not work any more.", "success")
    return redirect(url_for(".people", _anchor="invitations"), 303)


@bp.route("/people/<int(max=2147483647):account_id>", methods=["GET", "POST"])
@desk("owner", fresh=True)
def person(account_id: int) -> Page:
    """Show somebody of the staff, and change the role."""
    member = staff.person(db.session(), account_id)
    form = RoleForm(role=member.role)
    problem = None
    if form.validate_on_submit():
        problem = _give(account_id, form.role.data)
        if problem is None:
            flash(f"{member.email} is {form.role.data} now.", "success")
            return redirect(url_for(".people"), 303)
    return _person_page(member, form, problem or form.problem())


def _person_page(member: staff.Member, form: RoleForm, problem: Problem) -> Page:
    page = render_template(
        "staff/person.html", member=member, form=form, problem=problem, may=MAY,
        me=at_desk().account_id,
    )  # fmt: skip
    return (page, 422) if problem else page


def _give(account_id: int, role: str | None) -> Problem:
    try:
        staff.give(db.session(), account_id, role, at_desk().email, now())
    except LastOwnerError:
        return "role", "#role-owner", _LAST
    return None


@bp.post("/people/<int(max=2147483647):account_id>/remove")
@desk("owner", fresh=True)
def remove(account_id: int) -> Page:
    """Take somebody's role away; the account stays theirs."""
    member = staff.person(db.session(), account_id)
    problem = _give(account_id, None)
    if problem:
        return _person_page(member, RoleForm(formdata=None, role=member.role), problem)
    flash(f"{member.email} can’t open the desk any more.", "success")
    return redirect(url_for(".people"), 303)


@bp.post("/people/<int(max=2147483647):account_id>/sign-out")
@desk("owner", fresh=True)
def sign_out(account_id: int) -> Page:
    """Sign somebody of the staff out of every browser."""
    member = staff.person(db.session(), account_id)
    staff.end_sessions(db.session(), account_id, at_desk().email, now())
    flash(f"{member.email} is signed out everywhere.", "success")
    return redirect(url_for(".people"), 303)
