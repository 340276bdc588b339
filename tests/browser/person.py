"""A person at Chromium: reads pages, clicks, and knows the way through an attempt."""

import re
import secrets
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from assess.core.compiled import Compiled
from assess.core.edition import Option, Question
from tests.browser.site import Site
from tests.browser.watch import Watch

Plan = Callable[[Question], list[str]]
CONTINUE: Final = "Save and continue"
FINISH: Final = "Finish and see my result"


def best(question: Question) -> list[str]:
    """Return the answer that earns most."""
    if question.kind in ("rating", "frequency"):
        return [question.options[-1].key]
    if question.kind == "situation":
        return [max(question.options, key=_credit).key]
    return [option.key for option in question.options if option.right]


def worst(question: Question) -> list[str]:
    """Return an answer that earns nothing."""
    if question.kind in ("rating", "frequency"):
        return [question.options[0].key]
    if question.kind == "situation":
        return [min(question.options, key=_credit).key]
    return [next(option.key for option in question.options if not option.right)]


def _credit(option: Option) -> float:
    return option.credit or 0.0


def label(page: Page, value: str) -> Locator:
    """Return the card of an option. It covers the control inside, as it is meant to."""
    return page.locator(f'label[for="answer-{value}"]')


def chosen(page: Page) -> list[str]:
    """Return what is chosen on a question's page."""
    ticked: list[str] = page.locator('input[name="answer"]').evaluate_all(
        "boxes => boxes.filter(box => box.checked).map(box => box.value)"
    )
    return ticked


class Person:
    """One browser with its cookie, and the attempt begun in it."""

    def __init__(self, page: Page, site: Site, watch: Watch, edition: Compiled) -> None:
        self.page = page
        self.site = site
        self.watch = watch
        self.edition = edition
        self.attempt = ""
        self._token = ""

    @property
    def form(self) -> tuple[str, ...]:
        """Return the keys of the attempt's questions, in order."""
        if not self.attempt:
            return self.edition.forms["standard"]
        return self.site.form(self.attempt.removeprefix("/a/"))

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.site.address + path)

    def start(self, length: str = "standard") -> None:
        """Begin an attempt as the home page's form would, without drawing it."""
        request = self.page.request
        home = request.get(self.site.address).text()
        fields = dict(re.findall(r'name="(\w+)" type="hidden" value="([^"]+)"', home))
        if length != "standard":
            fields["length"] = length
        sent = request.post(f"{self.site.address}/start", form=fields, max_redirects=0)
        assert sent.status == 303, sent.text()
        self.attempt = sent.headers["location"].removesuffix("/practice")
        self._token = fields["csrf_token"]

    def remember(self) -> None:
        """Note the attempt whose page is open."""
        found = re.search(r"/a/[0-9a-z]{20}", self.page.url)
        assert found, self.page.url
        self.attempt = found[0]

    def leave_by(self, button: str | re.Pattern[str]) -> None:
        """Press a button that leads to another page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()

    def follow(self, link: str | re.Pattern[str]) -> None:
        """Click the first link of that name."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link, exact=True).first.click()

    def ask(self, key: str, *, from_check: bool = False) -> None:
        """Open a question."""
        self.open(f"{self.attempt}/q/{key}{'?from=check' if from_check else ''}")

    def choose(self, *values: str) -> None:
        """Click options."""
        for value in values:
            label(self.page, value).click()

    def answer(self, *values: str) -> None:
        """Choose and continue."""
        self.choose(*values)
        self.leave_by(CONTINUE)

    def chosen(self) -> list[str]:
        """Return what is chosen on this page."""
        return chosen(self.page)

    def is_at(self, path: str) -> None:
        """Wait until a page of the attempt is open."""
        expect(self.page).to_have_url(self.site.address + self.attempt + path)

    def is_told(self, words: str) -> None:
        """Wait until the status region says something."""
        expect(self.page.get_by_role("status")).to_have_text(words)

    def answered_before(self, plan: Plan, keys: Iterable[str] | None = None) -> None:
        """Save answers as the pages would, without drawing them all."""
        self.site.forget_limits()
        for key in self.form if keys is None else keys:
            values = plan(self.edition.questions[key])
            sent = {
                "csrf_token": self._token,
                "save_id": secrets.token_urlsafe(12),
                "answer": values,
            }
            saved = self.page.request.post(
                f"{self.site.address}{self.attempt}/q/{key}",
                data=urlencode(sent, doseq=True),
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                max_redirects=0,
            )
            assert saved.status == 303, saved.text()

    def unfold(self) -> None:
        """Open everything that is folded."""
        self.page.evaluate(
            "document.querySelectorAll('details').forEach(part => { part.open = true })"
        )

    def grow(self, added: int) -> None:
        """Go on from the result to a longer length."""
        self.open(f"{self.attempt}/result")
        self.leave_by(f"Add {added} questions")
        self.is_at("")

    def finish(self, goal: str = "") -> None:
        """Finish from the check page."""
        self.open(f"{self.attempt}/check")
        self.page.locator("#goal").select_option(goal)
        self.leave_by(FINISH)
        self.is_at("/result")
