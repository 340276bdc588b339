"""The desk's questions: the list, and the editor of one."""

from assess.web.questions import doing, views
from assess.web.questions.routes import bp

__all__ = ["bp", "doing", "views"]
