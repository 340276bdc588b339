"""Sending mail. Whatever goes wrong becomes one sentence for the page; nothing is logged here."""

import re
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from typing import Final

from assess.config import MailSettings

# For each step of talking to the server; a person waits for the page meanwhile.
TIMEOUT_SECONDS: Final = 10
_LONGEST: Final = 254  # RFC 5321, with the brackets that are not typed
_LOCAL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9-]+)*")


class MailError(Exception):
    """The mail was not sent; the message is for the person.

    Attributes
    ----------
    reason : str
        For a log: what kind of failure it was, with nothing personal in it.
    """

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


def read_address(text: str) -> str:
    """Return an e-mail address as it goes to the server, from what somebody typed.

    Raises
    ------
    MailError
        It is not one address: empty, too long, several, or with signs that none has.
    """
    local, _, domain = text.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = ""
    address = f"{local}@{domain}"
    well_formed = _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)
    if not well_formed or len(address) > _LONGEST:
        raise MailError("Enter one e-mail address, such as name@example.com.", "address")
    return address


def send(mail: MailSettings, to: str, subject: str, text: str) -> None:
    """Hand one plain message to the mail server.

    Parameters
    ----------
    mail : MailSettings
        The server, and whom the mail comes from.
    to : str
        One address, as typed.
    subject, text : str
        Words of ours; a subject is one line.

    Raises
    ------
    MailError
        The address cannot be one, or the server was not reached or did not take the mail.
    """
    message = _message(mail, read_address(to), subject, text)
    try:
        with _connected(mail) as server:
            if mail.user is not None:
                server.login(mail.user, mail.password or "")
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        raise MailError(
            "The mail server does not take mail for this address. Check it for a typo.",
            type(error).__name__,
        ) from None
    # SMTPException is an OSError, as are timeouts and everything that ssl raises; a name or
    # password that cannot be sent as it is raises UnicodeError.
    except (OSError, UnicodeError) as error:
        raise MailError(
            "We could not send the e-mail just now. Please try again in a few minutes.",
            type(error).__name__,
        ) from None


def _message(mail: MailSettings, to: str, subject: str, text: str) -> EmailMessage:
    if len(subject.splitlines()) > 1:
        raise ValueError("a subject is one line")
    message = EmailMessage(policy=SMTP)
    message["From"] = mail.sender
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = formatdate()
    # Named after the sender: the name of this machine is nobody's business.
    message["Message-ID"] = make_msgid(domain=_domain(mail))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    return message


def _domain(mail: MailSettings) -> str:
    return mail.sender.rpartition("@")[2]


def _connected(mail: MailSettings) -> smtplib.SMTP:
    """Reach the server, encrypted unless the settings say otherwise."""
    name, seconds = _domain(mail), TIMEOUT_SECONDS
    if mail.security == "tls":
        return smtplib.SMTP_SSL(
            mail.host, mail.port, name, timeout=seconds, context=ssl.create_default_context()
        )
    server = smtplib.SMTP(mail.host, mail.port, name, timeout=seconds)
    if mail.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server
