"""Your data: take it along, bring it back, delete it."""

from assess.web.data.views import bp

__all__ = ["bp"]
