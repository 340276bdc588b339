"""The pages of figures, in every state they can show."""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from assess.extensions import db
from tests.browser.afterwards import Reach
from tests.browser.person import Person
from tests.crowd import crowd
from tests.web.desksteps import plant

_LENGTHS: Final = {"standard": 60, "quick": 25, "thorough": 4}


def _analyst(person: Person, share: float = 1) -> None:
    """Sign in as an analyst where some have finished and some have only begun."""
    finished_at = datetime.now(UTC) - timedelta(days=14)
    with person.site.app.app_context(), Session(db.engine) as session:
        token = plant(person.site.app, session, "analyst")
        for length, count in _LENGTHS.items():
            some = round(count * share)
            crowd(session, person.edition, some, finished_at, length=length, seed=count)
            crowd(session, person.edition, some // 2, None, length=length, seed=count + 1)
    person.page.context.add_cookies(
        [{"name": "assess", "value": token, "url": person.site.address}]
    )


def _figures(path: str, share: float = 1) -> Reach:
    def reach(person: Person) -> None:
        _analyst(person, share)
        person.open(f"/desk/figures{path}")
        person.unfold()

    return reach


def _of_an_edition(person: Person) -> None:
    _analyst(person)
    person.site.publish(person.edition.edition.model_copy(update={"title": "Another"}))
    person.open("/desk/figures?edition=1")


PAGES: Final[dict[str, Reach]] = {
    "desk, figures of groups": _figures(""),
    "desk, figures of an earlier edition": _of_an_edition,
    "desk, figures of questions": _figures("/questions?skill=cybersecurity"),
    "desk, figures, nobody yet": _figures("", 0),
    "desk, figures of questions, nobody yet": _figures("/questions", 0),
}
