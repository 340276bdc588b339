"""Your data: take it along, bring it back, delete it."""

from flask import Blueprint, abort

bp = Blueprint("data", __name__)


@bp.route("/a/<attempt:public_id>/data", methods=["GET"])
def take(public_id: str) -> str:  # noqa: ARG001 - not built yet
    """Offer the files of an attempt."""
    abort(404)


@bp.route("/import", methods=["GET", "POST"])
def bring() -> str:
    """Bring in a result from a file."""
    abort(404)


@bp.route("/a/<attempt:public_id>/delete", methods=["GET", "POST"])
def delete(public_id: str) -> str:  # noqa: ARG001 - not built yet
    """Delete one attempt."""
    abort(404)


@bp.route("/delete-everything", methods=["GET", "POST"])
def delete_all() -> str:
    """Delete everything this browser may see."""
    abort(404)
