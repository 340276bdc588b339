"""The one cookie: an opaque 256-bit token. What it may see is decided by the database.

It is set when a page first needs it (a form to protect), never for reading alone. Nothing
is stored in it, nothing in it grows old: a clock that steps back locks nobody out.
"""

import hashlib
import hmac
import re
import secrets
from typing import Any, Final

from flask import Flask, Request, Response, session
from flask.sessions import SessionInterface, SessionMixin

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_CSRF: Final = "csrf_token"
# 400 days, the longest that browsers keep a cookie.
_MAX_AGE: Final = 400 * 24 * 60 * 60


class BrowserSession(dict[str, Any], SessionMixin):
    """What Flask calls the session. It holds the CSRF value, derived from the token."""

    def __init__(self, token: str | None, secret: bytes) -> None:
        self.fresh = token is None
        self.token = token or secrets.token_urlsafe(32)
        self.needed = False
        derived = hmac.new(secret, f"csrf:{self.token}".encode(), hashlib.sha256)
        super().__init__({_CSRF: derived.hexdigest()})

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - as dict has it
        self.needed = True
        return super().__getitem__(key)


class BrowserSessions(SessionInterface):
    """Reads the cookie of a request and sets it on the first response that needs it."""

    def __init__(self, *, secure: bool, secret: bytes) -> None:
        self.secure = secure
        self.secret = secret
        # __Host- makes browsers refuse the cookie from other paths and subdomains.
        self.name = "__Host-assess" if secure else "assess"

    def open_session(self, app: Flask, request: Request) -> BrowserSession:  # noqa: ARG002 - Flask passes the app
        """Return the session of a request; a cookie of another shape counts as none."""
        given = request.cookies.get(self.name, "")
        return BrowserSession(given if _TOKEN.fullmatch(given) else None, self.secret)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:  # noqa: ARG002 - Flask passes the app
        """Set the cookie where a page made use of it for the first time."""
        if isinstance(session, BrowserSession) and session.fresh and session.needed:
            response.set_cookie(
                self.name,
                session.token,
                max_age=_MAX_AGE,
                secure=self.secure,
                httponly=True,
                samesite="Lax",
            )


def browser() -> str:
    """Return the hash this browser is known by in the database."""
    token = session.token  # type: ignore[attr-defined]  # ours, see BrowserSessions
    return hashlib.sha256(str(token).encode()).hexdigest()


def is_known() -> bool:
    """Say whether the request brought a cookie."""
    return not session.fresh  # type: ignore[attr-defined]  # ours, see BrowserSessions
