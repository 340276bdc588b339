"""What holds on every page in every state.

axe finds nothing and leaves nothing undecided, narrow and wide, in light and dark; nothing
sticks out at 320 pixels, nor with text of twice the size.
"""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import axe_faults, axe_faults_in_all_views, load_axe, show
from tests.browser.layout import layout_faults
from tests.browser.pagelist import PAGES, samples, whole_bank
from tests.browser.person import Person

pytestmark = pytest.mark.browser
# Pages that fit a phone with text of twice the size, which is more than the rules ask for.
_ON_A_PHONE = ("result", "answers", "history", "compare", "share", "data", "bring", "delete")


def _sticks_out(page: Page) -> list[str]:
    large = [fault for width in (640, 1280) for fault in layout_faults(page, width, text="200%")]
    return large + layout_faults(page, 320)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_axe_finds_nothing(person: Person, name: str) -> None:
    PAGES[name](person)
    large = layout_faults(person.page, 390, text="200%") if name.startswith(_ON_A_PHONE) else []
    assert large + _sticks_out(person.page) + axe_faults_in_all_views(person.page) == []


def test_every_question_fits_and_axe_finds_nothing(person: Person) -> None:
    found, asked = [], 0
    for key in whole_bank(person):
        asked += 1
        faults = _sticks_out(person.page)
        show(person.page, 390, "light")
        load_axe(person.page)
        found += [f"{key}: {fault}" for fault in faults + axe_faults(person.page)]
    assert found == []
    assert asked == len(person.edition.questions)


def test_axe_finds_nothing_on_any_kind_of_question_in_any_view(person: Person) -> None:
    person.start("thorough")
    found = []
    for key in samples(person):
        person.ask(key)
        found += [f"{key}: {fault}" for fault in axe_faults_in_all_views(person.page)]
    assert found == []


def test_a_fault_would_be_seen(person: Person) -> None:
    person.open("/method")
    person.page.evaluate(
        "() => { const title = document.querySelector('h1');"
        " title.style.color = '#eee'; title.style.width = '400px' }"
    )
    assert [fault for fault in axe_faults_in_all_views(person.page) if "color-contrast" in fault]
    assert [fault for fault in layout_faults(person.page, 320) if "out of the window" in fault]
