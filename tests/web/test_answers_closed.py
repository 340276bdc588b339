"""What the page of one's answers keeps to itself: before the finish, elsewhere, to others."""

from collections.abc import Callable

from assess.core.compiled import Compiled
from tests.kinds import one_of_each
from tests.visitor import Visitor, words
from tests.web.test_answers_page import articles, finished, folded, mixed, parts


def test_questions_left_open_or_never_asked_are_not_shown_at_all(
    person: Visitor, shipped: Compiled
) -> None:
    given = mixed(shipped)
    page = person.get(f"{finished(person, given)}/answers")
    told = words(page, "body")
    answered = " ".join(
        folded(text)
        for key in given
        for option in shipped.questions[key].options
        for text in (shipped.questions[key].text, option.text, option.why)
    )
    hidden = [question for key, question in shipped.questions.items() if key not in given]
    assert len(hidden) > 40
    for question in hidden:
        texts = (
            [question.text]
            if question.claimed
            else [
                question.text,
                *(option.text for option in question.options),
                *(option.why or "" for option in question.options),
            ]
        )
        for text in map(folded, texts):
            assert text in answered or text not in told, question.key
        assert question.key not in page.text.split('"')
    left = [key for key in shipped.forms["standard"] if key not in given]
    counted = sum(
        int(folded(part.to_text()).split()[0])
        for part in parts(page, "details p")
        if "left open." in folded(part.to_text())
    )
    assert counted == len(left) > 0


def test_before_the_finish_there_are_no_answers_to_read(person: Visitor, shipped: Compiled) -> None:
    attempt = person.start()
    assert person.get(f"{attempt}/answers", 303).location == attempt
    person.answer_all(attempt, mixed(shipped))
    page = person.get(f"{attempt}/answers", 303)
    assert page.location == attempt
    for question in one_of_each(shipped):
        for option in question.options:
            assert not option.why or option.why not in page.text


def test_while_an_attempt_grows_its_answers_are_closed_again(
    person: Visitor, shipped: Compiled
) -> None:
    given = mixed(shipped, "quick")
    attempt = finished(person, given, "quick")
    person.get(f"{attempt}/answers")
    person.submit(person.get(f"{attempt}/result"), length="standard")
    assert person.get(f"{attempt}/answers", 303).location == attempt
    left = [key for key in shipped.forms["standard"] if key not in given]
    assert person.get(f"{attempt}/q/{left[0]}").status_code == 200
    person.answer(f"{attempt}/q/{left[0]}", "not_sure")
    person.finish(attempt)
    page = person.get(f"{attempt}/answers")
    assert len(articles(page)) == len(given) + 1


def test_what_another_unfinished_attempt_still_asks_is_not_shown(
    person: Visitor, shipped: Compiled
) -> None:
    start = person.get("/")
    again = person.submit(person.get("/"), length="standard").location.removesuffix("/practice")
    given = mixed(shipped, "quick")
    attempt = person.submit(start, length="quick").location.removesuffix("/practice")
    person.answer_all(attempt, given)
    person.finish(attempt)
    page = person.get(f"{attempt}/answers")
    assert articles(page) == []
    told = words(page, "body")
    for key in given:
        question = shipped.questions[key]
        assert folded(question.text) not in told
        for option in question.options:
            assert not option.why or folded(option.why) not in told
    notes = [folded(part.to_text()) for part in parts(page, "details p")]
    hidden = [int(note.split()[0]) for note in notes if "another assessment" in note]
    assert sum(hidden) == len(given)
    person.answer(f"{again}/q/{next(iter(given))}", "not_sure")
    assert articles(person.get(f"{attempt}/answers")) == []
    person.finish(again)
    assert len(articles(person.get(f"{attempt}/answers"))) == len(given)
    assert len(articles(person.get(f"{again}/answers"))) == 1


def test_the_result_leads_to_the_answers_and_back(person: Visitor, shipped: Compiled) -> None:
    attempt = finished(person, mixed(shipped, "quick"), "quick")
    assert f'href="{attempt}/answers"' in person.get(f"{attempt}/result").text
    assert f'href="{attempt}/result"' in person.get(f"{attempt}/answers").text


def test_somebody_elses_answers_look_like_none(
    new_visitor: Callable[[], Visitor], shipped: Compiled
) -> None:
    attempt = finished(new_visitor(), mixed(shipped, "quick"), "quick")
    other = new_visitor()
    other.start()
    for visitor in (other, new_visitor()):
        page = visitor.get(f"{attempt}/answers", 404)
        assert words(page, "h1") == "We can’t find this page"
    other.get(f"/a/{'0' * 20}/answers", 404)
