"""Flask-Security's forms for one-time codes, recovery codes and passkeys."""

from collections.abc import Callable
from typing import Any, Final, cast

from flask import g
from flask_security import UserMixin
from flask_security.forms import (
    RequiredLocalize,
    TwoFactorRescueForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
)
from flask_security.recovery_codes import MfRecoveryForm
from flask_security.webauthn import (
    WebAuthnRegisterForm,
    WebAuthnRegisterResponseForm,
    WebAuthnSigninForm,
    WebAuthnSigninResponseForm,
)
from flask_wtf import FlaskForm
from webauthn.helpers.exceptions import WebAuthnException
from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import Length

from assess.web.account import words
from assess.web.account.forms import SHARED
from assess.web.account.limits import guessed, may_guess

_STUMBLES: Final = (
    ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
    WebAuthnException,
)  # fmt: skip


class TwoStepForm(TwoFactorSetupForm):
    """Turning two-step sign-in on or off; which of them is a button of the page."""

    setup = StringField()
    phone = StringField()


class NoRescueForm(TwoFactorRescueForm):
    """Nothing: the page leads to recovery codes by itself."""

    help_setup = RadioField(choices=[])


class OneTimeCodeForm(TwoFactorVerifyCodeForm):
    """The code of an authenticator app."""

    code = StringField(
        "Code from your app",
        validators=[
            RequiredLocalize(message="INVALID_CODE"), Length(max=20, message=words.BAD_CODE)
        ],
    )  # fmt: skip

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401
        """Say whether it is the code; each failure is counted."""
        if not FlaskForm.validate(self, **kwargs):
            return False
        who = str(cast(UserMixin, self.user).id)  # set by the view
        wait = may_guess("code", who)
        if wait:
            self.code.errors = [wait]
            return False
        found = bool(super().validate(**kwargs))
        if found:
            guessed("code", who)
        elif g.pop("account_code_used", False):
            self.code.errors = [words.USED_CODE]
        return found


class RecoveryCodeForm(MfRecoveryForm):
    """A recovery code in place of the authenticator app."""

    code = StringField(
        "Recovery code",
        validators=[
            RequiredLocalize(message="INVALID_RECOVERY_CODE"),
            Length(max=64, message=words.BAD_RECOVERY),
        ],
    )

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401
        """Say whether it is one of the codes, and use it up; each failure is counted."""
        if not FlaskForm.validate(self, **kwargs):
            return False
        who = str(cast(UserMixin, self.user).id)  # set by the view
        wait = may_guess("recovery code", who)
        if wait:
            self.code.errors = [wait]
            return False
        found = bool(super().validate(**kwargs))
        if found:
            guessed("recovery code", who)
        return found


class PasskeyForm(WebAuthnRegisterForm):
    """Naming a new passkey. It always signs in by itself."""

    name = StringField(
        "A name for this passkey",
        validators=[RequiredLocalize(message="WEBAUTHN_NAME_REQUIRED")],
    )
    usage = StringField()

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401
        """Say whether the name will do."""
        self.usage.data = "first"
        return bool(super().validate(**kwargs))


class PasskeyMadeForm(WebAuthnRegisterResponseForm):
    """What the device answers when it has made a passkey."""

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401
        """Say whether the answer is sound."""
        found = _sound(self, lambda: bool(super(PasskeyMadeForm, self).validate(**kwargs)))
        self.extensions = "{}"  # its own words, which nothing here asks for
        return found


class PasskeySignInForm(WebAuthnSigninForm):
    """Beginning to sign in with a passkey; which one, the device knows."""

    remember = BooleanField(SHARED)


class PasskeyUsedForm(WebAuthnSigninResponseForm):
    """What the device answers when its owner has said yes."""

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401
        """Say whether the answer is sound."""
        return _sound(self, lambda: bool(super(PasskeyUsedForm, self).validate(**kwargs)))


def _sound(form: PasskeyMadeForm | PasskeyUsedForm, validate: Callable[[], bool]) -> bool:
    """Refuse whatever the library for passkeys stumbles over: it comes from outside."""
    try:
        return validate()
    except _STUMBLES:
        form.credential.errors = [words.PASSKEY_FAILED]
        return False
