"""Links by which a colleague without an account takes the draft."""

import secrets
from typing import Final

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.extensions import db
from assess.services import previews
from assess.services.previews import TooManyLinksError
from assess.web.clock import now
from assess.web.desk.forms import ConfirmForm
from assess.web.desk.guard import at_desk, desk
from assess.web.preview.forms import LinkForm
from assess.web.preview.routes import bp
from assess.web.siteaddress import is_near, site_address

Page = Response | str | tuple[str, int]
_TOO_MANY: Final = f"There are {previews.MOST} links. End one of them, then make a new one."


def _key() -> bytes:
    key: bytes = current_app.config["SECRET_KEY"]
    return key


@bp.route("/desk/preview/links", methods=["GET", "POST"])
@desk("editor")
def links() -> Page:
    """List the links that work, and make one."""
    form, problem = LinkForm(), None
    if form.validate_on_submit():
        try:
            made = previews.make_link(
                db.session(),
                form.page_id.data,
                int(form.days.data),
                at_desk().email,
                now(),
                key=_key(),
            )
            return redirect(url_for(".links", _anchor=f"link-{made}"), 303)
        except TooManyLinksError:
            problem = ("", "#links", _TOO_MANY)
    return _links_page(form, problem or form.problem())


def _links_page(form: LinkForm, problem: tuple[str, str, str] | None) -> Page:
    if not form.is_submitted() or "page_id" in form.errors:
        form.page_id.data = secrets.token_hex(16)
    page = render_template(
        "preview/links.html",
        links=previews.links(db.session(), _key(), now()),
        site=site_address(),
        near=is_near(),
        form=form,
        end_form=ConfirmForm(),
        problem=problem,
        ended="ended" in request.args,
    )
    return (page, 422) if problem else page


@bp.post("/desk/preview/links/<attempt:link_id>/end")
@desk("editor")
def end(link_id: str) -> Response:
    """Take a link back."""
    previews.end_link(db.session(), link_id, at_desk().email, now())
    return redirect(url_for(".links", ended=1), 303)
