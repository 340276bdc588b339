"""The desk's publish."""

from assess.web.publish.views import bp

__all__ = ["bp"]
