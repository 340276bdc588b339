"""Roles: what they ask, what they pay, and a ladder that leads up."""

from typing import Any

import pytest
from pydantic import ValidationError

from assess.core.codec import EditionError, edition_from
from assess.core.matching import role_table
from assess.core.roles import check_ladder
from tests.core.builders import PAY, WAGES, changed, document, role
from tests.core.findings import findings_after


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("roles[1].profile.data.level", -1),
        ("roles[1].profile.data.level", 100.5),
        ("roles[1].profile.data.level", True),
        ("roles[1].profile.data.importance", -0.1),
        ("roles[1].profile.data.importance", 5.1),
        ("roles[1].profile.data.importance", float("inf")),
        ("roles[1].duties", [""] * 21),
        ("roles[1].next", ["manager"] * 21),
        ("roles[1].next[0]", "No key"),
        ("roles[1].pay.low", 0),
        ("roles[1].pay.high", 10_000_001),
        ("roles[1].pay.period", "week"),
        ("roles[1].pay.year", 1989),
        ("roles[1].pay.year", 2101),
        ("roles[1].pay.source", ""),
        ("roles[1].wages.soc", "434051"),
        ("roles[1].wages.soc", "43-4051\n"),
        ("roles[1].wages.percentiles", 25),
        ("roles[1].wages.percentiles[1]", 80),
        ("roles[1].wages.label", ""),
    ],
)
def test_a_value_out_of_bounds_is_refused_at_its_place(path: str, value: object) -> None:
    assert any(finding.startswith(f"{path}: ") for finding in findings_after(path, value))


def test_an_occupation_code_is_written_in_plain_digits() -> None:
    with pytest.raises(EditionError):
        edition_from(changed("roles[1].wages.soc", "٤٣-٤٠٥١"))


@pytest.mark.parametrize(("low", "high"), [(40000, 40000), (40000.5, 40000)])
def test_the_low_end_of_pay_is_lower_than_the_high_end(low: float, high: float) -> None:
    found = findings_after("roles[2].pay", PAY | {"low": low, "high": high})
    assert "roles[2].pay: low must be lower than high" in found


@pytest.mark.parametrize("percentiles", [(75, 25), (50, 50)])
def test_the_lower_percentile_of_wages_comes_first(percentiles: tuple[int, int]) -> None:
    found = findings_after("roles[1].wages.percentiles", percentiles)
    assert found == ("roles[1].wages.percentiles: the lower percentile comes first",)


def test_a_role_asks_for_something() -> None:
    idle = {"level": 50, "importance": 0}
    found = findings_after("roles[1].profile", {"empathy": idle, "data": idle})
    assert "roles[1].profile: at least one skill needs an importance above 0" in found


def test_an_empty_profile_asks_for_nothing() -> None:
    found = findings_after("roles[1].profile", {})
    assert "roles[1].profile: at least one skill needs an importance above 0" in found


def test_one_skill_of_importance_is_enough() -> None:
    edition = edition_from(changed("roles[1].profile.data.importance", 0))
    assert edition.roles[1].profile["data"].importance == 0


def test_a_next_step_is_a_role() -> None:
    found = findings_after("roles[1].next", ["manager", "astronaut"])
    assert found == ("roles: the next step “astronaut” of “senior” is no role",)


def test_a_next_step_is_named_once() -> None:
    found = findings_after("roles[0].next", ["senior", "manager", "senior"])
    assert found == ("roles: “agent” names a next step twice",)


@pytest.mark.parametrize(
    ("path", "steps", "start"),
    [
        ("roles[0].next", ["agent"], "agent"),
        ("roles[1].next", ["agent"], "agent"),
        ("roles[2].next", ["agent"], "agent"),
        ("roles[2].next", ["senior"], "senior"),
    ],
)
def test_a_ladder_never_leads_in_a_circle(path: str, steps: list[str], start: str) -> None:
    assert findings_after(path, steps) == (
        f"roles: the ladder leads from “{start}” back to itself",
    )


def test_a_circle_high_on_the_ladder_is_named_where_it_starts() -> None:
    steps = {"r0": ["r1"], "r1": ["r2"], "r2": ["r1"]}
    roles = tuple(role(key, [50], [1], *above) for key, above in steps.items())
    with pytest.raises(ValueError, match="from “r1” back to itself"):
        check_ladder(roles)


def test_a_ladder_may_fork_and_join() -> None:
    steps = {"r0": ["r1", "r2"], "r1": ["r3"], "r2": ["r3"], "r3": []}
    check_ladder(tuple(role(key, [50], [1], *above) for key, above in steps.items()))


def test_a_long_ladder_is_checked_without_deep_calls() -> None:
    check_ladder(
        tuple(role(f"r{place}", [50], [1], *[f"r{place + 1}"][: place < 59]) for place in range(60))
    )


def test_pay_and_wages_may_be_left_out() -> None:
    data = document()
    del data["roles"][0]["pay"], data["roles"][0]["wages"]
    edition = edition_from(data)
    assert (edition.roles[0].pay, edition.roles[0].wages) == (None, None)
    kept = edition.roles[1]
    assert kept.pay is not None
    assert kept.wages is not None
    assert (kept.pay.high, kept.wages.percentiles) == (PAY["high"], (25, 75))
    assert kept.wages.soc == WAGES["soc"]


def test_a_role_cannot_be_changed() -> None:
    made: Any = role("r0", [50], [1])
    with pytest.raises(ValidationError, match="frozen"):
        made.name = "Another"


def test_a_role_table_follows_the_order_of_skills_asked_for() -> None:
    roles = (role("r0", (10, 20), (1, 3), "r1"), role("r1", (30, 40), (2, 2)))
    table = role_table(roles, ("s1", "s0"))
    assert table.keys == ("r0", "r1")
    assert table.required.tolist() == [[20, 10], [40, 30]]
    assert table.importance.tolist() == [[3, 1], [2, 2]]
    assert table.share.tolist() == [[0.75, 0.25], [0.5, 0.5]]
    assert table.demand.tolist() == [17.5, 35]
    assert table.successors == ((1,), ())
