"""Bringing a file to the desk, as a browser does it."""

import io
import re
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.visitor import Visitor, form_of


def bring(
    visitor: Visitor, raw: bytes, sort: str = "questions", name: str = "mine.csv", **more: Any
) -> TestResponse:
    """Choose a file and send it."""
    sent = form_of(visitor.get("/desk/files")).with_(sort=sort, **more)
    return send(visitor, sent | {"file": FileStorage(io.BytesIO(raw), name, "file")})


def send(visitor: Visitor, fields: dict[str, Any]) -> TestResponse:
    """Send a form with a file as a browser does."""
    boundary, body = encode_multipart(fields)
    sent = f"multipart/form-data; boundary={boundary}"
    return visitor.client.post("/desk/files", data=body, content_type=sent)


def looked_at(visitor: Visitor, raw: bytes, sort: str = "questions", **more: Any) -> TestResponse:
    """Bring a file that is sound, and return the page of what it would change."""
    answer = bring(visitor, raw, sort, **more)
    assert answer.status_code == 303, lines(answer)
    return visitor.get(answer.location)


def lines(page: TestResponse) -> list[str]:
    """Return the faults that a page tells, a line each."""
    found = re.search(r'<ul class="faults">(.*?)</ul>', page.text, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL) if found else []


def put(visitor: Visitor, page: TestResponse) -> TestResponse:
    """Press the button that puts the file into the draft."""
    return visitor.post(page.request.path, form_of(page).with_())
