"""Not built yet."""

from flask import Blueprint, abort

from assess.web.desk.guard import desk

bp = Blueprint("content", __name__, url_prefix="/desk")


@bp.get("/skills")
@desk("editor")
def skills() -> str:
    """Not built yet."""
    abort(404)


@bp.get("/roles")
@desk("editor")
def roles() -> str:
    """Not built yet."""
    abort(404)


@bp.get("/profiles")
@desk("editor")
def matrix() -> str:
    """Not built yet."""
    abort(404)


@bp.get("/pay")
@desk("editor")
def pay() -> str:
    """Not built yet."""
    abort(404)


@bp.get("/actions")
@desk("editor")
def actions() -> str:
    """Not built yet."""
    abort(404)


@bp.get("/lengths")
@desk("editor")
def lengths() -> str:
    """Not built yet."""
    abort(404)


@bp.get("/texts")
@desk("editor")
def texts() -> str:
    """Not built yet."""
    abort(404)
