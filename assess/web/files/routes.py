"""The room of files; its views stand beside it."""

from flask import Blueprint

bp = Blueprint("files", __name__, url_prefix="/desk")
