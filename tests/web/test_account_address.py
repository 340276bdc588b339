"""Where passkeys are offered: at names, never at bare numbers."""

import shutil
from dataclasses import replace
from pathlib import Path

from tests.conftest import make_settings, running
from tests.visitor import Visitor, words
from tests.web.accountsteps import enter, token_of


def test_at_a_number_the_pages_say_where_passkeys_work(person: Visitor) -> None:
    enter(person)
    person.client.set_cookie("assess", token_of(person), domain="127.0.0.1")
    for path in ("passkeys", "still-you/passkey"):
        page = person.client.get(f"/account/{path}", base_url="http://127.0.0.1:8000")
        address = "http://localhost:8000"
        assert f'<a href="{address}/account/{path}">{address}</a>' in page.text, path
        assert "only a number" in words(page)
        assert "a passkey</button>" not in page.text
        assert "my passkey</button>" not in page.text


def test_a_site_with_a_name_leads_there(prepared_sqlite: Path, tmp_path: Path) -> None:
    shutil.copy(prepared_sqlite, tmp_path / "assess.db")
    settings = replace(make_settings(tmp_path), base_url="https://skills.example.org")
    for app in running(settings):
        client = app.test_client()
        page = client.get("/account/passkey", base_url="https://[::1]:8000")
        assert '<a href="https://skills.example.org/account/passkey">' in page.text


def test_at_a_number_signing_in_does_not_lead_to_passkeys(person: Visitor) -> None:
    page = person.client.get("/account/sign-in", base_url="http://127.0.0.1:8000")
    assert "passkey" not in words(page)
    assert "Sign in with a passkey" in words(person.get("/account/sign-in"))
    page = person.client.get("/account", base_url="http://127.0.0.1:8000")
    assert "passkey" not in words(page)


def test_what_is_posted_at_a_number_asks_no_device(person: Visitor) -> None:
    page = person.client.get("/account/sign-in", base_url="http://127.0.0.1:8000")
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    done = person.client.post(
        "/account/passkey", base_url="http://127.0.0.1:8000", data={"csrf_token": token}
    )
    assert "only a number" in words(done)
    assert "data-passkey" not in done.text
