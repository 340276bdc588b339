"""What every response says about itself, as exact strings."""

from pathlib import Path
from typing import Final

import pytest
from flask import Flask

from assess.app import create_app
from assess.config import Settings
from assess.core.compiled import Compiled
from tests.visitor import CheckedClient, Visitor, form_of, words

EXPECTED: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTTPS: Final = "https://skills.example.org"


@pytest.fixture
def secure_app(sqlite_app: Flask, tmp_path: Path) -> Flask:
    """Return the app as it is behind https."""
    settings = Settings(
        instance=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'assess.db'}",
        secret_file=tmp_path / "secret_key",
        base_url=HTTPS,
    )
    app = create_app(settings)
    app.test_client_class = CheckedClient
    return app


def test_every_response_carries_the_same_headers_once(person: Visitor, shipped: Compiled) -> None:
    attempt = person.start()
    key = shipped.forms["standard"][0]
    for path, status in (
        ("/", 200), ("/method", 200), ("/healthz", 200), ("/nowhere", 404), ("/start", 405),
        (attempt, 200), (f"{attempt}/q/{key}", 200), (f"{attempt}/result", 303),
        ("/static/0/css/base.css", 200), ("/a/" + "0" * 20, 404),
    ):  # fmt: skip
        response = person.get(path, status)
        for name, value in EXPECTED.items():
            assert response.headers.getlist(name) == [value], (path, name)
        assert "Strict-Transport-Security" not in response.headers
        assert "Server" not in response.headers


def test_pages_around_a_code_send_no_referrer_and_the_rest_is_the_same(person: Visitor) -> None:
    own = EXPECTED | {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
    attempt = person.start()
    for path, status in (
        (f"{attempt}/code", 200), ("/resume", 200), ("/r/" + "0" * 28, 200), ("/r/wrong", 404),
        (f"/a/{'0' * 20}/code", 404),
    ):  # fmt: skip
        response = person.get(path, status)
        for name, value in own.items():
            assert response.headers.getlist(name) == [value], (path, name)
        assert response.headers["Cache-Control"] == "no-store"


def test_refused_and_rescued_requests_carry_them_too(person: Visitor, shipped: Compiled) -> None:
    path = f"{person.start()}/q/{shipped.forms['standard'][0]}"
    page = person.get(path)
    for response in (
        person.submit(page, answer="forged"),
        person.submit(page, answer="a", csrf_token="wrong"),
        person.post("/look"),
        person.post("/start", {"start_id": ["x" * 300_000]}),
        person.post(path, form_of(page).with_(answer="a"), Origin="https://evil.example"),
        person.client.get("/", headers={"Host": "evil.example"}),
    ):
        assert response.status_code >= 400
        for name, value in EXPECTED.items():
            assert response.headers.getlist(name) == [value], (response.status, name)
        assert response.headers["Cache-Control"] == "no-store"


def test_a_broken_page_carries_them_too(
    sqlite_app: Flask, person: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise RuntimeError("a bug")

    monkeypatch.setitem(sqlite_app.view_functions, "pages.privacy", broken)
    page = person.get("/privacy", 500)
    assert words(page, "h1") == "Something broke on our side"
    assert "bug" not in page.text
    for name, value in EXPECTED.items():
        assert page.headers.getlist(name) == [value]


def test_private_and_public_pages_are_not_kept(person: Visitor, shipped: Compiled) -> None:
    attempt = person.start()
    key = shipped.forms["standard"][0]
    paths = ["/", "/method", "/healthz", "/readyz", attempt, f"{attempt}/practice"]
    for path in [*paths, f"{attempt}/q/{key}", f"{attempt}/check"]:
        assert person.get(path).headers.getlist("Cache-Control") == ["no-store"], path


def test_over_https_browsers_are_told_to_stay_there(secure_app: Flask) -> None:
    page = Visitor(secure_app.test_client()).client.get("/", base_url=HTTPS)
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert page.headers["Content-Security-Policy"] == EXPECTED["Content-Security-Policy"]


def test_over_https_the_cookie_is_bound_to_the_host(secure_app: Flask) -> None:
    page = secure_app.test_client().get("/", base_url=HTTPS)
    [cookie] = page.headers.getlist("Set-Cookie")
    name, _, rest = cookie.partition("=")
    token, *flags = rest.split("; ")
    assert name == "__Host-assess"
    assert len(token) == 43
    assert {flag for flag in flags if not flag.startswith("Expires")} == {
        "Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=34560000",
    }  # fmt: skip


def test_over_https_a_whole_step_works(secure_app: Flask) -> None:
    client = secure_app.test_client()
    form = form_of(client.get("/", base_url=HTTPS))
    begun = client.post("/start", data=form.with_(), base_url=HTTPS, headers={"Origin": HTTPS})
    assert begun.status_code == 303
    assert client.get(begun.location, base_url=HTTPS).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost@evil",
        "[::2]",
        "",
        "a b",
        "[1]",
        "[]",
        "[zz]:80",
        "localhost:99999",
    ],
)
def test_a_host_that_is_not_ours_is_refused_with_a_page(host: str, person: Visitor) -> None:
    page = person.client.get("/", headers={"Host": host})
    assert page.status_code == 400
    assert words(page, "h1")
    assert host == "" or host not in page.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "localhost", "[::1]:8000"])
def test_the_loopback_hosts_are_ours(host: str, person: Visitor) -> None:
    assert person.client.get("/", headers={"Host": host}).status_code == 200
