"""Going back, going away, coming back, and finishing with what there is."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPerson
from tests.browser.person import CONTINUE, FINISH, Person, best

pytestmark = pytest.mark.browser


def test_an_answer_changed_from_the_check_page_leads_back_there(person: Person) -> None:
    person.start()
    person.answered_before(best)
    person.open(f"{person.attempt}/check")
    person.page.locator("summary").first.click()
    row = person.page.locator(".answers > div").nth(1)
    with person.page.expect_navigation():
        row.get_by_role("link", name=re.compile("Change")).click()
    person.is_at(f"/q/{person.form[1]}?from=check")
    assert person.chosen() == best(person.edition.questions[person.form[1]])
    person.answer("a")
    person.is_at("/check")
    text = person.edition.questions[person.form[1]].options[0].text
    expect(person.page.locator(".answers > div").nth(1)).to_contain_text(text)
    assert person.site.count("answer") == len(person.form)


@pytest.mark.parametrize("link", ["Back", "Back to all answers"])
def test_the_check_page_is_reached_again_without_a_change(person: Person, link: str) -> None:
    person.start()
    person.ask(person.form[3], from_check=True)
    person.follow(link)
    person.is_at("/check")


def test_an_error_on_the_way_from_the_check_page_still_leads_back_there(person: Person) -> None:
    person.start()
    person.ask(person.form[3], from_check=True)
    person.watch.expect(422)
    person.leave_by(CONTINUE)
    person.answer("a")
    person.is_at("/check")


def test_a_skipped_question_stays_open_and_can_be_answered_later(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    person.follow("Skip for now")
    person.is_at(f"/q/{person.form[1]}")
    person.follow("Back")
    person.is_at(f"/q/{person.form[0]}")
    assert person.chosen() == []
    person.open(f"{person.attempt}/check")
    expect(person.page.get_by_text("40 questions still open.")).to_be_visible()
    with person.page.expect_navigation():
        person.page.get_by_role("link", name=re.compile("^Answer")).first.click()
    person.answer("a")
    expect(person.page.get_by_text("39 questions still open.")).to_be_visible()


def test_the_section_list_goes_on_at_the_first_open_question(person: Person) -> None:
    person.start()
    person.answered_before(best, person.form[:6])
    person.open(person.attempt)
    states = person.page.locator(".state").all_inner_texts()
    assert states == ["Done", "1 of 5", *["Not started"] * 6]
    person.follow("Go on where you were")
    person.is_at(f"/q/{person.form[6]}")


def test_a_reopened_browser_is_offered_to_go_on(new_person: NewPerson) -> None:
    before = new_person()
    before.start()
    before.answered_before(best, before.form[:4])
    kept = before.page.context.storage_state()
    before.page.context.close()
    after = new_person(storage_state=kept)
    after.open("/")
    expect(after.page.get_by_text("You have answered 4 of 40 questions.")).to_be_visible()
    after.follow("Go on where you were")
    after.remember()
    assert after.attempt == before.attempt
    after.is_at(f"/q/{after.form[4]}")
    after.follow("Back")
    assert after.chosen() == best(after.edition.questions[after.form[3]])


def test_a_finished_assessment_is_offered_as_a_result_and_has_not_changed(
    new_person: NewPerson,
) -> None:
    before = new_person()
    before.start()
    before.answered_before(best)
    before.finish("account_manager")
    shown = before.page.locator("main").inner_text()
    after = new_person(storage_state=before.page.context.storage_state())
    after.open("/")
    after.follow("See your result")
    assert after.page.locator("main").inner_text() == shown


def test_someone_else_sees_nothing_of_it(new_person: NewPerson) -> None:
    owner, other = new_person(), new_person()
    owner.start()
    other.open("/")
    other.watch.expect(404)
    other.open(owner.attempt)
    expect(other.page.locator("h1")).to_have_text("We can’t find this page")


def test_finishing_with_gaps_says_what_was_not_assessed(person: Person) -> None:
    person.start()
    person.answered_before(best, person.form[:7])
    person.open(f"{person.attempt}/check")
    expect(person.page.get_by_text("33 questions still open.")).to_be_visible()
    person.leave_by(FINISH)
    person.is_at("/result")
    expect(person.page.get_by_role("cell", name="Not assessed")).to_have_count(6)
    expect(person.page.get_by_text("Not assessed: Problem-solving")).to_be_visible()


def test_one_answer_is_enough_for_a_result(person: Person) -> None:
    person.start()
    person.answered_before(best, person.form[:1])
    person.finish()
    expect(person.page.get_by_role("cell", name="Not assessed")).to_have_count(7)
    expect(person.page.get_by_text("tentative", exact=True)).to_be_visible()


def test_nothing_answered_is_said_before_a_result_is_made(person: Person) -> None:
    person.start()
    person.open(f"{person.attempt}/check")
    person.watch.expect(422)
    person.leave_by(FINISH)
    expect(person.page).to_have_title(re.compile("^Error: "))
    message = "Answer at least one question first. Then there is something to show you."
    expect(person.page.get_by_role("alert")).to_contain_text(message)
    assert person.site.count("result") == 0
