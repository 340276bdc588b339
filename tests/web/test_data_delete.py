"""Deleting on the page: said exactly, asked once, done once."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from tests.records import records, unchanged
from tests.visitor import Visitor, form_of, notices, words
from tests.web.test_answers_page import finished, mixed

UNTICKED = "Tick the box first, so that nothing is deleted by accident."


def test_the_page_says_exactly_what_goes_and_what_backups_hold(
    person: Visitor, shipped: Compiled
) -> None:
    given = mixed(shipped, "quick")
    attempt = finished(person, given, "quick")
    told = words(person.get(f"{attempt}/delete"))
    assert f"{len(given)} answers and 1 result;" in told
    assert "which only this browser or account has" in told
    assert "Backups of this site that were made before today still hold it" in told
    every = words(person.get("/delete-everything"))
    assert f"1 assessment with {len(given)} answers and 1 result;" in every


def test_looking_deletes_nothing(visitor: Visitor, session: Session) -> None:
    attempt = visitor.start()
    with unchanged(session):
        visitor.get(f"{attempt}/delete")
        visitor.get("/delete-everything")
        visitor.get("/deleted")


@pytest.mark.parametrize("path", ["/delete", ""])
def test_without_the_tick_nothing_is_deleted(path: str, visitor: Visitor, session: Session) -> None:
    attempt = visitor.start()
    page = visitor.get(f"{attempt}{path}" if path else "/delete-everything")
    with unchanged(session):
        refused = visitor.submit(page)
    assert refused.status_code == 422
    assert words(refused, "title").startswith("Error: ")
    assert notices(refused) == [UNTICKED]
    assert words(refused, "#confirm-problem") == f"Error: {UNTICKED}"


def test_one_attempt_is_deleted_and_a_second_press_ends_the_same_way(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    stays = finished(visitor, mixed(shipped, "quick"), "quick")
    gone = visitor.start()
    page = visitor.get(f"{gone}/delete")
    for _ in range(2):
        done = visitor.submit(page, confirm="y")
        assert (done.status_code, done.location) == (303, "/deleted")
    assert words(visitor.get("/deleted"), "h1") == "It is gone"
    assert [row["public_id"] for row in records(session)["attempt"]] == [stays[3:]]
    visitor.get(gone, 404)
    visitor.get(f"{stays}/result")


def test_a_strangers_press_deletes_nothing_and_learns_nothing(
    new_visitor: Callable[[], Visitor], session: Session
) -> None:
    holder, other = new_visitor(), new_visitor()
    attempt = holder.start()
    stolen = form_of(holder.get(f"{attempt}/delete"))
    own = form_of(other.get(f"{other.start()}/delete"))
    proof = dict(stolen.fields)["proof"]
    with unchanged(session):
        for path in (attempt, f"/a/{'0' * 20}"):
            other.get(f"{path}/delete", 404)
            for sent in (own.with_(confirm="y"), own.with_(confirm="y", proof=proof)):
                assert other.post(f"{path}/delete", sent).status_code == 404


@pytest.mark.parametrize("proof", ["", "x", "0" * 32, "\x00", "é" * 40, "z" * 5000])
def test_an_unknown_proof_leads_nowhere(proof: str, person: Visitor) -> None:
    attempt = person.start()
    page = person.get(f"{attempt}/delete")
    person.submit(page, confirm="y")
    assert person.submit(page, confirm="y", proof=proof).status_code == 404


def test_everything_is_deleted_and_the_browser_forgotten(
    new_visitor: Callable[[], Visitor], session: Session, shipped: Compiled
) -> None:
    me, other = new_visitor(), new_visitor()
    attempt = finished(me, mixed(shipped, "quick"), "quick")
    me.start()
    kept = other.start()
    page = me.get("/delete-everything")
    for _ in range(2):
        done = me.submit(page, confirm="y")
        assert (done.status_code, done.location) == (303, "/deleted")
    found = records(session)
    assert [row["public_id"] for row in found["attempt"]] == [kept[3:]]
    assert len(found["browser"]) == len(found["holder"]) == 1
    me.get(f"{attempt}/result", 404)
    assert "We keep no assessment that this browser can open." in words(
        me.get("/delete-everything")
    )
    assert "Welcome back" not in words(me.get("/"))
    me.start()
