"""Looking back: each skill over time, and two results side by side, in every state."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from assess.core.answers import read_answer
from assess.core.compiled import compile_edition
from assess.core.edition import Question
from assess.core.outcome import assess
from assess.extensions import db
from assess.models import AttemptRow, ResultRow
from assess.services.translate import outcome_to_text
from tests.another_edition import another_edition
from tests.browser.person import Person, Plan, best, worst

Reach = Callable[[Person], None]
_FIRST: Final = datetime(2025, 10, 3, 9, 0, tzinfo=UTC)


def by_turns(question: Question) -> list[str]:
    """Answer well and badly by turns, as a middling person would."""
    return best(question) if len(question.key) % 2 else worst(question)


def finished(person: Person, plan: Plan, count: int | None = None, length: str = "quick") -> str:
    """Take an assessment and return the name of its result."""
    person.start(length)
    person.answered_before(plan, person.form[:count])
    person.finish()
    return f"{person.attempt.removeprefix('/a/')}.1"


def grown(person: Person, plan: Plan) -> tuple[str, str]:
    """Let a quick result grow, and return the names of both."""
    first = finished(person, plan)
    earlier = person.form
    person.grow(16)
    person.answered_before(plan, [key for key in person.form if key not in earlier])
    person.finish()
    return first, first.replace(".1", ".2")


def on_another_edition(person: Person) -> None:
    """Publish an edition that differs in every way; what begins from now on follows it."""
    edition = another_edition(person.edition.edition)
    person.site.publish(edition)
    person.edition = compile_edition(edition)


def planted(person: Person, count: int) -> None:
    """Store earlier results beside the person's own: five weeks apart, slowly better."""
    compiled = person.edition
    keys = compiled.forms["standard"]
    rows = []
    for place in range(count):
        asked = keys if place else keys[:12]
        good = {key for turn, key in enumerate(keys) if turn * 7 % 11 < 3 + place * 6 // count}
        answers = {}
        for key in asked:
            question = compiled.questions[key]
            values = best(question) if key in good else worst(question)
            answers[key] = read_answer(question, values)
        outcome = assess(compiled, answers)
        made = _FIRST + timedelta(weeks=5 * place)
        written = {"engine": outcome.engine, "outcome": outcome_to_text(outcome), "made_at": made}
        rows.append(written | {"number": place + 2, "edition_number": 1})
    with person.site.app.app_context(), Session(db.engine) as session:
        public_id = person.attempt.removeprefix("/a/")
        found = select(AttemptRow.id).where(AttemptRow.public_id == public_id)
        attempt = session.scalars(found).one()
        session.execute(insert(ResultRow), [row | {"attempt_id": attempt} for row in rows])
        session.commit()


def compare(person: Person, first: str, second: str) -> None:
    """Open the comparison of two results."""
    person.open(f"/compare?a={first}&b={second}")


def _history(count: int, *, unfolded: bool = False) -> Reach:
    def reach(person: Person) -> None:
        if count:
            finished(person, by_turns, 9 if count == 1 else None)
        if count > 1:
            planted(person, count - 1)
        person.open("/history")
        if unfolded:
            person.unfold()

    return reach


def _history_of_two_editions(person: Person) -> None:
    finished(person, by_turns)
    planted(person, 3)
    on_another_edition(person)
    finished(person, best)
    person.open("/history")
    person.unfold()


def _choose(query: str, *, results: int = 2, status: int = 200) -> Reach:
    def reach(person: Person) -> None:
        names = [finished(person, by_turns, 3) for _ in range(results)]
        if status != 200:
            person.watch.expect(status)
        person.open("/compare" + query.format(*names))

    return reach


def _pair(then: Plan, now: Plan, count: int | None = None) -> Reach:
    def reach(person: Person) -> None:
        first = finished(person, then, count, "standard")
        compare(person, first, finished(person, now, None, "standard"))

    return reach


def _grown(person: Person) -> None:
    compare(person, *grown(person, by_turns))


def _two_editions(person: Person) -> None:
    first = finished(person, by_turns)
    on_another_edition(person)
    compare(person, first, finished(person, best))


PAGES: Final[dict[str, Reach]] = {
    "history, nothing yet": _history(0),
    "history, one result": _history(1),
    "history, two results": _history(2),
    "history, twelve results": _history(12),
    "history, fifty results, figures unfolded": _history(50, unfolded=True),
    "history, two editions, figures unfolded": _history_of_two_editions,
    "compare, nothing yet": _choose("", results=0),
    "compare, one result": _choose("?a={0}&b={0}", results=1, status=422),
    "compare, choose two": _choose(""),
    "compare, the same result twice": _choose("?a={0}&b={0}", status=422),
    "compare, one missing": _choose("?b={0}", status=422),
    "compare, unknown": _choose("?a={0}&b=00000000000000000000.1", status=404),
    "compare, large changes": _pair(worst, best),
    "compare, the same answers": _pair(by_turns, by_turns),
    "compare, some not assessed then": _pair(by_turns, best, 12),
    "compare, one attempt that grew": _grown,
    "compare, two editions": _two_editions,
}
