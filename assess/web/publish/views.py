"""Not built yet."""

from flask import Blueprint, abort

from assess.web.desk.guard import desk

bp = Blueprint("publish", __name__, url_prefix="/desk")


@bp.get("/publish")
@desk("editor")
def review() -> str:
    """Not built yet."""
    abort(404)


@bp.get("/editions")
@desk("editor")
def editions() -> str:
    """Not built yet."""
    abort(404)


@bp.get("/editions/<int:number>")
@desk("editor")
def edition(number: int) -> str:
    """Not built yet."""
    abort(404, number)


@bp.get("/changes")
@desk("editor")
def changes() -> str:
    """Not built yet."""
    abort(404)
