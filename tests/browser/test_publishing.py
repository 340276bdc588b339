"""An editor publishes while people are under way, and takes it back."""

from typing import Final

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests.browser.conftest import NewPerson
from tests.browser.deskpeople import staff_person
from tests.browser.pages_desk_publish import prepare
from tests.browser.person import Person, best
from tests.web.editing import edit

pytestmark = pytest.mark.browser
KEY: Final = "empathy-hidden-feeling"
OLD: Final = "What did you usually do?"
NEW: Final = "What did you do most often?"
WRITTEN: Final = "empathy-guest-writes-third-time"


def publish(editor: Person, note: str, number: int) -> None:
    """Review and publish, as the pages lead."""
    editor.open("/desk")
    editor.follow("Publish")
    editor.page.get_by_label("What is new?").fill(note)
    editor.leave_by(f"Publish as edition {number}")
    expect(editor.page.get_by_role("heading", level=1)).to_contain_text(f"Edition {number}")
    expect(editor.page.get_by_role("status")).to_contain_text("is published")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_publishing_changes_nothing_for_who_is_half_way_and_can_be_taken_back(
    scripts: bool, new_person: NewPerson
) -> None:
    early = new_person()
    early.start()
    early.answered_before(best, early.form[:20])
    editor = staff_person(new_person, options={"java_script_enabled": scripts})
    text = early.edition.questions[KEY].text

    prepare(editor, lambda session: _reword(session, text))
    publish(editor, "Clearer.", 2)

    early.ask(KEY)
    expect(early.page.get_by_role("heading", level=1)).to_contain_text(OLD)
    early.answered_before(best, early.form[20:])
    early.finish()
    expect(early.page.get_by_text("Edition 1, scoring version")).to_be_visible()

    late = new_person()
    late.start()
    late.ask(KEY)
    expect(late.page.get_by_role("heading", level=1)).to_contain_text(NEW)

    editor.open("/desk/editions")
    editor.follow("Edition 1")
    editor.follow("Make a draft from this one")
    expect(editor.page.get_by_text("1 question changed")).to_be_visible()
    editor.leave_by("Make the draft from edition 1")
    publish(editor, "Back to the first.", 3)
    expect(editor.page.get_by_text("Back to the first.")).to_be_visible()

    last = new_person()
    last.start()
    last.ask(KEY)
    expect(last.page.get_by_role("heading", level=1)).to_contain_text(OLD)
    late.ask(KEY)
    expect(late.page.get_by_role("heading", level=1)).to_contain_text(NEW)


def _reword(session: Session, text: str) -> None:
    edit(session, text=text.replace(OLD, NEW))


def _fill(editor: Person, **typed: str) -> None:
    for name, text in typed.items():
        editor.page.locator(f'[id="{name.replace("__", "/")}"]').fill(text)


def _write_a_question(editor: Person) -> None:
    """Write a situation from nothing, as the pages lead."""
    editor.open("/desk")
    editor.follow("Write a question")
    editor.page.locator("#skill").select_option("empathy")
    editor.page.locator("#kind").select_option("situation")
    _fill(editor, text="A guest writes for the third time: “Is it quiet?” What do you send first?")
    editor.page.locator("main .btn").click()
    options = {
        "a": ("“That room is loud. I can move you now. Shall I?”", "1"),
        "b": ("“All our rooms meet our noise standard.”", "0"),
        "c": ("“Let me look into the room for you right away.”", "0.25"),
        "d": ("“That room is loud. Two quiet ones are free until noon.”", "0.6"),
    }
    for key, (text, credit) in options.items():
        _fill(editor, **{
            f"options__{key}__text": text,
            f"options__{key}__credit": credit,
            f"options__{key}__why": "It says what it does for the guest.",
        })  # fmt: skip
    editor.page.locator(".savebar").get_by_role("button", name="Save", exact=True).click()
    expect(editor.page.locator("main")).to_contain_text("Saved in the draft.")


def test_a_new_question_is_published_while_others_are_under_way(new_person: NewPerson) -> None:
    early = new_person()
    early.start()
    early.answered_before(best, early.form[:20])
    editor = staff_person(new_person)
    _write_a_question(editor)
    editor.open("/desk/publish")
    editor.watch.expect(422)
    editor.leave_by("Publish as edition 2")  # the checker doubts a word, and nobody said why
    expect(editor.page.locator(".problem")).to_be_visible()
    reason = editor.page.locator("main").get_by_label("Why may this stay?").first
    reason.fill("Companies do write so; the best option is as firm in deed.")
    editor.leave_by("Save reasons and note")
    publish(editor, "One more question on empathy.", 2)
    early.answered_before(best, early.form[20:])
    early.finish()
    expect(early.page.get_by_text("Edition 1, scoring version")).to_be_visible()
    late = new_person()
    late.start()
    assert WRITTEN in late.form
    assert WRITTEN not in early.form
    late.ask(WRITTEN)
    expect(late.page.get_by_role("heading", level=1)).to_contain_text("What do you send first?")
    late.answer("a")
    assert late.site.answers()[WRITTEN] == ["a"]
    editor.open("/desk/editions/2")
    expect(editor.page.locator("main")).to_contain_text("A guest writes for the third time")
