"""The pages of figures, in every state they can show."""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from assess.extensions import db
from assess.models import AccountRow, StaffRoleRow
from assess.models.account import account_role
from tests.browser.afterwards import Reach
from tests.browser.pages_account import enter
from tests.browser.person import Person
from tests.crowd import crowd

_LENGTHS: Final = {"standard": 60, "quick": 25, "thorough": 4}


def _analyst(person: Person, share: float = 1) -> None:
    """Sign in as an analyst where some have finished and some have only begun."""
    enter(person)
    finished_at = datetime.now(UTC) - timedelta(days=14)
    with person.site.app.app_context(), Session(db.engine) as session:
        role = session.scalars(select(StaffRoleRow.id).where(StaffRoleRow.name == "analyst")).one()
        account = session.scalars(select(AccountRow.id)).one()
        session.execute(insert(account_role).values(account_id=account, role_id=role))
        session.commit()
        for length, count in _LENGTHS.items():
            some = round(count * share)
            crowd(session, person.edition, some, finished_at, length=length, seed=count)
            crowd(session, person.edition, some // 2, None, length=length, seed=count + 1)


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
