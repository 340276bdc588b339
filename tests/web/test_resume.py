"""Saving and coming back: the page with the code, entering it, and its link."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from justhtml import JustHTML
from sqlalchemy.orm import Session

from assess.core.codes import read, regroup, show
from assess.core.compiled import Compiled
from tests import outages
from tests.records import records, unchanged
from tests.resuming import NOTHING, UNKNOWN, code_on, come_back, forms, typed
from tests.soundness import attributes
from tests.visitor import Visitor, notices, words

NewVisitor = Callable[[], Visitor]


def test_the_page_shows_the_code_its_link_and_a_picture_of_the_link(visitor: Visitor) -> None:
    attempt = visitor.start()
    page = visitor.get(f"{attempt}/code")
    code = code_on(page)
    assert read(code)
    assert re.fullmatch(r"([0-9A-Z]{4} ){6}[0-9A-Z]{4}", words(page, ".code"))
    assert words(page, ".link").replace("/r/ ", "/r/") == f"http://127.0.0.1:8000/r/{code}"
    (picture,) = JustHTML(page.text, sanitize=False).query('svg[role="img"]')
    assert attributes(picture)["aria-label"] == "QR code of the link above"
    assert code_on(visitor.get(f"{attempt}/code")) == code
    assert "E-mail" not in words(page)


def test_a_code_opens_the_attempt_where_it_stopped(
    new_visitor: NewVisitor, shipped: Compiled
) -> None:
    here, there = new_visitor(), new_visitor()
    attempt, form = here.start(), shipped.forms["standard"]
    here.answer(f"{attempt}/q/{form[0]}", "a")
    code = code_on(here.get(f"{attempt}/code"))
    there.get(attempt, 404)
    response = come_back(there, code)
    assert (response.status_code, response.location) == (303, f"{attempt}/q/{form[1]}")
    there.answer(f"{attempt}/q/{form[1]}", "b")
    assert "You have answered 2 of 40" in words(here.get(attempt))


def test_a_code_opens_a_full_attempt_at_the_check_and_a_finished_one_at_the_result(
    new_visitor: NewVisitor, shipped: Compiled
) -> None:
    here, there, elsewhere = new_visitor(), new_visitor(), new_visitor()
    attempt = here.start()
    here.answer_all(attempt, {key: ["not_sure"] for key in shipped.forms["standard"]})
    code = code_on(here.get(f"{attempt}/code"))
    assert come_back(there, code).location == f"{attempt}/check"
    there.finish(attempt)
    assert come_back(elsewhere, code).location == f"{attempt}/result"
    page = elsewhere.get(f"{attempt}/code")
    assert code_on(page) == code
    assert words(page, "h1") == "Keep your result"


def test_a_typed_link_and_every_forgiven_spelling_open_it(
    new_person: NewVisitor,
) -> None:
    here = new_person()
    attempt = here.start()
    page = here.get(f"{attempt}/code")
    code = code_on(page)
    for spelling in (
        code.lower(),
        words(page, ".code"),
        code.replace("0", "o").replace("1", "l"),
        f" {code} ",
        "–".join(code),
        words(page, ".link"),
        words(page, ".link").lower(),
    ):
        assert come_back(new_person(), spelling).status_code == 303, spelling


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", "Enter your code."),
        ("1234", "this one has 4 characters. Some are missing."),
        (UNKNOWN[:-1] + "u", "“u” is never part of a code."),
        (UNKNOWN[:-1] + ("0" if UNKNOWN[-1] != "0" else "1"), "There is a typing mistake"),
        ("\x00" * 28, "There is a sign that is never part of a code."),
        ("\u202e" + UNKNOWN, "There is a sign that is never part of a code."),
        ("<script>alert(1)</script>", "“<” is never part of a code."),
        ("x" * 100_000, "this one has 100000 characters."),
    ],
)
def test_what_cannot_be_a_code_is_told_without_asking_the_database(
    code: str, told: str, app: Flask, visitor: Visitor
) -> None:
    page = visitor.get("/resume")
    refused = visitor.submit(page, code=code)
    with outages.away(app):
        assert visitor.submit(page, code=code).status_code in (422, 503)
    assert refused.status_code == 422
    [sentence] = notices(refused)
    assert told in sentence
    assert sentence in words(refused, "#code-problem")
    assert "<title>Error: " in refused.text
    assert typed(refused) == regroup("".join(sign for sign in code if sign.isprintable()))


def test_typos_are_not_counted_and_wrong_codes_are(visitor: Visitor, session: Session) -> None:
    page = visitor.get("/resume")
    with unchanged(session):
        for _ in range(30):
            assert visitor.submit(page, code=UNKNOWN[:-2] + UNKNOWN[:1] * 2).status_code == 422
    assert visitor.submit(page, code=UNKNOWN).status_code == 422
    assert [row["count"] for row in records(session)["throttle"]] == [1, 1]


def test_a_missing_or_repeated_field_is_a_sentence(visitor: Visitor) -> None:
    page = visitor.get("/resume")
    (form,) = forms(page).values()
    sent = form.with_(code=[UNKNOWN, "other"])
    assert visitor.post("/resume", sent).status_code == 422
    sent.pop("code")
    assert notices(visitor.post("/resume", sent)) == [
        "Enter your code. It has 28 characters, in groups of four."
    ]


def test_the_link_explains_and_only_sending_it_opens_anything(
    new_visitor: NewVisitor, session: Session
) -> None:
    here, there = new_visitor(), new_visitor()
    attempt = here.start()
    code = code_on(here.get(f"{attempt}/code"))
    with unchanged(session):
        page = there.get(f"/r/{code}")
        there.get(attempt, 404)
    assert "belongs to whoever saved it" in words(page)
    assert there.submit(page).location.startswith(attempt)
    there.get(attempt)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("code", [UNKNOWN[:-1], UNKNOWN[:-1] + "%00", "%F0%9F%99%82", "a" * 3000])
def test_a_link_with_a_mistake_in_it_is_told_and_its_code_stands_in_the_field(
    method: str, code: str, visitor: Visitor
) -> None:
    token = dict(next(iter(forms(visitor.get("/resume")).values())).fields)["csrf_token"]
    page = visitor.client.open(f"/r/{code}", method=method.upper(), data={"csrf_token": token})
    assert page.status_code in (404, 422)
    [sentence] = notices(page)
    assert words(page, "h1") == "Come back with your code"
    assert sentence.endswith((".", "U."))
    if "%" not in code:
        assert typed(page) == regroup(code)


def test_unknown_replaced_and_deleted_look_the_same_typed_or_in_a_link(
    new_visitor: NewVisitor, session: Session
) -> None:
    here, there = new_visitor(), new_visitor()
    attempt = here.start()
    page = here.get(f"{attempt}/code")
    replaced = code_on(page)
    action = f"{attempt}/code"
    renewed = here.post(action, forms(page)[action].with_())
    assert renewed.status_code == 303
    assert "The old one opens nothing any more." in words(here.get(renewed.location))
    told = []
    for code in (UNKNOWN, replaced):
        told += [come_back(there, code), there.submit(there.get(f"/r/{code}"))]
    for answer, code in zip(told, (UNKNOWN, UNKNOWN, replaced, replaced), strict=True):
        assert answer.status_code == 422
        assert notices(answer) == [NOTHING]
        assert typed(answer) == show(code), "in groups, as the saved one"
    here.get(attempt)


def test_a_forged_request_for_a_new_code_changes_nothing(
    person: Visitor, sqlite_session: Session
) -> None:
    attempt = person.start()
    action = f"{attempt}/code"
    page = person.get(action)
    with unchanged(sqlite_session):
        for generation in ("", "x", "-1", "9" * 30, "0", "7"):
            response = person.post(action, forms(page)[action].with_(generation=generation))
            assert response.status_code in (303, 422), generation
        assert person.post(action, {}).status_code == 400
