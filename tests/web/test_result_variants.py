"""The result page's sentences: how sure, what next, and what there is to say without."""

from dataclasses import replace

import pytest
from flask import Flask

from assess.core.compiled import Compiled, compile_edition
from assess.core.outcome import Outcome, assess
from assess.web.resultpage.rolecards import part_of_range, pay_axis
from tests.kinds import best_choice, worst_choice
from tests.web.test_result_page import Draw, draw, draw_from, given, mixed

__all__ = ["draw"]  # the fixture these tests share


def inside(name: str) -> str:
    """Write a name as it stands inside a sentence."""
    return name if name[1].isupper() else name[0].lower() + name[1:]


@pytest.fixture
def person(shipped: Compiled) -> Outcome:
    return assess(shipped, mixed(shipped, 1))


@pytest.mark.parametrize(
    ("sureness", "told"),
    [
        ("High", "and your answers leave little doubt"),
        ("Medium", "and your answers make that likely"),
    ],
)
def test_the_verdict_says_how_sure_it_is(
    sureness: str, told: str, draw: Draw, person: Outcome, shipped: Compiled
) -> None:
    page = draw(replace(person, sureness=sureness))  # type: ignore[arg-type]  # a Sureness
    best = shipped.roles[person.recommended].name
    assert page.text("h1") == f"{best} fits you best, {told}"


@pytest.mark.parametrize(
    ("sureness", "told"),
    [
        ("High", "and your answers leave little doubt"),
        ("Medium", "and your answers make that likely"),
        ("Low", "just ahead of {second}: your answers leave it open"),
    ],
)
@pytest.mark.parametrize(
    ("fit", "verdict"), [(69.9, "is the closest role for you now"), (70.0, "fits you best")]
)
def test_the_verdict_praises_no_role_that_is_still_far_off(
    fit: float, verdict: str, *, sureness: str, told: str, draw: Draw, person: Outcome,
    shipped: Compiled,
) -> None:  # fmt: skip
    best, second = (shipped.roles[key].name for key in person.ranking[:2])
    found = replace(person.roles[person.recommended], fit=fit)
    roles = {**person.roles, person.recommended: found}
    page = draw(replace(person, sureness=sureness, roles=roles))  # type: ignore[arg-type]
    assert page.text("h1") == f"{best} {verdict}, {told.format(second=inside(second))}"


def test_a_verdict_that_is_not_sure_names_the_runner_up(
    draw: Draw, person: Outcome, shipped: Compiled
) -> None:
    best, second = (shipped.roles[key].name for key in person.ranking[:2])
    page = draw(replace(person, sureness="Low"))
    assert page.text("h1") == (
        f"{best} fits you best, just ahead of {inside(second)}: your answers leave it open"
    )
    alone = draw(replace(person, sureness="Low", runner_up=None))
    assert alone.text("h1") == f"{best} fits you best, but your answers leave it open"


def test_the_chance_is_told_out_of_a_hundred(
    draw: Draw, person: Outcome, shipped: Compiled
) -> None:
    assert person.runner_up is not None
    first, second = (
        round(100 * (person.roles[key].probability or 0))
        for key in (person.recommended, person.runner_up)
    )
    assert first
    assert second
    told = f"It comes first in {first} of 100 profiles your answers leave possible"
    sure = draw(replace(person, sureness="High"))
    assert sure.text("p.lead").endswith(f"{told}.")
    # Where it is open, the runner-up's chance stands beside it.
    name = inside(shipped.roles[person.runner_up].name)
    unsure = draw(replace(person, sureness="Low"))
    assert unsure.text("p.lead").endswith(f"{told}, {name} in {second}.")


def test_the_costliest_skills_are_named_in_order(draw: Draw, shipped: Compiled) -> None:
    low = assess(shipped, given(shipped, worst_choice))
    lost = low.roles[low.recommended].lost
    first, second = sorted(lost, key=lambda key: -lost[key])[:2]
    assert lost[second] > 0
    names = [inside(shipped.skills[key].name) for key in (first, second)]
    told = f"You lose most points on {names[0]}, then on {names[1]}."
    assert told in draw(low).text("p.lead")


def test_the_next_step_names_what_is_missing_for_it_costliest_first(
    draw: Draw, person: Outcome, shipped: Compiled
) -> None:
    assert person.next_step is not None
    page = draw(person)
    role = shipped.roles[person.next_step]
    assert page.text("#h-next") == f"Your next step: {role.name[0].lower()}{role.name[1:]}"
    assert role.summary in page.text()
    lost = person.roles[person.next_step].lost
    costly = sorted((key for key in lost if lost[key] > 0), key=lambda key: -lost[key])
    named = [item.split(":")[0].strip() for item in page.texts("ul.steps li")]
    assert named == [shipped.skills[key].name for key in costly]
    assert "You are aiming for" not in page.text()


def test_a_goal_within_reach_is_the_next_step(draw: Draw, person: Outcome) -> None:
    page = draw(replace(person, goal="account_manager", next_step="account_manager"))
    assert page.text("#h-next") == "Your next step: account manager"
    assert "This is the role you are aiming for, and it is within reach." in page.text()


def test_a_goal_further_away_names_the_first_rung(draw: Draw, person: Outcome) -> None:
    page = draw(replace(person, goal="account_manager", next_step="customer_service_specialist"))
    assert page.text("#h-next") == "Your next step: customer service specialist"
    told = "You are aiming for account manager. This is the first step on the way there."
    assert told in page.text()


