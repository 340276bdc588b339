"""What editors do with a question's page, without JavaScript."""

from collections.abc import Iterable

from justhtml import JustHTML
from werkzeug.test import TestResponse

from tests.soundness import attributes
from tests.visitor import Visitor


def fields(page: TestResponse, selector: str = "form[data-question]") -> dict[str, list[str]]:
    """Return what a form of the page would send, without any button."""
    (form,) = JustHTML(page.text, sanitize=False).query(selector)[:1]
    sent: dict[str, list[str]] = {}
    for field in form.query("input, select, textarea"):
        about = attributes(field)
        if about.get("type") in ("radio", "checkbox") and "checked" not in about:
            continue
        value = about.get("value", "")
        if field.name == "textarea":
            value = field.to_text(separator="", strip=False).removeprefix("\n")
        elif field.name == "select":
            value = attributes((field.query("option[selected]") or field.query("option"))[0])[
                "value"
            ]
        sent.setdefault(about["name"], []).append(value)
    return sent


def press(
    visitor: Visitor, path: str, do: str = "save", **typed: str | Iterable[str]
) -> TestResponse:
    """Open a question, type into it, and press a button; "__" in a name stands for a slash."""
    sent = fields(visitor.get(path)) | {"do": [do]}
    for name, value in typed.items():
        sent[name.replace("__", "/")] = [value] if isinstance(value, str) else list(value)
    return visitor.post(path, sent)


def begin(visitor: Visitor, **typed: str) -> TestResponse:
    sent = fields(visitor.get("/desk/new-question?skill=empathy"), "main form")
    return visitor.post("/desk/new-question", sent | {name: [one] for name, one in typed.items()})
