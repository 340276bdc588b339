"""What another edition would do for people, shown on people who are made up."""

from time import process_time

import numpy as np
import pytest

from assess.core.compiled import Compiled, compile_edition
from assess.core.edition import Edition
from assess.core.effects import PEOPLE, SPREAD, effects, made_up
from tests.another_edition import GONE_ROLE, NEW_ROLE, another_edition


def changed(shipped: Compiled, **parts: object) -> Compiled:
    data = shipped.edition.model_dump(mode="json", exclude_none=True)
    return compile_edition(Edition.model_validate(data | parts))


def test_an_edition_like_the_last_changes_nothing(shipped: Compiled) -> None:
    found = effects(shipped, shipped)
    assert found.another == 0
    assert all(line.before == line.after for line in found.lengths)
    assert all(role.before == role.after for role in found.roles)
    assert sum(role.after or 0 for role in found.roles) == pytest.approx(100)
    assert not any(line.asked or line.dropped for line in found.lengths)


def test_made_up_people_are_the_same_every_time_and_near_their_own_level() -> None:
    people = made_up(8)
    assert np.array_equal(people, made_up(8))
    assert people.shape == (PEOPLE, 8)
    assert (people.min(), people.max()) == (0, 100)
    middle = people[(people.min(axis=1) > 0) & (people.max(axis=1) < 100)]
    assert np.ptp(middle, axis=1).max() <= 2 * SPREAD
    # As many weak ones as strong ones.
    assert abs(people.mean() - 50) < 0.5


def test_a_role_that_asks_for_more_is_recommended_to_fewer(shipped: Compiled) -> None:
    data = shipped.edition.model_dump(mode="json", exclude_none=True)["roles"]
    manager = next(role for role in data if role["key"] == "customer_service_manager")
    for asked in manager["profile"].values():
        asked["level"] = 100
    found = effects(shipped, changed(shipped, roles=data))
    before, after = next(
        (role.before, role.after) for role in found.roles if role.role == manager["key"]
    )
    assert before is not None
    assert after is not None
    assert found.another > 0
    assert before != after
    assert found.another >= abs(before - after)


def test_a_retired_question_gives_its_place_to_another(shipped: Compiled) -> None:
    data = shipped.edition.model_dump(mode="json", exclude_none=True)["questions"]
    key = shipped.forms["standard"][0]
    next(one for one in data if one["key"] == key)["retired"] = True
    found = {
        line.length: line for line in effects(shipped, changed(shipped, questions=data)).lengths
    }
    standard = found["standard"]
    assert standard.dropped == (key,)
    assert len(standard.asked) == 1
    assert standard.before is not None
    assert standard.after is not None
    assert (standard.before.questions, standard.after.questions) == (40, 40)


def test_lengths_and_roles_that_come_and_go_are_told(shipped: Compiled) -> None:
    other = compile_edition(another_edition(shipped.edition))
    other = changed(other, lengths={"standard": 5, "tiny": 1})
    found = effects(shipped, other)
    lengths = {line.length: (line.before is None, line.after is None) for line in found.lengths}
    assert lengths["tiny"] == (True, False)
    assert lengths["quick"] == (False, True)
    roles = {role.role: (role.before is None, role.after is None) for role in found.roles}
    assert roles[NEW_ROLE] == (True, False)
    assert roles[GONE_ROLE] == (False, True)


def test_it_is_worked_out_in_a_moment(shipped: Compiled) -> None:
    effects(shipped, shipped)
    began = process_time()
    effects(shipped, shipped)
    assert process_time() - began < 0.1
