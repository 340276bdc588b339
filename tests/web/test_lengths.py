"""Three lengths to start with, and going on from a result to a longer one."""

import json
import re
from collections.abc import Callable
from statistics import mean
from typing import Final

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from assess.services import editions
from tests.kinds import best_choice
from tests.records import records, saved, unchanged
from tests.visitor import Visitor, checked, form_of, steady, words
from tests.web.test_answers_page import finished, mixed

COUNTS: Final = {"quick": 24, "standard": 40, "thorough": 64}
_OWN: Final = re.compile(r'(name="csrf_token" value=)"[^"]*"')


def lasting(page: TestResponse) -> str:
    """Return a result page without the part that says how to go on from it."""
    text = _OWN.sub(r"\1", page.text)
    return re.sub(r'<section[^>]*aria-labelledby="h-more">.*?</section>', "", text, flags=re.DOTALL)


def start(visitor: Visitor, length: str) -> str:
    """Begin an attempt of some length."""
    response = visitor.submit(visitor.get("/"), length=length)
    assert response.status_code == 303, response.text
    return response.location.removesuffix("/practice")


def test_home_offers_three_lengths_and_a_longer_one_takes_longer(person: Visitor) -> None:
    told = words(person.get("/"))
    main = re.search(r"Answer (\d+) short questions .* About (\d+) minutes\.", told)
    assert main
    found = {"standard": (int(main[1]), int(main[2]))}
    for name, count, minutes in re.findall(r"(\w+): (\d+) questions, (\d+) minutes", told):
        found[name.lower()] = (int(count), int(minutes))
    assert {length: count for length, (count, _) in found.items()} == COUNTS
    assert found["quick"][1] < found["standard"][1] < found["thorough"][1]


