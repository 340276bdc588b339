"""Staff, log and figures at Chromium with scripts off."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import BrowserOptions, NewPerson
from tests.browser.deskpeople import staff_person
from tests.browser.pages_desk_figures import PAGES as FIGURES
from tests.browser.pages_desk_staff import invite

pytestmark = pytest.mark.browser
_OFF: BrowserOptions = {"java_script_enabled": False}


def test_an_invitation_is_made_and_taken_back(new_person: NewPerson) -> None:
    owner, guest = staff_person(new_person, "owner", options=_OFF), new_person(**_OFF)
    page = owner.page
    path = invite(owner, "sam@example.com")
    expect(page.get_by_role("button", name="Copy the link")).to_be_hidden()
    guest.open(path)
    expect(guest.page.get_by_role("heading", level=1)).to_have_text("Join the editors’ desk")
    open_ones = page.get_by_role("region", name="Open invitations")
    expect(open_ones).to_contain_text("sam@example.com")
    owner.leave_by("Take back the invitation of sam@example.com")
    expect(open_ones).to_have_text("Open invitations None.")
    guest.watch.expect(404)
    guest.open(path)
    expect(guest.page.get_by_role("heading", level=1)).to_have_text("This invitation does not work")


def test_the_log_is_narrowed_unfolded_and_taken_along(new_person: NewPerson) -> None:
    owner = staff_person(new_person, "owner", options=_OFF)
    page = owner.page
    invite(owner, "sam@example.com")
    invite(owner, "kim@example.com", "analyst")
    owner.open("/desk/log")
    page.get_by_label("Words in what it was done to").fill("kim")
    owner.leave_by("Show")
    rows = page.get_by_role("listitem").filter(has_text="Invitation made")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("kim@example.com")
    rows.locator("summary").click()
    expect(rows.locator("dl")).to_contain_text("analyst")
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV for a spreadsheet").click()
    file = taken.value.path().read_text()
    assert "kim@example.com" in file
    assert "sam@example.com" not in file


def test_the_figures_are_read_and_taken_along(new_person: NewPerson) -> None:
    analyst = new_person(**_OFF)
    page = analyst.page
    FIGURES["desk, figures of an earlier edition"](analyst)
    expect(
        page.get_by_role("table", name="Assessments started and finished, by length")
    ).to_contain_text("60")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download as CSV").click()
    assert "Standard" in taken.value.path().read_text()
    page.get_by_label("Edition").select_option("2")
    analyst.leave_by("Show")
    expect(page.get_by_role("heading", name="Not enough people yet")).to_be_visible()
    page.locator("summary", has_text="What is counted").click()
    expect(page.get_by_text("Counts are rounded to the nearest 5")).to_be_visible()
    analyst.follow("Questions")
    expect(page.get_by_role("heading", level=1)).to_have_text("How questions are answered")
