"""A shared result speaks about the person, whatever the result is; never to them."""

import re
from types import SimpleNamespace

import pytest
from flask import Flask, render_template

from assess.core.compiled import Compiled
from assess.core.outcome import Outcome, assess
from assess.services.values import Result
from assess.web.resultpage.page import ResultPage
from assess.web.resultpage.voice import TO_ANOTHER
from tests.kinds import best_choice, worst_choice
from tests.web.test_result_page import MADE, Page, claims_what_it_shows, given, mixed

GOALS = (None, "call_center_specialist", "account_manager", "customer_service_manager")


@pytest.fixture(params=[*range(8), "best", "worst", "level", "modest"])
def outcome(request: pytest.FixtureRequest, shipped: Compiled) -> Outcome:
    """Return the outcome of one of several people."""
    sorts = {
        "best": best_choice,
        "worst": worst_choice,
        "level": claims_what_it_shows,
        "modest": lambda one: (worst_choice if one.claimed else best_choice)(one),
    }
    if isinstance(request.param, int):
        return assess(shipped, mixed(shipped, request.param), GOALS[request.param % len(GOALS)])
    return assess(shipped, given(shipped, sorts[request.param]))


def test_nothing_is_said_to_the_reader_as_if_they_were_the_person(
    sqlite_app: Flask, shipped: Compiled, outcome: Outcome
) -> None:
    stored = Result(number=1, outcome=outcome, edition_number=1, made_at=MADE, compiled=shipped)
    attempt = SimpleNamespace(imported_at=MADE, edition_number=None)
    shared = SimpleNamespace(with_claims=True, with_answers=False, ends_at=MADE, attempt=attempt)
    with sqlite_app.test_request_context():
        page = Page(
            render_template(
                "share/view.html",
                page=ResultPage.of(stored, TO_ANOTHER),
                shared=shared,
                secret="0" * 26,
            )
        )
    told = " ".join(page.text(part) for part in ("h1", ".lead", "main > div > p", "section"))
    for skill in shipped.edition.skills:
        for level in skill.levels:
            told = told.replace(" ".join(level.split()), "")
    told = re.sub("“You” is whoever has that level|In this role, you", "", told)
    assert re.findall(r"(?i).{60}\byou(?:r|rself)?\b", told) == []
    assert re.search(r"They meet (all )?\d", told)
    rows = page.texts("table.claims td.gap")
    assert all(re.match("They |Their own view and what they showed agree", row) for row in rows)
