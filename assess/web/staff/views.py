"""Not built yet."""

from flask import Blueprint, abort

from assess.web.desk.guard import desk

bp = Blueprint("staff", __name__, url_prefix="/desk")


@bp.get("/people")
@desk("owner")
def people() -> str:
    """Not built yet."""
    abort(404)


@bp.get("/join")
@desk("owner")
def join() -> str:
    """Not built yet."""
    abort(404)
