"""The blueprint of the question editor; its views stand in modules of their own."""

from flask import Blueprint

bp = Blueprint("questions", __name__, url_prefix="/desk")
