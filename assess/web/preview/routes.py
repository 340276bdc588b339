"""The blueprint that every step of the preview registers with."""

from flask import Blueprint

bp = Blueprint("preview", __name__)
