"""Where a person came from, if it is a page of ours that can be opened again."""

import re
from typing import Final
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException

# What an address of ours is made of; two slashes at its start would name another host.
_PATH: Final = re.compile(r"/(?![/\\])[A-Za-z0-9_~./?=&%+-]{0,300}")
_ROOMS: Final = ("account", "compare", "data", "pages", "results", "resume", "share", "take")


def safe_path(given: str | None) -> str | None:
    """Return an address where it is a page of this site, else None.

    Parameters
    ----------
    given : str or None
        Whatever a form or a link says; anybody may have written it.
    """
    if not given or not _PATH.fullmatch(given):
        return None
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return None
    try:
        endpoint, _ = adapter.match(urlsplit(given).path, method="GET")
    except HTTPException:
        return None
    known = endpoint.split(".")[0] in _ROOMS or endpoint == "mine.results"
    return given if known else None


def came_from() -> str | None:
    """Return the page of ours whose link was followed; secret ones do not tell."""
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:
        return None
    if parts.netloc != request.host:
        return None
    return safe_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)
