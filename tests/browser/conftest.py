"""Chromium, a running site, and people in front of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, TypedDict, Unpack

import pytest
from playwright.sync_api import Browser, StorageState, ViewportSize, expect, sync_playwright

from assess.core.compiled import Compiled
from tests.browser.person import Person
from tests.browser.site import Site, running
from tests.browser.watch import Watch
from tests.conftest import IN_CI

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Milliseconds. Far longer than anything takes; only a test that fails waits so long.
_PATIENCE = 30_000
expect.set_options(timeout=_PATIENCE)


class BrowserOptions(TypedDict, total=False):
    """What may be unusual about a person's browser."""

    java_script_enabled: bool
    storage_state: StorageState
    viewport: ViewportSize
    device_scale_factor: float
    has_touch: bool
    is_mobile: bool


class NewPerson(Protocol):
    """Lets somebody in."""

    def __call__(self, **options: Unpack[BrowserOptions]) -> Person:
        """Return a person with a fresh browser."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield the one browser of a test run."""
    program = shutil.which("chromium")
    if program is None:
        if IN_CI:
            pytest.fail("CI needs Chromium; tests/needs.sh installs it")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(prepared_sqlite: Path, tmp_path: Path) -> Iterator[Site]:
    """Yield the app behind a real socket, with edition 1 and nobody's answers."""
    shutil.copy(prepared_sqlite, tmp_path / "assess.db")
    with running(tmp_path) as site:
        yield site


@pytest.fixture
def new_person(chromium: Browser, site: Site, shipped: Compiled) -> Iterator[NewPerson]:
    """Yield a way to let people in, each with a fresh browser; none may see a browser error."""
    people: list[Person] = []

    def enter(**options: Unpack[BrowserOptions]) -> Person:
        context = chromium.new_context(reduced_motion="reduce", **options)
        context.set_default_timeout(_PATIENCE)
        watch = Watch(context)
        people.append(Person(context.new_page(), site, watch, shipped))
        return people[-1]

    yield enter
    for person in people:
        person.page.context.close()
    assert [fault for person in people for fault in person.watch.faults()] == []


@pytest.fixture
def person(new_person: NewPerson) -> Person:
    """Return somebody with an ordinary browser."""
    return new_person()
