"""Taking the draft as a person would: whole, with a result, and nothing stored."""

import json
from typing import Any

import pytest
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.services import draft
from assess.web.clock import now
from tests.visitor import Visitor, words
from tests.web.previewing import (
    TAKE,
    answer_best,
    begin,
    carried,
    change,
    enter_editor,
    fields,
    step,
    stored,
)

AGAIN = "We could not go on from that page."


@pytest.fixture
def editor(person: Visitor, sqlite_session: Session) -> Visitor:
    enter_editor(person, sqlite_session)
    draft.open_draft(sqlite_session, now())
    return person


def test_the_whole_way_is_taken_and_nothing_is_stored(
    editor: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    before = stored(sqlite_session)
    page = begin(editor)
    for place, key in enumerate(shipped.forms["quick"]):
        assert fields(page)["at"] == key
        assert len(carried(page)["answers"]) == place
        page = answer_best(editor, page, shipped)
    assert "Every question has an answer." in words(page)
    page = step(editor, page, "finish", goal="account_manager")
    assert page.status_code == 200
    for part in ("Your skill profile", "next step", "Preview of the draft. Nothing is stored."):
        assert part in words(page)
    page = step(editor, page, "answers")
    assert "100% of the points" in words(page)
    assert carried(step(editor, page, "finish"))["goal"] == "account_manager"
    assert stored(sqlite_session) == before


def test_questions_are_skipped_gone_back_to_and_changed(editor: Visitor, shipped: Compiled) -> None:
    first, second = shipped.forms["quick"][:2]
    page = begin(editor)
    page = step(editor, page, f"question {second}")
    page = step(editor, page, "answer", answer="not_sure")
    page = step(editor, page, "sections")
    assert "You have answered 1 of" in words(page)
    page = step(editor, page, "check")
    page = step(editor, page, f"question {first}", **{"from": "check"})
    assert "Back to all answers" in words(page)
    page = step(editor, page, "answer", answer="not_applicable")
    assert words(page, "h1") == "Check your answers"
    assert carried(page)["answers"] == {second: ["not_sure"], first: ["not_applicable"]}
    again = step(editor, page, f"question {second}")
    assert 'value="not_sure" checked' in again.text


def test_a_question_without_an_answer_says_what_to_do(editor: Visitor, shipped: Compiled) -> None:
    page = step(editor, begin(editor), "answer")
    assert page.status_code == 422
    assert page.text.count("Choose an answer, or skip this question for now.") == 2
    several = next(key for key in shipped.questions if shipped.questions[key].several)
    sent = step(editor, page, "answer", at=several, answer=["a", "not_sure"])
    assert sent.status_code in (200, 422)


def test_nothing_answered_gives_no_result(editor: Visitor) -> None:
    page = step(editor, begin(editor), "finish")
    assert page.status_code == 422
    assert "Answer at least one question first." in words(page)
    page = step(editor, page, "finish", goal="king")
    assert (page.status_code, page.text.count("Choose one of the roles")) == (422, 2)


@pytest.mark.parametrize("manner", ["beginner", "expert", "chance"])
def test_an_editor_lets_the_rest_be_filled(editor: Visitor, manner: str, shipped: Compiled) -> None:
    page = step(editor, begin(editor), "answer", answer="not_applicable")
    page = step(editor, page, f"fill {manner}")
    answers = carried(page)["answers"]
    assert list(answers) == list(shipped.forms["quick"])
    assert next(iter(answers.values())) == ["not_applicable"]
    assert "We answered the open ones" in words(page)
    assert "Your skill profile" in words(step(editor, page, "finish"))
    assert carried(step(editor, page, "clear"))["answers"] == {}


GOOD: dict[str, Any] = {"draft": "x", "length": "quick", "goal": None, "answers": {}}
HOSTILE: dict[str, str] = {
    "empty": "",
    "no json": "{",
    "NUL": "\0",
    "a list": "[]",
    "nested": "[" * 5000,
    "huge": json.dumps(GOOD | {"goal": "x" * 100_000}),
    "another length": json.dumps(GOOD | {"length": "endless"}),
    "length of another type": json.dumps(GOOD | {"length": ["quick"]}),
    "goal of another type": json.dumps(GOOD | {"goal": {"a": 1}}),
    "answers of another type": json.dumps(GOOD | {"answers": [1]}),
    "numbers": '{"length": 1e999}',
    "half a character": '{"length": "\\ud800"}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_that_cannot_be_read_leads_to_a_new_start(editor: Visitor, name: str) -> None:
    page = step(editor, begin(editor), "check", state=HOSTILE[name])
    assert page.status_code == 422
    assert AGAIN in words(page)
    assert begin(editor).status_code == 200


def test_odd_answers_in_a_page_never_break_it(editor: Visitor, shipped: Compiled) -> None:
    first = shipped.forms["quick"][0]
    begun = begin(editor)
    odd_values: tuple[object, ...] = ({}, 1, None, [], [1], [["a"]], ["a"] * 99)
    for values in odd_values:
        state = json.dumps(GOOD | {"answers": {first: values}})
        assert step(editor, begun, "check", state=state).status_code == 422, values
    odd = {"<script>": ["a"], "\0": ["a"], first: ["zz"], "__proto__": 5, "a" * 9000: ["a"]}
    page = step(editor, begun, "check", state=json.dumps(GOOD | {"goal": "king", "answers": odd}))
    assert page.status_code == 200
    assert "5 answers had no place in it any more" in words(page)
    assert carried(page)["answers"] == {}
    assert carried(page)["goal"] is None


@pytest.mark.parametrize("go", ["", "x", "\0", "question", "question <b>", "fill", "fill king"])
def test_steps_that_do_not_exist_lead_somewhere_sensible(editor: Visitor, go: str) -> None:
    page = step(editor, begin(editor), go, answer="\ud7ff" * 100, at="<b>")
    assert page.status_code in (200, 422)


def test_odd_choices_are_refused_at_the_question(editor: Visitor) -> None:
    page = step(editor, begin(editor), "answer", answer=["<script>", "\0", "x" * 50_000])
    assert page.status_code == 422
    assert "<script>" not in words(page)
    page = step(editor, begin(editor), "start", length="endless")
    assert (page.status_code, AGAIN in words(page)) == (422, True)


def test_a_draft_that_changes_midway_says_so_and_drops_what_is_gone(
    editor: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    page = step(editor, begin(editor), "fill expert")
    key = shipped.forms["quick"][0]
    opened = draft.open_draft(sqlite_session, now())
    retired = opened.parts[f"questions/{key}"] | {"retired": True}
    change(sqlite_session, **{f"questions__{key}": retired, "title": "Another title"})
    for go in ("check", f"question {key}"):
        found = step(editor, page, go)
        assert "The draft changed while you were taking it." in words(found)
        assert "One answer had no place in it any more and was left out." in words(found)
        assert key not in carried(found)["answers"]
    assert "The draft changed" not in words(step(editor, found, "check"))
    late = step(editor, page, "answer", at=key, answer="a")
    assert late.status_code == 200
    assert fields(late)["at"] != key


def test_what_editors_write_stays_text(
    editor: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    key = shipped.forms["quick"][0]
    part = draft.open_draft(sqlite_session, now()).parts[f"questions/{key}"]
    text = "<script>alert(1)</script> {{ 7 * 7 }}"
    change(sqlite_session, **{f"questions__{key}": part | {"text": text}})
    page = begin(editor)
    for shown in (page, step(editor, page, "check")):
        assert "<script>alert" not in shown.text
        assert "{{ 7 * 7 }}" in words(shown)


def test_the_drafts_own_texts_stand_where_people_will_read_them(
    editor: Visitor, sqlite_session: Session
) -> None:
    texts = {"name": "Acme & friends", "welcome": "Hello **all** <b>", "result": "Ask *Kim*."}
    change(sqlite_session, texts=texts)
    start = editor.get("/desk/preview")
    said = "The draft is called Acme & friends . Its home page begins like this: Hello all <b>"
    assert said in words(start)
    page = step(editor, step(editor, begin(editor), "fill chance"), "finish")
    assert words(page, "title") == "Preview: your result – Acme & friends"
    assert words(page, ".logo") == "Acme & friends", "as people will see it"
    assert "A note from the people who run this site Ask Kim ." in words(page)


def test_unfinished_questions_are_left_out_and_listed(
    editor: Visitor, sqlite_session: Session
) -> None:
    opened = draft.open_draft(sqlite_session, now())
    new = {"key": "half-way", "skill": "empathy", "kind": "situation", "text": "", "options": []}
    order = [*opened.parts["order/questions"], "half-way"]
    change(sqlite_session, **{"questions__half-way": new, "order__questions": order})
    page = editor.get("/desk/preview")
    assert "Left out, because it is unfinished" in words(page)
    assert "Question “half-way” Text: Nothing is written here yet." in words(page)
    assert 'href="/desk/questions/half-way"' in page.text
    assert begin(editor).status_code == 200


def test_a_draft_that_is_no_edition_says_what_is_missing(
    editor: Visitor, sqlite_session: Session
) -> None:
    begun = begin(editor)
    opened = draft.open_draft(sqlite_session, now())
    change(sqlite_session, skills__empathy=opened.parts["skills/empathy"] | {"name": ""})
    page = editor.get("/desk/preview")
    assert "The draft cannot be taken yet" in words(page)
    assert 'href="/desk/skills"' in page.text
    stopped = step(editor, begun, "check")
    assert (stopped.status_code, words(stopped, "h1")) == (200, "Preview")


def test_a_page_that_lost_its_browser_keeps_the_answers(editor: Visitor) -> None:
    lost = step(editor, begin(editor), "answer", csrf_token="x", answer="not_sure")
    assert (lost.status_code, words(lost, "h1")) == (400, "Please send it once more")
    assert list(carried(editor.submit(lost))["answers"].values()) == [["not_sure"]]


def test_only_editors_take_the_draft_at_the_desk(editor: Visitor) -> None:
    page = begin(editor)
    assert editor.get(TAKE, 303).location == "/desk/preview"
    editor.client.delete_cookie("assess")
    for sent in (fields(page), {}):
        data = {name: [value] for name, value in sent.items()} | {"go": ["check"]}
        assert editor.post(TAKE, data).status_code in (400, 403)
    assert editor.get("/desk/preview", 303).location.startswith("/account/sign-in")
