"""Saving and coming back: the resume code, its link, and entering it."""

from assess.web.resume.views import bp

__all__ = ["bp"]
