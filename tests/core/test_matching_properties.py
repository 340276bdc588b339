"""What must always hold between a person's skills and the roles."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.matching import (
    RoleTable,
    first_roles,
    fits,
    headroom,
    losses,
    next_step,
    order_roles,
    pay_position,
    plausible_profiles,
)
from assess.core.scale import FloatArray
from assess.core.scoring import posteriors
from tests.core import reference
from tests.core.builders import few, items_of, role, some, table_of
from tests.core.strategies import answered_banks, role_tables, scores


def table_from(
    required: FloatArray, importance: FloatArray, names: Sequence[str] | None = None
) -> RoleTable:
    """Return roles without a ladder."""
    rows = zip(required.tolist(), importance.tolist(), strict=True)
    return table_of(
        *(
            role(names[place] if names else f"r{place}", levels, weights)
            for place, (levels, weights) in enumerate(rows)
        )
    )


def person(data: st.DataObject, table: RoleTable) -> FloatArray:
    """Draw one person's scores."""
    return np.array(data.draw(scores(table.required.shape[1])))


@some
@given(role_tables(), st.data())
def test_fit_is_full_exactly_when_every_requirement_is_met(
    table: RoleTable, data: st.DataObject
) -> None:
    known = person(data, table)
    met = ((known >= table.required) | (table.importance == 0)).all(axis=1)
    assert (fits(table, known) == 100).tolist() == met.tolist()


@some
@given(role_tables(), st.data())
def test_more_skill_never_lowers_a_fit(table: RoleTable, data: st.DataObject) -> None:
    known, other = person(data, table), person(data, table)
    assert (fits(table, np.maximum(known, other)) >= fits(table, known)).all()
    assert (headroom(table, np.maximum(known, other)) >= headroom(table, known)).all()


@some
@given(role_tables(), st.data())
def test_what_exceeds_is_not_punished(table: RoleTable, data: st.DataObject) -> None:
    known = person(data, table)
    highest = table.required.max(axis=0)
    beyond = np.where(known >= highest, 100, known)
    assert fits(table, beyond).tolist() == fits(table, known).tolist()


@some
@given(role_tables(), st.data())
def test_a_skill_of_no_importance_changes_nothing(table: RoleTable, data: st.DataObject) -> None:
    known = person(data, table)
    padded = table_from(
        np.insert(table.required, 0, 100, axis=1), np.insert(table.importance, 0, 0, axis=1)
    )
    for extra in (0, 55, 100):
        wider = np.insert(known, 0, extra)
        assert fits(padded, wider) == pytest.approx(fits(table, known), abs=1e-9)
        assert headroom(padded, wider) == pytest.approx(headroom(table, known), abs=1e-9)
    assert padded.demand == pytest.approx(table.demand, abs=1e-9)


@some
@given(role_tables(), st.data())
def test_the_losses_add_up_to_what_is_missing(table: RoleTable, data: st.DataObject) -> None:
    known = person(data, table)
    lost = losses(table, known)
    assert (lost >= 0).all()
    assert lost.sum(axis=1) == pytest.approx(100 - fits(table, known), abs=1e-9)
    assert ((fits(table, known) >= -1e-9) & (fits(table, known) <= 100)).all()


@some
@given(role_tables(), st.sampled_from([0.1, 0.37, 0.5, 1]), st.data())
def test_scaling_all_importances_changes_nothing(
    table: RoleTable, factor: float, data: st.DataObject
) -> None:
    known = person(data, table)
    scaled = table_from(table.required, table.importance * factor)
    assert fits(scaled, known) == pytest.approx(fits(table, known), abs=1e-9)
    assert headroom(scaled, known) == pytest.approx(headroom(table, known), abs=1e-9)
    assert scaled.demand == pytest.approx(table.demand, abs=1e-9)


@some
@given(role_tables(), st.data())
def test_raising_a_requirement_never_raises_a_fit(table: RoleTable, data: st.DataObject) -> None:
    known = person(data, table)
    place = data.draw(st.tuples(*(st.integers(0, size - 1) for size in table.required.shape)))
    required = table.required.copy()
    required[place] = data.draw(st.integers(int(required[place]), 100))
    harder = table_from(required, table.importance)
    assert (fits(harder, known) <= fits(table, known)).all()


@some
@given(role_tables(), st.data())
def test_the_order_of_skills_never_matters(table: RoleTable, data: st.DataObject) -> None:
    known = person(data, table)
    order = data.draw(st.permutations(range(len(known))))
    turned = table_from(table.required[:, order], table.importance[:, order])
    fit, other = fits(table, known), fits(turned, known[order])
    assert other == pytest.approx(fit, abs=1e-9)
    assert headroom(turned, known[order]) == pytest.approx(headroom(table, known), abs=1e-9)
    assert order_roles(turned, other) == order_roles(table, fit)


