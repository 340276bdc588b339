"""The one cookie: an opaque 256-bit token. What it may see is decided by the database.

It is set when a page first needs it (a form to protect), never for reading alone. Nothing
is stored in it, nothing in it grows old: a clock that steps back locks nobody out. On a
shared computer it ends with the browser, and the session behind it after some hours.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Iterator
from typing import Any, Final, cast

from flask import Flask, Request, Response, current_app, session
from flask.sessions import SessionInterface, SessionMixin

from assess.extensions import db
from assess.services import browsers
from assess.services.errors import UnavailableError
from assess.services.values import Browser, Look
from assess.web.clock import now

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_CSRF: Final = "csrf_token"
# The longest that browsers keep a cookie.
COOKIE_DAYS: Final = 400
_MAX_AGE: Final = COOKIE_DAYS * 24 * 60 * 60


class BrowserSession(SessionMixin):
    """What Flask calls the session: a CSRF value derived from the token, and kept data.

    The database is asked at the first use, once a request. Where it cannot be reached the
    cookie is taken as it came: pages can then still be drawn, and only they.
    """

    def __init__(self, given: str | None, secret: bytes) -> None:
        self.fresh = given is None
        self.needed = False
        self.renewed = False
        self.brief = False
        self.unreachable = False
        self.state: Browser | None = None
        self._secret = secret
        self._csrf = ("", "")
        self._token = given or new_token()
        self._opened = given is None
        self._data: dict[str, Any] = {}
        self._stored = _frozen(self._data)

    @property
    def changed(self) -> bool:
        """Say whether there is anything to store: what was set and taken back is nothing."""
        return _frozen(self._data) != self._stored

    def stored(self) -> None:
        """Note that the data is stored as it is now."""
        self._stored = _frozen(self._data)

    @property
    def token(self) -> str:
        """Return the browser's token."""
        self._open()
        return self._token

    def _open(self) -> None:
        if self._opened:
            return
        self._opened = True
        try:
            self.state = browsers.find(db.session(), fingerprint(self._token))
        except UnavailableError:
            self.unreachable = True
        if self.state is None:
            return
        if self.state.ends_at is not None and self.state.ends_at <= now():
            self.replace_token()
            self.state = None
            return
        self._data = dict(self.state.data)
        self.stored()
        self.brief = self.state.ends_at is not None
        if browsers.is_visit(self.state, now()):
            _visit(self._token, self.state)
            # Or the browser would drop it on day 400, however often it came by.
            self.renewed = not self.brief

    def replace_token(self, token: str | None = None) -> None:
        """Go on under a token that nobody has seen; the kept data stays behind.

        Parameters
        ----------
        token : str, optional
            One that the database knows already, as that of a shared computer.
        """
        self._opened = True
        self._token = token or new_token()
        self._data = {}
        self.stored()
        self.brief, self.fresh, self.needed = token is not None, True, True

    def take_over(self, token: str) -> None:
        """Go on under another token, under which all that is kept is stored already."""
        self._token = token
        self.renewed = True
        self.stored()

    def successor(self, name: str) -> str:
        """Return the token to go on under, the same whenever it is asked for one name.

        A token that lay in the browser before somebody began may be known to whoever sat
        there earlier; a double click must still be one start.
        """
        named = f"next:{self.token}:{name}".encode()
        made = hmac.new(self._secret, named, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    def discard(self) -> None:
        """Forget what was set in this request: it did not come about."""
        self._data = json.loads(self._stored)

    def shorten(self) -> None:
        """Let the cookie end with the browser, as on a shared computer."""
        self.brief = self.renewed = True

    def _csrf_value(self) -> str:
        # Asked for several times a request; the token may change in between.
        token = self.token
        if self._csrf[0] != token:
            mac = hmac.new(self._secret, f"csrf:{token}".encode(), hashlib.sha256)
            self._csrf = (token, mac.hexdigest())
        return self._csrf[1]

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - as a mapping has it
        if key == _CSRF:
            self.needed = True
            return self._csrf_value()
        self._open()
        return self._data[key]

    def __setitem__(self, key: str, value: Any) -> None:  # noqa: ANN401 - as a mapping has it
        self._open()
        if key != _CSRF:
            self._data[key] = value
            self.needed = True

    def __delitem__(self, key: str) -> None:
        self._open()
        if key != _CSRF:
            del self._data[key]

    def __iter__(self) -> Iterator[str]:
        self._open()
        return iter([_CSRF, *self._data])

    def __len__(self) -> int:
        self._open()
        return len(self._data) + 1

    @property
    def data(self) -> dict[str, Any]:
        """Return what is to be kept."""
        return dict(self._data)


def _frozen(data: dict[str, Any]) -> str:
    # As it would be stored: a list that grew in place is a change, too.
    return json.dumps(data, sort_keys=True)


def _visit(token: str, state: Browser) -> None:
    try:
        browsers.visit(db.session(), fingerprint(token), state, now())
    except UnavailableError:
        current_app.logger.warning("a visit was not noted")


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
        """Keep what changed, and set the cookie where a page made use of it first."""
        if not isinstance(session, BrowserSession):
            return
        if session.changed:
            session.stored()
            _keep(session)
        if session.renewed or (session.fresh and session.needed):
            response.set_cookie(
                self.name,
                session.token,
                max_age=None if session.brief else _MAX_AGE,
                secure=self.secure,
                httponly=True,
                samesite="Lax",
            )


def _keep(session: BrowserSession) -> None:
    """Store what a step of signing in keeps; where that fails, the next step begins anew."""
    try:
        browsers.keep_data(db.session(), fingerprint(session.token), session.data, now())
    except UnavailableError:
        current_app.logger.warning("the data of a session was not kept")


def new_token() -> str:
    """Return a token that nobody has seen."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """Return the hash a token is known by in the database."""
    return hashlib.sha256(token.encode()).hexdigest()


def own() -> BrowserSession:
    """Return the session of this request."""
    # Flask hands out a proxy.
    return cast(BrowserSession, session._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 - the proxy's documented way


def browser() -> str:
    """Return the hash this browser is known by in the database.

    Raises
    ------
    UnavailableError
        The database was asked for the session already, in vain: asking again would only
        take the same time.
    """
    token = own().token
    if own().unreachable:
        raise UnavailableError("session")
    return fingerprint(token)


def forget_browser() -> None:
    """Forget this browser, and go on under a token that nobody has seen.

    A shared computer stays one: what the next person begins there ends by itself, too.

    Raises
    ------
    UnavailableError
        The database is busy or away; nothing was forgotten.
    """
    token = new_token() if is_shared() else None
    successor = fingerprint(token) if token else None
    browsers.forget(db.session(), browser(), now(), successor=successor)
    own().replace_token(token)


def is_known() -> bool:
    """Say whether the request brought a cookie that still counts."""
    return bool(own().token) and not own().fresh


def is_remembered() -> bool:
    """Say whether there is something to forget: the database knows this browser, or may."""
    opened = own()
    return bool(opened.token) and (opened.state is not None or opened.unreachable)


def is_shared() -> bool:
    """Say whether this browser is on a shared computer, where its session ends by itself."""
    opened = own()
    return bool(opened.token and opened.state and opened.state.ends_at is not None)


def account_id() -> int | None:
    """Return the account this browser is signed in to, if any."""
    opened = own()
    return opened.state.account_id if opened.token and opened.state else None


def look() -> Look:
    """Return how pages look to this browser; the default while the database is away."""
    opened = own()
    return opened.state.look if opened.token and opened.state else Look()
