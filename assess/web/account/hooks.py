"""What happens around Flask-Security's views: what is refused, and what signing in means."""

import re
from datetime import timedelta
from typing import Any, Final, cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from uuid import uuid4

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user, user_logged_out
from flask_security import (
    UserMixin,
    change_email_confirmed,
    hash_password,
    password_reset,
    tf_profile_changed,
    user_authenticated,
    user_not_registered,
    wan_registered,
)
from werkzeug.wrappers import Response as AnyResponse

from assess.core.useragent import kind_of
from assess.extensions import db
from assess.services import accounts
from assess.services.accounts import ChangedError
from assess.services.accountstore import GONE, AccountStore
from assess.services.errors import UnavailableError
from assess.services.sessions import KIND, SINCE
from assess.web.account.limits import answer_with_wait, guessed
from assess.web.account.pages import TYPED_EMAIL, can_mail
from assess.web.account.secondstep import refuse_one_step
from assess.web.account.tools import LONGEST_EMAIL
from assess.web.clock import now
from assess.web.cookie import browser, fingerprint, forget_browser, new_token, own
from assess.web.desk.guard import BOTH_STEPS, PROVED, SEEN

SHARED_FOR: Final = timedelta(hours=12)
# Routes of Flask-Security that nothing here leads to.
_UNUSED: Final = frozenset({"two_factor_rescue", "two_factor_setup_validate", "tf_select"})
_BY_MAIL: Final = frozenset({
    "reset_password", "send_confirmation", "confirm_email", "change_email", "change_email_confirm",
})  # fmt: skip
# A link from a mail only explains; a mail scanner that follows it changes nothing.
_ASKED_FIRST: Final = frozenset({"confirm_email", "change_email_confirm"})
_STEPS: Final = frozenset({"two_factor_setup", "two_factor_token_validation", "mf_recovery"})
# Where a second step is taken at signing in, and where one shows once more who one is.
_SECOND: Final = frozenset({"two_factor_token_validation", "mf_recovery", "wan_signin_response"})
_SIGN_IN: Final = _SECOND | {"login"}
_SHOWN: Final = frozenset({"verify", "wan_verify_response"})
_CHANGED: Final = (
    "Something about your account was changed in another browser just now. Please sign in again."
)
# A path of this site: nothing that a browser could read as another one's address.
_PATH: Final = re.compile(r"/(?!/)[A-Za-z0-9/_.~?&=%-]*")


def init_hooks(app: Flask) -> None:
    """Connect what happens around signing in and out."""
    app.before_request(_refuse)
    app.after_request(_finish)
    app.register_error_handler(ChangedError, _sign_in_again)
    for gone in GONE:
        app.register_error_handler(gone, _gone)
    user_authenticated.connect(_signed_in, app)
    user_logged_out.connect(_signed_out, app)
    user_not_registered.connect(_known, app)
    password_reset.connect(_reset, app)
    change_email_confirmed.connect(_email_changed, app)
    for set_up in (tf_profile_changed, wan_registered):
        set_up.connect(_has_second_step, app)


def _refuse() -> AnyResponse | str | None:
    """Refuse what Flask-Security would answer and we do not offer."""
    if request.blueprint not in ("security", "account"):
        return None
    wanted = [*request.args.getlist("next"), *request.form.getlist("next")]
    if any(one and not _PATH.fullmatch(one) for one in wanted):
        abort(400)
    endpoint = (request.endpoint or "").removeprefix("security.")
    if endpoint in _UNUSED or (endpoint in _BY_MAIL and not can_mail()):
        abort(404)
    if endpoint == "forgot_password" and not can_mail():
        return redirect(url_for("account.recover"), 303)
    if endpoint in _ASKED_FIRST and request.method in ("GET", "HEAD"):
        return render_template("account/link.html", what=endpoint)
    if endpoint in _SHOWN:
        g.account_proved = session.get(PROVED)
    return refuse_one_step(endpoint) or _out_of_turn(endpoint)


def _out_of_turn(endpoint: str) -> AnyResponse | None:
    """Lead on who comes to a step of signing in that is not theirs to take.

    Flask-Security would sign out who sends the code of a finished set-up again, and store a
    message for everyone else.
    """
    if endpoint not in _STEPS:
        return None
    if not current_user.is_authenticated:
        begun = "tf_user_id" in session and endpoint != "two_factor_setup"
        return None if begun else redirect(url_for("security.login"), 303)
    if endpoint == "two_factor_setup" or session.get("tf_state") == "validating_profile":
        return None
    return redirect(url_for("account.home"), 303)


def _finish(response: Response) -> Response:
    if request.blueprint not in ("security", "account"):
        return response
    # Only for a cookie we do not set; it would make a row for everyone who opens the page.
    session.pop("fs_cc", None)
    _note_that_shown()
    _hold_second_step()
    _take_as_long(response)
    if response.status_code in (302, 303):
        response.status_code = 303
        response.location = _without_own_address(response.location or "")
        _keep_typed_email(response.location)
        _lead_to_invitation(response)
    return answer_with_wait(response)


def _keep_typed_email(location: str) -> None:
    """Keep the e-mail of a sign-up for the sign-in that follows, whether it was known or not."""
    if request.endpoint == "security.register" and location == url_for("security.login"):
        session[TYPED_EMAIL] = request.form.get("email", "")[:LONGEST_EMAIL]


