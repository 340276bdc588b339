"""The pages that come after the finish: the result, the answers behind it, and going on."""

from collections.abc import Callable
from typing import Final

from assess.core.edition import Question
from tests.browser.person import Person, best, worst

Reach = Callable[[Person], None]


def result_of(count: int, *, goal: str = "", low: bool = False, unfolded: bool = False) -> Reach:
    """Finish a standard attempt with some questions answered, well or badly."""

    def reach(person: Person) -> None:
        person.start()
        person.answered_before(worst if low else best, person.form[:count])
        person.finish(goal)
        if unfolded:
            person.unfold()

    return reach


def _each_sort(question: Question) -> list[str]:
    """Answer well, badly, not sure or not at home, by turns."""
    turn = len(question.key) % 4
    return [best(question), worst(question), ["not_sure"], ["not_applicable"]][turn]


def _answers(length: str, count: int, *, unfolded: bool) -> Reach:
    def reach(person: Person) -> None:
        person.start(length)
        person.answered_before(_each_sort, person.form[:count])
        person.finish()
        person.open(f"{person.attempt}/answers")
        if unfolded:
            person.unfold()

    return reach


def _highest_level(person: Person) -> None:
    result_of(40)(person)
    person.open(f"{person.attempt}/answers")
    person.unfold()


def _after_quick(person: Person) -> None:
    person.start("quick")
    person.answered_before(best)
    person.finish()


def _grown(path: str, *, answered: int = 0, unfolded: bool = False) -> Reach:
    """Open a page of an attempt that grew from quick to standard."""

    def reach(person: Person) -> None:
        _after_quick(person)
        earlier = person.form
        person.grow(16)
        added = [key for key in person.form if key not in earlier]
        person.answered_before(best, added[:answered])
        person.open(person.attempt + path)
        if unfolded:
            person.unfold()

    return reach


def _grown_home(person: Person) -> None:
    _grown("/result")(person)
    person.open("/")


def _home_with_earlier_ones(person: Person) -> None:
    result_of(5)(person)
    person.start()
    person.answered_before(best, person.form[:3])
    person.start("quick")
    person.open("/")


def _some_asked_elsewhere(person: Person) -> None:
    result_of(40)(person)
    first = person.attempt
    person.start()
    person.open(f"{first}/answers")
    person.unfold()


def _locked(kind: str) -> Reach:
    def reach(person: Person) -> None:
        _after_quick(person)
        locked = next(key for key in person.form if person.edition.questions[key].kind == kind)
        person.grow(16)
        person.ask(locked)

    return reach


def _second(path: str) -> Reach:
    """Open a page of an attempt with two results."""

    def reach(person: Person) -> None:
        _grown("", answered=16)(person)
        person.finish("account_manager")
        person.open(person.attempt + path)

    return reach


AFTERWARDS: Final[dict[str, Reach]] = {
    "result, high sureness": result_of(40),
    "result, high sureness, low scores": result_of(40, low=True),
    "result, low sureness, some not assessed": result_of(10, goal="customer_service_manager"),
    "result, tentative": result_of(1),
    "result, all unfolded": result_of(40, low=True, goal="account_manager", unfolded=True),
    "result, two lengths to add": _after_quick,
    "result while adding questions": _grown("/result"),
    "result 1 of 2": _second("/result/1"),
    "result 2 of 2": _second("/result/2"),
    "answers, all folded": _answers("standard", 40, unfolded=False),
    "answers, all unfolded": _answers("thorough", 64, unfolded=True),
    "answers, some left open": _answers("standard", 13, unfolded=True),
    "answers, highest levels": _highest_level,
    "answers after adding questions": _second("/answers"),
    "answers, some asked elsewhere": _some_asked_elsewhere,
    "home with earlier ones": _home_with_earlier_ones,
    "home while adding questions": _grown_home,
    "sections, questions added": _grown(""),
    "sections, added questions begun": _grown("", answered=3),
    "question, locked": _locked("rating"),
    "question, locked boxes": _locked("knowledge_several"),
    "check, locked answers and open ones": _grown("/check", answered=5),
    "check, locked answers unfolded": _grown("/check", answered=16, unfolded=True),
}
