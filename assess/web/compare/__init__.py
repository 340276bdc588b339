"""Each skill over time, and two results side by side."""

from assess.web.compare.views import bp

__all__ = ["bp"]
