"""Tables and constraints. No behavior: what a row means is decided elsewhere."""

from assess.models.access import CodeRow, ShareRow, ThrottleRow
from assess.models.account import AccountRow, PasskeyRow, StaffRoleRow
from assess.models.attempt import AnswerRow, AttemptRow, ResultRow
from assess.models.base import Base
from assess.models.browser import BrowserRow, GrantRow, HolderRow
from assess.models.edition import EditionRow, ImportedEditionRow

__all__ = [
    "AccountRow",
    "AnswerRow",
    "AttemptRow",
    "Base",
    "BrowserRow",
    "CodeRow",
    "EditionRow",
    "GrantRow",
    "HolderRow",
    "ImportedEditionRow",
    "PasskeyRow",
    "ResultRow",
    "ShareRow",
    "StaffRoleRow",
    "ThrottleRow",
]
