"""Tables and constraints. No behavior: what a row means is decided elsewhere."""

from assess.models.attempt import AnswerRow, AttemptRow, ResultRow
from assess.models.base import Base
from assess.models.browser import BrowserRow, GrantRow
from assess.models.edition import EditionRow

__all__ = [
    "AnswerRow",
    "AttemptRow",
    "Base",
    "BrowserRow",
    "EditionRow",
    "GrantRow",
    "ResultRow",
]
