"""Static files under an address that holds the digest of them all.

The digest is a folder of the address, so that what files name relative to themselves (a
font in a style sheet, a module in a module) carries it too.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, current_app, send_from_directory

bp = Blueprint("assets", __name__)
_YEAR: Final = 365 * 24 * 60 * 60


@cache
def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(folder).as_posix().encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _folder() -> Path:
    return Path(current_app.config["STATIC_FOLDER"])


def asset(name: str) -> str:
    """Return the address of a static file."""
    return f"/static/{_digest(_folder())}/{name}"


@bp.get("/static/<version>/<path:name>")
def static(version: str, name: str) -> Response:
    """Send a static file; an address of an older version gets today's file, not kept."""
    response = send_from_directory(_folder(), name, etag=False)
    if version == _digest(_folder()):
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response