def _lead_to_invitation(response: Response) -> None:
    """Lead who signed in to the invitation that was opened before, not to the account."""
    endpoint = (request.endpoint or "").removeprefix("security.")
    home = response.location == url_for("account.home")
    if home and endpoint in _SIGN_IN and "joining" in session and current_user.is_authenticated:
        response.location = url_for("staff.join")


def _note_that_shown() -> None:
    """Keep by our clock when it was last shown who it is."""
    before = g.pop("account_proved", None)
    if before is not None and session.get(PROVED) != before:
        session[PROVED] = now().timestamp()


def _note_how(authn_via: list[str] | None) -> None:
    """Keep whether it was by two steps, or by a passkey, that somebody signed in.

    The signal names no way where a second step ends the sign-in.
    """
    endpoint = (request.endpoint or "").removeprefix("security.")
    twice = endpoint in _SECOND if authn_via is None else authn_via == ["webauthn"]
    for name in (BOTH_STEPS, SEEN):
        session.pop(name, None)
    session[KIND] = kind_of(request.headers.get("User-Agent", ""))
    session[SINCE] = now().isoformat(timespec="minutes")
    if twice:
        session[BOTH_STEPS] = True


def _has_second_step(_: Flask, user: UserMixin, **__: Any) -> None:  # noqa: ANN401
    """Count this session as one of two steps: the second was set up in it just now."""
    if current_user.is_authenticated and current_user.id == user.id:
        session[BOTH_STEPS] = True


def _hold_second_step() -> None:
    """Let the second step go on from the account as the first one saw it.

    It is named by its uniquifier; one that was read after the passphrase was verified may
    be that of another passphrase.
    """
    named = session.get("tf_user_id") if request.endpoint == "security.login" else None
    if named is not None and not _store().has_seen(named):
        session.pop("tf_user_id")


def _known(_: Flask, user: UserMixin, **__: Any) -> None:  # noqa: ANN401 - signals pass more
    """Note that an e-mail has an account, and whether it was ever confirmed."""
    g.account_two_links = user.confirmed_at is None


def _take_as_long(response: Response) -> None:
    """Let every sign-up hash as often as the one that mails two links.

    That is one for an account that waits to be confirmed.
    """
    signed_up = request.endpoint == "security.register" and response.status_code == 302
    if signed_up and can_mail() and not g.get("account_two_links", False):
        hash_password("as long as a link")


def _sign_in_again(_: Exception) -> AnyResponse:
    """Lead to signing in: what was shown a moment ago no longer holds."""
    own().discard()
    session.pop("_user_id", None)
    flash(_CHANGED, "error")
    return redirect(url_for("security.login"), 303)


def _gone(error: Exception) -> AnyResponse:
    """Lead to signing in where the account was deleted meanwhile."""
    if request.blueprint not in ("security", "account"):
        raise error
    return _sign_in_again(error)


def _without_own_address(location: str) -> str:
    """Drop a ``next`` that only leads back to this form, as Flask-Security adds it."""
    parts = urlsplit(location)
    queries = [pair for pair in parse_qsl(parts.query) if pair != ("next", request.url)]
    return urlunsplit(parts._replace(query=urlencode(queries, safe="/")))


def _signed_in(
    _: Flask,
    user: UserMixin,
    authn_via: list[str] | None = None,
    **__: Any,  # noqa: ANN401 - signals pass more
) -> None:
    """Let this browser, under a new token, be one of the account's."""
    shared = session.pop("_remember", None) == "set" or own().brief
    session.pop(TYPED_EMAIL, None)
    # A hash of network address and browser: nothing here looks at it, so it is not kept.
    session.pop("_id", None)
    session.pop("fs_cc", None)
    account, before, token = user.id, browser(), new_token()
    changed = authn_via == ["change"]  # signing in again after changing the passphrase
    proved = session["_user_id"] if changed else _store().seen(account)
    session["_user_id"], session[PROVED] = proved, now().timestamp()
    if not changed:
        _note_how(authn_via)
    # Ends this browser's session, too: it begins anew, or not at all.
    _store().commit_and_end(account if changed else None)
    try:
        tokens = (before, fingerprint(token))
        ends_at = now() + SHARED_FOR if shared else None
        kept = own().data
        named = (db.session(), *tokens, account, now())
        accounts.adopt(*named, proved=proved, data=kept, ends_at=ends_at)
    except UnavailableError:
        own().discard()
        raise
    own().take_over(token)
    if shared:
        own().shorten()


def _signed_out(_: Flask, user: UserMixin | None, **__: Any) -> None:  # noqa: ANN401
    """End this browser's session wholly. Where nobody is signed in, nothing ends."""
    if user is None or not user.is_authenticated:
        return
    try:
        forget_browser()
    except UnavailableError:
        own().discard()
        raise


def _reset(_: Flask, user: UserMixin, **__: Any) -> None:  # noqa: ANN401
    """End all sessions of an account whose passphrase was reset."""
    email = user.email
    _store().commit_and_end(user.id)
    guessed("passphrase", email)


def _email_changed(_: Flask, user: UserMixin, **__: Any) -> None:  # noqa: ANN401
    """End the account's other sessions: whoever reads the old mailbox is out."""
    uniquifier = uuid4().hex
    mine = current_user.is_authenticated and current_user.id == user.id
    _store().set_uniquifier(user, uniquifier)
    _store().commit_and_end(user.id, keep=browser() if mine else None)
    if mine:
        session["_user_id"] = uniquifier


def _store() -> AccountStore:
    return cast(AccountStore, current_app.extensions["security"].datastore)
