"""Settings of the mail server, of proxies and of how long things are kept."""

from pathlib import Path

import pytest

from assess.config import MailSettings, read_settings
from tests.test_config import refusal

MAIL = {"MAIL_HOST": "mail.example.org", "MAIL_FROM": "skills@example.org"}


def test_without_a_mail_server_nothing_is_mailed() -> None:
    assert read_settings({}).mail is None


@pytest.mark.parametrize(("security", "port"), [("", 587), ("starttls", 587), ("tls", 465)])
def test_a_mail_server_has_the_usual_port(security: str, port: int) -> None:
    mail = read_settings(
        {f"ASSESS_{name}": value for name, value in {**MAIL, "MAIL_SECURITY": security}.items()}
    ).mail
    assert mail == MailSettings(
        "mail.example.org", port, "skills@example.org", security or "starttls"
    )


def test_a_mail_password_is_read_from_its_file_and_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("s3cret\n")
    given = MAIL | {"MAIL_USER": "me", "MAIL_PASSWORD_FILE": str(file), "MAIL_PORT": "2525"}
    mail = read_settings({f"ASSESS_{name}": value for name, value in given.items()}).mail
    assert mail is not None
    assert (mail.user, mail.password, mail.port) == ("me", "s3cret", 2525)
    assert "s3cret" not in repr(mail)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"MAIL_HOST": ""}, "ASSESS_MAIL_FROM needs ASSESS_MAIL_HOST"),
        ({"MAIL_FROM": ""}, "must be the address that mail comes from"),
        ({"MAIL_FROM": "a@b\nBcc: c@d"}, "must be the address that mail comes from"),
        ({"MAIL_FROM": "nobody"}, "must be the address that mail comes from"),
        ({"MAIL_SECURITY": "ssl"}, "must be starttls, tls or none"),
        ({"MAIL_SECURITY": "none"}, "would travel unencrypted"),
        ({"MAIL_PORT": "0"}, "must be a number from 1 to 65535"),
        ({"MAIL_PASSWORD_FILE": "/no/such/file"}, "cannot be read (FileNotFoundError)"),
    ],
)
def test_a_mail_server_that_cannot_be_used_is_refused(changes: dict[str, str], told: str) -> None:
    assert told in refusal(**(MAIL | changes)).replace("\n", "")


def test_mail_may_go_unencrypted_to_this_machine_alone() -> None:
    given = MAIL | {"MAIL_HOST": "localhost", "MAIL_SECURITY": "none"}
    mail = read_settings({f"ASSESS_{name}": value for name, value in given.items()}).mail
    assert mail is not None
    assert mail.security == "none"


@pytest.mark.parametrize("name", ["PROXIES", "KEEP_FINISHED_DAYS", "KEEP_UNFINISHED_DAYS"])
@pytest.mark.parametrize("value", ["-1", "many", "1.5", "9999999"])
def test_a_count_must_be_one(name: str, value: str) -> None:
    assert f"ASSESS_{name} must be a number from" in refusal(**{name: value})


def test_days_and_proxies_are_read() -> None:
    given = {"ASSESS_PROXIES": "1", "ASSESS_KEEP_FINISHED_DAYS": "30"}
    settings = read_settings(given | {"ASSESS_KEEP_UNFINISHED_DAYS": "7"})
    assert (settings.proxies, settings.keep_finished, settings.keep_unfinished) == (1, 30, 7)
