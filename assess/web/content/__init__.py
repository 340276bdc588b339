"""The desk's content."""

from assess.web.content.views import bp

__all__ = ["bp"]
