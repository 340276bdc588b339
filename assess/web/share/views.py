"""Links that show one result to a coach or a friend."""

from flask import Blueprint, abort

bp = Blueprint("share", __name__)


@bp.route("/a/<attempt:public_id>/share", methods=["GET", "POST"])
def links(public_id: str) -> str:  # noqa: ARG001 - not built yet
    """List the links, and make one."""
    abort(404)


@bp.route("/a/<attempt:public_id>/share/<attempt:share_id>/end", methods=["POST"])
def end(public_id: str, share_id: str) -> str:  # noqa: ARG001 - not built yet
    """Take a link back."""
    abort(404)


@bp.route("/s/<secret>", methods=["GET"])
def view(secret: str) -> str:  # noqa: ARG001 - not built yet
    """Show the result behind a link."""
    abort(404)
