"""What every response says about itself, and which requests are refused by their origin."""

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS: Final = "max-age=31536000"
# Pages that send no referrer, by blueprint or endpoint; browsers then send "null" as their
# origin, too. Their forms are vouched for by the token alone.
_NO_REFERRER: Final = frozenset({
    "resume", "security.reset_password", "security.confirm_email", "account.confirm_new_email",
    "preview.open", "preview.take_by_link", "staff.invitation",
})  # fmt: skip
# Addresses that let in whoever knows them.
_SECRET_PATHS: Final = (
    "/r/",
    "/s/",
    "/p/",
    "/desk/join/",
    "/account/confirm/",
    "/account/email/",
    "/account/forgotten/",
)
SECRET_HEADERS: Final = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
_SAFE_METHODS: Final = ("GET", "HEAD", "OPTIONS")


def init_headers(app: Flask, *, secure: bool, hosts: Collection[str]) -> None:
    """Set the headers of every response, and refuse requests that are not meant for us.

    Parameters
    ----------
    secure : bool
        Whether people come by https.
    hosts : collection of str
        The names a request may call this app by. (Werkzeug's own check cannot read an
        IPv6 address.)
    """
    headers = HEADERS | ({"Strict-Transport-Security": HSTS} if secure else {})

    def set_headers(response: Response) -> Response:
        # Whatever is answered under a secret address, also that it is unknown.
        if request.path.startswith(_SECRET_PATHS):
            response.headers.update(SECRET_HEADERS)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        # A shared computer must not keep private pages; what may be kept says so itself.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def refuse_other_hosts() -> None:
        if urlsplit(f"//{request.host}").hostname not in hosts:
            abort(400)

    app.before_request(refuse_other_hosts)
    app.before_request(_refuse_foreign)
    app.before_request(_refuse_json)
    app.after_request(set_headers)


def _refuse_json() -> None:
    """Refuse what our forms never send and form libraries would read as one."""
    if request.method not in _SAFE_METHODS and request.is_json:
        abort(415)


def _refuse_foreign() -> None:
    if request.method in _SAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        abort(403)
    origin = request.headers.get("Origin")
    if origin == "null" and {request.blueprint, request.endpoint} & _NO_REFERRER:
        return
    # "null" is what a sandboxed frame sends; other pages of ours never do.
    if origin is not None and origin.partition("://")[2] != request.host:
        abort(403)
