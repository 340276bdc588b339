"""An app that can send mail, to a mailbox that tests read."""

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask import Flask

from assess.config import MailSettings
from tests.conftest import make_settings, running


@dataclass
class Mailbox:
    """What was sent: to whom, about what, and the text."""

    mails: list[tuple[str, str, str]] = field(default_factory=list)

    def take(self) -> tuple[str, str, str]:
        """Return the next mail, and wait for it: it is sent in the background."""
        end = time.monotonic() + 5
        while not self.mails:
            assert time.monotonic() < end, "no mail came"
            time.sleep(0.01)
        return self.mails.pop(0)

    def link(self) -> str:
        """Return the path of the link in the next mail."""
        found = re.search(r"https?://[^/]+(/\S+)", self.take()[2])
        assert found
        return found[1]


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """Return the mailbox that everything goes to."""
    box = Mailbox()
    monkeypatch.setattr(
        "assess.web.account.tools.send",
        lambda _, *mail: box.mails.append(mail),
    )
    return box


@pytest.fixture
def mailing_app(prepared_sqlite: Path, tmp_path: Path, mailbox: Mailbox) -> Iterator[Flask]:
    """Yield an app that can send mail."""
    shutil.copy(prepared_sqlite, tmp_path / "assess.db")
    mail = MailSettings("127.0.0.1", 25, "skills@example.org", "none")
    yield from running(replace(make_settings(tmp_path), mail=mail))
