"""Flask-Security's forms with our labels and limits, and the forms of our own pages.

Flask-Security carries one tick, ``remember``, through every step of signing in. Nothing is
remembered here beyond the session, so it stands for the opposite: a shared computer.
"""

from typing import Any, Final

from flask import current_app
from flask_login import current_user
from flask_security import (
    ChangeEmailForm,
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    RegisterFormV2,
    ResetPasswordForm,
    SendConfirmationForm,
    VerifyForm,
    hash_password,
    verify_password,
)
from flask_security.forms import (
    EmailValidation,
    EqualToLocalize,
    email_required,
    password_required,
)
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, Field, PasswordField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from assess.core.passphrase import MOST
from assess.web.account import words
from assess.web.account.limits import guessed, may_ask, may_guess, may_join

# What the hash has to chew on is bounded, and a NUL would end it early in some libraries.
_READABLE: Final = Regexp(r"[^\x00\ud800-\udfff]*\Z", message=words.NO_MATCH)
_BOUNDED: Final = Length(max=MOST, message=f"Use at most {MOST} characters.")
SHARED: Final = "This is a shared computer"


def _email(*more: Any) -> EmailField:  # noqa: ANN401 - validators share no type
    return EmailField("E-mail", validators=[email_required, EmailValidation(), *more])


def _passphrase(label: str = "Passphrase") -> PasswordField:
    return PasswordField(label, validators=[password_required, _BOUNDED, _READABLE])


def _again(field: str) -> PasswordField:
    same = EqualToLocalize(field, message="RETYPE_PASSWORD_MISMATCH")
    return PasswordField("The same passphrase again", validators=[same])


class SignInForm(LoginForm):
    """Signing in. Known and unknown e-mails are counted, hashed for and answered alike."""

    email = _email()
    password = _passphrase()
    remember = BooleanField(SHARED)

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401 - as WTForms passes it on
        """Say whether e-mail and passphrase go together; each failure is counted."""
        if not FlaskForm.validate(self, **kwargs):
            _say(self, self.email, self.password)
            return False
        email = str(self.email.data)
        wait = may_guess("passphrase", email)
        if wait:
            self.form_errors.append(wait)
            return False
        found = super().validate(**kwargs)
        if self.user_authenticated:
            guessed("passphrase", email)
            if self.requires_confirmation:
                self.form_errors.append(words.NOT_CONFIRMED)
                self.password.errors = self.email.errors = []
        return found


class _Confirmed(FlaskForm):
    """What nobody may do who only found a browser left open: the passphrase is asked for.

    An account may have none; then having signed in lately must do.
    """

    password = _passphrase("Your passphrase")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        if not current_user.password:
            del self.password

    def confirms(self) -> bool:
        """Say whether it is the passphrase of this account; each failure is counted."""
        if "password" not in self:
            return True
        if not self.password.validate(self):
            return False
        wait = may_guess("passphrase", current_user.email)
        if wait or not verify_password(_normal(self.password.data), current_user.password):
            self.password.errors = [wait or words.NOT_YOURS]
            return False
        guessed("passphrase", current_user.email)
        return True


def _normal(passphrase: str) -> str:
    return str(current_app.extensions["security"].password_util.normalize(passphrase))


def _say(form: FlaskForm, *fields: Field) -> None:
    """Keep what is wrong with fields themselves out of what is made the same for everyone.

    Flask-Security replaces errors at fields, so that they do not tell whether an e-mail is
    known. An empty field tells nothing.
    """
    form.said = {field.name: str(field.errors[0]) for field in fields if field.errors}
    form.form_errors.extend(form.said.values())
    for field in fields:
        field.errors = []


class SignUpForm(RegisterFormV2):
    """Making an account."""

    password = _passphrase()
    password_confirm = _again("password")

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401
        """Say whether there can be an account; how often one e-mail is tried is limited."""
        found = super().validate(**kwargs)
        taken = self.existing_email_user and set(self.errors) == {"email"}
        if found or taken:
            wait = may_ask("account", str(self.email.data)) or may_join()
            if wait:
                self.existing_email_user = None
                self.email.errors = [wait]
                return False
        return bool(found)


