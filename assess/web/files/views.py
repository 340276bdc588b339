"""Not built yet."""

from flask import Blueprint, abort

from assess.web.desk.guard import desk

bp = Blueprint("files", __name__, url_prefix="/desk")


@bp.get("/files")
@desk("editor")
def index() -> str:
    """Not built yet."""
    abort(404)
