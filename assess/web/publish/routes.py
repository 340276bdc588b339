"""The blueprint that the views of this room share."""

from flask import Blueprint

bp = Blueprint("publish", __name__, url_prefix="/desk")
