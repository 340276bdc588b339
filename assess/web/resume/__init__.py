"""Saving and coming back: the resume code, its link, and entering it."""

from assess.web.resume import enter, save
from assess.web.resume.routes import bp

__all__ = ["bp", "enter", "save"]
