"""The desk's staff."""

from assess.web.staff.views import bp

__all__ = ["bp"]
