"""Three lengths: a short one from start to result, growing from one to the next, a retake."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPerson
from tests.browser.person import CONTINUE, FINISH, Person, best, worst

pytestmark = pytest.mark.browser
_UNCHANGING = ".result > :not([aria-labelledby='h-more'])"


def _reading(person: Person) -> list[str]:
    """Return all a result says, but for the ways on from it."""
    return person.page.locator(_UNCHANGING).all_inner_texts()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_quick_length_from_start_to_result(new_person: NewPerson, *, scripts: bool) -> None:
    person = new_person(java_script_enabled=scripts)
    person.open("/")
    person.leave_by(re.compile(r"^Quick: 24 questions, \d+ minutes$"))
    person.remember()
    person.follow("Skip the practice")
    given = {}
    assert len(person.form) == 24
    for key in person.form:
        person.is_at(f"/q/{key}")
        given[key] = best(person.edition.questions[key])
        person.answer(*given[key])
    person.is_at("/check")
    expect(person.page.get_by_text("Every question has an answer.")).to_be_visible()
    person.leave_by(FINISH)
    person.is_at("/result")
    expect(person.page.locator("h1")).to_contain_text("fits you best")
    expect(person.page.get_by_role("cell", name="Not assessed")).to_have_count(0)
    assert person.site.answers() == given


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_growing_from_quick_to_thorough_leaves_every_result_as_it_was(
    new_person: NewPerson, *, scripts: bool
) -> None:
    person = new_person(java_script_enabled=scripts)
    person.start("quick")
    person.answered_before(best)
    person.finish("account_manager")
    read = [_reading(person)]
    for length, added in (("standard", 16), ("thorough", 24)):
        earlier = person.form
        person.grow(added)
        assert person.form == person.edition.forms[length]
        assert set(earlier) < set(person.form)
        person.answered_before(worst, [key for key in person.form if key not in earlier])
        person.finish()
        read.append(_reading(person))
    assert len({"".join(parts) for parts in read}) == 3
    for number, before in enumerate(read, 1):
        person.open(f"{person.attempt}/result/{number}")
        expect(person.page.get_by_text(f"Result {number} (this one)")).to_be_visible()
        assert _reading(person) == before
    person.follow("Result 1")
    person.is_at("/result/1")
    expect(person.page.get_by_role("button", name=re.compile("^Add"))).to_have_count(0)
    assert person.site.count("attempt") == 1
    assert person.site.count("result") == 3


def _grown(person: Person) -> tuple[str, ...]:
    """Finish the quick length, go on to the standard one, and return what was asked before."""
    person.start("quick")
    person.answered_before(best)
    person.finish()
    earlier = person.form
    person.grow(16)
    return earlier


def test_while_growing_the_way_on_is_shown_everywhere_and_the_first_result_stays(
    person: Person,
) -> None:
    earlier = _grown(person)
    added = [key for key in person.form if key not in earlier]
    states = person.page.locator(".state").all_inner_texts()
    assert states == ["3 of 5"] * 8
    person.follow("Go on where you were")
    person.is_at(f"/q/{added[0]}")
    person.answer(*best(person.edition.questions[added[0]]))
    person.open("/")
    expect(person.page.get_by_text("You have answered 25 of 40 questions.")).to_be_visible()
    person.open(f"{person.attempt}/result")
    expect(person.page.get_by_text("You are adding questions to this result.")).to_be_visible()
    expect(person.page.get_by_role("button", name=re.compile("^Add"))).to_have_count(0)
    person.follow("Go on where you were")
    person.is_at("")


def test_a_locked_answer_is_shown_as_it_was_and_leads_on(person: Person) -> None:
    earlier = _grown(person)
    person.ask(earlier[0])
    assert person.chosen() == best(person.edition.questions[earlier[0]])
    expect(person.page.locator('input[name="answer"]:enabled')).to_have_count(0)
    expect(person.page.get_by_text("This answer already counts in a result")).to_be_visible()
    expect(person.page.get_by_role("button")).to_have_count(0)
    person.follow("Continue")
    person.is_at(f"/q/{person.form[1]}")
    person.open(f"{person.attempt}/check")
    person.unfold()
    changes = person.page.get_by_role("link", name=re.compile("^(Change|Answer) question"))
    expect(changes).to_have_count(len(person.form) - len(earlier))


def test_a_tab_from_before_the_finish_cannot_change_what_counts(person: Person) -> None:
    person.start("quick")
    person.answered_before(best)
    key = person.form[0]
    tab = person.page.context.new_page()
    tab.goto(f"{person.site.address}{person.attempt}/q/{key}")
    person.finish()
    person.grow(16)
    person.watch.expect(409, 409)
    tab.locator('label[for="answer-a"]').click()
    expect(tab.locator("[data-autosave-status]")).to_contain_text("was not saved")
    with tab.expect_navigation():
        tab.get_by_role("button", name=CONTINUE).click()
    expect(tab.get_by_role("alert")).to_contain_text("The answers here are closed")
    assert person.site.answers()[key] == best(person.edition.questions[key])


def test_before_the_finish_the_answers_lead_back_to_the_sections(person: Person) -> None:
    person.start("quick")
    person.open(f"{person.attempt}/answers")
    person.is_at("")
    person.answered_before(best)
    person.open(f"{person.attempt}/answers")
    person.is_at("")
    person.finish()
    person.follow("Your answers")
    person.is_at("/answers")
    person.follow("Back to your result")
    person.grow(16)
    person.open(f"{person.attempt}/answers")
    person.is_at("")


def _retake(person: Person, length: str) -> set[str]:
    """Answer everything, take it again, and return the questions that came twice."""
    person.start(length)
    person.answered_before(best)
    person.finish()
    before, first = person.form, person.attempt
    person.start(length)
    assert person.attempt != first
    assert len(person.form) == len(before)
    return set(before) & set(person.form)


def test_a_quick_retake_asks_only_other_questions(person: Person) -> None:
    assert _retake(person, "quick") == set()
    person.ask(person.form[0])
    expect(person.page.locator("h1.ask")).to_be_visible()


def test_a_retake_asks_again_only_what_the_bank_has_no_other_of(person: Person) -> None:
    again = [person.edition.questions[key] for key in _retake(person, "standard")]
    bank = list(person.edition.questions.values())
    for question in again:
        alike = [one for one in bank if (one.skill, one.kind) == (question.skill, question.kind)]
        assert alike == [question]


def test_the_answers_keep_back_what_an_unfinished_retake_still_asks(person: Person) -> None:
    person.start()
    person.answered_before(best)
    person.finish()
    first = person.attempt
    asked = person.form
    person.start()
    again = set(asked) & set(person.form)
    assert again
    person.open(f"{first}/answers")
    person.unfold()
    shown = person.page.locator("article h3").all_inner_texts()
    kept_back = {person.edition.questions[key].text for key in again}
    assert len(shown) == len(asked) - len(again)
    assert not kept_back & set(shown)
    expect(person.page.get_by_text("not shown, because another assessment").first).to_be_visible()


def test_someone_else_meets_the_same_questions_first(new_person: NewPerson) -> None:
    first, second = new_person(), new_person()
    first.start("quick")
    first.answered_before(best)
    first.finish()
    second.start("quick")
    assert second.form == first.form
