"""Saving an answer: every kind of question, every sort of answer, once however often it comes."""

import pytest
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from tests.kinds import every_choice, first_choice, last_choice, one_of_each, stored_as
from tests.records import records, saved, unchanged
from tests.visitor import Visitor, checked, form_of, notices, words


def test_every_sort_of_answer_to_every_kind_of_question_is_saved_and_shown_again(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = visitor.start()
    for question in one_of_each(shipped):
        path = f"{attempt}/q/{question.key}"
        assert checked(visitor.get(path)) == [], "an option is preselected"
        for values in every_choice(question):
            visitor.answer(path, *values)
            assert (question.key, *stored_as(values)) in saved(session)
            assert checked(visitor.get(path)) == values, question.kind
    assert len(saved(session)) == 5


def test_after_an_answer_comes_the_next_question_and_after_the_last_the_check_page(
    person: Visitor, shipped: Compiled
) -> None:
    attempt = person.start()
    order = shipped.forms["standard"]
    middle = person.answer(f"{attempt}/q/{order[0]}", "not_sure")
    last = person.answer(f"{attempt}/q/{order[-1]}", "not_sure")
    changed = person.answer(f"{attempt}/q/{order[0]}?from=check", "not_applicable")
    assert middle.location == f"{attempt}/q/{order[1]}"
    assert last.location == changed.location == f"{attempt}/check"


def test_a_double_click_saves_once(visitor: Visitor, session: Session, shipped: Compiled) -> None:
    question = one_of_each(shipped)[4]
    path = f"{visitor.start()}/q/{question.key}"
    sent = form_of(visitor.get(path)).with_(answer=first_choice(question))
    first = visitor.post(path, sent)
    with unchanged(session):
        second = visitor.post(path, sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert saved(session) == [(question.key, "given", first_choice(question))]


def test_options_in_another_order_are_the_same_answer(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    question = one_of_each(shipped)[4]
    path = f"{person.start()}/q/{question.key}"
    page = person.get(path)
    person.submit(page, answer=first_choice(question)[::-1])
    assert saved(sqlite_session) == [(question.key, "given", first_choice(question))]
    with unchanged(sqlite_session):
        assert person.submit(page, answer=first_choice(question)).status_code == 303


def test_the_same_page_may_change_its_mind(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    for question in one_of_each(shipped)[:2]:
        page = visitor.get(f"{visitor.start()}/q/{question.key}")
        for values in (first_choice(question), last_choice(question), ["not_sure"]):
            assert visitor.submit(page, answer=values).status_code == 303
            assert (question.key, *stored_as(values)) in saved(session)
    assert len(saved(session)) == 2


def test_going_back_to_a_page_drawn_anew_changes_the_answer(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    question = one_of_each(shipped)[0]
    path = f"{visitor.start()}/q/{question.key}"
    visitor.answer(path, *first_choice(question))
    visitor.answer(path, *last_choice(question))
    assert saved(session) == [(question.key, "given", last_choice(question))]


def test_going_back_to_a_page_kept_by_the_browser_changes_the_answer(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    question = one_of_each(shipped)[2]
    path = f"{visitor.start()}/q/{question.key}"
    kept = visitor.get(path)
    visitor.submit(kept, answer=first_choice(question))
    response = visitor.submit(kept, answer=last_choice(question))
    assert response.status_code == 303
    assert saved(session) == [(question.key, "given", last_choice(question))]


@pytest.mark.parametrize("place", range(5))
def test_a_second_tab_is_asked_which_answer_counts(
    place: int, visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    question = one_of_each(shipped)[place]
    path = f"{visitor.start()}/q/{question.key}"
    one, other = visitor.get(path), visitor.get(path)
    visitor.submit(one, answer=first_choice(question))
    with unchanged(session):
        asked = visitor.submit(other, answer=last_choice(question))
    assert asked.status_code == 409
    assert checked(asked) == last_choice(question)
    texts = {option.key: option.text for option in question.options}
    saved_there = ", ".join(f"“{texts[key]}”" for key in first_choice(question))
    [told] = notices(asked)
    assert told == (
        f"Saved there: {saved_there}. Chosen here: see below. Choose the one that counts, then "
        "press “Save and continue”."
    )
    assert visitor.submit(asked, answer=checked(asked)).status_code == 303
    assert saved(session) == [(question.key, "given", last_choice(question))]


def test_a_second_tab_with_the_same_answer_is_not_asked(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    question = one_of_each(shipped)[1]
    path = f"{visitor.start()}/q/{question.key}"
    one, other = visitor.get(path), visitor.get(path)
    visitor.submit(one, answer=["not_applicable"])
    with unchanged(session):
        assert visitor.submit(other, answer=["not_applicable"]).status_code == 303


def test_the_answer_saved_elsewhere_is_told_in_words_even_when_it_is_a_special_one(
    person: Visitor, shipped: Compiled
) -> None:
    for question, special, told in zip(
        one_of_each(shipped), ("not_sure", "not_applicable"),
        ("“Not sure”", "“Doesn’t apply to me”"), strict=False,
    ):  # fmt: skip
        path = f"{person.start()}/q/{question.key}"
        stale = person.get(path)
        person.answer(path, special)
        asked = person.submit(stale, answer=first_choice(question))
        assert f"Saved there: {told}." in words(asked)


def test_a_third_save_between_asking_and_choosing_is_asked_about_again(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    question = one_of_each(shipped)[0]
    path = f"{person.start()}/q/{question.key}"
    stale = person.get(path)
    person.answer(path, question.options[0].key)
    asked = person.submit(stale, answer=[question.options[1].key])
    person.answer(path, question.options[2].key)
    with unchanged(sqlite_session):
        again = person.submit(asked, answer=[question.options[1].key])
    assert again.status_code == 409
    assert question.options[2].text in notices(again)[0]


def test_skipping_saves_nothing(visitor: Visitor, session: Session, shipped: Compiled) -> None:
    attempt = visitor.start()
    order = shipped.forms["standard"]
    page = visitor.get(f"{attempt}/q/{order[0]}")
    assert f'<a href="{attempt}/q/{order[1]}">Skip for now</a>' in page.text
    visitor.get(f"{attempt}/q/{order[1]}")
    assert saved(session) == []


def test_a_finished_attempt_keeps_its_answers_and_the_page_keeps_the_new_one(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = visitor.start()
    pages = {
        question.key: visitor.get(f"{attempt}/q/{question.key}")
        for question in one_of_each(shipped)
    }
    given = one_of_each(shipped)[0]
    visitor.submit(pages[given.key], answer=first_choice(given))
    result = visitor.finish(attempt)
    with unchanged(session):
        for question in one_of_each(shipped):
            refused = visitor.submit(pages[question.key], answer=last_choice(question))
            assert refused.status_code == 409, question.kind
            assert checked(refused) == last_choice(question)
            [told] = notices(refused)
            assert told == (
                "They count in a result, so this change was not saved. "
                "You can start a new assessment "
                "from the home page at any time."
            )
            assert words(refused, ".notice h2") == "The answers here are closed"
            # Sending it again could only fail again: the page leads on in place of a button.
            assert "Save and continue" not in words(refused)
            assert "<fieldset disabled" in refused.text
        repeated = visitor.submit(pages[given.key], answer=first_choice(given))
    assert repeated.status_code == 303
    assert visitor.get(f"{attempt}/q/{given.key}", 303).location == result


def test_an_answer_is_in_the_database_before_the_redirect_leaves(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    question = one_of_each(shipped)[3]
    path = f"{visitor.start()}/q/{question.key}"
    before = records(session)["answer"]
    visitor.answer(path, *first_choice(question))
    assert before == []
    assert saved(session) == [(question.key, "given", first_choice(question))]
