"""The desk's questions."""

from assess.web.questions.views import bp

__all__ = ["bp"]
