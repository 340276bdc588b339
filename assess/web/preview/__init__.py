"""The desk's preview."""

from assess.web.preview.views import bp

__all__ = ["bp"]
