"""My results, how pages look, and forgetting this device."""

from flask import Blueprint, abort

bp = Blueprint("mine", __name__)


@bp.route("/mine", methods=["GET"])
def results() -> str:
    """List what this browser may see."""
    abort(404)


@bp.route("/forget", methods=["GET", "POST"])
def forget() -> str:
    """Forget this device."""
    abort(404)


@bp.route("/look", methods=["GET", "POST"])
def look() -> str:
    """Choose how pages look."""
    abort(404)
