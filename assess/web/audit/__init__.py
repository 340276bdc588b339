"""The desk's audit."""

from assess.web.audit.views import bp

__all__ = ["bp"]
