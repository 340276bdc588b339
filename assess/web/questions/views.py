"""Not built yet."""

from flask import Blueprint, abort

from assess.web.desk.guard import desk

bp = Blueprint("questions", __name__, url_prefix="/desk")


@bp.get("/questions")
@desk("editor")
def index() -> str:
    """Not built yet."""
    abort(404)


@bp.get("/questions/<key:key>")
@desk("editor")
def edit(key: str) -> str:
    """Not built yet."""
    abort(404, key)
