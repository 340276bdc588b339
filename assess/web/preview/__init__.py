"""Taking the draft as a person would, with nothing stored; links for those without an account."""

from assess.web.preview import links, views
from assess.web.preview.routes import bp

__all__ = ["bp", "links", "views"]
