"""The desk's overview."""

from assess.web.overview.views import bp

__all__ = ["bp"]
