"""What tests of the desk's pages share: what a page would send, and what it says is wrong."""

from datetime import UTC, datetime
from typing import Any, Final

from justhtml import JustHTML
from werkzeug.test import TestResponse

from tests.soundness import attributes
from tests.visitor import Visitor, words

NOW: Final = datetime(2026, 11, 25, 12, tzinfo=UTC)


def sent_by(page: TestResponse, **values: Any) -> dict[str, list[str]]:
    """Return what the page's last form would send, text areas too."""
    form = JustHTML(page.text, sanitize=False).query('main form[method="post"]')[-1]
    found: dict[str, list[str]] = {}
    for field in form.query("input, textarea, select"):
        named = attributes(field)
        if named.get("type") == "checkbox" and "checked" not in named:
            continue
        if field.name == "select":
            options = field.query("option[selected]") or field.query("option")
            value = str(attributes(options[0])["value"])
        elif field.name == "textarea":
            value = field.to_text(separator="", strip=False).removeprefix("\n")
        else:
            value = named.get("value", "")
        found.setdefault(str(named["name"]), []).append(value)
    for name, value in values.items():
        found[name] = [value] if isinstance(value, str) else list(value)
    return found


def save(editor: Visitor, path: str, **values: Any) -> TestResponse:
    """Open a page, change fields and save."""
    page = editor.get(path)
    return editor.post(path, sent_by(page, **values))


def refused(response: TestResponse) -> list[str]:
    """Return what a page says is wrong with what was sent."""
    assert response.status_code == 422, response.text
    assert words(response, "title").startswith("Error: ")
    found = JustHTML(response.text, sanitize=False).query(".problem li")
    return [" ".join(one.to_text().split()) for one in found]
