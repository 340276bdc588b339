"""A shared computer: said when coming back with a code, and still known after leaving."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from tests.records import records
from tests.resuming import code_on, come_back
from tests.visitor import Visitor, checked, words
from tests.web.accountsteps import enter, fill
from tests.web.test_my_results import finished
from tests.web.test_shared_computer import HOUR, NOW, Clock, clock, start_shared

NewVisitor = Callable[[], Visitor]
__all__ = ["clock"]


def is_brief(response: TestResponse) -> bool:
    """Say whether a response sets a cookie that ends with the browser."""
    [cookie] = response.headers.getlist("Set-Cookie")
    return "Max-Age" not in cookie and "Expires" not in cookie


@pytest.mark.parametrize("way", ["typed", "link"])
def test_whoever_comes_back_with_a_code_can_say_that_the_computer_is_shared(
    way: str, new_visitor: NewVisitor, session: Session, clock: Clock
) -> None:
    here, there = new_visitor(), new_visitor()
    attempt = here.start()
    code = code_on(here.get(f"{attempt}/code"))
    page = there.get("/resume" if way == "typed" else f"/r/{code}")
    assert "This is a shared computer" in words(page, ".tickbox")
    assert "when it is closed, after 12 hours at the latest" in words(page, ".tickbox")
    sent = there.submit(page, shared="y", **({"code": code} if way == "typed" else {}))
    assert sent.status_code == 303
    assert is_brief(sent)
    assert [row["ends_at"] for row in records(session)["browser"]] == [None, NOW + 12 * HOUR]
    assert "Shared computer" in words(there.get(attempt), ".reminder")
    assert "This is a shared computer" not in words(there.get("/resume"))
    assert "remembers you" not in words(there.get(f"/r/{code}"))
    clock(NOW + 12 * HOUR)
    there.get(attempt, 404)
    here.get(attempt)


def test_a_double_click_on_a_shared_computer_is_one_coming_back(
    new_visitor: NewVisitor, session: Session
) -> None:
    here, there = new_visitor(), new_visitor()
    code = code_on(here.get(f"{here.start()}/code"))
    page = there.get("/resume")
    before = there.client.get_cookie("assess")
    assert before is not None
    first = there.submit(page, code=code, shared="y")
    there.client.set_cookie("assess", before.value)  # both leave before an answer comes
    second = there.submit(page, code=code, shared="y")
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert first.headers.getlist("Set-Cookie") == second.headers.getlist("Set-Cookie")
    assert len(records(session)["browser"]) == 2


@pytest.mark.usefixtures("clock")
def test_without_the_tick_a_code_shortens_nothing(
    new_visitor: NewVisitor, session: Session
) -> None:
    here, there = new_visitor(), new_visitor()
    code = code_on(here.get(f"{here.start()}/code"))
    assert "Set-Cookie" not in come_back(there, code).headers
    assert [row["ends_at"] for row in records(session)["browser"]] == [None, None]
    page = there.get(f"/r/{code}")
    assert "This browser remembers you, unless you say that it is shared." in words(page)


@pytest.mark.usefixtures("clock")
def test_a_code_that_opens_nothing_makes_nothing_shared_and_keeps_the_tick(
    visitor: Visitor, session: Session
) -> None:
    page = visitor.submit(visitor.get("/resume"), code="nope", shared="y")
    assert page.status_code == 422
    assert 'name="shared" id="shared" value="y" aria-describedby="shared-hint" checked' in page.text
    assert "Set-Cookie" not in page.headers
    assert records(session)["browser"] == []


@pytest.mark.usefixtures("clock")
def test_the_code_under_an_answer_can_be_typed_on_a_shared_computer(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt, key = visitor.start(), shipped.forms["standard"][0]
    code = code_on(visitor.get(f"{attempt}/code"))
    question = visitor.get(f"{attempt}/q/{key}")
    visitor.client.delete_cookie("assess")
    lost = visitor.submit(question, answer="a")
    assert "This is a shared computer" in words(lost, ".tickbox")
    wrong = visitor.submit(lost, code=code[:-1], shared="y")
    assert 'aria-describedby="shared-hint" checked' in wrong.text
    assert checked(wrong) == ["a"]
    sent = visitor.submit(wrong, code=code, shared="y")
    assert sent.status_code == 303
    assert is_brief(sent)
    assert [row["ends_at"] for row in records(session)["browser"]] == [None, NOW + 12 * HOUR]


def start_quietly(visitor: Visitor) -> str:
    """Start as the next person does: nothing is ticked, there is nothing to tick."""
    home = visitor.get("/")
    assert "This is a shared computer" not in words(home)
    return visitor.submit(home).location.removesuffix("/practice")


def test_what_begins_after_forgetting_is_on_a_shared_computer_too(
    visitor: Visitor, session: Session, clock: Clock
) -> None:
    first = start_shared(visitor)
    clock(NOW + 11 * HOUR)
    left = visitor.submit(visitor.get("/forget"))
    assert is_brief(left)
    page = visitor.get(left.location)
    assert words(page, "h1") == "This device is forgotten"
    assert "this computer stays a shared one" in words(page)
    visitor.get(first, 404)
    second = start_quietly(visitor)
    [browser] = records(session)["browser"]
    assert browser["ends_at"] == NOW + 23 * HOUR, "the next person has hours of their own"
    assert "Shared computer" in words(visitor.get(second), ".reminder")
    assert words(visitor.get("/forget?done=1"), "h1") == "Forget this device?"
    clock(NOW + 23 * HOUR)
    visitor.get(second, 404)


@pytest.mark.usefixtures("clock")
def test_a_code_opened_after_forgetting_is_on_a_shared_computer_too(
    new_visitor: NewVisitor, session: Session
) -> None:
    here, there = new_visitor(), new_visitor()
    code = code_on(here.get(f"{here.start()}/code"))
    start_shared(there)
    there.submit(there.get("/forget"))
    assert words(there.get("/forget"), "h1") == "There is nothing to forget"
    assert come_back(there, code).status_code == 303
    assert [row["ends_at"] for row in records(session)["browser"]] == [None, NOW + 12 * HOUR]


@pytest.mark.usefixtures("clock")
def test_a_shared_computer_stays_one_after_deleting_everything(
    visitor: Visitor, session: Session
) -> None:
    start_shared(visitor)
    for _ in range(2):
        assert visitor.submit(visitor.get("/delete-everything"), confirm="y").status_code == 303
    assert records(session)["attempt"] == []
    start_quietly(visitor)
    [browser] = records(session)["browser"]
    assert browser["ends_at"] == NOW + 12 * HOUR
    assert len(records(session)["holder"]) == 1


def test_a_shared_computer_stays_one_after_signing_out(
    person: Visitor, sqlite_session: Session
) -> None:
    start_shared(person)
    enter(person)
    assert is_brief(fill(person, person.get("/account"), "/account/sign-out"))
    second = start_quietly(person)
    [browser] = records(sqlite_session)["browser"]
    assert browser["ends_at"] is not None
    assert "Shared computer" in words(person.get(second), ".reminder")


def test_what_is_no_shared_computer_becomes_none_by_forgetting(
    person: Visitor, sqlite_session: Session
) -> None:
    finished(person)
    person.submit(person.get("/forget"))
    assert "This is a shared computer" in words(person.get("/"), ".tickbox")
    assert records(sqlite_session)["browser"] == []
