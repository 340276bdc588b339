"""A person at a browser, as far as HTTP goes: reads pages, fills in forms, follows links."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextvars import Context
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML
from sqlalchemy import delete
from werkzeug.test import TestResponse

from assess.extensions import db
from assess.models import ThrottleRow
from tests.soundness import attributes, faults


class CheckedClient(FlaskClient):
    """Checks every page it fetches, and lets each request run in a context of its own.

    pytest-flask pushes a context around the whole test. Requests would share its database
    session (and hide a missing commit) and its ``g`` (and hand one visitor's form token to
    the next).
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("buffered", True)  # closes what is read, as a server would
        response = Context().run(super().open, *args, **kwargs)
        if response.mimetype == "text/html" and response.status_code != 303 and response.data:
            assert faults(response.text) == [], response.request.path
        return response


@dataclass
class Form:
    """A form of a page, with what its fields hold."""

    action: str
    fields: list[tuple[str, str]]

    def with_(self, **values: str | Iterable[str]) -> dict[str, list[str]]:
        """Return what the form would send with some fields set."""
        sent: dict[str, list[str]] = {}
        for name, value in self.fields:
            sent.setdefault(name, []).append(value)
        for name, given in values.items():
            sent[name] = [given] if isinstance(given, str) else list(given)
        return sent


class Visitor:
    """One browser with its cookie."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, status: int = 200) -> TestResponse:
        """Open a page and expect its status."""
        response = self.client.get(path)
        assert response.status_code == status, (path, response.status_code, response.text[:2000])
        return response

    def post(
        self, path: str, data: dict[str, list[str]] | None = None, **headers: str
    ) -> TestResponse:
        """Send a form."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(path, data=data or {}, headers=named)

    def submit(self, page: TestResponse, **values: str | Iterable[str]) -> TestResponse:
        """Fill in the page's form and send it."""
        form = form_of(page)
        return self.post(form.action or page.request.path, form.with_(**values))

    def start(self) -> str:
        """Begin an attempt and return the path of its task list."""
        response = self.submit(self.get("/"))
        assert response.status_code == 303, response.text
        return response.location.removesuffix("/practice")

    def answer(self, path: str, *values: str) -> TestResponse:
        """Open a question's page, choose, and send it."""
        response = self.submit(self.get(path), answer=values)
        assert response.status_code == 303, words(response)
        return response

    def answer_all(self, attempt: str, answers: Mapping[str, Sequence[str]]) -> None:
        """Answer questions with one form, read once; fetching every page takes the most time."""
        forget_limits(self.client.application)
        form = form_of(self.get(f"{attempt}/q/{next(iter(answers))}"))
        for place, (key, values) in enumerate(answers.items()):
            sent = form.with_(answer=values, save_id=f"save{place:012d}", seen="")
            response = self.post(f"{attempt}/q/{key}", sent)
            assert response.status_code == 303, words(response)

    def finish(self, attempt: str, goal: str = "") -> str:
        """Finish an attempt and return the path of its result."""
        response = self.submit(self.get(f"{attempt}/check"), goal=goal)
        assert response.status_code == 303, words(response)
        return response.location


def forget_limits(app: Flask) -> None:
    """Let a program go on answering faster than a person could."""
    with app.app_context():
        db.session.execute(delete(ThrottleRow))
        db.session.commit()


def form_of(page: TestResponse) -> Form:
    """Return the page's form with what is in its fields."""
    form = JustHTML(page.text, sanitize=False).query('form[method="post"]')[-1]
    fields = []
    for field in form.query("input"):
        ticked = attributes(field).get("type") not in (
            "radio",
            "checkbox",
        ) or "checked" in attributes(field)
        if ticked and attributes(field).get("name"):
            fields.append(
                (str(attributes(field)["name"]), str(attributes(field).get("value") or ""))
            )
    for field in form.query("select"):
        options = field.query("option[selected]") or field.query("option")[:1]
        fields += [
            (str(attributes(field)["name"]), str(attributes(one).get("value") or ""))
            for one in options
        ]
    for field in form.query("textarea"):
        # As browsers read it: a first line break is not part of it.
        fields.append((str(attributes(field)["name"]), field.to_text().removeprefix("\n")))
    return Form(str(attributes(form).get("action") or ""), fields)


def steady(page: TestResponse) -> str:
    """Return a page without its form tokens, which differ from one drawing to the next."""
    return re.sub(r'(name="csrf_token"[^>]* value=)"[^"]*"', r"\1", page.text)


def notices(page: TestResponse) -> list[str]:
    """Return what a page says above its form, each a sentence or two."""
    parts = JustHTML(page.text, sanitize=False).query('[role="alert"] p, [role="alert"] li')
    return [" ".join(part.to_text().split()) for part in parts]


def checked(page: TestResponse) -> list[str]:
    """Return what is chosen on a page."""
    found = JustHTML(page.text, sanitize=False).query('input[name="answer"][checked]')
    return [str(attributes(field)["value"]) for field in found]


def words(page: TestResponse, selector: str = "main") -> str:
    """Return the text of a part of a page, white space folded."""
    parts = JustHTML(page.text, sanitize=False).query(selector)
    return " ".join(" ".join(part.to_text() for part in parts).split())
