"""The optional account: its own page and leaving it; the rest is Flask-Security."""

from flask import Blueprint, abort

bp = Blueprint("account", __name__)


@bp.route("/account", methods=["GET"])
def home() -> str:
    """Show the account of this browser."""
    abort(404)
