"""With scripts on, choosing is saving."""

import pytest
from playwright.sync_api import expect

from tests.browser.held import LateScript, soon
from tests.browser.person import CONTINUE, Person, label
from tests.browser.site import Gate

pytestmark = pytest.mark.browser


def _several(person: Person) -> str:
    return next(key for key in person.form if person.edition.questions[key].several)


def test_choosing_saves_at_once_and_says_so(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    expect(person.page.get_by_role("status")).to_have_text("")
    person.choose("c")
    person.is_told("Saved")
    assert person.site.answers() == {person.form[0]: ["c"]}


def test_an_answer_outlives_a_page_closed_the_moment_it_was_chosen(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    context = person.page.context
    person.choose("b")
    person.page.close()
    soon(lambda: person.site.count("answer") == 1)
    person.page = context.new_page()
    person.ask(person.form[0])
    assert person.chosen() == ["b"]


def test_the_last_of_many_quick_choices_is_the_one_that_stays(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    for value in "abcdeabcd":
        label(person.page, value).evaluate("card => card.click()")
    person.is_told("Saved")
    assert person.site.answers() == {person.form[0]: ["d"]}


def _choose_slowly(person: Person, value: str) -> Gate:
    """Choose, with a save that the network holds up."""
    gate = Gate()
    person.site.gates.append(gate)
    person.choose(value)
    gate.wait()
    return gate


def test_an_older_save_that_arrives_late_does_not_win(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    late = _choose_slowly(person, "b")
    person.choose("d")
    person.is_told("Saved")
    late.open()
    assert person.site.answers() == {person.form[0]: ["d"]}


def test_an_older_save_that_arrives_after_continue_does_not_win(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    late = _choose_slowly(person, "b")
    person.answer("d")
    person.is_at(f"/q/{person.form[1]}")
    late.open()
    assert person.site.answers() == {person.form[0]: ["d"]}


def test_a_newer_choice_outlives_a_page_closed_while_an_older_one_is_on_its_way(
    person: Person,
) -> None:
    person.start()
    person.ask(person.form[0])
    late = _choose_slowly(person, "b")
    person.choose("d")
    person.page.close()
    soon(lambda: person.site.answers().get(person.form[0]) == ["d"])
    late.open()
    assert person.site.answers() == {person.form[0]: ["d"]}


def test_saved_is_not_claimed_before_the_newest_choice_is_saved(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    person.choose("b")
    person.is_told("Saved")
    newest = _choose_slowly(person, "d")
    expect(person.page.get_by_role("status")).to_have_text("")
    newest.open()
    person.is_told("Saved")
    assert person.site.answers() == {person.form[0]: ["d"]}


def test_choosing_and_continuing_in_one_breath_saves_once(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    with person.page.expect_navigation():
        person.page.evaluate(
            "() => { document.querySelector('#answer-b').click();"
            " document.querySelector('main form button').click() }"
        )
    person.is_at(f"/q/{person.form[1]}")
    assert person.site.answers() == {person.form[0]: ["b"]}


def test_continuing_after_the_save_does_not_ask_again(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    person.choose("b")
    person.is_told("Saved")
    person.choose("d")
    person.is_told("Saved")
    person.leave_by(CONTINUE)
    person.is_at(f"/q/{person.form[1]}")
    assert person.site.answers() == {person.form[0]: ["d"]}


def test_not_sure_clears_the_other_boxes_and_they_clear_it(person: Person) -> None:
    person.start()
    person.ask(_several(person))
    person.choose("a", "c")
    assert person.chosen() == ["a", "c"]
    person.choose("not_sure")
    assert person.chosen() == ["not_sure"]
    person.choose("not_applicable")
    assert person.chosen() == ["not_applicable"]
    person.choose("b")
    assert person.chosen() == ["b"]
    person.choose("d")
    assert person.chosen() == ["b", "d"]
    person.is_told("Saved")
    assert person.site.answers() == {_several(person): ["b", "d"]}


def test_unticking_the_last_box_says_that_the_saved_answer_stays(person: Person) -> None:
    person.start()
    person.ask(_several(person))
    person.choose("a")
    person.is_told("Saved")
    person.choose("a")
    person.is_told("Nothing is chosen. What you chose before stays saved.")
    assert person.site.answers() == {_several(person): ["a"]}


def test_unticking_while_the_save_is_on_its_way_claims_only_what_becomes_true(
    person: Person,
) -> None:
    person.start()
    person.ask(_several(person))
    gate = _choose_slowly(person, "a")
    person.choose("a")
    expect(person.page.get_by_role("status")).to_have_text("")
    gate.open()
    person.is_told("Nothing is chosen. What you chose before stays saved.")


def test_unticking_what_could_not_be_saved_does_not_say_that_it_stays(person: Person) -> None:
    person.start()
    person.ask(_several(person))
    person.watch.expect(503)
    with person.site.locked():
        person.choose("a")
        expect(person.page.get_by_role("status")).to_contain_text("We could not save just now")
    person.choose("a")
    person.is_told("Nothing is chosen.")
    assert person.site.answers() == {}


def test_an_answer_chosen_before_the_script_came_is_saved_all_the_same(person: Person) -> None:
    late = LateScript(person.page, "question.js")
    person.start()
    person.page.goto(
        f"{person.site.address}{person.attempt}/q/{person.form[0]}", wait_until="commit"
    )
    person.choose("c")
    late.arrive()
    person.is_told("Saved")
    assert person.site.answers() == {person.form[0]: ["c"]}


def test_reloading_the_page_brings_the_choice_back(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    person.choose("not_applicable")
    person.is_told("Saved")
    person.page.reload()
    assert person.chosen() == ["not_applicable"]
