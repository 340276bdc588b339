"""Who may open a page of the desk, and what must be shown again before it opens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, Final, Literal, cast

from flask import abort, current_app, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from assess.services.errors import UnavailableError
from assess.web.clock import now
from assess.web.desk.conflict import back_of
from assess.web.desk.resend import for_staff, resend_page

Role = Literal["analyst", "editor", "owner"]
# Each may do what the ones before may.
ROLES: Final[tuple[Role, ...]] = ("analyst", "editor", "owner")
# After so long without a page of the desk one shows once more who one is.
IDLE: Final = timedelta(minutes=30)
# Publishing and people: so long after signing in or showing it again.
FRESH: Final = timedelta(minutes=30)
# In the session's data. The minute of the last page of the desk; the moment in which it was
# last shown who it is; whether that was by two steps or a passkey.
SEEN: Final = "desk_seen"
PROVED: Final = "fs_paa"
BOTH_STEPS: Final = "both_steps"


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is at the desk. The e-mail is the name under which changes are kept."""

    account_id: int
    email: str
    role: Role


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page does not open: in words, and the page that helps, by its button's name."""

    title: str
    sentence: str
    to: str
    button: str


_SIGN_IN: Final = Refusal(
    "Please sign in again",
    "You are signed out here, so nothing was saved yet. What you sent is kept on this page.",
    "security.login",
    "Sign in",
)
_IDLE: Final = Refusal(
    "Is it still you?",
    "The desk was unused for half an hour, so nothing was saved yet. What you sent is kept on "
    "this page.",
    "security.verify",
    "Show that it is you",
)
_STALE: Final = Refusal(
    "Is it still you?",
    "This changes something important, so please type your passphrase once more. What you sent "
    "is kept on this page.",
    "security.verify",
    "Show that it is you",
)
_ONE_STEP: Final = Refusal(
    "The desk asks for two steps",
    "Sign in with a passkey or with both steps, so nothing was saved yet. What you sent is kept "
    "on this page.",
    "staff.second_step",
    "See how",
)


def staff() -> Staff | None:
    """Return who is at the desk; None where the person is no staff."""
    if not current_user.is_authenticated:
        return None
    held = [role for role in ROLES if current_user.has_role(role)]
    return Staff(current_user.id, current_user.email, held[-1]) if held else None


def shown_staff() -> Staff | None:
    """Return who is at the desk, for templates; None while the database is away."""
    try:
        return staff()
    except UnavailableError:
        return None


def at_desk() -> Staff:
    """Return who is at the desk, in a view that ``desk`` guards."""
    known = staff()
    if known is None:
        abort(403)
    return known


def may(role: Role) -> bool:
    """Say whether the person may do what a role may; for templates."""
    known = staff()
    return known is not None and ROLES.index(known.role) >= ROLES.index(role)


def desk(role: Role, *, fresh: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let only staff with a role, or a higher one, open a view.

    Whatever they may is asked anew at every request: a role that was taken away opens
    nothing any more.

    Parameters
    ----------
    fresh : bool
        Whether they must have shown within half an hour who they are.
    """

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the view takes
            refused = _refuse(role, fresh=fresh)
            return view(*args, **kwargs) if refused is None else refused

        return guarded

    return guard


def _refuse(role: Role, *, fresh: bool) -> Response | None:
    """Return what is answered instead of the page, or None where it may be opened."""
    if not current_user.is_authenticated:
        return _lead(_SIGN_IN)
    known = staff()
    if known is None or not may(role):
        return for_staff(known.role if known else None)
    if needs_second_step(known.role):
        return _lead(_ONE_STEP)
    if _since(max(_proved(), session.get(SEEN, 0) * 60)) >= IDLE:
        return _lead(_IDLE)
    if fresh and _since(_proved()) >= FRESH:
        return _lead(_STALE)
    minute = int(now().timestamp()) // 60
    if session.get(SEEN) != minute:
        session[SEEN] = minute
    return None


def _proved() -> float:
    return cast(float, session.get(PROVED, 0))


def _since(moment: float) -> timedelta:
    return timedelta(seconds=now().timestamp() - moment)


def has_second_step() -> bool:
    """Say whether the person has set up what signs in by two steps, or a passkey."""
    return bool(current_user.tf_primary_method or current_user.webauthn)


def needs_second_step(role: Role) -> bool:
    """Say whether a second step is asked for, and missing in the account or this session."""
    settings = current_app.extensions["assess_settings"]
    if role != "owner" and settings.staff_two_step == "owners":
        return False
    return not (has_second_step() and session.get(BOTH_STEPS))


def _lead(why: Refusal) -> Response:
    """Lead on to what is missing; whatever was sent stays on a page."""
    if request.method in ("GET", "HEAD"):
        return redirect(url_for(why.to, next=_here()), 303)
    link = url_for(why.to, next=back_of(request.path))
    return resend_page(why.title, why.sentence, (link, why.button), 403)


def _here() -> str:
    """Return this page, with what it was asked for where signing in can lead back to that."""
    query = request.query_string.decode("ascii", "replace")
    plain = all(sign.isalnum() or sign in "=&%_.~-" for sign in query) and query.isascii()
    return f"{request.path}?{query}" if query and plain and len(query) < 500 else request.path
