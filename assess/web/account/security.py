"""Flask-Security, set up for here: what is on, what is off, and which secrets it uses."""

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, cast

from flask import Flask, redirect, request, url_for
from flask_security import Security
from flask_security.utils import set_request_attr
from passlib.context import CryptContext
from werkzeug.wrappers import Response

from assess.config import Settings
from assess.core.secret import derive
from assess.extensions import db
from assess.services.accountstore import AccountStore
from assess.web.account import forms, stepforms
from assess.web.account.address import passkeys_elsewhere
from assess.web.account.hooks import init_hooks
from assess.web.account.pages import draw, has_lapsed
from assess.web.account.tools import Codes, Mail, Passkeys, Passphrases, RecoveryCodes
from assess.web.account.words import messages
from assess.web.clock import now
from assess.web.cookie import account_id
from assess.web.filters import PRODUCT

# Deleting, passkeys and the like ask again who it is after this long.
FRESH: Final = timedelta(minutes=30)
RECOVERY_CODES: Final = 10

_PATHS: Final = {
    "URL_PREFIX": "/account",
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "REGISTER_URL": "/sign-up",
    "VERIFY_URL": "/still-you",
    "RESET_URL": "/forgotten",
    "CHANGE_URL": "/passphrase",
    "CHANGE_EMAIL_URL": "/email",
    "CONFIRM_URL": "/confirm",
    "TWO_FACTOR_SETUP_URL": "/two-step",
    "TWO_FACTOR_TOKEN_VALIDATION_URL": "/code",
    "TWO_FACTOR_RESCUE_URL": "/code-help",
    "TWO_FACTOR_SELECT_URL": "/second-step",
    "MULTI_FACTOR_RECOVERY_CODES_URL": "/recovery-codes",
    "MULTI_FACTOR_RECOVERY_URL": "/recovery-code",
    "WAN_REGISTER_URL": "/passkeys",
    "WAN_SIGNIN_URL": "/passkey",
    "WAN_DELETE_URL": "/remove-passkey",
    "WAN_VERIFY_URL": "/still-you/passkey",
    # Where one is led afterwards.
    "POST_LOGIN_VIEW": "account.home",
    "POST_LOGOUT_VIEW": "account.signed_out",
    "POST_REGISTER_VIEW": "security.login",
    "POST_CHANGE_VIEW": "account.home",
    "POST_CHANGE_EMAIL_VIEW": "account.home",
    "POST_VERIFY_VIEW": "account.home",
    "POST_RESET_VIEW": "security.login",
    "TWO_FACTOR_POST_SETUP_VIEW": "account.home",
    "TWO_FACTOR_ERROR_VIEW": "security.login",
}
_ON: Final = {
    "REGISTERABLE": True,
    "RECOVERABLE": True,
    "CHANGEABLE": True,
    "CHANGE_EMAIL": True,
    # Without mail an account counts as confirmed from the start (AccountStore).
    "CONFIRMABLE": True,
    "TWO_FACTOR": True,
    "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "TWO_FACTOR_RESCUE_EMAIL": False,
    "TWO_FACTOR_ALWAYS_VALIDATE": True,
    # One step of 30 seconds to either side: clocks are a little off.
    "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
    "MULTI_FACTOR_RECOVERY_CODES": True,
    "MULTI_FACTOR_RECOVERY_CODES_N": RECOVERY_CODES,
    "WEBAUTHN": True,
    "WAN_RP_NAME": PRODUCT,
    "WAN_ALLOW_AS_VERIFY": ["first"],
    # The device knows which passkey it has: the page need not be told an e-mail, nor tell one.
    "WAN_ALLOW_USER_HINTS": False,
    "WAN_SIGNIN_WITHIN": timedelta(minutes=5),
}
# OWASP's least for argon2id: 19 MiB, two passes. A class that signs in at once still fits.
_ARGON2: Final[dict[str, Any]] = {
    "argon2__type": "ID",
    "argon2__memory_cost": 19456,
    "argon2__time_cost": 2,
    "argon2__parallelism": 1,
}
_SAFE: Final = {
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_HASH_PASSLIB_OPTIONS": _ARGON2,
    # For the links in mails; as slow as hashing a passphrase, so that a known e-mail takes
    # no longer than an unknown one.
    "HASHING_SCHEMES": ["argon2"],
    "RETURN_GENERIC_RESPONSES": True,
    "API_ENABLED_METHODS": ["session"],
    "JOIN_USER_ROLES": False,
    "FRESHNESS": FRESH,
    "FRESHNESS_GRACE_PERIOD": timedelta(minutes=10),
    "RESET_PASSWORD_WITHIN": timedelta(hours=1),
    "USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": lambda email: email}}],
    "CACHE_CONTROL": None,  # headers.py says it for every page
    "STATIC_FOLDER": None,
    "CLI_USERS_NAME": None,
    "CLI_ROLES_NAME": None,
    "EMAIL_HTML": False,
    "EMAIL_SUBJECT_REGISTER": f"Your {PRODUCT} account",
    "EMAIL_SUBJECT_CONFIRM": f"Confirm your e-mail for {PRODUCT}",
    "EMAIL_SUBJECT_PASSWORD_RESET": f"A new passphrase for {PRODUCT}",
    "EMAIL_SUBJECT_PASSWORD_NOTICE": f"Your {PRODUCT} passphrase was changed",
    "EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": f"Your {PRODUCT} passphrase was changed",
    "CHANGE_EMAIL_SUBJECT": f"Confirm your new e-mail for {PRODUCT}",
}


