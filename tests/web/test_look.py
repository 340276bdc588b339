"""Light or dark, and motion: chosen once, remembered here, there from the first byte."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from tests.outages import away
from tests.records import records, unchanged
from tests.visitor import Visitor, form_of, notices, words
from tests.web.test_my_results import sign_up

STATIC = Path(__file__).parents[2] / "static"


def choose(visitor: Visitor, scheme: str, motion: str = "system") -> TestResponse:
    response = visitor.submit(visitor.get("/look"), scheme=scheme, motion=motion)
    assert response.status_code == 303, words(response)
    return response


def html_of(page: TestResponse) -> str:
    """Return the first tag of a page."""
    [found] = re.findall(r"<html[^>]*>", page.text)
    return str(found)


def sheets(page: TestResponse) -> dict[str, str]:
    """Return the style sheets a page links, and for which media."""
    found = re.findall(
        r'<link rel="stylesheet" href="[^"]*/([a-z]+)\.css"(?: media="([^"]*)")?>', page.text
    )
    return dict(found)


def theme_colors(page: TestResponse) -> list[tuple[str, str]]:
    return re.findall(
        r'<meta name="theme-color" content="([^"]*)"(?: media="([^"]*)")?>', page.text
    )


def test_at_first_pages_follow_the_device(visitor: Visitor, session: Session) -> None:
    with unchanged(session):
        page = visitor.get("/look")
    assert 'data-scheme="system" data-motion="system"' in html_of(page)
    assert '<meta name="color-scheme" content="light dark">' in page.text
    assert sheets(page)["dark"] == "screen and (prefers-color-scheme: dark)"
    assert sheets(page)["motion"] == "(prefers-reduced-motion: no-preference)"
    assert theme_colors(page) == [
        ("#ffffff", "(prefers-color-scheme: light)"),
        ("#15232a", "(prefers-color-scheme: dark)"),
    ]
    assert dict(form_of(page).fields)["scheme"] == "system"


def test_dark_is_dark_on_every_page_before_any_start(visitor: Visitor, session: Session) -> None:
    sent = choose(visitor, "dark")
    assert "Set-Cookie" not in sent.headers, "the one cookie came with the form"
    assert "Saved." in words(visitor.get(sent.location))
    for path, status in (("/", 200), ("/method", 200), ("/mine", 200), ("/nowhere", 404)):
        page = visitor.get(path, status)
        assert 'data-scheme="dark"' in html_of(page), path
        assert '<meta name="color-scheme" content="dark">' in page.text
        assert sheets(page)["dark"] == "screen", "on paper never"
        assert theme_colors(page) == [("#15232a", "")]
    assert dict(form_of(visitor.get("/look")).fields)["scheme"] == "dark"
    [holder] = records(session)["holder"]
    assert (holder["scheme"], holder["motion"]) == ("dark", "system")
    assert records(session)["attempt"] == []


def test_light_is_light_whatever_the_device_asks(person: Visitor) -> None:
    choose(person, "light")
    page = person.get("/")
    assert "dark" not in sheets(page)
    assert theme_colors(page) == [("#ffffff", "")]
    assert '<meta name="color-scheme" content="light">' in page.text


def test_without_motion_the_file_with_all_that_moves_is_not_linked(person: Visitor) -> None:
    choose(person, "system", "reduced")
    page = person.get("/")
    assert 'data-motion="reduced"' in html_of(page)
    assert "motion" not in sheets(page)


def test_what_moves_stands_in_one_file() -> None:
    for sheet in (STATIC / "css").glob("*.css"):
        moving = re.findall(r"transition|animation|@keyframes|scroll-behavior", sheet.read_text())
        assert bool(moving) == (sheet.name == "motion.css"), sheet.name
    for script in (STATIC / "js").glob("*.js"):
        assert "smooth" not in script.read_text(), script.name
        assert ".animate(" not in script.read_text(), script.name


def test_light_and_dark_name_the_same_colors_once_each() -> None:
    light, dark = (
        re.findall(
            r"^  (--[a-z0-9-]+): (?:#|none)",
            (STATIC / "css" / name).read_text().partition("@media print")[0],
            re.MULTILINE,
        )
        for name in ("tokens.css", "dark.css")
    )
    colors = [name for name in light if name != "--shadow"]
    assert len(colors) == len(set(colors)) > 20
    assert [name for name in dark if name != "--shadow"] == colors


def test_the_choice_stays_when_one_starts_and_with_the_account(
    person: Visitor, sqlite_session: Session
) -> None:
    choose(person, "dark", "reduced")
    attempt = person.start()
    assert 'data-scheme="dark" data-motion="reduced"' in html_of(person.get(attempt))
    sign_up(sqlite_session)
    assert "Kept with your account" in words(person.get("/look"))


def test_one_browser_does_not_choose_for_another(new_visitor: Callable[[], Visitor]) -> None:
    ada, bo = new_visitor(), new_visitor()
    choose(ada, "dark")
    assert 'data-scheme="system"' in html_of(bo.get("/"))
    choose(bo, "light")
    assert 'data-scheme="dark"' in html_of(ada.get("/"))


def test_a_forgotten_device_follows_the_system_again(person: Visitor) -> None:
    choose(person, "dark")
    person.submit(person.get("/forget"))
    assert 'data-scheme="system"' in html_of(person.get("/"))


def test_choosing_twice_is_choosing_once(visitor: Visitor, session: Session) -> None:
    page = visitor.get("/look")
    visitor.submit(page, scheme="dark")
    with unchanged(session):
        visitor.submit(page, scheme="dark")


@pytest.mark.parametrize("field", ["scheme", "motion"])
@pytest.mark.parametrize(
    "value", ["", "DARK", "x" * 100_000, "\x00", "\\ud800", "\u202e", "<b>", "é"]
)
def test_another_value_is_told_apart_and_keeps_the_rest(
    field: str, value: str, visitor: Visitor, session: Session
) -> None:
    other = {"scheme": ("motion", "reduced"), "motion": ("scheme", "dark")}[field]
    page = visitor.get("/look")
    with unchanged(session):
        refused = visitor.submit(page, **{field: value, other[0]: other[1]})
    assert refused.status_code == 422
    assert "<title>Error: " in refused.text
    assert notices(refused) == [
        f"Choose one of the {'colors' if field == 'scheme' else 'motions'} below."
    ]
    assert dict(form_of(refused).fields)[other[0]] == other[1]
    assert "<b>" not in refused.text


def test_missing_and_repeated_fields_are_no_riddle(person: Visitor) -> None:
    choose(person, "dark", "reduced")
    form = form_of(person.get("/look")).with_(scheme=["light", "dark"])
    del form["motion"]
    assert person.post("/look", form).status_code == 303
    assert 'data-scheme="light" data-motion="reduced"' in html_of(person.get("/"))
    assert person.post("/look", {"csrf_token": form["csrf_token"]}).status_code == 303
    assert 'data-scheme="light" data-motion="reduced"' in html_of(person.get("/"))


def came_from(visitor: Visitor, referrer: str) -> str:
    """Follow the link to the settings from an address, save, and return where that leads."""
    page = visitor.client.get("/look", headers={"Referer": referrer})
    assert page.status_code == 200
    return visitor.submit(page).location


def test_after_saving_one_is_back_where_one_came_from(person: Visitor, shipped: Compiled) -> None:
    attempt = person.start()
    key = shipped.forms["standard"][0]
    for path in ("/", "/method", "/mine?page=2", attempt, f"{attempt}/q/{key}?from=check"):
        assert came_from(person, f"http://localhost{path}") == path
    for path in (
        "/look",
        "/look?saved=1",
        "/nowhere",
        "/healthz",
        "/forget",
        "/start",
        "/static/0/css/base.css",
    ):
        assert came_from(person, f"http://localhost{path}") == "/look?saved=1"
    for referrer in (
        "",
        "http://evil.example/",
        "http://localhost:81/",
        "http://[",
        "x",
        "http://localhost",
    ):
        assert came_from(person, referrer) == "/look?saved=1"


@pytest.mark.parametrize(
    "next_",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:a=b",
        "/\r\nX: y",
        "/\t/evil.example",
        "/\x00",
        " /method",
        "/method ",
        "/method#x",
        "/é",
        "/\u202e",
        "/@evil.example",
        "/.evil.example",
        "/" * 50,
        "/" + "a" * 100_000,
        "method",
        "?x",
        "http://localhost/method",
        "/a//b",
        "/method/../look",
    ],
)
def test_an_address_that_somebody_else_wrote_is_not_followed(next_: str, person: Visitor) -> None:
    response = person.submit(person.get("/look"), next=next_)
    assert response.status_code == 303
    assert response.location == "/look?saved=1"


def test_while_the_records_are_away_the_choice_is_not_lost_silently(
    visitor: Visitor, session: Session
) -> None:
    page = visitor.get("/look")
    with away(visitor.client.application):
        assert visitor.submit(page, scheme="dark").status_code == 503
    assert visitor.submit(page, scheme="dark").status_code == 303
    session.rollback()
    assert records(session)["holder"][0]["scheme"] == "dark"
