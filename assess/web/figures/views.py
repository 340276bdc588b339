"""Not built yet."""

from flask import Blueprint, abort

from assess.web.desk.guard import desk

bp = Blueprint("figures", __name__, url_prefix="/desk")


@bp.get("/figures")
@desk("analyst")
def index() -> str:
    """Not built yet."""
    abort(404)
