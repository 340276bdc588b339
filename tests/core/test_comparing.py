"""Two results side by side: the rule for a change, the roles that moved, two editions."""

from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assess.core.comparing import (
    Comparison,
    RoleChange,
    Side,
    allowance,
    change_of,
    compare,
)
from assess.core.outcome import Outcome, assess, match
from assess.core.roles import Requirement, Role
from assess.core.scoring import SkillScore, State, posteriors, summarize
from tests.core.builders import WORKED_ITEMS, few, one
from tests.core.people import EXAMPLE_EDITION, Answers, people, profile, shipped_edition

FIRST = (62, 66, 58, 50, 38, 40, 55, 30)
SECOND = (80, 80, 75, 80, 75, 65, 65, 60)
# Quarter points: the last bit of a root never decides a test.
points = st.integers(0, 400).map(lambda quarters: quarters / 4)
errors = st.integers(1, 96).map(lambda quarters: quarters / 4)


def scored(score: float, se: float = 10.0, state: State = "reported") -> SkillScore:
    """Return a score with its standard error; the rest plays no part here."""
    return SkillScore(score, se, score, score, score, score, (0.2,) * 5, 0.0, state, 2, 3)


scores = st.builds(scored, points, errors)


def side(
    scores: tuple[float, ...] = FIRST,
    *,
    skills: dict[str, SkillScore] | None = None,
    digest: str = "one",
    roles: tuple[Role, ...] | None = None,
) -> Side:
    """Return a result over the example's roles, or over others of the same skills."""
    edition = EXAMPLE_EDITION.edition
    outcome = replace(match(EXAMPLE_EDITION, profile(*scores)), skills=skills)
    if roles is not None:
        edition = edition.model_copy(update={"roles": roles})
        kept = {role.key for role in roles}
        outcome = replace(
            outcome,
            ranking=tuple(key for key in outcome.ranking if key in kept),
            roles={key: role for key, role in outcome.roles.items() if key in kept},
        )
    return Side(outcome, edition, digest)


def moved(found: Comparison) -> dict[str, RoleChange]:
    return {role.key: role for role in found.roles if role.moved}


def test_a_change_worked_by_hand() -> None:
    # The worked bank of the method: the typical person, all top, and modest but able.
    typical, top, able = (
        summarize(WORKED_ITEMS, row, posteriors(WORKED_ITEMS, row))[0]
        for row in (
            one(2, 3, 1, 3, 1, 0, 3, 2),
            one(3, 4, 1, 4, 2, 1, 4, 3),
            one(3, 1, 1, 1, 2, 1, 1, 3),
        )
    )
    change = change_of(typical, top)
    assert change is not None
    # 87.6195 - 56.9019, against 1.96 sqrt(12.4209^2 + 9.4198^2)
    assert change.points == pytest.approx(30.7176, abs=1e-4)
    assert change.allowed == pytest.approx(30.5540, abs=1e-3)
    assert change.verdict == "more than chance"
    change = change_of(typical, able)
    assert change is not None
    # 76.3857 - 56.9019, against 1.96 sqrt(12.4209^2 + 12.3686^2)
    assert change.points == pytest.approx(19.4838, abs=1e-4)
    assert change.allowed == pytest.approx(34.3567, abs=1e-3)
    assert change.verdict == "could be chance"


def test_the_allowance_is_the_published_one_where_both_errors_are_the_same() -> None:
    # Jacobson & Truax: S_diff = sqrt(2 S_E^2), a change is reliable beyond 1.96 of it.
    assert allowance(10, 10) == pytest.approx(1.96 * sqrt(2 * 10**2))
    assert allowance(3, 4) == pytest.approx(1.96 * 5)


@given(scores, scores)
def test_turning_two_results_around_turns_the_change_and_keeps_the_verdict(
    then: SkillScore, now: SkillScore
) -> None:
    there, back = change_of(then, now), change_of(now, then)
    assert there is not None
    assert back is not None
    assert there.points == -back.points
    assert (there.allowed, there.verdict) == (back.allowed, back.verdict)


