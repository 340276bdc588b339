import re
import pytest
from tests.browser.conftest import NewPerson
from tests.browser.pages_desk_staff import PAGES
from tests.browser.axe import *  # noqa
@pytest.mark.parametrize("name", PAGES)
def test_shot(name: str, new_person: NewPerson) -> None:
    person = new_person(viewport={"width": 390, "height": 800})
    PAGES[name](person)
    base = "/tmp/shots/" + re.sub(r"\W+", "-", name)
    person.page.screenshot(path=base + "-390.png", full_page=True)
    person.page.set_viewport_size({"width": 1280, "height": 800})
    person.page.screenshot(path=base + "-1280.png", full_page=True)
