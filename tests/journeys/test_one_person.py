"""One person's whole story: start, practice, answers with gaps, leaving, coming back, a result."""

import re
from collections.abc import Callable

from flask import Flask
from sqlalchemy.orm import Session

from assess.app import create_app
from assess.core.compiled import Compiled
from tests.conftest import make_settings
from tests.kinds import best_choice, last_choice, worst_choice
from tests.records import records, saved
from tests.visitor import CheckedClient, Visitor, checked, notices, steady, words


def test_a_person_answers_with_gaps_leaves_returns_and_gets_a_result(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    begun = visitor.submit(visitor.get("/"))
    practice = visitor.get(begun.location)
    attempt = begun.location.removesuffix("/practice")
    assert "It does not count" in words(practice)

    # Three sections, by the links of the pages; every third question is skipped.
    order = shipped.forms["standard"]
    place = f"{attempt}/q/{order[0]}"
    for number in range(15):
        page = visitor.get(place)
        assert place.endswith(order[number])
        if number % 3 == 2:
            place = f"{attempt}/q/{order[number + 1]}"
            assert f'href="{place}">Skip for now' in page.text
        else:
            question = shipped.questions[order[number]]
            place = visitor.submit(page, answer=best_choice(question)).location
    assert len(saved(session)) == 10

    # The next day the site offers to go on.
    home = visitor.get("/")
    assert "You have answered 10 of 40 questions. They are all still here." in words(home)
    assert f'href="{attempt}/q/{order[2]}">Go on where you were</a>' in home.text
    tasks = visitor.get(attempt)
    assert f'href="{attempt}/q/{order[2]}">Go on where you were</a>' in tasks.text

    # An answer is changed from the check page, which is where one comes back to.
    changed = f"{attempt}/q/{order[0]}?from=check"
    page = visitor.get(changed)
    assert checked(page) == best_choice(shipped.questions[order[0]])
    back = visitor.submit(page, answer=last_choice(shipped.questions[order[0]]))
    assert back.location == f"{attempt}/check"

    result = visitor.finish(attempt, goal="account_manager")
    page = visitor.get(result)
    told = words(page)
    assert "fits you best" in words(page, "h1")
    assert "Not assessed: " in told
    assert "No published range." in told
    assert steady(visitor.get(result)) == steady(page)

    # It is still there tomorrow, and home leads to it.
    home = visitor.get("/")
    assert "Your result is here, just as it was when you finished." in words(home)
    assert f'href="{result}">See your result</a>' in home.text
    assert len(records(session)["result"]) == 1


def test_everything_answered_well_leads_to_a_sure_result(
    visitor: Visitor, shipped: Compiled
) -> None:
    attempt = visitor.start()
    order = shipped.forms["standard"]
    visitor.answer_all(attempt, {key: best_choice(shipped.questions[key]) for key in order})
    assert "Every question has an answer." in words(visitor.get(f"{attempt}/check"))
    page = visitor.get(visitor.finish(attempt))
    assert "Not assessed" not in words(page)
    assert "You meet all 8 of its skill levels." in words(page)


def test_a_restart_of_the_app_loses_nothing(
    app: Flask, visitor: Visitor, shipped: Compiled
) -> None:
    attempt = visitor.start()
    key = shipped.forms["standard"][0]
    visitor.answer(f"{attempt}/q/{key}", "c")
    page = visitor.get(f"{attempt}/q/{shipped.forms['standard'][1]}")
    cookie = visitor.client.get_cookie("assess")
    assert cookie is not None
    settings = app.extensions["assess_settings"]
    again = create_app(make_settings(settings.instance, settings.database_url))
    again.test_client_class = CheckedClient
    later = Visitor(again.test_client())
    later.client.set_cookie("assess", cookie.value)
    assert checked(later.get(f"{attempt}/q/{key}")) == ["c"]
    # A page that was open all the while may still be sent.
    assert later.submit(page, answer="a").status_code == 303
    later.get(later.finish(attempt))
    again.extensions["sqlalchemy"].engines  # noqa: B018 - made lazily
    with again.app_context():
        again.extensions["sqlalchemy"].engine.dispose()


def test_two_people_on_one_installation_never_meet(
    new_visitor: Callable[[], Visitor], session: Session, shipped: Compiled
) -> None:
    ada, bo = new_visitor(), new_visitor()
    first, second = ada.start(), bo.start()
    order = shipped.forms["standard"]
    for key in order[:3]:
        question = shipped.questions[key]
        ada.answer(f"{first}/q/{key}", *best_choice(question))
        bo.answer(f"{second}/q/{key}", *worst_choice(question))
        assert checked(ada.get(f"{first}/q/{key}")) == best_choice(question)
    for person, own, other in ((ada, first, second), (bo, second, first)):
        person.get(own)
        person.get(other, 404)
        assert other not in person.get("/").text
    ada.finish(first)
    bo.get(f"{first}/result", 404)
    following = f"{second}/q/{order[3]}"
    assert f'href="{following}">Go on where you were</a>' in bo.get("/").text
    bo.answer(f"{second}/q/{order[0]}", "c")
    bo.finish(second)
    assert words(ada.get(f"{first}/result")) != words(bo.get(f"{second}/result"))
    assert len(records(session)["result"]) == 2


def test_the_attempt_started_last_is_the_one_that_home_offers(
    person: Visitor, shipped: Compiled
) -> None:
    first = person.start()
    person.answer(f"{first}/q/{shipped.forms['standard'][0]}", "c")
    person.finish(first)
    second = person.start()
    home = person.get("/")
    [begin] = re.findall(r'href="([^"]+)">Start section 1</a>', person.get(second).text)
    assert begin.startswith(f"{second}/q/")
    assert f'href="{begin}">Go on where you were</a>' in home.text
    # The earlier one stays within reach.
    assert words(home, ".earlier li").startswith("Result of ")
    assert f'<a href="{first}/result">' in home.text
    assert "You have answered 0 of 40 questions." in words(home)
    assert words(person.get(f"{first}/result"), "h1")


def test_two_tabs_are_settled_by_the_person(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    key = shipped.forms["standard"][0]
    path = f"{visitor.start()}/q/{key}"
    left, right = visitor.get(path), visitor.get(path)
    visitor.submit(left, answer="b")
    asked = visitor.submit(right, answer="d")
    assert asked.status_code == 409
    option = shipped.questions[key].options[1]
    assert f"Saved there: “{option.text}”." in notices(asked)[0]
    # The one saved first is chosen after all; the left tab then is the stale one.
    assert visitor.submit(asked, answer="b").status_code == 303
    assert saved(session) == [(key, "given", ["b"])]
