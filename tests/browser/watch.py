"""What the browser complains about. Nothing is forgiven but what a test announced."""

import re
from collections import Counter

from playwright.sync_api import BrowserContext, ConsoleMessage, WebError

# The browser's own line about a document or a request that came back with an error.
_REFUSED = re.compile(
    r"Failed to load resource: "
    r"(?:the server responded with a status of (\d{3})|net::ERR_CONNECTION)"
)
_NO_CONNECTION = 0


class Watch:
    """Listens to every page of a browser context."""

    def __init__(self, context: BrowserContext) -> None:
        self._found: list[str] = []
        self._announced: Counter[int] = Counter()
        self._seen: Counter[int] = Counter()
        context.on("console", self._console)
        context.on("weberror", self._error)

    def expect(self, *statuses: int) -> None:
        """Announce answers with an error status, one each time it is named."""
        self._announced.update(statuses)

    def expect_no_connection(self, times: int = 1) -> None:
        """Announce requests that never reach the server."""
        self._announced[_NO_CONNECTION] += times

    def faults(self) -> list[str]:
        """Return what was not announced, and what was announced and never came."""
        surplus = [f"status {status}, not announced" for status in self._seen - self._announced]
        missing = [f"status {status} never came" for status in self._announced - self._seen]
        return self._found + surplus + missing

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        refused = _REFUSED.match(message.text)
        if refused:
            self._seen[int(refused[1] or _NO_CONNECTION)] += 1
        else:
            self._found.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def _error(self, error: WebError) -> None:
        self._found.append(f"uncaught: {error.error}")
