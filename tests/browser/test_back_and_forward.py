"""The browser's own Back and Forward, on every page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPerson
from tests.browser.person import CONTINUE, FINISH, Person, best

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def person(request: pytest.FixtureRequest, new_person: NewPerson) -> Person:
    return new_person(java_script_enabled=request.param)


def test_back_and_forward_show_every_answer_and_lose_none(new_person: NewPerson) -> None:
    person = new_person()
    given = {key: best(person.edition.questions[key]) for key in person.form}
    person.open("/")
    person.start()
    person.answered_before(best, person.form[3:])
    person.open(f"{person.attempt}/practice")
    person.follow("Skip the practice")
    for key in person.form[:3]:
        person.answer(*given[key])
    for _ in person.form[3:]:
        person.leave_by(CONTINUE)
    person.is_at("/check")
    for key in reversed(person.form):
        person.page.go_back()
        person.is_at(f"/q/{key}")
        assert person.chosen() == given[key]
    person.page.go_back()
    person.is_at("/practice")
    person.page.go_back()
    expect(person.page.get_by_text("You have answered 40 of 40 questions.")).to_be_visible()
    person.page.go_forward()
    for key in person.form:
        person.page.go_forward()
        person.is_at(f"/q/{key}")
        assert person.chosen() == given[key]
    person.page.go_forward()
    person.leave_by(FINISH)
    person.is_at("/result")
    assert person.site.answers() == given
    assert person.site.count("attempt") == 1


def test_back_after_the_finish_leads_to_the_result(person: Person) -> None:
    person.start()
    person.ask(person.form[-1])
    person.answer(*best(person.edition.questions[person.form[-1]]))
    person.leave_by(FINISH)
    person.page.go_back()
    person.is_at("/result")
    person.page.go_back()
    person.is_at("/result")
    person.page.go_forward()
    person.is_at("/result")
    assert person.site.count("result") == 1


def test_back_shows_what_is_saved_now_not_what_the_page_once_held(person: Person) -> None:
    first, second = person.form[:2]
    person.start()
    person.ask(first)
    person.answer("a")
    person.is_at(f"/q/{second}")
    person.follow("Back")
    assert person.chosen() == ["a"]
    person.answer("c")
    person.is_at(f"/q/{second}")
    for path in (first, second, first):
        person.page.go_back()
        person.is_at(f"/q/{path}")
        assert person.chosen() == (["c"] if path == first else [])


def test_answering_anew_after_back_is_no_conflict(person: Person) -> None:
    first, second = person.form[:2]
    person.start()
    person.ask(first)
    person.answer("a")
    person.page.go_back()
    person.answer("d")
    person.is_at(f"/q/{second}")
    person.page.go_back()
    assert person.chosen() == ["d"]
    assert person.site.answers() == {first: ["d"]}


def test_the_back_link_leads_from_the_first_question_to_the_sections(person: Person) -> None:
    person.start()
    person.ask(person.form[1])
    person.follow("Back")
    person.is_at(f"/q/{person.form[0]}")
    person.follow("Back")
    expect(person.page).to_have_url(re.compile(f"{person.attempt}$"))
    person.open(f"{person.attempt}/practice")
    person.follow("Back")
    expect(person.page).to_have_url(f"{person.site.address}/")
