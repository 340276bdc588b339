"""Where a part of the draft is mended, and what it is called."""

import re
from collections.abc import Mapping
from typing import Any, Final

from flask import url_for

from assess.core.draft.differences import title

_KEY: Final = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
_PAGES: Final = {
    "questions": "questions.index",
    "skills": "content.skills",
    "roles": "content.roles",
    "profile": "content.matrix",
    "pay": "content.pay",
    "actions": "content.actions",
    "lengths": "content.lengths",
    "texts": "content.texts",
    "title": "content.texts",
    "accepted": "publish.review",
}
# Pages of one part alone.
_OWN: Final = {
    "questions": "questions.edit",
    "skills": "content.skill",
    "roles": "content.role",
    "actions": "content.action",
    "pay": "content.pay_of",
}
# Parts of a role that have a page elsewhere.
_OF_ROLES: Final = {"profile": "profile", "pay": "pay", "wages": "pay"}
_LISTS: Final = {
    "questions": "Questions",
    "skills": "Skills",
    "roles": "Roles",
    "actions": "Actions",
}


def address_of(part: str, field: str = "") -> str:
    """Return the page on which a part of the draft is mended.

    Parameters
    ----------
    part : str
        Such as ``questions/empathy-late-refund`` or ``order/roles``.
    field : str
        Such as ``profile/empathy/level``.
    """
    kind, _, key = part.removeprefix("order/").partition("/")
    if kind == "roles":
        kind = _OF_ROLES.get(field.partition("/")[0], kind)
    if kind in _OWN and _KEY.fullmatch(key):
        return url_for(_OWN[kind], key=key)
    return url_for(_PAGES.get(kind, "desk.overview"))


def name_of(part: str, parts: Mapping[str, Any]) -> str:
    """Return what a part of a draft is called, also where it is not there."""
    if part in parts:
        return title(part, parts[part])
    return _LISTS.get(part.partition("/")[0], "The draft as a whole")
