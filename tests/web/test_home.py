"""Home, the practice question, the list of sections, and the pages of the footer."""

import re

import pytest
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.core.flow import minutes
from assess.web.take.practice import PRACTICE
from tests.records import records, unchanged
from tests.visitor import Visitor, form_of, words


def test_home_says_what_it_takes_and_what_it_is_not(person: Visitor, shipped: Compiled) -> None:
    told = words(person.get("/"))
    asked = [shipped.questions[key] for key in shipped.forms["standard"]]
    assert f"Answer {len(asked)} short questions" in told
    assert f"About {minutes(asked)} minutes." in told
    assert "It is not a test." in told
    assert "nobody may use it to choose between people" in told
    assert "Welcome back" not in told


def test_reading_home_writes_nothing(visitor: Visitor, session: Session) -> None:
    with unchanged(session):
        visitor.get("/")
        visitor.get("/")


def test_pressing_start_twice_is_one_attempt(visitor: Visitor, session: Session) -> None:
    home = visitor.get("/")
    first, second = visitor.submit(home), visitor.submit(home)
    assert first.location == second.location
    assert len(records(session)["attempt"]) == 1
    assert visitor.submit(visitor.get("/")).location != first.location


def test_a_start_with_a_wrong_form_token_is_refused(visitor: Visitor, session: Session) -> None:
    home = visitor.get("/")
    with unchanged(session):
        page = visitor.submit(home, csrf_token="wrong")
    assert (page.status_code, page.location) == (303, "/")


def test_the_practice_question_tells_what_each_answer_would_earn(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = visitor.start()
    first = f"{attempt}/q/{shipped.forms['standard'][0]}"
    with unchanged(session):
        asked = visitor.get(f"{attempt}/practice")
        assert "It does not count" in words(asked)
        assert f'href="{first}"' in asked.text
        for option in PRACTICE.options:
            told = words(visitor.get(f"{attempt}/practice?asked=1&answer={option.key}"), ".notice")
            assert str(option.why) in told
            headings: dict[float, str] = {
                1: "That is the most helpful first step",
                0: "Another reply would help more here",
            }
            assert told.startswith(headings.get(option.credit or 0, "That helps in part"))
            assert ("The most helpful one:" in told) == (option.credit != 1)


@pytest.mark.parametrize("query", ["asked=1", "asked=1&answer=", "asked=1&answer=zz%00<b>"])
def test_the_practice_question_without_an_answer_says_so(query: str, person: Visitor) -> None:
    page = person.get(f"{person.start()}/practice?{query}")
    assert "<title>Error: " in page.text
    assert "Choose the reply you would give, or skip the practice." in words(page)
    assert "<b>" not in page.text


def test_the_sections_say_how_far_one_has_come(person: Visitor, shipped: Compiled) -> None:
    attempt = person.start()
    order = shipped.forms["standard"]
    fresh = person.get(attempt)
    assert words(fresh, ".state").split("Not started") == [""] + [" "] * 7 + [""]
    assert f'href="{attempt}/q/{order[0]}">Start section 1</a>' in fresh.text
    person.answer_all(attempt, {key: ["not_sure"] for key in order[:7]})
    page = person.get(attempt)
    assert words(page, ".state").startswith("Done 2 of 5 Not started")
    assert "You have answered 7 of 40 questions." in words(page)
    assert f'href="{attempt}/q/{order[7]}">Go on where you were</a>' in page.text
    # A section under way opens at its first open question, a done one at its first.
    assert f'<a href="{attempt}/q/{order[7]}" aria-describedby="state-2">' in page.text
    assert f'<a href="{attempt}/q/{order[0]}" aria-describedby="state-1">' in page.text


def test_with_everything_answered_the_sections_lead_to_the_finish(
    person: Visitor, shipped: Compiled
) -> None:
    attempt = person.start()
    person.answer_all(attempt, {key: ["not_sure"] for key in shipped.forms["standard"]})
    page = person.get(attempt)
    assert "Go on where you were" not in page.text
    assert f'class="btn" href="{attempt}/check"' in page.text


def test_a_question_says_where_it_stands_and_leads_back_and_on(
    person: Visitor, shipped: Compiled
) -> None:
    attempt = person.start()
    order = shipped.forms["standard"]
    for place, before, after in (
        (0, attempt, f"{attempt}/q/{order[1]}"),
        (6, f"{attempt}/q/{order[5]}", f"{attempt}/q/{order[7]}"),
        (39, f"{attempt}/q/{order[38]}", f"{attempt}/check"),
    ):
        page = person.get(f"{attempt}/q/{order[place]}")
        assert f"Section {place // 5 + 1} of 8: " in words(page, ".eyebrow")
        assert f"Question {place % 5 + 1} of 5" in words(page, ".eyebrow")
        assert f'<a href="{before}">Back</a>' in page.text
        assert f'<a href="{after}">Skip for now</a>' in page.text
    page = person.get(f"{attempt}/q/{order[6]}?from=check")
    assert f'<a href="{attempt}/check">Back</a>' in page.text
    assert f'<a href="{attempt}/check">Back to all answers</a>' in page.text


def test_every_question_is_drawn_whole(person: Visitor, shipped: Compiled) -> None:
    attempt = person.start()
    for key in shipped.forms["standard"]:
        question = shipped.questions[key]
        page = person.get(f"{attempt}/q/{key}")
        told = words(page)
        assert " ".join(question.text.split()) in told
        for option in question.options:
            assert " ".join(option.text.split()) in told
        kind = "checkbox" if question.several else "radio"
        assert page.text.count(f'<input type="{kind}" name="answer"') == len(question.options) + 2
        assert ("Choose all that apply." in told) == question.several
        assert all(name != "answer" for name, _ in form_of(page).fields)


@pytest.mark.parametrize("path", ["/method", "/privacy", "/accessibility"])
def test_the_footer_leads_to_pages_without_a_form(path: str, person: Visitor) -> None:
    assert f'href="{path}"' in person.get("/").text
    page = person.get(path)
    assert "<form" not in page.text
    assert words(page, "h1")


def test_the_method_page_names_every_skill(person: Visitor, shipped: Compiled) -> None:
    told = words(person.get("/method"))
    for skill in shipped.edition.skills:
        assert skill.name in told


def test_nothing_on_a_page_is_loaded_from_elsewhere(person: Visitor, shipped: Compiled) -> None:
    attempt = person.start()
    for path in ("/", "/method", attempt, f"{attempt}/q/{shipped.forms['standard'][0]}"):
        page = person.get(path).text
        assert re.findall(r'(?:src|href|action)="(?:https?:)?//', page) == []
