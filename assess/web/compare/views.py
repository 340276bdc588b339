"""Each skill over time, and two results side by side."""

from flask import Blueprint, abort

bp = Blueprint("compare", __name__)


@bp.route("/history", methods=["GET"])
def history() -> str:
    """Show each skill over time."""
    abort(404)


@bp.route("/compare", methods=["GET"])
def two() -> str:
    """Set two results side by side."""
    abort(404)
