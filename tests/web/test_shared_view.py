"""What whoever has a link sees: one result, read-only, and nothing that leads further."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Final

import pytest
from flask import Flask
from justhtml import JustHTML
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from tests.records import records
from tests.visitor import Visitor, form_of, words
from tests.web.sharing import OPEN, UNKNOWN, addresses, answer_rest, finished, share

NewVisitor = Callable[[], Visitor]
# Words that would tell how a person rates themselves.
CLAIMS: Final = ("they claim", "you claim", "rate themselves", "own rating", "own view and what")


@pytest.fixture
def coach(new_visitor: NewVisitor) -> Visitor:
    """Return somebody with another browser."""
    return new_visitor()


def test_the_result_is_told_about_somebody_else(
    person: Visitor, new_person: NewVisitor, shipped: Compiled
) -> None:
    coach = new_person()
    attempt = finished(person, shipped, goal="account_manager")
    mine = words(person.get(f"{attempt}/result"))
    page = coach.get(share(person, attempt))
    told = words(page)
    assert "Somebody’s own view, shared with you." in told
    assert "not for hiring: nobody may use it to choose between people" in told
    assert "It has not been shown to work for hiring, promotion or pay" in told
    # What speaks to the reader is about the link; the result is about somebody else.
    result = " ".join(words(page, part) for part in ("h1", ".lead", "section"))
    for skill in shipped.edition.skills:
        for level in skill.levels:
            result = result.replace(" ".join(level.split()), "")
    general = "“You” is whoever has that level|In this role, you"
    spoken = re.sub(general, "", result)
    assert re.findall(r"(?i).{60}\byou(?:r|rself)?\b", spoken) == []
    for figure in re.findall(
        r"Score \d+, range \d+–\d+\. Role asks for \d+\.|Fit \d+\.\d|\$[\d,]+", mine
    ):
        assert figure in told
    assert told.count("No published range.") == mine.count("No published range.")


def test_it_says_until_when_and_ends_then(
    visitor: Visitor, coach: Visitor, session: Session, shipped: Compiled,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    link = share(visitor, finished(visitor, shipped), days="30", **OPEN)
    ends = records(session)["share"][0]["ends_at"]
    told = f"You can read it here until {ends:%B} {ends.day}, {ends.year}."
    assert told in words(coach.get(link))
    assert told in words(coach.get(f"{link}/answers"))
    before = ends - timedelta(microseconds=1)
    monkeypatch.setattr("assess.web.share.views.now", lambda: before)
    coach.get(link)
    coach.get(f"{link}/answers")
    monkeypatch.setattr("assess.web.share.views.now", lambda: ends)
    coach.get(link, 404)
    coach.get(f"{link}/answers", 404)


def test_what_was_not_chosen_is_nowhere(
    person: Visitor, new_person: NewVisitor, shipped: Compiled
) -> None:
    coach = new_person()
    attempt = finished(person, shipped, "standard")
    claims = JustHTML(person.get(f"{attempt}/result").text, sanitize=False).query("table.claims")
    [mine] = [" ".join(part.to_text().split()) for part in claims]
    figures = re.findall(r"own rating \d+", mine)
    assert len(figures) == 8
    link = share(person, attempt)
    page = coach.get(link)
    for word in (*CLAIMS, *figures, "single answers", "/answers"):
        assert word not in page.text.lower(), word
    assert coach.get(f"{link}/answers", 404).text == coach.get(UNKNOWN, 404).text
    shown = coach.get(share(person, attempt, with_claims="y"))
    for figure in figures:
        assert figure in shown.text
    assert "They showed " in words(shown, "table.claims")
    assert "/answers" not in shown.text


def test_answers_without_claims_hold_no_rating_of_oneself(
    person: Visitor, new_person: NewVisitor, shipped: Compiled
) -> None:
    coach = new_person()
    attempt = finished(person, shipped, "standard")
    link = share(person, attempt, with_answers="y")
    assert f'href="{link}/answers"' in coach.get(link).text
    page = coach.get(f"{link}/answers")
    told = words(page)
    for word in (*CLAIMS, "they said"):
        assert word not in told.lower(), word
    for key in shipped.forms["standard"]:
        question = shipped.questions[key]
        assert (" ".join(question.text.split()) in told) == (not question.claimed), key
    assert "They chose this." in told
    assert not re.search("You chose|You said|[Yy]our score|You are at the highest", told)
    open_link = share(person, attempt, **OPEN)
    told = words(coach.get(f"{open_link}/answers"))
    for key in shipped.forms["standard"]:
        assert " ".join(shipped.questions[key].text.split()) in told
    assert "They said: " in told


def test_a_result_that_comes_later_never_appears(
    visitor: Visitor, coach: Visitor, shipped: Compiled
) -> None:
    attempt = finished(visitor, shipped, goal="account_manager")
    link = share(visitor, attempt, **OPEN)
    before = coach.get(link).text, coach.get(f"{link}/answers").text
    grown = visitor.submit(visitor.get(f"{attempt}/result"), length="standard")
    assert grown.status_code == 303
    assert (coach.get(link).text, coach.get(f"{link}/answers").text) == before
    answer_rest(visitor, attempt, shipped, "standard")
    assert (coach.get(link).text, coach.get(f"{link}/answers").text) == before
    visitor.finish(attempt)
    assert (coach.get(link).text, coach.get(f"{link}/answers").text) == before


def test_where_no_answer_may_be_shown_the_page_says_so(
    person: Visitor, new_person: NewVisitor, shipped: Compiled
) -> None:
    coach = new_person()
    attempt = person.submit(person.get("/"), length="quick").location.removesuffix("/practice")
    rating = next(key for key in shipped.forms["quick"] if shipped.questions[key].claimed)
    person.answer(f"{attempt}/q/{rating}", "not_sure")
    person.finish(attempt)
    link = share(person, attempt, with_answers="y")
    assert "There are no answers to show here." in words(coach.get(f"{link}/answers"))


def test_the_address_is_the_one_people_use(sqlite_app: Flask, shipped: Compiled) -> None:
    person = Visitor(sqlite_app.test_client())
    attempt = finished(person, shipped)
    [link] = [share(person, attempt)]
    page = person.client.get(f"{attempt}/share", headers={"Host": "localhost:1234"})
    assert f">http://127.0.0.1:8000{link}<" in page.text


def test_the_shared_page_of_a_holder_looks_the_same_to_the_holder(
    person: Visitor, new_person: NewVisitor, shipped: Compiled
) -> None:
    coach = new_person()
    attempt = finished(person, shipped)
    link = share(person, attempt)
    assert person.get(link).text == coach.get(link).text
    assert addresses(person, attempt) == [link]
    assert form_of(person.get(f"{attempt}/share")).action == ""
