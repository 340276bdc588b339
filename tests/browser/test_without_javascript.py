"""Everything works with scripts off."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPerson
from tests.browser.person import FINISH, Person, best

pytestmark = pytest.mark.browser


@pytest.fixture
def person(new_person: NewPerson) -> Person:
    return new_person(java_script_enabled=False)


def test_the_whole_questionnaire_works_without_javascript(person: Person) -> None:
    page = person.page
    person.open("/")
    person.leave_by("Start")
    person.remember()
    person.choose("d")
    person.leave_by("See what it would earn")
    expect(page.get_by_role("status")).to_contain_text("most helpful first step")
    person.follow("Start section 1")
    given = {}
    for key in person.form:
        person.is_at(f"/q/{key}")
        given[key] = best(person.edition.questions[key])
        person.answer(*given[key])
    person.is_at("/check")
    expect(page.get_by_text("Every question has an answer.")).to_be_visible()
    page.locator("#goal").select_option("account_manager")
    person.leave_by(FINISH)
    person.is_at("/result")
    expect(page.locator("h1")).to_contain_text("fits you best")
    assert person.site.answers() == given


def test_without_javascript_an_answer_is_saved_on_continue_only(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    person.choose("b")
    person.ask(person.form[0])
    assert person.chosen() == []
    person.answer("b")
    person.ask(person.form[0])
    assert person.chosen() == ["b"]


def test_without_javascript_the_server_says_that_not_sure_stands_alone(person: Person) -> None:
    several = next(key for key in person.form if person.edition.questions[key].several)
    person.start()
    person.ask(several)
    person.watch.expect(422)
    person.answer("a", "b", "not_sure")
    problem = (
        "Choose answers from the list, or “Not sure”, or “Doesn’t apply to me”: just one kind."
    )
    expect(person.page.get_by_role("link", name=problem)).to_be_visible()
    assert person.chosen() == ["a", "b", "not_sure"]
    assert person.site.count("answer") == 0
