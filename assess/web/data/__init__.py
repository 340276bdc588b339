"""Your data: take it along, bring it back, delete it."""

from assess.web.data import bringing, deleting, taking
from assess.web.data.routes import bp

__all__ = ["bp", "bringing", "deleting", "taking"]
