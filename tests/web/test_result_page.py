"""The result page: its words and figures agree with what is stored, to the digit shown."""

import random
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from flask import Flask, render_template
from justhtml import JustHTML

from assess.core.answers import Answer, read_answer
from assess.core.compiled import Compiled
from assess.core.edition import Question
from assess.core.outcome import Outcome, assess
from assess.services.values import Result
from assess.web.resultpage.page import ResultPage
from tests.kinds import best_choice, worst_choice
from tests.soundness import faults

MADE = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
Draw = Callable[[Outcome], "Page"]


class Page:
    """A drawn result, its parts as text."""

    def __init__(self, html: str) -> None:
        assert faults(html) == []
        self.parsed = JustHTML(html, sanitize=False)

    def text(self, selector: str = "main") -> str:
        return " ".join(self.texts(selector))

    def texts(self, selector: str) -> list[str]:
        return [" ".join(part.to_text().split()) for part in self.parsed.query(selector)]


@pytest.fixture
def draw(sqlite_app: Flask, shipped: Compiled) -> Iterator[Draw]:
    """Return a way to draw an outcome as a page."""
    with sqlite_app.test_request_context():
        yield lambda outcome: draw_from(shipped, outcome)


def draw_from(edition: Compiled, outcome: Outcome) -> Page:
    """Draw an outcome of an edition as the page of a stored result."""
    stored = Result(number=1, outcome=outcome, edition_number=1, made_at=MADE, compiled=edition)
    attempt = SimpleNamespace(public_id="0" * 20, finished_at=MADE, imported_at=None)
    html = render_template(
        "results/result.html",
        page=ResultPage.of(stored),
        attempt=attempt,
        numbers=[1],
        longer={},
        form=None,
    )
    return Page(html)


def given(shipped: Compiled, choose: Callable[[Question], list[str]]) -> dict[str, Answer]:
    return {
        key: read_answer(shipped.questions[key], choose(shipped.questions[key]))
        for key in shipped.forms["standard"]
    }


def mixed(shipped: Compiled, seed: int) -> dict[str, Answer]:
    """Return a person's answers: some good, some bad, some open."""
    chance = random.Random(seed)  # noqa: S311 - a made-up person
    whole = given(
        shipped,
        lambda question: chance.choice(
            [best_choice(question), worst_choice(question), [question.options[1].key],
             ["not_sure"], ["not_applicable"]]
        ),
    )  # fmt: skip
    kept = chance.sample(sorted(whole), chance.randint(1, len(whole)))
    return {key: whole[key] for key in whole if key in kept}


def claims_what_it_shows(question: Question) -> list[str]:
    """Answer as somebody who shows about as much as they claim."""
    return [question.options[3].key] if question.claimed else best_choice(question)


@pytest.fixture(params=[*range(6), "best", "worst", "level"])
def outcome(request: pytest.FixtureRequest, shipped: Compiled) -> Outcome:
    """Return the outcome of one of several people."""
    if request.param == "best":
        return assess(shipped, given(shipped, best_choice))
    if request.param == "level":
        return assess(shipped, given(shipped, claims_what_it_shows))
    if request.param == "worst":
        return assess(shipped, given(shipped, worst_choice))
    return assess(shipped, mixed(shipped, request.param))


def figures(text: str) -> list[Decimal]:
    return [Decimal(one.replace("−", "-")) for one in re.findall(r"−?\d+(?:\.\d+)?", text)]


def test_the_losses_of_every_role_add_up_to_a_hundred_less_its_fit(
    outcome: Outcome, draw: Draw, shipped: Compiled
) -> None:
    page = draw(outcome)
    sums = page.parsed.query("table.sum")
    assert len(sums) == len(outcome.ranking) == 6
    for key, table in zip(outcome.ranking, sums, strict=True):
        rows = [figures(row.to_text()) for row in table.query("td")]
        values = [row[0] for row in rows]
        assert values[0] == 100
        assert sum(values[:-1]) == values[-1], key
        assert abs(float(values[-1]) - outcome.roles[key].fit) <= 0.05 + 1e-9
        caption = " ".join(table.query("caption")[0].to_text().split())
        assert caption == f"From 100 to a fit of {values[-1]}"
    pills = page.texts(".pill")
    assert pills[0].startswith("Best match · Fit ")
    assert [figures(pill)[0] for pill in pills] == [
        figures(table.query("tr.total")[0].to_text())[0] for table in sums
    ]


