"""The room of one's own data; its views stand beside it."""

from flask import Blueprint

bp = Blueprint("data", __name__)