@some
@given(role_tables(), st.data())
def test_the_order_of_roles_never_matters(table: RoleTable, data: st.DataObject) -> None:
    known = person(data, table)
    order = data.draw(st.permutations(range(len(table.keys))))
    turned = table_from(
        table.required[order], table.importance[order], [table.keys[place] for place in order]
    )

    def ranked(roles: RoleTable) -> list[tuple[float, float]]:
        # Roles that tie in fit and demand may stand either way round.
        fit = fits(roles, known)
        return [
            (round(float(fit[place]), 6), round(float(roles.demand[place]), 6))
            for place in order_roles(roles, fit)
        ]

    assert ranked(turned) == ranked(table)
    assert (
        first_roles(turned, fits(turned, known)[np.newaxis])[0]
        == order_roles(turned, fits(turned, known))[0]
    )


@some
@given(role_tables(), st.data())
def test_roles_below_60_come_last_and_the_rest_by_utility(
    table: RoleTable, data: st.DataObject
) -> None:
    fit = fits(table, person(data, table))
    order = order_roles(table, fit)
    near = [place for place in order if round(float(fit[place]), 6) >= 60]
    far = order[len(near) :]
    utility = [float(fit[place] + 0.75 * table.demand[place]) for place in near]
    assert order[: len(near)] == near
    assert all(one >= two - 1e-6 for one, two in pairwise(utility))
    assert all(fit[one] >= fit[two] - 1e-6 for one, two in pairwise(far))


@some
@given(role_tables(), st.data())
def test_the_first_of_many_profiles_is_the_first_of_each(
    table: RoleTable, data: st.DataObject
) -> None:
    people = np.stack([person(data, table) for _ in range(4)])
    fit = fits(table, people)
    assert fit.shape == (4, len(table.keys))
    assert first_roles(table, fit).tolist() == [order_roles(table, row)[0] for row in fit]


@some
@given(role_tables(), st.data())
def test_a_next_step_asks_for_more_and_is_in_reach(table: RoleTable, data: st.DataObject) -> None:
    fit = fits(table, person(data, table))
    now = order_roles(table, fit)[0]
    step = next_step(table, fit, now)
    above = (table.demand.round(6) > table.demand.round(6)[now]) & (fit.round(6) >= 60)
    assert (step is None) == (not above.any())
    if step is not None:
        rungs = [place for place in table.successors[now] if above[place]]
        assert step in (rungs or np.flatnonzero(above).tolist())
        assert fit[step].round(6) == max(fit.round(6)[rungs or above])


@some
@given(role_tables(), st.data())
def test_a_step_towards_a_goal_is_the_goal_or_a_rung(table: RoleTable, data: st.DataObject) -> None:
    fit = fits(table, person(data, table))
    now = order_roles(table, fit)[0]
    goal = data.draw(st.integers(0, len(table.keys) - 1))
    step = next_step(table, fit, now, goal)
    assert step == goal or step in table.successors[now]
    if fit[goal] >= 75:
        assert step == goal


@some
@given(role_tables(), st.data())
def test_a_pay_position_stays_within_the_range(table: RoleTable, data: st.DataObject) -> None:
    known = person(data, table)
    place = pay_position(fits(table, known), headroom(table, known))
    assert ((place >= 0) & (place <= 1 + 1e-12)).all()


@some
@given(role_tables())
def test_each_row_of_shares_sums_to_one(table: RoleTable) -> None:
    assert table.share.sum(axis=1) == pytest.approx(1, abs=1e-12)


@few
@given(st.data())
def test_the_slow_method_finds_the_same_shares(data: st.DataObject) -> None:
    skills = data.draw(st.integers(1, 4))
    table = data.draw(role_tables(skills=skills, max_roles=4))
    banks = [data.draw(answered_banks(max_size=4)) for _ in range(skills)]
    mass = np.concatenate(
        [posteriors(items_of(bank), given_[np.newaxis]).mass for bank, given_ in banks]
    )
    first = first_roles(table, fits(table, plausible_profiles(mass)))
    found = np.bincount(first, minlength=len(table.keys)) / len(first)
    assert found.sum() == 1
    profiles = list(zip(table.required.tolist(), table.importance.tolist(), strict=True))
    slow_mass = [
        reference.marginal(reference.joint(bank, given_.tolist())) for bank, given_ in banks
    ]
    slow = reference.shares(profiles, slow_mass)
    assert abs(found - np.array(slow)).max() <= 2 / 4096