def test_every_loss_follows_from_what_stands_beside_it(
    outcome: Outcome, draw: Draw, shipped: Compiled
) -> None:
    page = draw(outcome)
    names = {skill.name: key for key, skill in shipped.skills.items()}
    for key, table in zip(outcome.ranking, page.parsed.query("table.sum"), strict=True):
        profile = shipped.roles[key].profile
        total = sum(asked.importance for asked in profile.values())
        shown = []
        for row in table.query("tr")[1:-1]:
            why = " ".join(row.query(".why")[0].to_text().split())
            name = " ".join(row.query("th")[0].to_text().split()).removesuffix(why).strip()
            asked, score = profile[names[name]], outcome.scores[names[name]]
            weight = f"{asked.importance:g} of {total:g}"
            state = (outcome.skills or {})[names[name]].state
            had_words = "not assessed, counted as" if state == "not assessed" else "you have"
            assert why == f"asks for {asked.level:.1f}, {had_words} {score:.1f}, weight {weight}"
            # The sum is rounded as one, so that a line may be off by less than one digit.
            required, had, part, whole = (float(one) for one in figures(why))
            lost = -float(figures(row.query("td")[0].to_text())[0])
            missing = min(1, (required - had) / 50)
            assert abs(lost - 100 * part / whole * missing) < 0.1 + 0.1 * part / whole + 1e-9
            exact = 100 * asked.importance / total * min(1, (asked.level - score) / 50)
            assert abs(lost - exact) < 0.1
            shown.append(lost)
        assert shown == sorted(shown, reverse=True)
        lossy = [one for one, asked in profile.items() if asked.level - outcome.scores[one] >= 2]
        assert len(shown) >= len(lossy)
        assert ("Each line is 100 × weight ×" in page.text("main")) or not shown


def test_the_roles_stand_in_the_stored_order_with_their_readiness(
    outcome: Outcome, draw: Draw, shipped: Compiled
) -> None:
    page = draw(outcome)
    names = [shipped.roles[key].name for key in outcome.ranking]
    assert page.texts("li.role h3") == names
    assert page.texts("li.role p strong")[:1] == [outcome.roles[outcome.ranking[0]].readiness]
    far = outcome.roles[outcome.recommended].fit < 70
    verdict = "is the closest role for you now" if far else "fits you best"
    assert page.text("h1").startswith(f"{names[0]} {verdict}, ")


def test_every_row_of_the_profile_says_what_is_stored(
    outcome: Outcome, draw: Draw, shipped: Compiled
) -> None:
    page = draw(outcome)
    rows = page.texts("table.skills:not(.claims) tbody tr")
    profile = shipped.roles[outcome.recommended].profile
    assert outcome.skills is not None
    assert len(rows) == 8
    for row, (key, skill) in zip(rows, outcome.skills.items(), strict=True):
        needed = round(profile[key].level)
        assert row.startswith(shipped.skills[key].name)
        if skill.state == "not assessed":
            assert row.endswith(f"Not assessed No answers yet. Role asks for {needed}. Not known")
            continue
        shown = round(skill.score)
        told = f"Score {shown}, range {round(skill.low80)}–{round(skill.high80)}. "
        assert f"{told}Role asks for {needed}." in row
        assert ("tentative" in row) == (skill.state == "tentative")
        if skill.score >= needed:
            assert row.endswith("Meets it")
        elif needed > shown:
            assert row.endswith(f"{needed - shown} point{'s' if needed - shown > 1 else ''} to go")
        else:
            assert row.endswith("Less than 1 point to go")


def test_only_what_was_assessed_counts_as_met(
    outcome: Outcome, draw: Draw, shipped: Compiled
) -> None:
    page = draw(outcome)
    gaps = page.texts("table.skills:not(.claims) td.gap")
    met, unknown = gaps.count("Meets it"), gaps.count("Not known")
    told = f"You meet {met} of its 8 skill levels."
    if unknown:
        levels = "skill level" if unknown == 7 else "skill levels"
        told = f"You meet {met} of the {8 - unknown} {levels} your answers can speak to."
    elif met == 8:
        told = "You meet all 8 of its skill levels."
    assert page.text("main p.lead").startswith(told)


