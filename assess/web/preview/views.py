"""The way through the draft: for staff, and for whoever has a link."""

from typing import Final

from flask import current_app, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from assess.extensions import db
from assess.services import previews
from assess.services.errors import NotFoundError, UnavailableError
from assess.services.previews import OpenedLink
from assess.web.clock import now
from assess.web.desk.guard import desk
from assess.web.desk.resend import resend_page
from assess.web.preview import steps
from assess.web.preview.page import Way
from assess.web.preview.routes import bp

Page = Response | tuple[str, int]
_LOST_LINK: Final = (
    "The page you sent had lost its link to your browser. What you sent is kept here: look at it, "
    "and send it again if it is yours."
)


@bp.get("/desk/preview")
@desk("editor")
def start() -> Response:
    """Offer the draft to be taken."""
    return steps.start_page(_own_way(), previews.ready(db.session(), now()))


@bp.post("/desk/preview/take")
@desk("editor")
def take() -> Response:
    """Take one step; nothing is stored."""
    return steps.next_page(_own_way(), previews.ready(db.session(), now()))


@bp.get("/desk/preview/take")
@desk("editor")
def began() -> Response:
    """Lead an address that was typed or reloaded to where a preview begins."""
    return redirect(url_for(".start"), 303)


def _own_way() -> Way:
    return Way(url_for("preview.take"), url_for("preview.start"))


@bp.get("/p/<secret>")
def open(secret: str) -> Page:  # noqa: A001 - the endpoint's name: this is what a link does
    """Say what a link is for; only the form on the page goes on."""
    try:
        link = previews.open_link(db.session(), secret, now())
    except NotFoundError:
        return _gone()
    return steps.start_page(_way_by(secret, link), previews.ready(db.session(), now()))


@bp.post("/p/<secret>/take")
def take_by_link(secret: str) -> Page:
    """Take one step by a link; nothing is stored but when the link was used last."""
    try:
        link = previews.open_link(db.session(), secret, now())
    except NotFoundError:
        return _gone()
    _note(link)
    return steps.next_page(_way_by(secret, link), previews.ready(db.session(), now()))


@bp.get("/p/<secret>/take")
def began_by_link(secret: str) -> Response:
    """Lead an address that was typed or reloaded to where a preview begins."""
    return redirect(url_for(".open", secret=secret), 303)


def _way_by(secret: str, link: OpenedLink) -> Way:
    action, home = (url_for(f"preview.{name}", secret=secret) for name in ("take_by_link", "open"))
    return Way(action, home, link.ends_at)


def _gone() -> tuple[str, int]:
    """Return one page for links that ended, were taken back, or never were."""
    return render_template("components/gone.html"), 404


def _note(link: OpenedLink) -> None:
    try:
        previews.note_use(db.session(), link, now())
    except UnavailableError:
        # The page itself can be drawn; it is worth more than its note.
        current_app.logger.warning("a use of a preview link was not noted")


@bp.errorhandler(CSRFError)
def expired(_: CSRFError) -> Page:
    """The token does not belong to this browser's cookie, or the cookie is gone."""
    if request.endpoint != "preview.take_by_link":
        return resend_page("Please send it once more", _LOST_LINK, None, 400)
    secret = (request.view_args or {})["secret"]
    try:
        link = previews.open_link(db.session(), secret, now())
    except NotFoundError:
        return _gone()
    return steps.again(_way_by(secret, link), previews.ready(db.session(), now()))
