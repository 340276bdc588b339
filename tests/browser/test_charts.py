"""The words of a chart can be read: nothing pushes them out of their place in the picture."""

from typing import Final

import pytest
from playwright.sync_api import Page

from tests.browser.pagelist import PAGES
from tests.browser.person import Person

pytestmark = pytest.mark.browser
_CHARTS: Final = ("history, two results", "question with a bar chart", "question with a line chart")
# A foreignObject cuts off what leaves it, though the page says that it is visible.
_LABELS: Final = """
  () => [...document.querySelectorAll('svg.plot foreignObject')].map(frame => {
    const [around, label] = [frame, frame.querySelector('span')].map(
      part => part.getBoundingClientRect()
    )
    const inside = label.width > 0 && label.height > 0
      && label.top >= around.top - 1 && label.bottom <= around.bottom + 1
      && label.left >= around.left - 1 && label.right <= around.right + 1
    return [frame.textContent.trim(), inside]
  })
"""


def _labels(page: Page) -> list[tuple[str, bool]]:
    found: list[list[object]] = page.evaluate(_LABELS)
    return [(str(words), bool(inside)) for words, inside in found]


@pytest.mark.parametrize("name", _CHARTS)
@pytest.mark.parametrize("width", [390, 1280])
def test_every_label_of_a_chart_lies_where_it_is_drawn(
    person: Person, name: str, width: int
) -> None:
    PAGES[name](person)
    person.page.set_viewport_size({"width": width, "height": 844})
    labels = _labels(person.page)
    assert len(labels) >= 4
    assert [words for words, inside in labels if not inside] == []


def test_a_history_chart_has_a_scale_from_0_to_100(person: Person) -> None:
    PAGES["history, two results"](person)
    scale = [words for words, _ in _labels(person.page)][:6]
    assert scale == ["0", "20", "40", "60", "80", "100"]
