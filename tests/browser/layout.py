"""Does a page fit? What sticks out of the window, and what sticks out of its own box."""

from typing import Final

from playwright.sync_api import Page

_FAULTS: Final = """
  () => {
    const wide = document.documentElement.clientWidth
    const found = []
    const name = part => part.cloneNode().outerHTML + part.textContent.trim().slice(0, 40)
    const needed = document.documentElement.scrollWidth
    if (needed > wide) found.push(`the page scrolls sideways: ${needed} > ${wide}`)
    for (const part of document.body.querySelectorAll('*')) {
      // Hidden from the eye on purpose, or inside a region with a scroll bar of its own.
      if (part.closest('.vh, .skip, .scroll > *, svg *, .skills thead')) continue
      if (!part.checkVisibility()) continue
      const box = part.getBoundingClientRect()
      if (box.left < -0.5 || box.right > wide + 0.5) found.push('out of the window: ' + name(part))
      const inside = part.clientWidth
      // What is typed into a field may be longer than the field.
      const scrolls = getComputedStyle(part).overflowX === 'auto' || part.matches('input')
      if (!inside || scrolls || part.querySelector('.scroll, .vh')) continue
      if (part.scrollWidth > inside + 1) found.push('wider than its box: ' + name(part))
    }
    return found
  }
"""


def layout_faults(page: Page, width: int, *, text: str = "100%") -> list[str]:
    """Return what does not fit at a width, with the text at a size."""
    page.set_viewport_size({"width": width, "height": 720})
    page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
    found: list[str] = page.evaluate(_FAULTS)
    return [f"{width} px, text at {text}: {fault}" for fault in found]
