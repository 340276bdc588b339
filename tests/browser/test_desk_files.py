"""Bringing a file at Chromium: told what is wrong, mended, looked at, put into the draft."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPerson
from tests.browser.deskpeople import staff_person
from tests.browser.pages_desk_files import choose, questions_csv

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_with_a_fault_is_mended_and_put_into_the_draft(
    new_person: NewPerson, javascript: bool
) -> None:
    editor = staff_person(new_person, options={"java_script_enabled": javascript})
    page = editor.page
    editor.watch.expect(422)
    choose(editor, "questions", questions_csv(Skill="empaty", Text="What now?"))
    place = "Row 2, column B (Skill), question “empathy-never-mind”"
    said = f"{place}: no skill “empaty”. Did you mean “empathy”?"
    expect(page.locator(".faults li")).to_have_text([said])
    expect(page.locator("#sort-questions")).to_be_checked()
    choose(editor, "questions", questions_csv(Text="What now?"))
    expect(page.locator("table.moves [data-name=To]")).to_have_text("What now?")
    editor.leave_by("Put it into the draft")
    expect(page.get_by_role("status")).to_contain_text("“questions.csv” is in the draft.")
    choose(editor, "questions", questions_csv(Text="What now?"))
    expect(page.get_by_text("It says what the draft says already.")).to_be_visible()


def test_what_only_wages_need_shows_for_wages(new_person: NewPerson) -> None:
    editor = staff_person(new_person)
    editor.open("/desk/files")
    expect(editor.page.locator("#area")).to_be_hidden()
    editor.page.locator('label[for="sort-wages"]').click()
    expect(editor.page.locator("#area")).to_be_visible()


def test_a_workbook_is_taken_along_and_brought_back(new_person: NewPerson) -> None:
    editor = staff_person(new_person)
    editor.open("/desk/files")
    with editor.page.expect_download() as taken:
        editor.page.get_by_role("link", name="Workbook (XLSX)").click()
    assert taken.value.suggested_filename == "draft-1-questions.xlsx"
    editor.page.locator("#file").set_input_files(taken.value.path())
    editor.page.locator('label[for="sort-questions"]').click()
    editor.leave_by("Read the file")
    expect(editor.page.get_by_text("It says what the draft says already.")).to_be_visible()
