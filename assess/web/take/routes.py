"""The blueprint itself, so that views and rescue can both stand on it."""

from flask import Blueprint

bp = Blueprint("take", __name__)
