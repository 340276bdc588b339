"""Forgetting a device: what it says first, and that nothing opens afterwards."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.models import AttemptRow, CodeRow
from assess.services.database import write
from tests.outages import away
from tests.records import records, unchanged
from tests.visitor import Visitor, checked, words
from tests.web.test_my_results import finished, links, sign_up

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_it_says_what_this_browser_can_open_and_changes_nothing(
    visitor: Visitor, session: Session
) -> None:
    done, begun = finished(visitor), visitor.start()
    with unchanged(session):
        page = visitor.get("/forget")
    told = words(page)
    assert told.count("It has no code.") == 2
    assert "Under way" in told
    assert "0 of 40 answered" in told
    assert "Nothing is deleted." in told
    assert "Codes, links you shared, and accounts go on working." in told
    assert "can never be opened again" in told
    assert {f"{done}/code", f"{begun}/code"} <= links(page)


def test_an_attempt_with_a_code_is_told_apart(person: Visitor, sqlite_session: Session) -> None:
    person.start()

    def work() -> None:
        row = sqlite_session.scalars(select(AttemptRow)).one()
        code = {"code_hash": "c" * 64, "generation": 1, "made_at": NOW}
        sqlite_session.add(CodeRow(attempt_id=row.id, **code))

    write(sqlite_session, work)
    told = words(person.get("/forget"))
    assert "It has a code. Check that you have it" in told
    assert "It has no code." not in told


def test_a_long_list_is_counted_from_some_length_on(
    person: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assess.web.mine.views.NAMED", 2)
    for _ in range(5):
        person.start()
    assert "And 3 more." in words(person.get("/forget"))


def test_afterwards_nothing_opens_in_this_browser(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = finished(visitor)
    second = visitor.start()
    key = records(session)["attempt"][1]["questions"][0]
    open_page = visitor.get(f"{second}/q/{key}")
    home = visitor.get("/")
    before = visitor.client.get_cookie("assess")
    sent = visitor.submit(visitor.get("/forget"))
    assert sent.status_code == 303
    after = visitor.client.get_cookie("assess")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    page = visitor.get(sent.location)
    assert words(page, "h1") == "This device is forgotten"
    for path in (attempt, f"{attempt}/result", f"{attempt}/answers", second, f"{second}/q/{key}"):
        visitor.get(path, 404)
    assert "Nothing here yet" in words(visitor.get("/mine"))
    assert "Welcome back" not in words(visitor.get("/"))
    # Pages that were open before are not this browser's any more; the answer is not lost.
    late = visitor.submit(open_page, answer="a")
    assert late.status_code == 404
    assert checked(late) == ["a"]
    assert visitor.submit(home).location == "/"
    left = records(session)
    assert left["browser"] == left["access_grant"] == left["holder"] == left["answer"][1:] == []
    assert len(left["attempt"]) == 2, "codes and shared links still lead there"
    # The old cookie, had somebody copied it, opens nothing either.
    visitor.client.set_cookie("assess", before.value)
    visitor.get(attempt, 404)


def test_forgetting_twice_is_forgetting_once(visitor: Visitor, session: Session) -> None:
    visitor.start()
    page = visitor.get("/forget")
    assert visitor.submit(page).status_code == 303
    with unchanged(session):
        assert visitor.submit(page).status_code == 400, "the form was the forgotten browser's"
        assert words(visitor.get("/forget"), "h1") == "There is nothing to forget"


def test_forgetting_one_browser_leaves_the_others(
    new_visitor: Callable[[], Visitor], session: Session
) -> None:
    ada, bo = new_visitor(), new_visitor()
    theirs = bo.start()
    ada.start()
    ada.submit(ada.get("/forget"))
    assert bo.get(theirs).status_code == 200


def test_a_forged_form_forgets_nothing(visitor: Visitor, session: Session) -> None:
    attempt = visitor.start()
    page = visitor.get("/forget")
    with unchanged(session):
        assert visitor.submit(page, csrf_token="wrong").status_code == 400
        assert visitor.post("/forget", Sec_Fetch_Site="cross-site").status_code in (400, 403)
    visitor.get(attempt)


def test_while_the_records_are_away_nothing_is_forgotten_and_it_says_so(
    visitor: Visitor, session: Session
) -> None:
    attempt = visitor.start()
    page = visitor.get("/forget")
    with away(visitor.client.application):
        assert visitor.submit(page).status_code == 503
        assert visitor.client.get("/mine").status_code == 503
        assert "Forget this device" in words(visitor.get("/method", 503), "footer")
    visitor.get(attempt)


def test_with_an_account_it_says_that_the_account_keeps_everything(
    person: Visitor, sqlite_session: Session
) -> None:
    person.start()
    sign_up(sqlite_session)
    told = words(person.get("/forget"))
    assert "you are signed out here" in told
    assert "Your account keeps it." in told
    assert "never be opened again" not in told
    person.submit(person.get("/forget"))
    assert "You are not signed in" in words(person.get("/mine"))
    assert len(records(sqlite_session)["access_grant"]) == 1


def test_who_is_not_known_has_nothing_to_forget(visitor: Visitor, session: Session) -> None:
    with unchanged(session):
        for path in ("/forget", "/forget?done=1"):
            page = visitor.get(path)
            assert "<form" not in page.text
            assert "Set-Cookie" not in page.headers
    assert words(visitor.get("/forget"), "h1") == "There is nothing to forget"


def test_a_made_up_link_never_says_that_a_known_browser_is_forgotten(person: Visitor) -> None:
    person.start()
    assert words(person.get("/forget?done=1"), "h1") == "Forget this device?"


def test_every_private_page_leads_there_and_no_other_does(
    person: Visitor, shipped: Compiled
) -> None:
    for path in ("/", "/method", "/privacy", "/mine", "/look"):
        assert "Forget this device" not in words(person.get(path), "footer")
    attempt = finished(person)
    second = person.start()
    key = person.get(f"{second}").text.partition(f"{second}/q/")[2].partition('"')[0]
    for path in (
        attempt + "/result", attempt + "/answers", second, f"{second}/practice",
        f"{second}/q/{key}", f"{second}/check", "/mine", "/", "/method", "/look",
    ):  # fmt: skip
        page = person.get(path)
        assert "Forget this device" in words(page, "footer"), path
        for place in ("My results", "I have a code", "Sign in"):
            assert place in words(page, "header, footer"), (path, place)
        slim = path in (second, f"{second}/practice", f"{second}/q/{key}", f"{second}/check")
        assert ("My results" not in words(page, "header")) == slim
