"""What staff read where something is no longer in the draft."""

from typing import Final

from flask import Response, make_response, render_template, request

from assess.web.desk.address import address_of
from assess.web.desk.guard import may, shown_staff

_LISTS: Final = {
    "questions": ("question", "All questions"),
    "skills": ("skill", "All skills"),
    "roles": ("role", "All roles"),
    "pay": ("role", "Pay of all roles"),
    "actions": ("action", "All actions"),
}


def missing_page() -> Response | None:
    """Return the desk's own page for a part that the draft does not hold; None elsewhere."""
    kind = request.path.removeprefix("/desk/").partition("/")[0]
    if not request.path.startswith("/desk/") or kind not in _LISTS:
        return None
    if shown_staff() is None or not may("editor"):
        return None
    one, every = _LISTS[kind]
    page = render_template("desk/missing.html", one=one, every=every, link=address_of(kind))
    return make_response(page, 404)
