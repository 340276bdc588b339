"""Mail, sent to a real server on loopback."""

import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assess.config import MailSettings
from assess.services import mail
from assess.services.mail import MailError, read_address, send
from tests.mailserver import REFUSED, USER, receiving

# A server without encryption asks for a password here, on loopback alone.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
TEXT = "Your code:\n\nAB12-CD34\n\nIt’s yours. " + "long " * 300 + "\n"


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
@pytest.mark.parametrize("user", [None, USER])
def test_a_mail_arrives_as_it_was_written(
    security: str, user: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "mail.pem"))
    with receiving(tmp_path, security, user=user) as inbox:
        send(inbox.settings, " Ann@Example.org ", "Your code – keep it", TEXT)
    (message,) = inbox.messages
    assert inbox.envelopes == [["Ann@Example.org"]]
    assert inbox.encrypted == [security != "none"]
    assert inbox.signed_in == [user is not None]
    assert inbox.text() == TEXT
    named = ("From", "To", "Subject", "Auto-Submitted", "Content-Type")
    assert [str(message[name]) for name in named] == [
        "skills@example.org", "Ann@Example.org", "Your code – keep it", "auto-generated",
        'text/plain; charset="utf-8"',
    ]  # fmt: skip
    assert message["Date"].datetime
    assert str(message["Message-ID"]).endswith("@example.org>")
    assert socket.gethostname() not in message.as_string()


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_with_a_certificate_nobody_vouches_for_gets_nothing(
    security: str, tmp_path: Path
) -> None:
    with receiving(tmp_path, security) as inbox:
        fails(inbox.settings, "SSLCertVerificationError")
    assert inbox.messages == []


def test_a_server_that_cannot_encrypt_gets_nothing(tmp_path: Path) -> None:
    with receiving(tmp_path) as inbox:
        fails(replace(inbox.settings, security="starttls"), "SMTPNotSupportedError")
    assert inbox.messages == []


def fails(settings: MailSettings, reason: str, to: str = "ann@example.org") -> str:
    """Try to send, and return what the person is told."""
    with pytest.raises(MailError) as caught:
        send(settings, to, "Your code", TEXT)
    assert caught.value.reason == reason
    assert to.partition("@")[0] not in f"{caught.value} {caught.value.reason}"
    assert caught.value.__suppress_context__
    return str(caught.value)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"user": "somebody else"}, "SMTPAuthenticationError"),
        ({"user": USER, "password": "wrong"}, "SMTPAuthenticationError"),
        ({"user": USER, "password": None}, "SMTPAuthenticationError"),
        ({"user": USER, "password": "pässword"}, "UnicodeEncodeError"),
        ({"user": None}, "SMTPSenderRefused"),
        ({"port": 1}, "ConnectionRefusedError"),
        ({"host": "a..b"}, "UnicodeError"),
    ],
)
def test_a_server_that_does_not_take_it_is_one_sentence(
    changed: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    with receiving(tmp_path, user=USER) as inbox:
        told = fails(replace(inbox.settings, **changed), reason)
    assert told == "We could not send the e-mail just now. Please try again in a few minutes."
    assert inbox.messages == []


def test_an_address_that_the_server_refuses_is_told_as_such(tmp_path: Path) -> None:
    with receiving(tmp_path) as inbox:
        told = fails(inbox.settings, "SMTPRecipientsRefused", REFUSED)
    assert told == "The mail server does not take mail for this address. Check it for a typo."


def test_a_server_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = MailSettings("127.0.0.1", silent.getsockname()[1], "skills@example.org", "none")
        fails(settings, "SMTPServerDisconnected")


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "ann", "@example.org", "ann@", "ann@@example.org", "ann@example..org",
        "ann@-example.org", "ann smith@example.org", "ann@example.org, bob@example.org",
        "ann@example.org\nBcc: bob@example.org", "ann@example.org\r\nX: y", "<ann@example.org>",
        "ann@example.org\x00", "änn@example.org", "\ud800@example.org", "ann@\ud800.org",
        "ann\u202e@example.org", f"{'a' * 65}@example.org", f"ann@{'a' * 64}.org",
        f"ann@{'abc.' * 70}org", '"ann"@example.org', "ann@[127.0.0.1]",
    ],
)  # fmt: skip
def test_what_is_not_one_address_is_refused_before_any_server_is_asked(text: str) -> None:
    nowhere = MailSettings("127.0.0.1", 1, "skills@example.org", "none")
    with pytest.raises(MailError, match="Enter one e-mail address") as caught:
        send(nowhere, text, "Your code", TEXT)
    assert caught.value.reason == "address"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ann@localhost", "ann@localhost"),
        ("  a.b+c@mail.example.org\n", "a.b+c@mail.example.org"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_taken_as_it_goes_to_the_server(text: str, address: str) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize("subject", ["Your code\nBcc: bob@example.org", "Your\rcode"])
def test_a_subject_of_several_lines_is_a_mistake_of_ours(subject: str) -> None:
    nowhere = MailSettings("127.0.0.1", 1, "skills@example.org", "none")
    with pytest.raises(ValueError, match="one line"):
        send(nowhere, "ann@example.org", subject, TEXT)
