"""The blueprint of the desk's content."""

from flask import Blueprint

bp = Blueprint("content", __name__, url_prefix="/desk")
