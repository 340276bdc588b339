"""Flask-Security's own tools, where ours differ: mail, passphrases, one-time codes, passkeys."""

import logging
import re
import secrets
import threading
from collections.abc import Callable
from typing import Any, Final, cast

import email_validator
import segno
from cryptography.fernet import InvalidToken, MultiFernet
from flask import current_app, g
from flask_security import (
    MailUtil,
    MfRecoveryCodesUtil,
    PasswordUtil,
    Totp,
    UserMixin,
    WebauthnUtil,
)
from flask_security.mail_util import EmailValidateException
from passlib.exc import TokenError
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from assess.config import MailSettings
from assess.core import passphrase
from assess.extensions import db
from assess.services import accounts, guesses
from assess.services.mail import MailError, send
from assess.web.account.words import BAD_EMAIL
from assess.web.clock import now
from assess.web.filters import PRODUCT, product_name

LONGEST_EMAIL: Final = 254  # RFC 5321
_NAME: Final = re.compile(r"[\w .,’'&+-]{1,64}")


class Mail(MailUtil):
    """Reads e-mail addresses, and sends ours without letting anyone wait for it.

    A page that waited for the mail server would take longer for a known address.
    """

    def normalize(self, email: str) -> str:
        """Return an address as we store it: in lower case.

        Raises
        ------
        EmailValidateException
            It is none.
        """
        try:
            # One sign too long stays too long; reading all of it would take its time.
            found = email_validator.validate_email(
                email.strip()[: LONGEST_EMAIL + 1],
                check_deliverability=False,
                allow_smtputf8=False,
            )
        except ValueError:
            raise EmailValidateException(BAD_EMAIL) from None
        return found.normalized.lower()

    def validate(self, email: str) -> str:
        """Return an address as we store it; whether it exists is for the mail to show."""
        return self.normalize(email)

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: object,
        body: str | None,
        html: str | None,
        **_: Any,  # noqa: ANN401
    ) -> None:
        """Send a message in the background; a failure is logged, without the address."""
        mail = current_app.extensions["assess_settings"].mail
        if mail is None:
            return
        subject = subject.replace(PRODUCT, product_name())
        work = threading.Thread(
            target=_send, args=(current_app.logger, mail, str(recipient), subject, body or "")
        )
        work.start()


def _send(logger: logging.Logger, mail: MailSettings, to: str, subject: str, text: str) -> None:
    try:
        send(mail, to, subject, text)
    except MailError as error:
        logger.warning("a mail was not sent", extra={"fields": {"reason": error.reason}})


class Passphrases(PasswordUtil):
    """Asks for length, and for something that is not everybody's first guess."""

    def validate(
        self,
        password: str,
        is_register: bool,
        **known: Any,  # noqa: ANN401
    ) -> tuple[list[str] | None, str]:
        """Return what is wrong with a new passphrase, if anything, and the passphrase."""
        email = known.get("email") if is_register else known["user"].email
        found = passphrase.fault(password, str(email or ""), PRODUCT)
        if found:
            return [found], password
        return None, self.normalize(password)


class Codes(Totp):
    """One-time codes by our clock, each accepted once, with a QR code as a picture of its own."""

    def verify_totp(self, token: str, totp_secret: str, user: UserMixin, window: int = 0) -> bool:
        """Say whether a code is the one of now, the step before or the one after."""
        moment = now()
        try:
            found = self._totp.verify(
                token, totp_secret, time=int(moment.timestamp()), window=window
            )
        except TokenError:
            return False
        key = current_app.config["SECRET_KEY"]
        g.account_code_used = not guesses.first_use(
            db.session(), key, f"{totp_secret}:{found.counter}", moment
        )
        return not g.account_code_used

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Return the QR code for an authenticator app, as an image's address."""
        made = segno.make(self.get_totp_uri(username, totp), micro=False)
        address: str = made.svg_data_uri(scale=5, border=4, light="#fff", dark="#10222a")
        return address

    def generate_recovery_codes(self, number: int) -> list[str]:
        """Make codes of 60 bits, in three groups of four signs that are told apart easily."""
        signs = "0123456789abcdefghjkmnpqrstvwxyz"
        return [
            "-".join("".join(secrets.choice(signs) for _ in range(4)) for _ in range(3))
            for _ in range(number)
        ]


def read_code(typed: str) -> str:
    """Return a recovery code as it was made, from what somebody typed."""
    folded = re.sub(r"[\W_]", "", typed.lower()).translate(str.maketrans("oil", "011"))
    return "-".join(folded[at : at + 4] for at in range(0, min(len(folded), 16), 4))


class RecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes that two at once cannot both use."""

    def opens(self, typed: str) -> Callable[[str], bool]:
        """Return a way to tell whether a stored code is the one that was typed."""
        code = read_code(typed).encode()
        cryptor = cast(MultiFernet, self.cryptor)  # None without a key; security.py sets one

        def is_same(stored: str) -> bool:
            try:
                return secrets.compare_digest(cryptor.decrypt(stored.encode()), code)
            except InvalidToken:
                return False

        return is_same

    def check_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Say whether a code is right, and use it up."""
        return accounts.use_recovery_code(db.session(), user.id, self.opens(code))

    def delete_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Do nothing: checking has used it up."""
        return True


class Passkeys(WebauthnUtil):
    """Passkeys that sign in by themselves: kept on the device, and it asks who holds it."""

    def authenticator_selection(
        self, user: UserMixin, usage: str
    ) -> AuthenticatorSelectionCriteria:
        """Return what a new passkey must be able to do; any device may hold it."""
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def user_verification(
        self,
        user: UserMixin | None,
        usage: list[str],
    ) -> UserVerificationRequirement:
        """Ask for a finger, a face or a PIN: the passkey stands for two factors."""
        return UserVerificationRequirement.REQUIRED

    def name_svn(self, value: str) -> tuple[str | None, str | None]:
        """Return what is wrong with a passkey's name, or the name."""
        name = " ".join(value.split())
        if not _NAME.fullmatch(name):
            return "Use up to 64 letters, numbers, spaces and dashes in the name.", None
        return None, name
