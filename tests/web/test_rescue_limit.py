"""More answers than a person can choose: the question comes back, the answer in it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.services import attempts
from assess.services.throttle import Limit
from assess.web.errors import wait_words
from tests.kinds import first_choice, last_choice, one_of_each
from tests.records import saved, unchanged
from tests.visitor import Visitor, checked, form_of, notices, words

NOW: Final = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FULL: Final = (
    "Many answers came from this browser within a minute, so this one is not saved yet. It is "
    "still chosen below. Wait 50 seconds, then press “Save and continue”."
)


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return a way to say how many seconds have gone by; two answers a minute are the limit."""
    monkeypatch.setattr(attempts, "ANSWERS", Limit("answers", 2, timedelta(minutes=1)))

    def plant(seconds: int) -> None:
        at = NOW + timedelta(seconds=seconds)
        monkeypatch.setattr("assess.web.take.views.now", lambda: at)

    plant(0)
    return plant


def test_one_answer_too_many_brings_the_question_back_whatever_its_kind(
    visitor: Visitor, session: Session, shipped: Compiled, moment: Callable[[int], None]
) -> None:
    attempt = visitor.start()
    questions = one_of_each(shipped)
    pages = {one.key: visitor.get(f"{attempt}/q/{one.key}") for one in questions}
    for values in (first_choice, last_choice):
        visitor.answer(f"{attempt}/q/{questions[0].key}", *values(questions[0]))
    moment(10)
    returned = []
    with unchanged(session):
        for question in questions[1:]:
            page = visitor.submit(pages[question.key], answer=first_choice(question))
            assert page.status_code == 429, question.kind
            assert page.headers["Retry-After"] == "50"
            assert checked(page) == first_choice(question)
            assert notices(page) == [FULL]
            assert "<title>Error: " in page.text
            returned.append(page)
    for number, page in enumerate(returned, 1):
        moment(60 * number)
        assert visitor.submit(page).status_code == 303
    assert len(saved(session)) == 5


def test_saving_on_choosing_says_so_too(
    visitor: Visitor, session: Session, shipped: Compiled, moment: Callable[[int], None]
) -> None:
    attempt = visitor.start()
    first, second = (one for one in one_of_each(shipped)[:2])
    page = visitor.get(f"{attempt}/q/{second.key}")
    for values in (first_choice, last_choice):
        visitor.answer(f"{attempt}/q/{first.key}", *values(first))
    moment(10)
    with unchanged(session):
        form = form_of(page).with_(answer=first_choice(second))
        answer = visitor.post(f"{attempt}/q/{second.key}/save", form)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "50")
    assert answer.get_json() == {"message": f"One moment, please. {FULL}"}


def test_where_no_edition_knows_the_question_the_page_is_a_plain_one(
    visitor: Visitor, shipped: Compiled, moment: Callable[[int], None]
) -> None:
    attempt = visitor.start()
    first, second = (one for one in one_of_each(shipped)[:2])
    for values in (first_choice, last_choice):
        visitor.answer(f"{attempt}/q/{first.key}", *values(first))
    page = visitor.get(f"{attempt}/q/{second.key}")
    refused = visitor.submit(page, answer=first_choice(second), edition="")
    assert refused.status_code == 429
    assert words(refused, "h1") == "That was a lot at once"
    assert "Please wait 1 minute, then try again." in words(refused)
    assert refused.headers["Retry-After"] == "60"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (-5, "1 second"), (0, "1 second"), (0.2, "1 second"), (1, "1 second"), (59.1, "1 minute"),
        (2, "2 seconds"), (60, "1 minute"), (61, "2 minutes"), (3540, "59 minutes"),
        (3541, "1 hour"), (3600, "1 hour"), (3601, "2 hours"), (86400, "24 hours"),
    ],
)  # fmt: skip
def test_a_wait_is_told_in_words_and_is_never_too_short(seconds: float, told: str) -> None:
    assert wait_words(timedelta(seconds=seconds)) == told
