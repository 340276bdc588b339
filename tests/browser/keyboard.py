"""Hands on the keyboard alone, eyes on where the focus is."""

from typing import Final

from playwright.sync_api import Page

from assess.core.edition import Question

# What is wrong with the focus, if anything: lost, without a ring, out of sight, covered.
_FAULT: Final = """
  selector => {
    const part = document.activeElement
    if (!part || part === document.body) return ['focus is lost', false]
    const found = selector !== null && part.matches(selector)
    if (part.id === 'main') return [null, found]
    const card = part.closest('.opt') ?? part
    const style = getComputedStyle(card)
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) {
      return ['no ring: ' + part.outerHTML, found]
    }
    const box = card.getClientRects()[0]
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight)
    if (box.left < 0 || box.right > innerWidth || bottom - top < 4) {
      return ['out of sight: ' + part.outerHTML, found]
    }
    const upmost = document.elementFromPoint((box.left + box.right) / 2, (top + bottom) / 2)
    return [card.contains(upmost) ? null : 'covered: ' + part.outerHTML, found]
  }
"""
_FAR: Final = 120
BUTTON: Final = "main form button"


class Keyboard:
    """Presses keys and looks where the focus went after each."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str, wanted: str | None = None) -> bool:
        """Press a key that stays on the page; say whether the wanted part has the focus."""
        self.page.keyboard.press(key)
        fault, found = self.page.evaluate(_FAULT, wanted)
        assert fault is None, (key, self.page.url, fault)
        return bool(found)

    def tab_to(self, wanted: str, key: str = "Tab") -> None:
        """Go on until a part has the focus."""
        for _ in range(_FAR):
            if self.press(key, wanted):
                return
        raise AssertionError(f"{wanted} cannot be reached on {self.page.url}")

    def give(self, question: Question, values: list[str]) -> None:
        """Choose with Tab, Space and arrows."""
        if question.several:
            for value in values:
                self.tab_to(f"#answer-{value}")
                self.press("Space")
            return
        self.tab_to('input[name="answer"]')
        self.press("Space")
        for _ in range([option.key for option in question.options].index(values[0])):
            self.press("ArrowDown")

    def leave(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
