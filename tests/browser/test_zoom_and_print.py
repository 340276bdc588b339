"""The largest zoom, and paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPerson
from tests.browser.layout import layout_faults
from tests.browser.person import CONTINUE, Person, best, worst

pytestmark = pytest.mark.browser


def test_a_question_can_be_answered_at_four_times_the_size(new_person: NewPerson) -> None:
    # 1280 by 1024 pixels at 400 %: what is left is 320 by 256.
    person = new_person(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    person.start()
    person.ask(person.form[2])
    person.choose("c")
    person.is_told("Saved")
    person.leave_by(CONTINUE)
    person.is_at(f"/q/{person.form[3]}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_result_prints_dark_on_white_with_everything_unfolded(
    person: Person, scheme: str
) -> None:
    person.start()
    person.answered_before(best)
    person.finish()
    page = person.page
    hidden = page.locator("details > :not(summary)")
    assert hidden.count() > 6
    assert not hidden.evaluate_all(_SOME_SHOWN)
    page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
    assert hidden.evaluate_all(_ALL_SHOWN)
    for part in (".nav", ".foot", "summary", "form"):
        expect(page.locator(part).first).to_be_hidden()
    for part in (".logo", "h1", "#h-skills", "#h-roles", ".honesty", ".viz", "table.skills"):
        expect(page.locator(part).first).to_be_visible()
    colors = page.evaluate(
        "() => { const style = getComputedStyle(document.body);"
        " return [style.backgroundColor, style.color] }"
    )
    assert colors == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    # A letter page without its margins is 7.1 inches wide.
    assert layout_faults(page, 682) == []
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("low", [False, True], ids=["best answers", "worst answers"])
def test_a_printed_result_is_six_letter_pages_at_most(person: Person, *, low: bool) -> None:
    person.start()
    person.answered_before(worst if low else best)
    person.finish()
    assert 2 <= len(_A_PAGE.findall(person.page.pdf(format="Letter"))) <= 6


def test_bars_are_as_wide_as_their_column_on_paper_and_on_a_screen(person: Person) -> None:
    person.start()
    person.answered_before(best, person.form[:3])
    person.finish()
    for media in ("print", "screen"):
        person.page.emulate_media(media=media)
        shares = person.page.locator(".skills td.bar svg.viz").evaluate_all(_SHARE_OF_TABLE)
        assert shares
        assert min(shares) > 0.3


@pytest.mark.parametrize("scripts", [True, False])
def test_the_print_button_is_there_where_it_works(new_person: NewPerson, *, scripts: bool) -> None:
    person = new_person(java_script_enabled=scripts)
    person.start()
    person.answered_before(best, person.form[:3])
    person.finish()
    button = person.page.get_by_role("button", name="Print or save as PDF")
    expect(button).to_have_count(int(scripts))
    if scripts:
        person.page.evaluate("window.print = () => { document.title = 'printed' }")
        button.click()
        expect(person.page).to_have_title("printed")


_A_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_SHARE_OF_TABLE = "bars => bars.map(bar => bar.clientWidth / bar.closest('table').clientWidth)"
_ALL_SHOWN = "parts => parts.every(part => part.checkVisibility() && part.offsetHeight > 0)"
_SOME_SHOWN = "parts => parts.some(part => part.checkVisibility())"