def test_skills_without_answers_are_named(outcome: Outcome, draw: Draw, shipped: Compiled) -> None:
    page = draw(outcome)
    assert outcome.skills is not None
    unknown = [
        shipped.skills[key].name
        for key, skill in outcome.skills.items()
        if skill.state == "not assessed"
    ]
    told = f"Not assessed: {', '.join(unknown)}. To match you with roles we used 50 there"
    assert (told in page.text()) == bool(unknown)
    tentative = any(skill.state == "tentative" for skill in outcome.skills.values())
    assert ("Tentative means that" in page.text()) == tentative


def test_claims_stand_beside_what_was_shown_only_with_two_of_each(
    outcome: Outcome, draw: Draw, shipped: Compiled
) -> None:
    page = draw(outcome)
    assert outcome.skills is not None
    enough = {
        shipped.skills[key].name: skill
        for key, skill in outcome.skills.items()
        if min(skill.claimed, skill.shown) >= 2
    }
    rows = page.parsed.query("table.claims tbody tr")
    assert [row.query("th")[0].to_text().strip() for row in rows] == list(enough)
    for row, skill in zip(rows, enough.values(), strict=True):
        score, own = figures(row.query(".vh")[0].to_text())
        assert score == round(skill.score)
        told = " ".join(row.query("td.gap")[0].to_text().split())
        if abs(skill.self_view) < 8:
            assert told == "Your own view and what you showed agree"
        elif skill.self_view > 0:
            assert told.startswith("You rate yourself")
            assert figures(told) == [own - score]
        else:
            assert told.startswith("You showed")
            assert figures(told) == [score - own]


def test_pay_is_shown_with_source_and_year_or_not_at_all(
    outcome: Outcome, draw: Draw, shipped: Compiled
) -> None:
    page = draw(outcome)
    for key, card in zip(outcome.ranking, page.texts("li.role"), strict=True):
        pay = shipped.roles[key].pay
        if pay is None:
            assert "No published range." in card
            assert "$" not in card
            continue
        assert f"${pay.low:,} to ${pay.high:,} a year" in card
        assert f"{pay.source}, {pay.year}." in card
        marked = re.search(
            r"Your mark is (in the lower part|around the middle|in the upper part)\.", card
        )
        # A role out of reach has a range, and no place in it.
        assert bool(marked) == ("Your mark" in card) == (outcome.roles[key].fit >= 60)
        assert "No published range" not in card
    drawn = [key for key in outcome.ranking if shipped.roles[key].pay]
    for key, bar in zip(drawn, page.parsed.query("svg.pay-bar"), strict=True):
        assert len(bar.query("path.med")) == (outcome.roles[key].fit >= 60)


def test_the_pay_of_the_recommended_role_stands_under_the_verdict(
    outcome: Outcome, draw: Draw, shipped: Compiled
) -> None:
    pay = shipped.roles[outcome.recommended].pay
    told = "Starting pay: no published range."
    if pay is not None:
        told = f"Starting pay: ${pay.low:,} to ${pay.high:,} a year ({pay.source}, {pay.year})"
    assert told in draw(outcome).texts(".result > p.narrow")


def test_all_pay_bars_share_one_axis(outcome: Outcome, draw: Draw) -> None:
    page = draw(outcome)
    assert set(page.texts("p.axis")) == {"$30,000 $90,000"}
    for bar in page.parsed.query("svg.pay-bar rect.soft"):
        assert bar.attrs is not None
        start, width = float(str(bar.attrs["x"])), float(str(bar.attrs["width"]))
        assert 0 <= start < start + width <= 100


def test_the_page_says_when_from_what_and_what_it_is_not(outcome: Outcome, draw: Draw) -> None:
    page = draw(outcome)
    text = page.text()
    assert text.startswith("Finished March 9, 2026 ")
    assert "Edition 1, scoring version 1." in page.texts("section[aria-labelledby=h-not] p")
    assert "It is not a test." in text
    assert "nobody may use it to choose between people" in text
    assert "benchmarks set by us, not norms measured on people" in text
