"""The desk's figures."""

from assess.web.figures.views import bp

__all__ = ["bp"]
