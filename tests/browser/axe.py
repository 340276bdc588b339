"""axe-core on a page: what it finds, and what it cannot decide, both count."""

from importlib.resources import files
from typing import Any, Final

from playwright.sync_api import Page

TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# A phone and a desk, by day and by night.
VIEWS: Final = tuple((width, scheme) for width in (390, 1280) for scheme in ("light", "dark"))
_SCRIPT: Final = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
_RUN: Final = """
  async tags => {
    const { violations, incomplete } = await axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations', 'incomplete'],
    })
    const sorted = (sort, rules) => rules.map(rule => [sort, rule])
    return [...sorted('violation', violations), ...sorted('undecided', incomplete)]
  }
"""


def load_axe(page: Page) -> None:
    """Bring axe into the document that is open."""
    page.evaluate(_SCRIPT)


def axe_faults(page: Page) -> list[str]:
    """Return what axe says about the page as it is drawn now."""
    found: list[tuple[str, dict[str, Any]]] = page.evaluate(_RUN, list(TAGS))
    return [
        f"{sort} {rule['id']} at {node['target']}: {node['html'][:200]} {node['failureSummary']}"
        for sort, rule in found
        for node in rule["nodes"]
    ]


def axe_faults_in_all_views(page: Page) -> list[str]:
    """Return what axe says about the open page at every width, in light and dark."""
    load_axe(page)
    found = []
    for width, scheme in VIEWS:
        show(page, width, scheme)
        found += [f"{width} px, {scheme}: {fault}" for fault in axe_faults(page)]
    return found


def show(page: Page, width: int, scheme: str) -> None:
    """Resize the window and set the color scheme."""
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
