"""Static files: kept for ever under an address that names their content."""

import re
from pathlib import Path

import pytest
from flask import Flask

from assess.web import assets
from tests.visitor import Visitor


def addresses(person: Visitor) -> list[str]:
    """Return every static address the home page names."""
    return sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', person.get("/").text)))


def test_what_a_page_names_is_there_and_kept_for_ever(person: Visitor) -> None:
    named = addresses(person)
    assert len(named) >= 5
    for address in named:
        assert re.fullmatch(r"/static/[0-9a-f]{16}/[a-z]+/[\w.-]+", address)
        response = person.get(address)
        assert response.headers.getlist("Cache-Control") == ["public, max-age=31536000, immutable"]
        assert "ETag" not in response.headers
        assert "Set-Cookie" not in response.headers


def test_an_address_of_another_version_gets_todays_file_and_is_asked_about_again(
    person: Visitor,
) -> None:
    named = addresses(person)[0]
    older = re.sub(r"/[0-9a-f]{16}/", "/0123456789abcdef/", named)
    response = person.get(older)
    assert response.data == person.get(named).data
    assert response.headers.getlist("Cache-Control") == ["no-cache"]


@pytest.mark.parametrize("name", ["css/none.css", "css", "css/", "..", "../wsgi.py", "%2e%2e/x"])
def test_what_is_not_there_is_a_404(name: str, person: Visitor) -> None:
    response = person.get(f"/static/0/{name}", 404)
    assert response.headers["Cache-Control"] == "no-store"


def test_files_are_of_the_type_they_are(person: Visitor) -> None:
    types = {
        "css/base.css": "text/css; charset=utf-8",
        "js/question.js": "text/javascript; charset=utf-8",
        "img/favicon.svg": "image/svg+xml; charset=utf-8",
        "font/figtree.woff2": "font/woff2",
    }
    for name, kind in types.items():
        assert person.get(f"/static/0/{name}").headers["Content-Type"] == kind


def test_the_address_changes_with_any_file(sqlite_app: Flask, tmp_path: Path) -> None:
    digests = set()
    for number in range(2):
        folder = tmp_path / str(number)
        (folder / "css").mkdir(parents=True)
        (folder / "css" / "one.css").write_text("a{}")
        (folder / "two.css").write_text("b{}" * number)
        digests.add(assets._digest(folder))
    renamed = tmp_path / "2"
    (renamed / "css").mkdir(parents=True)
    (renamed / "css" / "other.css").write_text("a{}")
    (renamed / "two.css").write_text("")
    digests.add(assets._digest(renamed))
    assert len(digests) == 3
