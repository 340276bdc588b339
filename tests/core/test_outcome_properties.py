"""What must always hold of a result over the edition that ships."""

from math import fsum
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from assess.core.compiled import Compiled
from assess.core.outcome import Outcome, RoleOutcome, assess, match
from tests.core import reference
from tests.core.builders import NONE, few, some
from tests.core.people import (
    EXAMPLE_EDITION,
    Answers,
    choice,
    people,
    profile,
    shipped_edition,
    sketch_of,
)
from tests.core.reference import Row
from tests.core.strategies import scores

ADAPTER = TypeAdapter(Outcome)

goals = st.deferred(lambda: st.sampled_from(list(shipped_edition().roles)))


def result(answers: Answers, goal: str | None = None) -> Outcome:
    """Return a person's result; no fixture, whose long print would drown a failing case."""
    return assess(shipped_edition(), answers, goal)


def worth(role: RoleOutcome) -> tuple[float, ...]:
    """Return what roles are compared on after the share of profiles: U, F, D."""
    fit = round(role.fit, 6)
    utility = round(role.fit + 0.75 * role.demand, 6) if fit >= 60 else fit
    return (fit >= 60, utility, fit, round(role.demand, 6))


@some
@given(people())
def test_effects_are_differences_of_scores(answers: Answers) -> None:
    full = result(answers)
    assert full.effects.keys() == answers.keys()
    for key in list(answers)[:4]:
        skill = shipped_edition().questions[key].skill
        fewer = {other: answer for other, answer in answers.items() if other != key}
        less = result(fewer)
        change = full.scores[skill] - less.scores[skill]
        assert full.effects[key] == pytest.approx(change, abs=1e-9)


@some
@given(people())
def test_losses_add_up_to_what_the_fit_lacks(answers: Answers) -> None:
    for role in result(answers).roles.values():
        assert fsum(role.lost.values()) == pytest.approx(100 - role.fit, abs=1e-9)
        assert min(role.lost.values()) >= 0
        assert (role.fit == 100) == (max(role.lost.values()) == 0)


@some
@given(people())
def test_the_shares_of_roles_add_up_to_one(answers: Answers) -> None:
    found = result(answers)
    shares = [role.probability for role in found.roles.values()]
    assert all(share is not None and (4096 * share).is_integer() for share in shares)
    assert sum(share or 0 for share in shares) == 1


@some
@given(people())
def test_roles_rank_by_share_then_utility_fit_and_demand(answers: Answers) -> None:
    found = result(answers)
    order = list(found.roles)
    ranked = sorted(
        order,
        key=lambda key: (
            found.roles[key].probability or 0,
            *worth(found.roles[key]),
            -order.index(key),
        ),
        reverse=True,
    )
    assert list(found.ranking) == ranked
    assert [found.recommended, found.runner_up] == ranked[:2]


@some
@given(scores(8))
def test_scores_alone_rank_by_utility_fit_and_demand(given_: list[float]) -> None:
    found = match(EXAMPLE_EDITION, profile(*given_))
    order = list(found.roles)
    ranked = sorted(
        order, key=lambda key: (*worth(found.roles[key]), -order.index(key)), reverse=True
    )
    assert list(found.ranking) == ranked


@some
@given(people(), goals)
def test_a_goal_changes_the_next_step_and_nothing_else(answers: Answers, goal: str) -> None:
    free, bound = result(answers), result(answers, goal)
    assert bound.goal == goal
    assert bound.next_step is not None
    for field in ("scores", "skills", "effects", "roles", "ranking", "recommended", "runner_up"):
        assert getattr(bound, field) == getattr(free, field)
    assert bound.sureness == free.sureness


@some
@given(people())
def test_there_is_a_next_step_or_something_to_work_on_first(answers: Answers) -> None:
    found = result(answers)
    if found.next_step is not None:
        assert found.focus == ()
        above = found.roles[found.next_step]
        assert above.demand > found.roles[found.recommended].demand
        assert round(above.fit, 6) >= 60
    else:
        assert len(found.focus) <= 3
        lost = found.roles[found.recommended].lost
        if any(lost.values()):
            costs = sorted(lost.values(), reverse=True)
            assert [lost[key] for key in found.focus] == [c for c in costs[:3] if c > 0]


@some
@given(people())
def test_ranges_hold_their_order(answers: Answers) -> None:
    for role in result(answers).roles.values():
        assert role.fit_low80 is not None
        assert role.fit_high80 is not None
        assert 0 <= role.fit_low80 <= role.fit_high80 <= 100
        if role.pay_position is not None:
            assert role.pay_low80 is not None
            assert role.pay_high80 is not None
            assert 0 <= role.pay_low80 <= role.pay_high80 <= 1
            assert 0 <= role.pay_position <= 1