@given(scores, errors)
def test_equal_scores_are_never_more_than_chance(then: SkillScore, se: float) -> None:
    for now in (then, replace(then, se=se), replace(then, se=0.0)):
        change = change_of(then, now)
        assert change is not None
        assert (change.points, change.verdict) == (0, "could be chance")


@given(scores, points, points)
def test_a_larger_change_is_never_less_certain(then: SkillScore, near: float, far: float) -> None:
    assume(abs(near - then.score) <= abs(far - then.score))
    smaller, larger = (change_of(then, replace(then, score=score)) for score in (near, far))
    assert smaller is not None
    assert larger is not None
    assert smaller.verdict == "could be chance" or larger.verdict == "more than chance"


@given(scores, scores, errors)
def test_wider_ranges_never_make_a_change_certain(
    then: SkillScore, now: SkillScore, more: float
) -> None:
    sharp, vague = change_of(then, now), change_of(then, replace(now, se=now.se + more))
    assert sharp is not None
    assert vague is not None
    assert sharp.allowed < vague.allowed
    assert vague.verdict == "could be chance" or sharp.verdict == "more than chance"


@given(scores, scores)
def test_what_is_more_than_chance_lies_beyond_both_ranges(
    then: SkillScore, now: SkillScore
) -> None:
    # 80 % of a normal distribution lie within 1.2816 standard errors.
    change = change_of(then, now)
    assert change is not None
    if change.verdict == "more than chance":
        assert abs(change.points) > 1.2816 * (then.se + now.se)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (scored(50, state="not assessed"), scored(90)),
        (scored(90), scored(50, state="not assessed")),
        (scored(50, state="not assessed"), scored(50, state="not assessed")),
        (None, scored(90)),
        (scored(90), None),
    ],
)
def test_what_was_not_assessed_both_times_has_no_change(
    then: SkillScore | None, now: SkillScore | None
) -> None:
    assert change_of(then, now) is None


def test_a_tentative_score_is_compared_like_any_other() -> None:
    then, now = scored(20, 17, "tentative"), scored(90, 5)
    change = change_of(then, now)
    assert change is not None
    assert change.verdict == "more than chance"


def test_skills_are_compared_by_key_in_the_order_of_the_later_edition() -> None:
    edition = EXAMPLE_EDITION.edition
    keys = [skill.key for skill in edition.skills]
    skills = {key: scored(10 * place) for place, key in enumerate(keys)}
    turned = tuple(reversed(edition.skills))
    then = side(skills=skills)
    now = replace(then, edition=edition.model_copy(update={"skills": turned}), digest="two")
    found = compare(then, now)
    assert [skill.key for skill in found.skills] == keys[::-1]
    for skill in found.skills:
        assert skill.then == skill.now == skills[skill.key]
        assert skill.change == change_of(skill.then, skill.now)
    # The order in which a result lists its skills means nothing.
    shuffled = dict(reversed(skills.items()))
    assert compare(then, side(skills=shuffled)) == compare(then, side(skills=skills))


def test_a_result_of_bare_scores_has_no_changes_of_skills() -> None:
    found = compare(side(FIRST), side(SECOND))
    assert {(skill.then, skill.now, skill.change) for skill in found.skills} == {(None, None, None)}
    assert len(found.skills) == 8


def test_a_result_beside_itself_shows_nothing() -> None:
    found = compare(side(), side())
    assert moved(found) == {}
    assert [role.place_now for role in found.roles] == [1, 2, 3, 4, 5, 6]
    assert all(role.place_then == role.place_now for role in found.roles)
    assert found.recommended == ("r1", "r1")
    assert found.same_edition
    assert found.same_engine
    assert not any((found.skills_gone, found.skills_new, found.roles_gone, found.roles_new))