@pytest.mark.parametrize("length", [*COUNTS, ""])
def test_each_length_starts_with_its_own_questions(
    length: str, visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = start(visitor, length)
    expected = length or "standard"
    told = words(visitor.get(attempt))
    assert f"of {COUNTS[expected]} questions" in told
    [row] = records(session)["attempt"]
    assert row["length"] == expected
    assert row["questions"] == list(shipped.forms[expected])


@pytest.mark.parametrize("length", ["endless", "Quick", "quick ", "0", "<b>", "q" * 5000])
def test_a_length_there_is_not_starts_nothing(
    length: str, visitor: Visitor, session: Session
) -> None:
    home = visitor.get("/")
    with unchanged(session):
        page = visitor.submit(home, length=length)
    assert page.status_code == 404
    assert words(page, "h1") == "We can’t find this page"


def test_a_form_without_a_length_starts_the_standard_one(
    person: Visitor, sqlite_session: Session
) -> None:
    home = form_of(person.get("/"))
    assert "length" not in dict(home.fields)
    assert person.post("/start", home.with_()).status_code == 303
    assert records(sqlite_session)["attempt"][0]["length"] == "standard"


def test_a_result_offers_what_each_longer_length_adds(
    new_person: Callable[[], Visitor], shipped: Compiled
) -> None:
    person = new_person()
    attempt = finished(person, mixed(shipped, "quick"), "quick")
    told = words(person.get(f"{attempt}/result"), "section[aria-labelledby='h-more']")
    assert "Add 16 questions" in told
    assert "Add 40 questions" in told
    person = new_person()
    longest = finished(person, mixed(shipped, "thorough"), "thorough")
    page = person.get(f"{longest}/result")
    assert "/grow" not in page.text
    assert "Add " not in words(page)


def test_an_attempt_goes_on_to_a_longer_length_and_both_results_stay(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    given = mixed(shipped, "quick")
    attempt = finished(visitor, given, "quick")
    before = visitor.get(f"{attempt}/result")
    [first] = records(session)["result"]
    assert visitor.submit(before, length="standard").location == attempt
    growing = visitor.get(f"{attempt}/result")
    assert lasting(growing) == lasting(before)
    assert "You are adding questions to this result." in words(growing)
    assert "/grow" not in growing.text
    told = words(visitor.get(attempt))
    assert f"You have answered {len(given)} of 40 questions." in told
    left = [key for key in shipped.forms["standard"] if key not in given]
    visitor.answer_all(attempt, {key: best_choice(shipped.questions[key]) for key in left})
    assert visitor.finish(attempt) == f"{attempt}/result"
    again, second = records(session)["result"]
    assert again == first
    assert (first["number"], second["number"]) == (1, 2)
    assert lasting(visitor.get(f"{attempt}/result/1")) == lasting(before)
    assert steady(visitor.get(f"{attempt}/result/2")) == steady(visitor.get(f"{attempt}/result"))
    errors = [
        mean(skill["se"] for skill in json.loads(row["outcome"])["skills"].values())
        for row in (first, second)
    ]
    assert errors[1] <= errors[0]
    links = visitor.get(f"{attempt}/result").text
    assert f'href="{attempt}/result/1"' in links
    assert f'href="{attempt}/result/2"' not in links


@pytest.mark.parametrize("number", ["0", "2", "999", "1000", "-1", "x", "01", "9" * 40])
def test_a_result_that_does_not_exist_is_not_found(
    number: str, person: Visitor, shipped: Compiled
) -> None:
    attempt = finished(person, mixed(shipped, "quick"), "quick")
    person.get(f"{attempt}/result/1")
    if number != "01":
        person.get(f"{attempt}/result/{number}", 404)


def test_before_the_first_finish_every_result_leads_to_the_sections(person: Visitor) -> None:
    attempt = start(person, "quick")
    for path in ("result", "result/1"):
        assert person.get(f"{attempt}/{path}", 303).location == attempt


def test_pressing_twice_grows_once(visitor: Visitor, session: Session, shipped: Compiled) -> None:
    attempt = finished(visitor, mixed(shipped, "quick"), "quick")
    result = visitor.get(f"{attempt}/result")
    first = visitor.submit(result, length="thorough")
    with unchanged(session):
        second = visitor.submit(result, length="thorough")
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location == attempt


@pytest.mark.parametrize("length", ["", "quick", "endless", "<b>", "q" * 5000])
def test_only_a_longer_length_is_added(
    length: str, visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = finished(visitor, mixed(shipped, "quick"), "quick")
    result = visitor.get(f"{attempt}/result")
    with unchanged(session):
        assert visitor.submit(result, length=length).status_code == 404


def test_what_is_not_finished_is_not_added_to(
    new_visitor: Callable[[], Visitor], session: Session, shipped: Compiled
) -> None:
    visitor = new_visitor()
    attempt = start(visitor, "quick")
    form = form_of(visitor.get(f"{attempt}/q/{shipped.forms['quick'][0]}"))
    with unchanged(session):
        sent = form.with_(length="thorough")
        assert visitor.post(f"{attempt}/grow", sent).status_code == 404
        assert new_visitor().post(f"{attempt}/grow", sent).status_code == 400
        assert visitor.client.get(f"{attempt}/grow").status_code == 405


def test_a_stranger_adds_nothing_to_a_finished_attempt(
    new_visitor: Callable[[], Visitor], session: Session, shipped: Compiled
) -> None:
    attempt = finished(new_visitor(), mixed(shipped, "quick"), "quick")
    other = new_visitor()
    own = form_of(other.get(f"{finished(other, mixed(shipped, 'quick'), 'quick')}/result"))
    with unchanged(session):
        page = other.post(f"{attempt}/grow", own.with_(length="thorough"))
    assert page.status_code == 404


def test_what_counts_already_stays_and_what_was_typed_is_kept(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    given = mixed(shipped, "quick")
    attempt = finished(visitor, given, "quick")
    visitor.submit(visitor.get(f"{attempt}/result"), length="standard")
    for key, values in list(given.items())[:4]:
        question = shipped.questions[key]
        [other] = [one.key for one in question.options if [one.key] != values][:1]
        path = f"{attempt}/q/{key}"
        sent = form_of(visitor.get(path)).with_(answer=other)
        with unchanged(session):
            page = visitor.post(path, sent)
            assert page.status_code == 409
            assert checked(page) == [other]
            assert "The answers here are closed" in words(page)
            assert visitor.post(path, {**sent, "answer": values}).status_code == 303
            assert visitor.post(f"{path}/save", sent).status_code == 409


def test_a_question_that_counts_is_shown_closed_and_leads_on(
    person: Visitor, shipped: Compiled
) -> None:
    given = mixed(shipped, "quick")
    attempt = finished(person, given, "quick")
    person.submit(person.get(f"{attempt}/result"), length="standard")
    key = next(iter(given))
    page = person.get(f"{attempt}/q/{key}")
    assert "This answer already counts in a result, so it stays as it is." in words(page)
    assert "<fieldset disabled" in page.text
    assert "Save and continue" not in words(page)
    assert checked(page) == given[key]
    check = person.get(f"{attempt}/check")
    assert f"{attempt}/q/{key}?from=check" not in check.text
    assert check.text.count("?from=check") == 40 - len(given)


def test_what_was_skipped_in_the_first_round_can_still_be_answered_and_changed(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    given = mixed(shipped, "quick")
    attempt = finished(visitor, given, "quick")
    visitor.submit(visitor.get(f"{attempt}/result"), length="standard")
    skipped = next(key for key in shipped.forms["quick"] if key not in given)
    assert "<fieldset disabled" not in visitor.get(f"{attempt}/q/{skipped}").text
    for values in (["not_sure"], best_choice(shipped.questions[skipped])):
        visitor.answer(f"{attempt}/q/{skipped}", *values)
    assert (skipped, "given", best_choice(shipped.questions[skipped])) in saved(session)


def test_an_attempt_that_grew_stays_on_its_edition(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = finished(visitor, mixed(shipped, "quick"), "quick")
    visitor.submit(visitor.get(f"{attempt}/result"), length="standard")
    roles = tuple(
        role.model_copy(update={"name": f"{role.name} (new)"}) for role in shipped.edition.roles
    )
    changes = {"roles": roles, "lengths": {"standard": 2}}
    newer = shipped.edition.model_copy(update=changes)
    editions.publish(session, newer, "staff", "", records(session)["attempt"][0]["started_at"])
    assert "of 40 questions" in words(visitor.get(attempt))
    page = visitor.get(visitor.finish(attempt))
    assert re.search(r"\bEdition 1\b", words(page))
    assert "(new)" not in page.text
    assert "Add 24 questions" in words(page)
    assert "Answer 16 short questions" in words(visitor.get("/"))


def test_a_retake_asks_unseen_questions_first_and_keeps_to_them(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    given = mixed(shipped, "quick")
    finished(visitor, given, "quick")
    attempt = start(visitor, "quick")
    asked = records(session)["attempt"][-1]["questions"]
    assert not set(asked) & set(given), "the bank has enough of every sort for a second go"
    visitor.answer_all(attempt, {key: ["not_sure"] for key in asked})
    assert records(session)["attempt"][-1]["questions"] == asked
    old = next(key for key in shipped.forms["quick"] if key not in asked)
    visitor.get(f"{attempt}/q/{old}", 404)
    visitor.get(visitor.finish(attempt))