def test_a_goal_out_of_reach_is_not_told_to_be_within_reach(draw: Draw, shipped: Compiled) -> None:
    # The first rung may be the goal itself, however far away it is.
    low = assess(shipped, given(shipped, worst_choice), "customer_service_specialist")
    assert low.next_step == "customer_service_specialist"
    assert low.roles["customer_service_specialist"].fit < 75
    assert "it is within reach" not in draw(low).text()


def test_without_a_next_step_the_costliest_skills_come_first(draw: Draw, shipped: Compiled) -> None:
    low = assess(shipped, given(shipped, worst_choice))
    assert low.next_step is None
    page = draw(low)
    assert page.text("#h-next") == "Your next step: close these first"
    named = [item.split(":")[0].strip() for item in page.texts("ul.steps li")]
    assert named == [shipped.skills[key].name for key in low.focus]
    assert len(named) == 3


def test_someone_who_meets_everything_is_told_so(draw: Draw, shipped: Compiled) -> None:
    top = assess(shipped, given(shipped, best_choice))
    page = draw(replace(top, next_step=None, focus=()))
    assert page.text("#h-next") == "Your next step"
    assert "You meet everything the most demanding role here asks for." in page.text()
    assert page.texts("ul.steps li") == []


def test_a_next_step_that_is_met_already_is_told_so(draw: Draw, shipped: Compiled) -> None:
    top = assess(shipped, given(shipped, best_choice))
    page = draw(replace(top, next_step="call_center_specialist"))
    told = "You already meet everything it asks for, so look for openings"
    assert told in page.text()
    assert "What is missing for it" not in page.text()
    aimed = draw(replace(top, next_step="call_center_specialist", goal="call_center_specialist"))
    told = "This is the role you are aiming for, and you already meet what it asks for."
    assert told in aimed.text()
    assert "What is missing for it" not in aimed.text()


def test_must_haves_that_are_far_off_are_named(draw: Draw, shipped: Compiled) -> None:
    low = assess(shipped, given(shipped, worst_choice))
    page = draw(low)
    for key, card in zip(low.ranking, page.texts("li.role"), strict=True):
        missing = [inside(shipped.skills[one].name) for one in low.roles[key].must_have]
        told = f"Still needed most: {', '.join(missing)}."
        assert (told in card) == ("Still needed most" in card) == bool(missing)


def test_being_well_above_a_role_is_said(draw: Draw, shipped: Compiled) -> None:
    top = assess(shipped, given(shipped, best_choice))
    for key, card in zip(top.ranking, draw(top).texts("li.role"), strict=True):
        assert ("You are well above what it asks for." in card) == top.roles[key].exceeds


def test_without_any_published_pay_there_is_no_axis(
    sqlite_app: Flask, shipped: Compiled, person: Outcome
) -> None:
    unpaid = tuple(role.model_copy(update={"pay": None}) for role in shipped.edition.roles)
    edition = compile_edition(shipped.edition.model_copy(update={"roles": unpaid}))
    outcome = assess(edition, mixed(edition, 1))
    assert pay_axis(unpaid) is None
    with sqlite_app.test_request_context():
        page = draw_from(edition, outcome)
    assert page.texts("p.axis") == []
    assert page.text().count("No published range.") == 6
    assert "Starting pay: no published range." in page.text()


def test_pay_by_the_hour_is_not_drawn_on_a_yearly_axis(
    sqlite_app: Flask, shipped: Compiled
) -> None:
    roles = []
    for role in shipped.edition.roles:
        hourly = role.pay and role.pay.model_copy(update={"period": "hour", "low": 17, "high": 23})
        roles.append(role.model_copy(update={"pay": hourly}))
    edition = compile_edition(shipped.edition.model_copy(update={"roles": tuple(roles)}))
    with sqlite_app.test_request_context():
        page = draw_from(edition, assess(edition, mixed(edition, 1)))
    # It is published, so it may not be called unpublished.
    assert page.texts("p.axis") == []
    cards = page.texts("li.role")
    assert sum("$17 to $23 an hour" in card for card in cards) == 3
    assert sum("No published range." in card for card in cards) == 3
    assert not any("Your mark" in card for card in cards)
    assert "Starting pay: $17 to $23 an hour (" in page.text(".result > p.narrow")


@pytest.mark.parametrize(
    ("position", "part"),
    [
        (0, "in the lower part"), (0.33, "in the lower part"), (0.34, "around the middle"),
        (0.66, "around the middle"), (0.67, "in the upper part"), (1, "in the upper part"),
    ],
)  # fmt: skip
def test_a_place_in_a_range_is_told_in_thirds(position: float, part: str) -> None:
    assert part_of_range(position) == part


def test_too_few_answers_are_said_in_place_of_a_comparison(draw: Draw, shipped: Compiled) -> None:
    key = shipped.forms["standard"][0]
    answers = {key: given(shipped, best_choice)[key]}
    page = draw(assess(shipped, answers))
    assert page.texts("table.claims") == []
    told = "There are too few answers to compare. It takes two of each sort in a skill."
    assert told in page.text()
    steps = page.texts("ul.steps li")
    assert steps
    unknown = [step for step in steps if "50 now" in step]
    assert unknown == [], "a skill nobody asked about is not 50"
