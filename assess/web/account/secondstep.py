"""Keeping a second step from whoever knows the passphrase alone."""

from typing import Final

from flask import flash, redirect, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from assess.web.desk.guard import BOTH_STEPS, has_second_step, staff

# Pages by which a second step is given, renewed or removed.
_PAGES: Final = frozenset({
    "two_factor_setup", "wan_register", "wan_register_response", "wan_delete", "mf_recovery_codes",
})  # fmt: skip
_ONE_STEP: Final = (
    "You work at the desk, so this needs your second step. Sign out, and sign in with both steps "
    "or with a passkey. If you have lost it, ask an owner to invite you anew."
)


def refuse_one_step(endpoint: str) -> Response | None:
    """Refuse staff who have a second step, and have not shown it in this session.

    Otherwise a stolen passphrase would be enough: the thief gives the account a second step
    of their own, and the desk opens.
    """
    if endpoint not in _PAGES or not current_user.is_authenticated or staff() is None:
        return None
    if not has_second_step() or session.get(BOTH_STEPS):
        return None
    flash(_ONE_STEP, "error")
    return redirect(url_for("account.home"), 303)
