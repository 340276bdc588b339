"""Coming back with a code, as far as HTTP goes."""

from typing import Final

from justhtml import JustHTML
from werkzeug.test import TestResponse

from assess.core.codes import encode
from tests.soundness import attributes
from tests.visitor import Form, Visitor, words

UNKNOWN: Final = encode(b"nobody has this!")
NOTHING: Final = (
    "This code opens nothing. It may have been replaced by a newer one, or what it opened was "
    "deleted. Compare it with the one you saved."
)


def code_on(page: TestResponse) -> str:
    """Return the code that a page shows."""
    return words(page, ".code").replace(" ", "")


def forms(page: TestResponse) -> dict[str, Form]:
    """Return a page's forms by where they go."""
    found = {}
    for form in JustHTML(page.text, sanitize=False).query('form[method="post"]'):
        named = [attributes(field) for field in form.query("input")]
        fields = [(field["name"], field.get("value", "")) for field in named]
        action = attributes(form).get("action", page.request.path)
        found[action] = Form(action, fields)
    return found


def come_back(visitor: Visitor, code: str) -> TestResponse:
    """Type a code."""
    return visitor.submit(visitor.get("/resume"), code=code)


def typed(page: TestResponse) -> str:
    """Return what stands in the field for the code."""
    (field,) = JustHTML(page.text, sanitize=False).query("#code")
    return attributes(field)["value"]
