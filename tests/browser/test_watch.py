"""The watch itself sees what it is there for."""

from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.person import Person
from tests.browser.site import Site
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("script", "event", "fault"),
    [
        ("console.error('a word of complaint')", "console", "a word of complaint"),
        ("setTimeout(() => { throw new Error('a slip') })", "weberror", "a slip"),
        ("document.body.setAttribute('style', 'color: red')", "console", "Content Security Policy"),
        ("fetch('/no-such-page')", "console", "status 404, not announced"),
    ],
)
def test_the_watch_sees(
    chromium: Browser,
    site: Site,
    script: str,
    event: Literal["console", "weberror"],
    fault: str,
) -> None:
    context = chromium.new_context()
    watch = Watch(context)
    page = context.new_page()
    page.goto(site.address)
    assert watch.faults() == []
    with context.expect_event(event):
        page.evaluate(f"() => {{ {script} }}")
    context.close()
    assert fault in " ".join(watch.faults())


def test_the_watch_misses_what_was_announced_and_never_came(person: Person) -> None:
    watch = Watch(person.page.context)
    watch.expect(422)
    person.open("/")
    assert watch.faults() == ["status 422 never came"]