@some
@given(people(), st.randoms())
def test_the_order_in_which_answers_are_given_does_not_matter(
    answers: Answers, random: Random
) -> None:
    shuffled = dict(random.sample(list(answers.items()), len(answers)))
    assert result(shuffled) == result(answers)


@some
@given(people(), st.none() | goals)
def test_a_stored_result_keeps_every_bit(answers: Answers, goal: str | None) -> None:
    found = result(answers, goal)
    text = ADAPTER.dump_json(found)
    assert ADAPTER.validate_json(text) == found
    assert ADAPTER.dump_json(ADAPTER.validate_json(text)) == text


@few
@given(scores(8))
def test_a_stored_match_keeps_every_bit(given_: list[float]) -> None:
    found = match(EXAMPLE_EDITION, profile(*(score / 3 for score in given_)))
    assert ADAPTER.validate_json(ADAPTER.dump_json(found)) == found


# One person, answered as people do: mostly well, unevenly, with a gap in each skill.
PATTERN = (2, 3, 1, NONE, 2, 0, 3, 1, 2, 4, 1, 2, NONE, 3, 1, 0, 2)


def one_person(compiled: Compiled) -> tuple[Answers, list[Row]]:
    """Return somebody's answers, and each skill's posterior worked out slowly."""
    answers: Answers = {}
    posteriors: list[Row] = []
    turn = 0
    for bank in compiled.banks:
        given_ = []
        for question, item in zip(bank.questions, bank.items, strict=True):
            wanted = PATTERN[turn % len(PATTERN)]
            turn += 1
            asked = question.key in compiled.forms["standard"] and wanted != NONE
            given_.append(min(wanted, len(item.steps) - 1) if asked else NONE)
            if asked:
                answers[question.key] = choice(question, item, given_[-1])
        sketches = [sketch_of(question) for question in bank.questions]
        posteriors.append(reference.marginal(reference.joint(sketches, given_)))
    return answers, posteriors


def percentile(values: Row, share: float) -> float:
    """Return a percentile, linear between the two values around it."""
    ordered, at = sorted(values), share * (len(values) - 1)
    low = ordered[int(at)]
    return low + (at - int(at)) * (ordered[int(at) + 1] - low)


def pay_place(required: Row, importance: Row, person: Row, fit: float) -> float:
    """Return the place in a pay range of one role for one profile."""
    used = fsum(
        w / sum(importance) * max(0.0, s - q) / (100 - q)
        for q, w, s in zip(required, importance, person, strict=True)
    )
    return 0.5 * min(max((fit - 60) / 40, 0), 1) + 0.5 * used


def test_one_result_agrees_with_the_method_worked_out_slowly(shipped: Compiled) -> None:
    answers, posteriors = one_person(shipped)
    found = assess(shipped, answers)
    assert found.skills is not None
    for skill, p in zip(found.skills.values(), posteriors, strict=True):
        assert skill.score == pytest.approx(reference.score(p), abs=1e-9)
        assert skill.low80 == pytest.approx(reference.quantile(p, 0.1), abs=1e-9)
        assert skill.high95 == pytest.approx(reference.quantile(p, 0.975), abs=1e-9)

    asked = [role.profile for role in shipped.edition.roles]
    profiles: list[tuple[Row, Row]] = [
        (
            [float(part[key].level) for key in shipped.skills],
            [float(part[key].importance) for key in shipped.skills],
        )
        for part in asked
    ]
    shares = reference.shares(profiles, posteriors)
    alpha = [reference.golden(8) ** -(j + 1) for j in range(8)]
    persons = [
        [reference.plausible(p, (0.5 + m * a) % 1) for p, a in zip(posteriors, alpha, strict=True)]
        for m in range(1, 4097)
    ]
    scored = [reference.score(p) for p in posteriors]
    for role, share, (required, importance) in zip(
        found.roles.values(), shares, profiles, strict=True
    ):
        assert role.probability == pytest.approx(share, abs=2 / 4096)
        many = [reference.fit_and_demand(required, importance, person)[0] for person in persons]
        fit, demand = reference.fit_and_demand(required, importance, scored)
        assert (role.fit, role.demand) == pytest.approx((fit, demand), abs=1e-9)
        assert role.fit_low80 == pytest.approx(percentile(many, 0.1), abs=1e-9)
        assert role.fit_high80 == pytest.approx(percentile(many, 0.9), abs=1e-9)
        if role.pay_position is None:
            continue
        places = [
            pay_place(required, importance, person, fit)
            for person, fit in zip(persons, many, strict=True)
        ]
        assert role.pay_position == pytest.approx(
            pay_place(required, importance, scored, fit), abs=1e-9
        )
        assert role.pay_low80 == pytest.approx(percentile(places, 0.1), abs=1e-9)
        assert role.pay_high80 == pytest.approx(percentile(places, 0.9), abs=1e-9)
