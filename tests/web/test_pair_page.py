"""Two results whose editions or figures are out of the ordinary."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assess.core.compiled import Compiled
from assess.core.outcome import Outcome, assess, match
from assess.services.history import PastResult
from assess.services.values import Result
from assess.web.compare.pair import PairPage
from tests.kinds import best_choice, worst_choice
from tests.web.test_result_page import given

MADE = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def past(
    shipped: Compiled, outcome: Outcome, number: int | None = 1, digest: str = "one"
) -> PastResult:
    return PastResult("0" * 20, digest, 1, Result(outcome, 1, number, MADE, shipped))


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ((1, "one"), (1, "one"), ()),
        ((None, "far"), (None, "far"), ()),
        ((1, "one"), (2, "two"), ("edition 1", "edition 2")),
        ((1, "one"), (None, "far"), ("edition 1", "an edition of another site")),
        (
            (None, "far"),
            (None, "farther"),
            ("an edition of another site", "an edition of another site"),
        ),
    ],
)
def test_editions_are_told_apart_by_their_content(
    then: tuple[int | None, str],
    now: tuple[int | None, str],
    told: tuple[str, ...],
    shipped: Compiled,
) -> None:
    outcome = assess(shipped, given(shipped, best_choice))
    assert PairPage.of(past(shipped, outcome, *then), past(shipped, outcome, *now)).editions == told


def test_a_result_beside_itself_has_nothing_that_moved(shipped: Compiled) -> None:
    one = past(shipped, assess(shipped, given(shipped, worst_choice)))
    page = PairPage.of(one, one)
    assert (page.moved, page.certain, page.asks_changed) == ((), (), ())
    assert set(page.steady) == {role.name for role in shipped.edition.roles}
    assert {line.change for line in page.skills} == {"0"}
    assert {line.direction for line in page.skills} == {"no change"}


def test_rises_and_falls_are_counted_apart(shipped: Compiled) -> None:
    low, high = (assess(shipped, given(shipped, plan)) for plan in (worst_choice, best_choice))
    assert low.skills is not None
    assert high.skills is not None
    keys = list(low.skills)
    halves = [
        {key: (one if turn < 3 else other)[key] for turn, key in enumerate(keys)}
        for one, other in ((low.skills, high.skills), (high.skills, low.skills))
    ]
    then, now = (past(shipped, replace(low, skills=half)) for half in halves)
    page = PairPage.of(then, now)
    assert len(page.certain) == 8
    assert page.lead == "3 went up, 5 went down."
    back = PairPage.of(past(shipped, high), past(shipped, low))
    assert back.lead == "All 8 went down."


def test_a_result_of_bare_scores_has_nothing_to_compare(shipped: Compiled) -> None:
    bare = match(shipped, dict.fromkeys(shipped.skills, 60.0))
    page = PairPage.of(past(shipped, bare), past(shipped, bare))
    assert {line.words for line in page.skills} == {
        ("Not assessed either time, so there is nothing to compare.",)
    }
