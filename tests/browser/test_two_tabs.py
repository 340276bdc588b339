"""Two tabs of one browser: the person decides, nothing is lost in silence."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPerson
from tests.browser.person import CONTINUE, Person, best, chosen, label

pytestmark = pytest.mark.browser
_TITLE = "You answered this in another tab, too"


def _second_tab(person: Person, key: str) -> Page:
    tab = person.page.context.new_page()
    tab.goto(f"{person.site.address}{person.attempt}/q/{key}")
    return tab


def _send(tab: Page) -> None:
    with tab.expect_navigation():
        tab.get_by_role("button", name=CONTINUE).click()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("several", [True, False], ids=["boxes", "radios"])
@pytest.mark.parametrize("kept", ["a", "b"])
def test_two_tabs_with_different_answers_ask_which_one_counts(
    new_person: NewPerson, *, scripts: bool, several: bool, kept: str
) -> None:
    person = new_person(java_script_enabled=scripts)
    person.start()
    key = next(k for k in person.form if person.edition.questions[k].several == several)
    texts = {option.key: option.text for option in person.edition.questions[key].options}
    person.ask(key)
    tab = _second_tab(person, key)
    person.answer("a")
    person.watch.expect(409, *([409] if scripts else []))
    label(tab, "b").click()
    if scripts:
        expect(tab.locator("[data-autosave-status]")).to_contain_text(f"{_TITLE}. Saved there: ")
    _send(tab)
    expect(tab.get_by_role("alert")).to_contain_text(_TITLE)
    expect(tab.get_by_role("alert")).to_contain_text(f"Saved there: “{texts['a']}”.")
    assert chosen(tab) == ["b"]
    assert person.site.answers() == {key: ["a"]}
    if kept == "a":
        label(tab, "a").click()
        if several:
            label(tab, "b").click()
    _send(tab)
    following = person.form[person.form.index(key) + 1]
    expect(tab).to_have_url(f"{person.site.address}{person.attempt}/q/{following}")
    assert person.site.answers() == {key: [kept]}


def test_the_same_answer_in_two_tabs_is_no_conflict(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    tab = _second_tab(person, person.form[0])
    person.answer("a")
    label(tab, "a").click()
    _send(tab)
    assert person.site.answers() == {person.form[0]: ["a"]}


def test_different_questions_in_two_tabs_do_not_disturb_each_other(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    tab = _second_tab(person, person.form[1])
    person.answer("a")
    label(tab, "b").click()
    _send(tab)
    assert person.site.answers() == {person.form[0]: ["a"], person.form[1]: ["b"]}


def test_a_tab_left_open_past_the_finish_says_that_the_answers_stay(person: Person) -> None:
    person.start()
    person.answered_before(best, person.form[:5])
    tab = _second_tab(person, person.form[0])
    person.finish()
    person.watch.expect(409, 409)
    label(tab, "a").click()
    expect(tab.locator("[data-autosave-status]")).to_contain_text("The answers here are closed")
    _send(tab)
    expect(tab.get_by_role("alert")).to_contain_text("The answers here are closed")
    assert person.site.answers()[person.form[0]] == best(person.edition.questions[person.form[0]])


def test_a_check_page_left_open_past_the_finish_leads_to_the_result(person: Person) -> None:
    person.start()
    person.answered_before(best, person.form[:5])
    person.open(f"{person.attempt}/check")
    tab = person.page.context.new_page()
    tab.goto(person.page.url)
    person.finish()
    with tab.expect_navigation():
        tab.get_by_role("button", name="Finish and see my result").click()
    expect(tab).to_have_url(f"{person.site.address}{person.attempt}/result")
    assert person.site.count("result") == 1
