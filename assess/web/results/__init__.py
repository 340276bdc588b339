"""The result of a finished attempt."""

from assess.web.results.views import bp

__all__ = ["bp"]