class SureForm(VerifyForm):
    """Showing once more who one is, before something that cannot be taken back."""

    password = _passphrase()

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401
        """Say whether it is the passphrase of this account."""
        wait = may_guess("passphrase", self.user.email)
        if wait:
            FlaskForm.validate(self, **kwargs)
            self.password.errors = [wait]
            return False
        found = bool(super().validate(**kwargs))
        if found:
            guessed("passphrase", self.user.email)
        return found


class NewPassphraseForm(ChangePasswordForm):
    """Changing the passphrase."""

    password = _passphrase("Your passphrase until now")
    new_password = _passphrase("New passphrase")
    new_password_confirm = _again("new_password")

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401
        """Say whether all three will do; each failure with the present one is counted."""
        if not FlaskForm.validate(self, **kwargs):
            return False
        wait = may_guess("passphrase", current_user.email)
        if wait:
            self.password.errors = [wait]
            return False
        found = bool(super().validate(**kwargs))
        if not self.password.errors:
            guessed("passphrase", current_user.email)
        return found


class ForgottenForm(ForgotPasswordForm):
    """Asking for a link to reset the passphrase."""

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401
        """Say whether a link is to be sent."""
        return _mailed(self, super().validate(**kwargs), "reset")


class ConfirmAgainForm(SendConfirmationForm):
    """Asking for another link to confirm an e-mail."""

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401
        """Say whether a link is to be sent."""
        found = super().validate(**kwargs)
        if not found:
            hash_password(words.NOT_CONFIRMED)  # making a link takes as long
        return _mailed(self, found, "confirm")


def _mailed(form: ForgotPasswordForm | SendConfirmationForm, found: bool, what: str) -> bool:  # noqa: FBT001
    """Count a request for mail, whether the e-mail is known or not."""
    if {words.BAD_EMAIL, words.NO_EMAIL} & {str(error) for error in form.email.errors}:
        _say(form, form.email)
        return False
    wait = may_ask(what, str(form.email.data))
    if wait:
        form.form_errors.append(wait)
    return bool(found) and not wait


class ResetForm(ResetPasswordForm):
    """Choosing a new passphrase after following the link."""

    password = _passphrase("New passphrase")
    password_confirm = _again("password")


class NewEmailForm(_Confirmed, ChangeEmailForm):
    """Changing the e-mail, by a link sent to the new one."""

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401
        """Say whether a link is to be sent; a taken e-mail looks alike, but to the owner only."""
        found = super().validate(**kwargs)
        if self.confirms():
            return bool(found)
        self.existing_email_user = None
        return False


class RecoverForm(FlaskForm):
    """A new passphrase for an e-mail and one of its recovery codes."""

    email = _email()
    code = StringField(
        "Recovery code",
        validators=[
            InputRequired("Enter one of your recovery codes."),
            Length(max=64, message=words.BAD_RECOVERY),
        ],
    )
    password = _passphrase("New passphrase")
    password_confirm = _again("password")


class DirectEmailForm(_Confirmed):
    """Changing the e-mail where no mail can be sent."""

    email = _email()
    password = _passphrase("Your passphrase")

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401
        """Say whether the e-mail is one, and who asks is the owner."""
        return bool(super().validate(**kwargs)) and self.confirms()


class DeleteForm(_Confirmed):
    """Deleting the account."""

    sure = BooleanField(
        "Yes, delete my account",
        validators=[InputRequired("Tick the box if you want to delete your account.")],
    )
    password = _passphrase("Your passphrase")

    def validate(self, **kwargs: Any) -> bool:  # noqa: ANN401
        """Say whether it is meant, and who asks is the owner."""
        return bool(super().validate(**kwargs)) and self.confirms()
