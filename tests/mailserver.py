"""A mail server on loopback: what is sent to it can be read here."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from assess.config import MailSettings

USER, PASSWORD, REFUSED = "skills", "made up", "nobody@example.org"


@dataclass
class Inbox:
    """Takes every mail, except for one address.

    Attributes
    ----------
    envelopes : list
        To whom each mail went, as the server was told.
    """

    settings: MailSettings
    messages: list[EmailMessage] = field(default_factory=list)
    envelopes: list[list[str]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    signed_in: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if address == REFUSED:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = cast(bytes, envelope.content)
        message = message_from_bytes(content, _class=EmailMessage, policy=default)
        self.messages.append(message)
        self.envelopes.append(list(envelope.rcpt_tos))
        ssl_object = server.transport.get_extra_info("ssl_object") if server.transport else None
        self.encrypted.append(ssl_object is not None)
        self.signed_in.append(bool(session.authenticated))
        return "250 OK"

    def text(self) -> str:
        """Return the words of the only mail."""
        (message,) = self.messages
        return str(message.get_content()).replace("\r\n", "\n")


def _check(
    _server: object, _session: object, _envelope: object, _kind: str, data: object
) -> AuthResult:
    given = cast(LoginPassword, data)
    right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


@contextmanager
def receiving(folder: Path, security: str = "none", *, user: str | None = None) -> Iterator[Inbox]:
    """Run a mail server; its certificate, if it needs one, is ``folder / "mail.pem"``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    inbox = Inbox(MailSettings("127.0.0.1", port, "skills@example.org", security, user, PASSWORD))
    context = None if security == "none" else _certified(folder / "mail.pem")
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=port,
        ssl_context=context if security == "tls" else None,
        tls_context=context if security == "starttls" else None,
        require_starttls=security == "starttls",
        auth_required=user is not None,
        auth_require_tls=security == "starttls",
        authenticator=_check,
    )
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()


def _certified(file: Path) -> ssl.SSLContext:
    """Return a context with a certificate for loopback, fresh and signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    moment = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - timedelta(hours=1))
        .not_valid_after(moment + timedelta(hours=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(certificate.public_bytes(pem) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
