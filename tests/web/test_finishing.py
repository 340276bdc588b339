"""Finishing: with gaps, with nothing, twice, and what the check page shows before."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from tests.kinds import first_choice, one_of_each
from tests.records import records, unchanged
from tests.visitor import Visitor, form_of, notices, steady, words


def test_the_check_page_shows_every_answer_in_its_words_and_what_is_open(
    person: Visitor, shipped: Compiled
) -> None:
    attempt = person.start()
    several = one_of_each(shipped)[4]
    rating = one_of_each(shipped)[0]
    frequency = one_of_each(shipped)[1]
    person.answer(f"{attempt}/q/{several.key}", *first_choice(several))
    person.answer(f"{attempt}/q/{rating.key}", "not_sure")
    person.answer(f"{attempt}/q/{frequency.key}", "not_applicable")
    page = person.get(f"{attempt}/check")
    told = words(page)
    assert "37 questions still open. You can finish without them" in told
    for option in several.options[:2]:
        assert option.text in told
    assert "Not sure" in told
    assert "Doesn’t apply to me" in told
    assert told.count("Still open") == 37
    assert page.text.count("?from=check") == 40
    for key in shipped.forms["standard"]:
        assert f'href="{attempt}/q/{key}?from=check"' in page.text


def test_one_question_left_is_told_as_one(person: Visitor, shipped: Compiled) -> None:
    attempt = person.start()
    order = shipped.forms["standard"]
    person.answer_all(attempt, {key: ["not_sure"] for key in order[1:]})
    told = words(person.get(f"{attempt}/check"))
    assert "1 question still open. You can finish without it" in told
    person.answer(f"{attempt}/q/{order[0]}", "not_sure")
    assert "Every question has an answer." in words(person.get(f"{attempt}/check"))


def test_finishing_with_gaps_stores_a_result(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = visitor.start()
    visitor.answer(f"{attempt}/q/{shipped.forms['standard'][0]}", "c")
    result = visitor.finish(attempt)
    assert result == f"{attempt}/result"
    [row] = records(session)["result"]
    assert (row["number"], row["edition_number"], row["engine"]) == (1, 1, "1")
    assert "Not assessed: " in words(visitor.get(result))


def test_finishing_with_nothing_answered_is_refused_with_a_sentence(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = visitor.start()
    check = visitor.get(f"{attempt}/check")
    with unchanged(session):
        page = visitor.submit(check, goal="account_manager")
    assert page.status_code == 422
    assert notices(page) == [
        "Answer at least one question first. Then there is something to show you."
    ]
    assert "<title>Error: " in page.text
    first = shipped.forms["standard"][0]
    assert f'<li><a href="{attempt}/q/{first}">Answer at least one question' in page.text
    assert dict(form_of(page).fields)["goal"] == "account_manager"


def test_finishing_twice_is_finishing_once(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = visitor.start()
    visitor.answer(f"{attempt}/q/{shipped.forms['standard'][0]}", "c")
    check = visitor.get(f"{attempt}/check")
    first = visitor.submit(check, goal="account_manager")
    with unchanged(session):
        second = visitor.submit(check, goal="")
    assert first.location == second.location == f"{attempt}/result"
    assert records(session)["attempt"][0]["goal"] == "account_manager"


def test_not_sure_alone_can_be_finished(person: Visitor, shipped: Compiled) -> None:
    attempt = person.start()
    person.answer(f"{attempt}/q/{shipped.forms['standard'][0]}", "not_applicable")
    assert "Not assessed" in words(person.get(person.finish(attempt)))


def test_a_failed_form_token_keeps_the_attempt_open(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = visitor.start()
    visitor.answer(f"{attempt}/q/{shipped.forms['standard'][0]}", "c")
    check = visitor.get(f"{attempt}/check")
    with unchanged(session):
        page = visitor.submit(check, csrf_token="wrong")
    assert page.status_code == 400
    assert words(page, "h1")


def test_before_the_finish_the_result_leads_back_and_after_it_everything_leads_there(
    person: Visitor, shipped: Compiled
) -> None:
    attempt = person.start()
    key = shipped.forms["standard"][0]
    assert person.get(f"{attempt}/result", 303).location == attempt
    person.answer(f"{attempt}/q/{key}", "c")
    result = person.finish(attempt)
    for path in (attempt, f"{attempt}/q/{key}", f"{attempt}/check"):
        assert person.get(path, 303).location == result


def test_a_result_is_opened_again_byte_for_byte(visitor: Visitor, shipped: Compiled) -> None:
    attempt = visitor.start()
    visitor.answer(f"{attempt}/q/{shipped.forms['standard'][0]}", "c")
    result = visitor.finish(attempt, goal="account_manager")
    assert steady(visitor.get(result)) == steady(visitor.get(result))


def test_an_attempt_that_grew_proposes_the_goal_it_was_finished_with(
    person: Visitor, shipped: Compiled
) -> None:
    attempt = person.start()
    person.answer(f"{attempt}/q/{shipped.forms['standard'][0]}", "c")
    page = person.get(person.finish(attempt, goal="account_manager"))
    assert person.submit(page, length="thorough").status_code == 303
    check = person.get(f"{attempt}/check")
    assert dict(form_of(check).fields)["goal"] == "account_manager"


def test_a_goal_given_at_the_finish_shapes_the_next_step(
    new_person: Callable[[], Visitor], shipped: Compiled
) -> None:
    headings = []
    for goal in ("", "customer_experience_specialist"):
        person = new_person()
        attempt = person.start()
        person.answer(f"{attempt}/q/{shipped.forms['standard'][0]}", "c")
        page = person.get(person.finish(attempt, goal=goal))
        headings.append(words(page, "h1"))
        assert ("aiming for" in words(page)) == bool(goal)
    assert headings[0] == headings[1], "a goal never changes the recommendation"
