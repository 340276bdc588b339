"""Not built yet."""

from flask import Blueprint, abort

from assess.web.desk.guard import desk

bp = Blueprint("audit", __name__, url_prefix="/desk")


@bp.get("/log")
@desk("owner")
def log() -> str:
    """Not built yet."""
    abort(404)
