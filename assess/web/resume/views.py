"""Saving and coming back: the resume code, its link, and entering it."""

from flask import Blueprint, abort

bp = Blueprint("resume", __name__)


@bp.route("/a/<attempt:public_id>/code", methods=["GET", "POST"])
def save(public_id: str) -> str:  # noqa: ARG001 - not built yet
    """Show the code of an attempt."""
    abort(404)


@bp.route("/resume", methods=["GET", "POST"])
def enter() -> str:
    """Ask for a code."""
    abort(404)


@bp.route("/r/<code>", methods=["GET", "POST"])
def link(code: str) -> str:  # noqa: ARG001 - not built yet
    """Say what a link is; only sending it grants."""
    abort(404)
