"""A slow network, to the letter: what the page asks for waits until a test lets it go."""

import time
from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page, Route

_HELD: Final = """
  const { fetch } = window
  window.held = []
  window.fetch = async (...asked) => {
    await new Promise((go) => window.held.push(go))
    return fetch(...asked)
  }
"""
# Far longer than it takes anywhere; only a test that fails waits so long.
_PATIENCE: Final = 30


def soon(true: Callable[[], bool]) -> None:
    """Wait for something that no page shows."""
    deadline = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


class Held:
    """Holds up what pages fetch from now on."""

    def __init__(self, page: Page) -> None:
        self._page = page
        page.add_init_script(_HELD)

    def wait(self, count: int = 1) -> None:
        """Wait until so many requests want to leave."""
        soon(lambda: self._page.evaluate("held.length") >= count)

    def let_go(self) -> None:
        """Let the one that has waited longest go."""
        self.wait()
        self._page.evaluate("held.shift()()")


class LateScript:
    """A module that takes its time to arrive."""

    def __init__(self, page: Page, name: str) -> None:
        self._page = page
        self._waiting: list[Route] = []
        page.route(f"**/{name}*", self._hold)

    def _hold(self, route: Route) -> None:
        self._waiting.append(route)

    def arrive(self) -> None:
        """Let it arrive."""
        while not self._waiting:
            self._page.wait_for_timeout(20)
        for route in self._waiting:
            route.continue_()
