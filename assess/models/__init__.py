"""Tables and constraints. No behavior: what a row means is decided elsewhere."""

from assess.models.access import CodeRow, ShareRow, ThrottleRow
from assess.models.account import AccountRow, PasskeyRow, StaffRoleRow
from assess.models.attempt import AnswerRow, AttemptRow, ResultRow
from assess.models.base import Base
from assess.models.browser import BrowserRow, GrantRow, HolderRow
from assess.models.draft import DraftChangeRow, DraftRow, PreviewLinkRow, StagedFileRow
from assess.models.edition import EditionRow, ImportedEditionRow
from assess.models.staff import AuditRow, InvitationRow

__all__ = [
    "AccountRow",
    "AnswerRow",
    "AttemptRow",
    "AuditRow",
    "Base",
    "BrowserRow",
    "CodeRow",
    "DraftChangeRow",
    "DraftRow",
    "EditionRow",
    "GrantRow",
    "HolderRow",
    "ImportedEditionRow",
    "InvitationRow",
    "PasskeyRow",
    "PreviewLinkRow",
    "ResultRow",
    "ShareRow",
    "StaffRoleRow",
    "StagedFileRow",
    "ThrottleRow",
]
