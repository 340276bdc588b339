"""Impatient fingers: a double click does once what a click does."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPerson
from tests.browser.person import CONTINUE, FINISH, Person, best

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def person(request: pytest.FixtureRequest, new_person: NewPerson) -> Person:
    return new_person(java_script_enabled=request.param)


def _double(person: Person, button: str) -> None:
    person.page.get_by_role("button", name=button, exact=True).dblclick()


def test_a_double_click_starts_one_attempt(person: Person) -> None:
    person.open("/")
    _double(person, "Start")
    expect(person.page.locator("h1")).to_contain_text("What do you say first?")
    assert person.site.count("attempt") == 1


def test_a_double_click_saves_one_answer_and_leads_one_question_on(person: Person) -> None:
    person.start()
    for place in (0, 1):
        person.ask(person.form[place])
        person.choose("b")
        _double(person, CONTINUE)
        person.is_at(f"/q/{person.form[place + 1]}")
    assert person.site.answers() == {person.form[0]: ["b"], person.form[1]: ["b"]}


def test_a_double_click_makes_one_result(person: Person) -> None:
    person.start()
    person.answered_before(best, person.form[:5])
    person.open(f"{person.attempt}/check")
    _double(person, FINISH)
    person.is_at("/result")
    expect(person.page.locator("h1")).to_contain_text("fits you best")
    assert person.site.count("result") == 1


def test_back_to_the_home_page_offers_to_go_on_and_a_second_start_is_a_second_attempt(
    person: Person,
) -> None:
    person.open("/")
    person.leave_by("Start")
    person.page.go_back()
    expect(person.page.get_by_text("Welcome back")).to_be_visible()
    assert person.site.count("attempt") == 1
    person.leave_by("Start a new assessment")
    assert person.site.count("attempt") == 2


def test_a_double_click_adds_questions_once(person: Person) -> None:
    person.start("quick")
    person.answered_before(best)
    person.finish()
    _double(person, "Add 16 questions")
    person.is_at("")
    expect(person.page.get_by_text("You have answered 24 of 40 questions.")).to_be_visible()
    assert person.site.count("attempt") == 1
