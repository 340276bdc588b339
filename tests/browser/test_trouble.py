"""When something goes wrong with a save, the answer stays on the page, with a sentence."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPerson
from tests.browser.person import CONTINUE, FINISH, Person, best

pytestmark = pytest.mark.browser
_BUSY = "We could not save just now"
_LOST = "This browser does not have the key to this assessment"


def _kinds(person: Person) -> list[str]:
    """Return one question of radios and one of boxes."""
    several = next(key for key in person.form if person.edition.questions[key].several)
    return [person.form[0], several]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_locked_database_keeps_the_answer_on_the_page(
    new_person: NewPerson, *, scripts: bool
) -> None:
    person = new_person(java_script_enabled=scripts)
    person.start()
    for key in _kinds(person):
        person.ask(key)
        person.watch.expect(503, *([503] if scripts else []))
        with person.site.locked():
            person.choose("b")
            if scripts:
                status = person.page.locator("[data-autosave-status]")
                expect(status).to_contain_text(f"{_BUSY}. Our records are busy.")
            person.leave_by(CONTINUE)
        expect(person.page).to_have_title(re.compile("^Error: "))
        expect(person.page.get_by_role("alert")).to_contain_text(_BUSY)
        assert person.chosen() == ["b"]
        person.leave_by(CONTINUE)
        person.is_at(f"/q/{person.form[person.form.index(key) + 1]}")
        assert person.site.answers()[key] == ["b"]


def test_a_save_that_failed_on_choosing_is_made_good_by_the_next_choice(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    person.watch.expect(503)
    with person.site.locked():
        person.choose("b")
        expect(person.page.get_by_role("status")).to_contain_text(_BUSY)
        assert person.chosen() == ["b"]
    person.choose("c")
    person.is_told("Saved")
    assert person.site.answers() == {person.form[0]: ["c"]}


def test_without_a_connection_the_page_says_that_nothing_was_saved(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    # A failed request is told apart from a refused one: the browser logs it as its own.
    person.page.route("**/save", lambda route: route.abort("connectionfailed"))
    person.watch.expect_no_connection()
    person.choose("b")
    person.is_told("Not saved yet. Your answer is kept on this page; press “Save and continue”.")
    assert person.chosen() == ["b"]
    person.leave_by(CONTINUE)
    assert person.site.answers() == {person.form[0]: ["b"]}


def test_a_locked_database_at_the_finish_loses_nothing(person: Person) -> None:
    person.start()
    person.answered_before(best, person.form[:5])
    person.open(f"{person.attempt}/check")
    person.watch.expect(503)
    with person.site.locked():
        person.leave_by(FINISH)
    expect(person.page.locator("h1")).to_have_text("We can’t reach our records right now")
    assert person.site.count("result") == 0
    person.finish()
    assert person.site.count("result") == 1


def test_a_locked_database_at_the_start_is_told_and_a_second_try_works(person: Person) -> None:
    person.open("/")
    person.watch.expect(503)
    with person.site.locked():
        person.leave_by("Start")
    expect(person.page.locator("h1")).to_have_text("We can’t reach our records right now")
    person.start()
    assert person.site.count("attempt") == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_a_deleted_cookie_keeps_the_answer_on_the_page(
    new_person: NewPerson, *, scripts: bool
) -> None:
    person = new_person(java_script_enabled=scripts)
    person.start()
    for key in _kinds(person):
        kept = person.page.context.cookies()
        person.ask(key)
        person.page.context.clear_cookies()
        person.watch.expect(404, *([404] if scripts else []))
        person.choose("b")
        if scripts:
            expect(person.page.locator("[data-autosave-status]")).to_contain_text(_LOST)
        person.leave_by(CONTINUE)
        expect(person.page.get_by_role("alert")).to_contain_text(_LOST)
        assert person.chosen() == ["b"]
        assert key not in person.site.answers()
        person.page.context.clear_cookies()
        person.page.context.add_cookies(
            [
                {"name": one["name"], "value": one["value"], "url": person.site.address}
                for one in kept
            ]
        )


def test_a_page_from_before_the_cookie_changed_asks_to_send_once_more(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    token = person.page.locator('input[name="csrf_token"]')
    token.evaluate("field => { field.value = 'x'.repeat(64) }")
    person.watch.expect(400, 400)
    person.choose("b")
    expect(person.page.get_by_role("status")).to_contain_text("Please send your answer once more")
    person.leave_by(CONTINUE)
    expect(person.page.get_by_role("alert")).to_contain_text("Please send your answer once more")
    assert person.chosen() == ["b"]
    person.leave_by(CONTINUE)
    person.is_at(f"/q/{person.form[1]}")
    assert person.site.answers() == {person.form[0]: ["b"]}
