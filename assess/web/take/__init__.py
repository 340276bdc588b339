"""Taking the assessment: start, practice, questions, check, finish."""

from assess.web.take import rescue, views
from assess.web.take.routes import bp

__all__ = ["bp", "rescue", "views"]
