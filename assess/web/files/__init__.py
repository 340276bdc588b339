"""The desk's files."""

from assess.web.files.views import bp

__all__ = ["bp"]
