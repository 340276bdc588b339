"""Who may open a page of the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, Literal

from flask import abort, redirect, request, url_for
from flask_login import current_user

Role = Literal["analyst", "editor", "owner"]
# Each may do what the ones before may.
ROLES: Final[tuple[Role, ...]] = ("analyst", "editor", "owner")


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is at the desk. The e-mail is the name under which changes are kept."""

    account_id: int
    email: str
    role: Role


def staff() -> Staff | None:
    """Return who is at the desk; None where the person is no staff."""
    if not current_user.is_authenticated:
        return None
    held = [role for role in ROLES if current_user.has_role(role)]
    return Staff(current_user.id, current_user.email, held[-1]) if held else None


def at_desk() -> Staff:
    """Return who is at the desk, in a view that ``desk`` guards."""
    known = staff()
    if known is None:
        abort(403)
    return known


def desk(role: Role, *, fresh: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let only staff with a role, or a higher one, open a view."""

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the view takes
            if not current_user.is_authenticated:
                return redirect(url_for("security.login", next=request.path), 303)
            known = staff()
            if fresh and not current_user.is_authenticated:
                abort(403)
            if known is None or ROLES.index(known.role) < ROLES.index(role):
                abort(403)
            return view(*args, **kwargs)

        return guarded

    return guard


def may(role: Role) -> bool:
    """Say whether the person may do what a role may; for templates."""
    known = staff()
    return known is not None and ROLES.index(known.role) >= ROLES.index(role)
