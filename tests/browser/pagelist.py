"""Every page in every state it can show. What holds for all pages is tested on this list."""

from collections.abc import Iterator
from typing import Final

from playwright.sync_api import expect

from assess.core.edition import Question
from tests.browser import (
    pages_account,
    pages_compare,
    pages_data,
    pages_desk,
    pages_mine,
    pages_resume,
    pages_share,
)
from tests.browser.afterwards import AFTERWARDS, Reach, result_of
from tests.browser.person import CONTINUE, FINISH, Person, best


def material_of(question: Question) -> str:
    """Return what a question is about: an email, a table, a chart of bars …"""
    context = question.context
    if context is None or isinstance(context, str):
        return "text" if context else ""
    return f"chart, {context.form}" if context.kind == "chart" else context.kind


def samples(person: Person) -> list[str]:
    """Return one question of each look: its kind and its material."""
    looks: dict[tuple[str, str], str] = {}
    for key in person.form:
        question = person.edition.questions[key]
        looks.setdefault((question.kind, material_of(question)), key)
    return list(looks.values())


def whole_bank(person: Person) -> Iterator[str]:
    """Ask every question there is: the longest attempts one after another, each once answered."""
    asked: set[str] = set()
    while len(asked) < len(person.edition.questions):
        person.start("thorough")
        fresh = [key for key in person.form if key not in asked]
        assert fresh, "a retake asks nothing new"
        for key in fresh:
            person.ask(key)
            yield key
        asked.update(fresh)
        person.answered_before(best)


def _plain(path: str) -> Reach:
    return lambda person: person.open(path)


def _of_attempt(path: str, answered: int = 0) -> Reach:
    def reach(person: Person) -> None:
        person.start()
        person.answered_before(best, person.form[:answered])
        person.open(person.attempt + path)

    return reach


def _check_unfolded(person: Person) -> None:
    _of_attempt("/check", 40)(person)
    person.unfold()


def _home_with_progress(person: Person) -> None:
    person.start()
    person.open("/")


def _home_with_result(person: Person) -> None:
    result_of(5)(person)
    person.open("/")


def _refused_practice(person: Person) -> None:
    person.start()
    person.open(f"{person.attempt}/practice")
    person.leave_by("See what it would earn")


def _no_such_page(person: Person) -> None:
    person.watch.expect(404)
    person.open("/no-such-page")


def _no_records(person: Person) -> None:
    person.open("/")
    person.watch.expect(503)
    with person.site.locked():
        person.leave_by("Start")


def _with_answer(person: Person) -> None:
    person.start()
    person.answered_before(best, person.form[:1])
    person.ask(person.form[0], from_check=True)


def _just_saved(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    person.choose("b")
    person.is_told("Saved")


def _refused(*, several: bool) -> Reach:
    def reach(person: Person) -> None:
        person.start()
        person.ask(next(k for k in person.form if person.edition.questions[k].several == several))
        person.watch.expect(422)
        person.leave_by(CONTINUE)

    return reach


def _conflict(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    other = person.page.context.new_page()
    other.goto(person.page.url)
    other.locator('label[for="answer-a"]').click()
    expect(other.get_by_role("status")).to_have_text("Saved")
    other.close()
    _send_in_vain(person, 409)


def _finished(person: Person) -> None:
    person.start()
    person.answered_before(best, person.form[:3])
    person.ask(person.form[5])
    other = person.page.context.new_page()
    other.goto(f"{person.site.address}{person.attempt}/check")
    other.get_by_role("button", name=FINISH).click()
    expect(other.locator("#h-skills")).to_be_visible()
    other.close()
    _send_in_vain(person, 409)


def _busy(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    with person.site.locked():
        _send_in_vain(person, 503)


def _lost(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    person.page.context.clear_cookies()
    _send_in_vain(person, 404)


def _expired(person: Person) -> None:
    person.start()
    person.ask(person.form[0])
    person.page.locator('input[name="csrf_token"]').evaluate("field => { field.value = 'x' }")
    _send_in_vain(person, 400)


def _send_in_vain(person: Person, status: int) -> None:
    person.watch.expect(status, status)
    person.choose("b")
    expect(person.page.get_by_role("status")).not_to_have_text("")
    person.leave_by(CONTINUE)
    expect(person.page.locator(".notice")).to_be_visible()


def _chart(form: str) -> Reach:
    def reach(person: Person) -> None:
        person.start("thorough")
        person.ask(next(key for key in person.form if _is_chart(person, key, form)))
        person.page.locator("summary").click()

    return reach


def _is_chart(person: Person, key: str, form: str) -> bool:
    return material_of(person.edition.questions[key]) == f"chart, {form}"


def _finish_in_vain(person: Person) -> None:
    person.start()
    person.open(f"{person.attempt}/check")
    person.watch.expect(422)
    person.leave_by(FINISH)


PAGES: Final[dict[str, Reach]] = {
    "home": _plain("/"),
    "home with progress": _home_with_progress,
    "home with a result": _home_with_result,
    "method": _plain("/method"),
    "privacy": _plain("/privacy"),
    "accessibility": _plain("/accessibility"),
    "no such page": _no_such_page,
    "no records": _no_records,
    "practice": _of_attempt("/practice"),
    "practice, best answer": _of_attempt("/practice?asked=1&answer=d"),
    "practice, part of the points": _of_attempt("/practice?asked=1&answer=a"),
    "practice, no points": _of_attempt("/practice?asked=1&answer=b"),
    "practice, no answer": _refused_practice,
    "sections, none begun": _of_attempt(""),
    "sections, some begun": _of_attempt("", 7),
    "sections, all done": _of_attempt("", 40),
    "question with its answer": _with_answer,
    "question just saved": _just_saved,
    "question, no answer": _refused(several=False),
    "question, no box ticked": _refused(several=True),
    "question answered in two tabs": _conflict,
    "question of a finished attempt": _finished,
    "question, records busy": _busy,
    "question, cookie lost": _lost,
    "question, link to the browser lost": _expired,
    "question with a bar chart": _chart("bar"),
    "question with a line chart": _chart("line"),
    "check, all open": _of_attempt("/check"),
    "check, some open": _of_attempt("/check", 7),
    "check, one open": _of_attempt("/check", 39),
    "check, none open": _of_attempt("/check", 40),
    "check, all unfolded": _check_unfolded,
    "check, nothing answered": _finish_in_vain,
    **AFTERWARDS,
    **pages_mine.PAGES,
    **pages_compare.PAGES,
    **pages_share.PAGES,
    **pages_data.PAGES,
    **pages_desk.PAGES,
    **pages_resume.PAGES,
    **pages_account.PAGES,
}
