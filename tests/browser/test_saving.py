"""With scripts on, choosing is saving."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.person import CONTINUE, Person, label

pytestmark = pytest.mark.browser


def _soon(true: Callable[[], bool]) -> None:
    """Wait for something outside the page."""
    deadline = time.monotonic() + 5
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


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
    _soon(lambda: person.site.count("answer") == 1)
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


def _choose_slowly(person: Person, value: str) -> None:
    """Choose, with a save that the network holds up for a while."""
    person.site.delays[:] = [0.5]
    person.choose(value)
    _soon(lambda: not person.site.delays)


def test_an_older_save_that_arrives_late_does_not_win(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    _choose_slowly(person, "b")
    person.choose("d")
    person.is_told("Saved")
    time.sleep(0.7)
    assert person.site.answers() == {person.form[0]: ["d"]}


def test_an_older_save_that_arrives_after_continue_does_not_win(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    _choose_slowly(person, "b")
    person.answer("d")
    person.is_at(f"/q/{person.form[1]}")
    time.sleep(0.7)
    assert person.site.answers() == {person.form[0]: ["d"]}


def test_a_newer_choice_outlives_a_page_closed_while_an_older_one_is_on_its_way(
    person: Person,
) -> None:
    person.start()
    person.ask(person.form[0])
    _choose_slowly(person, "b")
    person.choose("d")
    person.page.close()
    _soon(lambda: person.site.answers().get(person.form[0]) == ["d"])
    time.sleep(0.7)
    assert person.site.answers() == {person.form[0]: ["d"]}


def test_saved_is_not_claimed_before_the_newest_choice_is_saved(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    person.choose("b")
    person.is_told("Saved")
    _choose_slowly(person, "d")
    assert person.page.get_by_role("status").inner_text() != "Saved"
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
    _soon(lambda: person.site.answers() == {_several(person): ["b", "d"]})


def test_unticking_the_last_box_says_that_the_saved_answer_stays(person: Person) -> None:
    person.start()
    person.ask(_several(person))
    person.choose("a")
    person.is_told("Saved")
    person.choose("a")
    person.is_told("Nothing is chosen. What you chose before stays saved.")
    assert person.site.answers() == {_several(person): ["a"]}


def test_reloading_the_page_brings_the_choice_back(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    person.choose("not_applicable")
    person.is_told("Saved")
    person.page.reload()
    assert person.chosen() == ["not_applicable"]
