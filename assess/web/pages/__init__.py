"""Pages that anyone may read: home, how it works, privacy, accessibility."""

from assess.web.pages.views import bp

__all__ = ["bp"]