class _Security(Security):
    """Does not ask for packages whose work our own tools do."""

    def _check_modules(self, module: str, config_name: str) -> bool:
        """Find qrcode and nh3 replaced (tools.py), and look for the others."""
        ours = module in ("qrcode", "nh3")
        return ours or bool(super()._check_modules(module, config_name))  # type: ignore[no-untyped-call]


def init_security(app: Flask, settings: Settings) -> None:
    """Set Flask-Security up, after the database and the protection of forms."""
    named = {**_PATHS, **_ON, **_SAFE, **_secrets(app.config["SECRET_KEY"])}
    app.config.from_mapping({f"SECURITY_{name}": value for name, value in named.items()})
    app.config.from_mapping(messages(by_mail=settings.mail is not None))
    # Phones change their address on the way; the token is what a session hangs on.
    app.config["SESSION_PROTECTION"] = None
    app.config["SECURITY_DATETIME_FACTORY"] = now
    security = _Security(
        app,
        AccountStore(db, now, confirmed=settings.mail is None),
        mail_util_cls=Mail,
        password_util_cls=Passphrases,
        totp_cls=Codes,
        webauthn_util_cls=Passkeys,
        mf_recovery_codes_util_cls=RecoveryCodes,
        render_template=cast("Callable[..., str]", draw),  # a view may return a response, too
        **_forms(),
    )
    # As fast as hashing a passphrase; its own setting knows no options.
    security.hashing_context = CryptContext(schemes=["argon2"], **_ARGON2)
    security.want_json(lambda _: False)
    security.unauthn_handler(_sign_in_first)
    security.reauthn_handler(_show_again)
    app.jinja_env.globals.update(has_lapsed=has_lapsed, passkeys_elsewhere=passkeys_elsewhere)
    _quieten(app, security)
    init_hooks(app)


def _secrets(key: bytes) -> dict[str, Any]:
    """Derive what Flask-Security encrypts and signs with; no two purposes share a secret."""
    codes = derive(key, "recovery codes", 1) + derive(key, "recovery codes", 2)
    return {
        "PASSWORD_SALT": derive(key, "passphrases").hex(),
        "TOTP_SECRETS": {"1": derive(key, "two-step sign-in").hex()},
        "TOTP_ISSUER": PRODUCT,
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [base64.urlsafe_b64encode(codes)],
    }


def _forms() -> dict[str, Any]:
    return {
        "login_form": forms.SignInForm,
        "register_form": forms.SignUpForm,
        "verify_form": forms.SureForm,
        "change_password_form": forms.NewPassphraseForm,
        "forgot_password_form": forms.ForgottenForm,
        "reset_password_form": forms.ResetForm,
        "send_confirmation_form": forms.ConfirmAgainForm,
        "change_email_form": forms.NewEmailForm,
        "two_factor_setup_form": stepforms.TwoStepForm,
        "two_factor_rescue_form": stepforms.NoRescueForm,
        "two_factor_verify_code_form": stepforms.OneTimeCodeForm,
        "mf_recovery_form": stepforms.RecoveryCodeForm,
        "wan_register_form": stepforms.PasskeyForm,
        "wan_register_response_form": stepforms.PasskeyMadeForm,
        "wan_signin_form": stepforms.PasskeySignInForm,
        "wan_signin_response_form": stepforms.PasskeyUsedForm,
    }


def _quieten(app: Flask, security: Security) -> None:
    """Keep Flask-Login and Flask-Principal from looking at the session on every request.

    There is no remember cookie to renew, no token to sign in by, and nobody asks for an
    identity; a page that needs no database must not ask it.
    """
    manager = security.login_manager
    app.after_request_funcs[None].remove(manager._update_remember_cookie)  # noqa: SLF001 - it has no switch
    security.principal.identity_loaders.clear()
    manager.request_loader(None)
    manager.user_loader(_loader(manager._user_callback))  # noqa: SLF001 - Flask-Security's own, kept


def _loader(find: Callable[[str], Any]) -> Callable[[str], Any]:
    def load(uniquifier: str) -> Any:  # noqa: ANN401 - an account, or none
        """Return the account a session belongs to: its holder's, and no other."""
        user = find(uniquifier)
        if user is None or user.id != account_id():
            set_request_attr("fs_authn_via", None)
            return None
        return user

    return load


def _sign_in_first(mechanisms: object = None, headers: object = None) -> Response:  # noqa: ARG001 - as Flask-Security calls it
    """Lead to signing in, and back here afterwards."""
    return redirect(url_for("security.login", next=_here()), 303)


def _show_again(within: object, grace: object) -> Response:  # noqa: ARG001 - as Flask-Security calls it
    """Ask for the passphrase or a passkey once more, and lead back here afterwards."""
    return redirect(url_for("security.verify", next=_here()), 303)


def _here() -> str:
    """Return where to come back to: this page, if it can be opened at all."""
    rule = request.url_rule
    opens = rule is not None and "GET" in (rule.methods or ())
    return request.path if opens else url_for("account.home")
