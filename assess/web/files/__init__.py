"""The desk's files: the draft taken along, and files brought to it."""

from assess.web.files import bringing, taking
from assess.web.files.routes import bp

__all__ = ["bp", "bringing", "taking"]