def test_roles_move_in_fit_place_and_readiness() -> None:
    # The worked example of the method: fits 88.3, 73.3, 73.4 and 80.1, then 100 everywhere.
    found = compare(side(FIRST), side(SECOND))
    assert found.recommended == ("r1", "r4")
    assert found.next_step == ("r2", None)
    assert [role.key for role in found.roles] == list(side(SECOND).outcome.ranking)
    manager = moved(found)["r4"]
    assert (manager.fit_change, manager.place_now) == (26.6, 1)
    assert manager.place_then == side(FIRST).outcome.ranking.index("r4") + 1
    assert (manager.then.readiness, manager.now.readiness) == ("Nearly there", "Ready")
    assert manager.readiness_changed
    # A fit of 100 both times, yet another place: it moved, and its word did not.
    call_center = moved(found)["r0"]
    assert (call_center.fit_change, call_center.readiness_changed) == (0, False)
    assert call_center.place_then != call_center.place_now


def test_what_cannot_be_seen_has_not_moved() -> None:
    then = side()
    role = then.outcome.roles["r2"]
    near = replace(then.outcome, roles={**then.outcome.roles, "r2": replace(role, fit=88.34)})
    seen = replace(then.outcome, roles={**then.outcome.roles, "r2": replace(role, fit=88.36)})
    assert moved(compare(then, replace(then, outcome=near))) == {}
    assert moved(compare(then, replace(then, outcome=seen)))["r2"].fit_change == 0.1


def test_a_role_of_one_edition_only_is_named_and_moves_nobody() -> None:
    roles = EXAMPLE_EDITION.edition.roles
    then, now = side(roles=roles[1:]), side(roles=roles[:-1], digest="two")
    found = compare(then, now)
    assert (found.roles_gone, found.roles_new) == (("r5",), ("r0",))
    assert {role.key for role in found.roles} == {"r1", "r2", "r3", "r4"}
    assert moved(found) == {}
    assert [role.place_then for role in found.roles] == [1, 2, 3, 4]
    assert not found.same_edition


def test_a_skill_of_one_edition_only_is_named_and_never_compared() -> None:
    skills = EXAMPLE_EDITION.edition.skills
    then, now = (
        replace(
            side(skills={skill.key: scored(50) for skill in kept}, digest=digest),
            edition=EXAMPLE_EDITION.edition.model_copy(update={"skills": kept}),
        )
        for kept, digest in ((skills[1:], "one"), (skills[:-1], "two"))
    )
    found = compare(then, now)
    assert (found.skills_gone, found.skills_new) == (("s7",), ("s0",))
    assert [skill.key for skill in found.skills] == [f"s{place}" for place in range(1, 7)]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"level": 51}, True),
        ({"importance": 4}, True),
        ({"level": 50.0}, False),
        ({"basis": "Another source."}, False),
    ],
)
def test_a_role_that_asks_for_something_else_is_told(
    change: dict[str, object], *, told: bool
) -> None:
    roles = EXAMPLE_EDITION.edition.roles
    asked = Requirement(**{"level": 50, "importance": 5} | change)
    altered = roles[0].model_copy(update={"profile": {**roles[0].profile, "s0": asked}})
    found = compare(side(), side(roles=(altered, *roles[1:]), digest="two"))
    assert [role.key for role in found.roles if role.asks_changed] == ["r0"] * told


def test_another_engine_is_told() -> None:
    then = side()
    assert not compare(then, replace(then, outcome=replace(then.outcome, engine="0"))).same_engine


@few
@given(people(), people())
def test_turning_two_whole_results_around_mirrors_everything(
    first: Answers, second: Answers
) -> None:
    edition = shipped_edition()
    outcomes: list[Outcome] = [assess(edition, answers) for answers in (first, second)]
    one, two = (Side(outcome, edition.edition, "one") for outcome in outcomes)
    there, back = compare(one, two), compare(two, one)
    for skill, again in zip(there.skills, back.skills, strict=True):
        assert (skill.key, skill.then, skill.now) == (again.key, again.now, again.then)
        assert (skill.change is None) == (again.change is None)
        if skill.change and again.change:
            assert skill.change.points == -again.change.points
            assert skill.change.verdict == again.change.verdict
    mirrored = {role.key: role for role in back.roles}
    for role in there.roles:
        twin = mirrored[role.key]
        assert role.fit_change == -twin.fit_change
        assert (role.place_then, role.place_now) == (twin.place_now, twin.place_then)
        assert role.moved == twin.moved
    assert there.recommended == back.recommended[::-1]
    assert there.next_step == back.next_step[::-1]
