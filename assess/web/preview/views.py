"""Not built yet."""

from flask import Blueprint, abort

from assess.web.desk.guard import desk

bp = Blueprint("preview", __name__, url_prefix="/desk")


@bp.get("/preview")
@desk("editor")
def start() -> str:
    """Not built yet."""
    abort(404)


@bp.get("/preview/links")
@desk("editor")
def links() -> str:
    """Not built yet."""
    abort(404)
