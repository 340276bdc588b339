"""What people do with an account, step by step."""

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode

from justhtml import JustHTML
from werkzeug.test import TestResponse

from tests.soundness import attributes
from tests.visitor import Visitor

EMAIL = "sam@example.com"
PASSPHRASE = "seven quiet otters"


def fill(visitor: Visitor, page: TestResponse, action: str = "", **values: str) -> TestResponse:
    """Fill in the page's form with that action, the first with none, and send it."""
    forms = JustHTML(page.text, sanitize=False).query('form[method="post"]')
    form = next(one for one in forms if str(attributes(one).get("action", "")).startswith(action))
    sent = {}
    for field in form.query("input"):
        named = attributes(field)
        if named.get("type") != "checkbox" and named.get("name"):
            sent[named["name"]] = named.get("value", "")
    path = attributes(form).get("action") or page.request.full_path.removesuffix("?")
    return visitor.client.post(path, data=sent | values)


def sign_up(visitor: Visitor, email: str = EMAIL, passphrase: str = PASSPHRASE) -> TestResponse:
    """Make an account; where no mail is sent it can be used at once."""
    page = visitor.get("/account/sign-up")
    return fill(visitor, page, email=email, password=passphrase, password_confirm=passphrase)


def sign_in(
    visitor: Visitor, email: str = EMAIL, passphrase: str = PASSPHRASE, **more: str
) -> TestResponse:
    """Type e-mail and passphrase and send them."""
    page = visitor.get("/account/sign-in")
    return fill(visitor, page, email=email, password=passphrase, **more)


def enter(visitor: Visitor, email: str = EMAIL, passphrase: str = PASSPHRASE) -> None:
    """Make an account and sign in."""
    assert sign_up(visitor, email, passphrase).status_code == 303
    done = sign_in(visitor, email, passphrase)
    assert (done.status_code, done.location) == (303, "/account"), done.text


def token_of(visitor: Visitor) -> str:
    """Return the token of a browser."""
    cookie = visitor.client.get_cookie("assess")
    assert cookie is not None
    return cookie.value


def totp(key: str, moment: float | None = None) -> str:
    """Return the six digits an authenticator app shows (RFC 6238)."""
    counter = int((time.time() if moment is None else moment) // 30)
    secret = b32decode(re.sub(r"[^A-Z2-7]", "", key.upper()))
    digest = hmac.new(secret, struct.pack(">Q", counter), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"
