"""Sending the code by e-mail: offered only where mail is set up, and never a broken page."""

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from justhtml import JustHTML
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.app import create_app
from assess.config import Settings
from assess.web.log import JsonLines
from tests.conftest import make_settings, running
from tests.mailserver import REFUSED, Inbox, receiving
from tests.records import records, unchanged
from tests.resuming import code_on, forms
from tests.soundness import attributes
from tests.visitor import CheckedClient, Visitor, notices, words

HTTPS: Final = "https://skills.example.org"


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Inbox]:
    with receiving(tmp_path) as opened:
        yield opened


@pytest.fixture
def mailing_app(sqlite_app: Flask, tmp_path: Path, inbox: Inbox) -> Iterator[Flask]:
    """Yield the app with a mail server behind it."""
    settings = make_settings(tmp_path)
    yield from running(replace(settings, mail=inbox.settings, base_url="http://localhost"))


@pytest.fixture
def mailer(mailing_app: Flask) -> Visitor:
    return Visitor(mailing_app.test_client())


def send(visitor: Visitor, page: TestResponse, to: str) -> TestResponse:
    action = f"{page.request.path.removesuffix('/mail')}/mail"
    return visitor.post(action, forms(page)[action].with_(to=to))


def test_a_code_is_mailed_with_its_link(mailer: Visitor, inbox: Inbox) -> None:
    page = mailer.get(f"{mailer.start()}/code")
    code = code_on(page)
    sent = send(mailer, page, " ann@example.org ")
    assert sent.status_code == 303
    assert "The e-mail with your code is on its way." in words(mailer.get(sent.location))
    assert inbox.envelopes == [["ann@example.org"]]
    assert words(page, ".code").replace(" ", "-") in inbox.text()
    assert f"http://localhost/r/{code}\n" in inbox.text()
    assert str(inbox.messages[0]["Subject"]) == "Your code for Skills Compass"


def test_the_address_is_neither_stored_nor_logged(
    mailer: Visitor, inbox: Inbox, sqlite_session: Session
) -> None:
    handlers = logging.getLogger("assess.request").handlers
    handler = next(one for one in handlers if isinstance(one.formatter, JsonLines))
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    page = mailer.get(f"{mailer.start()}/code")
    for to in ("ann@example.org", REFUSED, "not an address of Ann"):
        send(mailer, page, to)
    handler.setStream(before)
    assert '"reason": "SMTPRecipientsRefused"' in written.getvalue()
    for text in (written.getvalue(), str(records(sqlite_session))):
        assert not any(secret in text for secret in ("ann@", "nobody@", "Ann", code_on(page)))


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("", "Enter one e-mail address, such as name@example.com."),
        ("<script>@example.org", "Enter one e-mail address, such as name@example.com."),
        (
            "a@example.org\nBcc: b@example.org",
            "Enter one e-mail address, such as name@example.com.",
        ),
        ("x" * 100_000, "Enter one e-mail address, such as name@example.com."),
        (REFUSED, "The mail server does not take mail for this address. Check it for a typo."),
    ],
)
def test_an_address_that_does_not_work_is_told_and_kept(
    to: str, told: str, mailer: Visitor, inbox: Inbox
) -> None:
    page = send(mailer, mailer.get(f"{mailer.start()}/code"), to)
    assert page.status_code == 422
    assert notices(page) == [told]
    assert told in words(page, "#to-problem")
    (field,) = JustHTML(page.text, sanitize=False).query("#to")
    assert attributes(field)["value"] == to.replace("\n", "")
    assert code_on(page)
    assert inbox.messages == []


def test_a_server_that_is_away_is_a_sentence_and_does_not_count(
    mailing_app: Flask, mailer: Visitor, inbox: Inbox, sqlite_session: Session
) -> None:
    settings: Settings = mailing_app.extensions["assess_settings"]
    page = mailer.get(f"{mailer.start()}/code")
    mailing_app.extensions["assess_settings"] = replace(
        settings, mail=replace(inbox.settings, port=1)
    )
    for _ in range(7):
        failed = send(mailer, page, "ann@example.org")
        assert failed.status_code == 422
        assert notices(failed) == [
            "We could not send the e-mail just now. Please try again in a few minutes."
        ]
    assert {row["count"] for row in records(sqlite_session)["throttle"]} == {0}
    mailing_app.extensions["assess_settings"] = settings
    assert send(mailer, failed, "ann@example.org").status_code == 303


def test_the_sixth_mail_within_an_hour_has_to_wait(mailer: Visitor, inbox: Inbox) -> None:
    page = mailer.get(f"{mailer.start()}/code")
    for _ in range(5):
        assert send(mailer, page, "ann@example.org").status_code == 303
    refused = send(mailer, page, "ann@example.org")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"]
    assert notices(refused) == ["There is a limit on mails, and it is reached. Please wait 1 hour."]
    assert len(inbox.messages) == 5


def test_without_a_mail_server_nothing_is_offered_and_nothing_is_sent(
    person: Visitor, sqlite_session: Session
) -> None:
    attempt = person.start()
    page = person.get(f"{attempt}/code")
    assert JustHTML(page.text, sanitize=False).query("#to") == []
    form = next(iter(forms(page).values()))
    with unchanged(sqlite_session):
        assert person.post(f"{attempt}/code/mail", form.with_(to="a@b.c")).status_code == 404


def test_the_code_of_somebody_elses_attempt_is_not_mailed(
    mailing_app: Flask, mailer: Visitor, inbox: Inbox
) -> None:
    attempt, other = mailer.start(), Visitor(mailing_app.test_client())
    page = other.get(f"{other.start()}/code")
    form = next(iter(forms(page).values()))
    assert other.post(f"{attempt}/code/mail", form.with_(to="a@b.c")).status_code == 404
    assert inbox.messages == []


def test_where_other_devices_can_come_the_page_says_so(mailer: Visitor, person: Visitor) -> None:
    here_only = "on this computer, where this site runs"
    assert here_only in words(person.get(f"{person.start()}/code"))
    assert here_only in words(mailer.get(f"{mailer.start()}/code"))


def test_the_link_leads_to_the_address_people_type(sqlite_app: Flask, tmp_path: Path) -> None:
    app = create_app(replace(make_settings(tmp_path), base_url=HTTPS))
    app.test_client_class = CheckedClient
    visitor = Visitor(app.test_client())
    visitor.client.environ_base["wsgi.url_scheme"] = "https"
    visitor.client.environ_base["HTTP_HOST"] = "skills.example.org"
    page = visitor.get(f"{visitor.start()}/code")
    assert words(page, ".link").replace("/r/ ", "/r/") == f"{HTTPS}/r/{code_on(page)}"
    assert "on any device" in words(page)
