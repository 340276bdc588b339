"""Taking one's data along, bringing it to another browser, and deleting it: in Chromium."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.afterwards import result_of
from tests.browser.conftest import NewPerson
from tests.browser.keyboard import Keyboard
from tests.browser.pages_data import BRING
from tests.browser.person import Person

pytestmark = pytest.mark.browser


def save(person: Person, link: str, folder: Path) -> Path:
    """Click a link that saves a file, and return the file."""
    with person.page.expect_download() as download:
        person.page.get_by_role("link", name=link).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


@pytest.mark.parametrize("scripts", [True, False])
def test_a_result_is_saved_brought_to_another_browser_and_deleted(
    new_person: NewPerson, tmp_path: Path, *, scripts: bool
) -> None:
    first, second = (new_person(java_script_enabled=scripts) for _ in range(2))
    result_of(20, goal="account_manager")(first)
    title = first.page.locator("h1").inner_text()
    first.open(f"{first.attempt}/data")
    file = save(first, "Save everything", tmp_path)
    assert json.loads(file.read_text())["format"] == 1
    table = save(first, "Save the table", tmp_path)
    with table.open(encoding="utf-8-sig", newline="") as rows:
        assert len(list(csv.reader(rows))) == 41
    resume = save(first, "Save the skills", tmp_path)
    assert json.loads(resume.read_text())["skills"]

    second.open("/import")
    second.watch.expect(422)
    second.leave_by(BRING)
    expect(second.page.get_by_role("alert")).to_contain_text("Choose a file first.")
    second.page.set_input_files("#file", file)
    second.leave_by(BRING)
    second.remember()
    second.is_at("/result?brought=new")
    expect(second.page.locator("h1")).to_have_text(title)

    second.open(f"{second.attempt}/data")
    second.follow("Delete this assessment")
    second.watch.expect(422)
    second.leave_by("Delete this assessment")
    expect(second.page.get_by_role("alert")).to_contain_text("Tick the box first")
    second.page.get_by_text("Yes, delete it for good.").click()
    second.leave_by("Delete this assessment")
    expect(second.page.locator("h1")).to_have_text("It is gone")
    second.watch.expect(404)
    second.open(f"{second.attempt}/result")
    first.open(f"{first.attempt}/result")
    expect(first.page.locator("h1")).to_have_text(title)


def test_everything_is_deleted_with_the_keyboard_alone(person: Person) -> None:
    result_of(5)(person)
    person.start()
    person.open("/delete-everything")
    keyboard = Keyboard(person.page)
    keyboard.tab_to("#confirm")
    keyboard.press("Space")
    expect(person.page.locator("#confirm")).to_be_checked()
    keyboard.tab_to("button[type=submit]")
    keyboard.leave("Enter")
    expect(person.page.locator("h1")).to_have_text("It is gone")
    assert [person.site.count(table) for table in ("attempt", "answer", "browser")] == [0, 0, 0]


def test_a_refusal_takes_the_focus_and_leads_to_the_field(person: Person) -> None:
    person.open("/import")
    person.watch.expect(422)
    person.leave_by(BRING)
    expect(person.page.locator(".problem")).to_be_focused()
    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Enter")
    expect(person.page.locator("#file")).to_be_focused()


def test_a_file_that_is_far_too_large_still_gets_its_page(person: Person, tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    large.write_bytes(b" " * 12_000_000)
    person.open("/import")
    person.page.set_input_files("#file", large)
    person.watch.expect(413)
    person.leave_by(BRING)
    expect(person.page.get_by_role("alert")).to_contain_text("This file is too large")
