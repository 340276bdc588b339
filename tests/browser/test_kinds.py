"""Each kind of question and of material: answered with the keyboard, and learned from."""

import re

import pytest
from playwright.sync_api import Locator, expect

from assess.core.edition import Question
from tests.browser.keyboard import BUTTON, Keyboard
from tests.browser.pagelist import material_of
from tests.browser.person import Person, best, worst
from tests.kinds import KINDS

pytestmark = pytest.mark.browser
MATERIALS = ("chat", "email", "message", "prompt", "table", "chart, bar", "chart, line")
_ALL_POINTS = re.compile(r"^([0-9.]+) of \1 points?$")
_NO_POINTS = re.compile(r"^0 of [0-9.]+ points?$")


def _answer_and_finish(person: Person, key: str, values: list[str]) -> None:
    """Answer one question, finish, and go to the answers, all with the keyboard."""
    keys = Keyboard(person.page)
    person.ask(key)
    keys.give(person.edition.questions[key], values)
    assert person.chosen() == values
    keys.tab_to(BUTTON)
    keys.leave("Enter")
    person.open(f"{person.attempt}/check")
    keys.tab_to(BUTTON)
    keys.leave("Enter")
    person.is_at("/result")
    keys.tab_to('a[href$="/answers"]')
    keys.leave("Enter")
    person.is_at("/answers")


def _unfolded(person: Person, question: Question) -> Locator:
    """Unfold a skill with the keyboard and return the question's part of it."""
    place = list(person.edition.skills).index(question.skill) + 1
    section = f"details.section:nth-of-type({place})"
    part = person.page.locator(section).get_by_role("article")
    expect(part).to_be_hidden()
    keys = Keyboard(person.page)
    keys.tab_to(f"{section} > summary")
    keys.press("Enter", f"{section} > summary")
    expect(part).to_be_visible()
    expect(part.get_by_role("heading")).to_have_text(question.text)
    expect(part.locator(".material")).to_have_count(1 if material_of(question) else 0)
    expect(person.page.locator(section)).to_contain_text(re.compile("next level|highest level"))
    return part


def _tells_every_reason(part: Locator, question: Question, values: list[str]) -> None:
    rows = part.locator(".reasons > li")
    expect(rows).to_have_count(len(question.options))
    for row, option in zip(rows.all(), question.options, strict=True):
        expect(row.locator("p").first).to_have_text(option.text)
        assert option.why
        expect(row).to_contain_text(option.why)
        expect(row.get_by_text("You chose this.")).to_have_count(int(option.key in values))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_answered_with_the_keyboard_and_explained(person: Person, kind: str) -> None:
    person.start("thorough")
    key = next(key for key in person.form if person.edition.questions[key].kind == kind)
    question = person.edition.questions[key]
    values = best(question)
    _answer_and_finish(person, key, values)
    part = _unfolded(person, question)
    if question.claimed:
        expect(part).to_contain_text(f"You said: {question.options[-1].text}")
        expect(part.locator(".reasons")).to_have_count(0)
    else:
        expect(part.get_by_text(_ALL_POINTS)).to_be_visible()
        _tells_every_reason(part, question, values)
    assert person.site.answers() == {key: values}


@pytest.mark.parametrize("material", MATERIALS)
def test_each_material_is_read_with_the_keyboard_and_shown_again(
    person: Person, material: str
) -> None:
    person.start("thorough")
    key = next(key for key in person.form if material_of(person.edition.questions[key]) == material)
    question = person.edition.questions[key]
    values = worst(question)
    _answer_and_finish(person, key, values)
    part = _unfolded(person, question)
    expect(part.get_by_text(_NO_POINTS)).to_be_visible()
    _tells_every_reason(part, question, values)
    if material.startswith("chart"):
        keys = Keyboard(person.page)
        keys.tab_to(".material summary")
        keys.press("Enter")
        expect(part.get_by_role("table")).to_be_visible()


def test_every_material_of_the_bank_has_its_journey(person: Person) -> None:
    found = {material_of(question) for question in person.edition.questions.values()}
    assert found - {"", "text"} == set(MATERIALS)
