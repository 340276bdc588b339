"""Requests that change something and come from elsewhere are refused."""

from typing import Final

import pytest
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from tests.records import saved, unchanged
from tests.visitor import Visitor, form_of, words

FOREIGN: Final = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost:8000"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://[bad"},
    {"Origin": "["},
    {"Origin": "http://localhost@evil.example"},
    {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site"},
    {"Origin": "http://localhost", "Sec_Fetch_Site": "cross-site"},
]
OURS: Final = [
    {},
    {"Origin": "http://localhost"},
    {"Sec_Fetch_Site": "same-origin"},
    {"Sec_Fetch_Site": "none"},
    {"Origin": "http://localhost", "Sec_Fetch_Site": "same-origin"},
]


def test_a_form_sent_from_another_site_is_refused_and_changes_nothing(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    attempt = person.start()
    path = f"{attempt}/q/{shipped.forms['standard'][0]}"
    form = form_of(person.get(path)).with_(answer="a", start_id="0" * 32)
    with unchanged(sqlite_session):
        for headers in FOREIGN:
            for target in (path, f"{path}/save", f"{attempt}/check", "/start"):
                page = person.post(target, form, **headers)
                assert page.status_code == 403, (target, headers)
                assert words(page, "h1") == "This request came from another site"
                assert "Nothing was changed." in words(page)


@pytest.mark.parametrize("headers", OURS)
def test_a_form_of_ours_is_accepted(
    headers: dict[str, str], person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    path = f"{person.start()}/q/{shipped.forms['standard'][0]}"
    form = form_of(person.get(path)).with_(answer="a")
    assert person.post(path, form, **headers).status_code == 303
    assert len(saved(sqlite_session)) == 1


def test_links_from_another_site_may_be_followed(person: Visitor) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    for method in ("GET", "HEAD", "OPTIONS"):
        assert person.client.open("/", method=method, headers=headers).status_code == 200


def test_a_foreign_request_without_a_token_is_refused_too(person: Visitor) -> None:
    page = person.post("/start", {}, Origin="https://evil.example")
    assert page.status_code in (400, 403)
