"""The desk's figures: groups, never people."""

from assess.web.figures.views import bp

__all__ = ["bp"]
