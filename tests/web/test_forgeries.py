"""What no page of ours would send: each is refused with a sentence, and changes nothing."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.core.edition import Question
from tests.kinds import first_choice, one_of_each
from tests.records import records, unchanged
from tests.visitor import Form, Visitor, checked, form_of, notices, words
from tests.web.routes import UNKNOWN, path_of

NO_OPTION = "That answer is not one of this question’s options. Choose one below."
ONE_KIND = "Choose answers from the list, or “Not sure”, or “Doesn’t apply to me”: just one kind."
NUL, LONE_SURROGATE = "\x00", b"\xed\xa0\x80".decode("utf-8", "surrogatepass")


@pytest.fixture
def questions(shipped: Compiled) -> list[Question]:
    return one_of_each(shipped)


def forms(visitor: Visitor, questions: list[Question]) -> dict[str, Form]:
    """Return an open form for each question, addressed to it."""
    attempt = visitor.start()
    return {
        question.key: form_of(visitor.get(f"{attempt}/q/{question.key}")) for question in questions
    }


def test_what_is_no_answer_is_refused_with_a_sentence_at_the_field(
    visitor: Visitor, session: Session, questions: list[Question]
) -> None:
    for question in questions:
        form = forms(visitor, [question])[question.key]
        for values, sentence in (
            ([], "Choose an answer, or skip this question for now."),
            (["forged"], NO_OPTION),
            ([*first_choice(question), "forged"], NO_OPTION if question.several else None),
            (["not_sure", "not_applicable"], ONE_KIND),
            ([*first_choice(question), "not_sure"], ONE_KIND),
            ([f"{first_choice(question)[0]}{NUL}"], NO_OPTION),
            ([""], NO_OPTION),
            (["x" * 100_000], NO_OPTION),
        ):
            with unchanged(session):
                page = visitor.post(form.action, form.with_(answer=values))
            assert page.status_code == 422, (question.kind, values)
            assert notices(page) == [sentence or "Choose just one answer."]
            assert (sentence or "Choose just one answer.") in words(page, "#answer-problem")
            known = [value for value in values if value in first_choice(question)]
            assert set(known) <= set(checked(page))


def test_two_options_of_one_choice_are_refused(
    person: Visitor, sqlite_session: Session, questions: list[Question]
) -> None:
    for question in questions[:4]:
        form = forms(person, [question])[question.key]
        both = [question.options[0].key, question.options[1].key]
        with unchanged(sqlite_session):
            page = person.post(form.action, form.with_(answer=both))
        assert page.status_code == 422
        assert notices(page) == ["Choose just one answer."]


def test_a_question_that_nobody_knows_or_the_form_does_not_ask_is_a_404(
    visitor: Visitor, session: Session, questions: list[Question], shipped: Compiled
) -> None:
    attempt = visitor.start()
    form = form_of(visitor.get(f"{attempt}/q/{questions[0].key}")).with_(answer=["a"])
    unasked = [key for key in shipped.questions if key not in shipped.forms["standard"]]
    keys = ["no-such-question", "9" * 400, *unasked[:1]]
    paths = [f"{attempt}/q/{key}{end}" for key in keys for end in ("", "/save")]
    with unchanged(session):
        for path in paths:
            assert visitor.post(path, form).status_code == 404, path
            assert visitor.client.get(path).status_code in (404, 405), path


@pytest.mark.parametrize(
    "path",
    [
        "/a/1",
        f"/a/{2**63}",
        f"/a/{2**64}",
        f"/a/{'9' * 20}",
        f"/a/{'9' * 4000}",
        "/a/" + "A" * 20,
        "/a/" + "0" * 19 + quote("\x00"),
        "/a/" + "0" * 20 + quote("\n"),
        "/a/" + "0" * 19 + quote("٣"),
        "/a/" + "0" * 19 + "%ed%a0%80",
        "/a/" + "0" * 19 + "%ff",
        "/a/../" + "0" * 20,
        "/a/" + "0" * 20 + "/q/" + quote("empathy\x00"),
        "/a/" + "0" * 20 + "/q/" + quote("empathy\n"),
        "/a/" + "0" * 20 + "/q/-1",
        "/a/" + "0" * 20 + "/result/" + "9" * 30,
        "/static/0/../../pyproject.toml",
        "/static/0/" + quote("../wsgi.py", safe=""),
        "/static/0/css/" + quote("\x00"),
        "/nowhere",
        "/a/" + "0" * 20 + "?from=" + quote("\x00") * 1000,
    ],
)
def test_an_address_that_cannot_be_is_a_404_page(path: str, visitor: Visitor) -> None:
    page = visitor.get(path, 404)
    assert words(page, "h1") == "We can’t find this page"


def test_a_page_that_forged_the_ids_of_its_save_is_asked_to_reload(
    visitor: Visitor, session: Session, questions: list[Question]
) -> None:
    [(_, form)] = forms(visitor, questions[:1]).items()
    for name, value in (
        ("save_id", ""),
        ("save_id", "short"),
        ("save_id", "a" * 17),
        ("save_id", "a" * 16 + "\n"),
        ("save_id", "a" * 15 + NUL),
        ("save_id", "a" * 15 + "é"),
        ("seen", "a" * 17),
        ("seen", NUL * 16),
        ("turn", "-1"),
        ("turn", "1" * 7),
        ("turn", "9" * 400),
        ("turn", "٣"),
        ("turn", "1\n"),
        ("turn", "1.0"),
        ("edition", "0" * 63),
        ("edition", NUL * 64),
    ):
        sent = form.with_(answer=["b"]) | {name: [value]}
        with unchanged(session):
            page = visitor.post(form.action, sent)
        assert page.status_code == 422, (name, value)
        assert notices(page) == ["Reload this page, then choose again."]
        assert checked(page) == ["b"]
    missing = form.with_(answer=["b"])
    del missing["save_id"]
    assert visitor.post(form.action, missing).status_code == 422


def test_bytes_that_are_no_text_are_refused(
    visitor: Visitor, session: Session, questions: list[Question]
) -> None:
    [(_, form)] = forms(visitor, questions[:1]).items()
    token = dict(form.fields)["csrf_token"]
    for raw in (b"%ed%a0%80", b"\xed\xa0\x80", b"%ff", b"%00", b"a%00"):
        fields = f"csrf_token={token}&save_id={'s' * 16}&seen=&edition=&answer=".encode()
        with unchanged(session):
            page = visitor.client.post(
                form.action, data=fields + raw, content_type="application/x-www-form-urlencoded"
            )
        assert page.status_code in (400, 422), raw
        assert page.status_code == 400 or notices(page) == [NO_OPTION]


def test_a_body_of_another_sort_is_refused(
    visitor: Visitor, session: Session, questions: list[Question]
) -> None:
    [(_, form)] = forms(visitor, questions[:1]).items()
    with unchanged(session):
        for body, sort in (
            (b'{"answer": "a"}', "application/json"),
            (b"answer=a", "text/plain"),
            (b"\x00\x01", "application/octet-stream"),
            (b"--x", "multipart/form-data; boundary=x"),
            (b"", "multipart/form-data"),
        ):
            page = visitor.client.post(form.action, data=body, content_type=sort)
            assert page.status_code == (415 if "json" in sort else 400), sort
            assert words(page, "main p")


def test_a_form_that_is_too_large_is_a_413_and_changes_nothing(
    visitor: Visitor, session: Session, questions: list[Question]
) -> None:
    [(key, form)] = forms(visitor, questions[:1]).items()
    huge = form.with_(answer=["a"]) | {"more": ["x" * 300_000]}
    with unchanged(session):
        for path in (form.action, form.action + "/save", "/start"):
            page = visitor.post(path, huge)
            assert page.status_code == 413, path
            assert words(page, "h1") == "That was too much to send at once"
            assert words(page, "main p").startswith("The form was larger than this page accepts.")
        parts = {f"field{number}": "x" for number in range(1000)}
        page = visitor.client.post(form.action, data=parts, content_type="multipart/form-data")
        assert page.status_code == 413, key


def test_thousands_of_fields_are_refused_in_a_moment(
    person: Visitor, sqlite_session: Session, questions: list[Question]
) -> None:
    form = forms(person, questions[:1])[questions[0].key]
    many = form.with_(answer=[f"x{number}" for number in range(10_000)])
    with unchanged(sqlite_session):
        page = person.post(form.action, many)
    assert page.status_code == 422
    assert notices(page) == ["Choose just one answer."]
    other = form.with_(answer=["a"]) | {f"field{number}": [""] for number in range(20_000)}
    assert person.post(form.action, other).status_code in (303, 413)


@pytest.mark.parametrize(
    "start_id",
    ["", "0" * 31, "0" * 33, "0" * 32 + "\n", "g" * 32, "0" * 31 + NUL, "-1", "9" * 5000],
)
def test_a_forged_start_is_a_400_and_begins_nothing(
    start_id: str, visitor: Visitor, session: Session
) -> None:
    home = visitor.get("/")
    with unchanged(session):
        page = visitor.submit(home, start_id=start_id)
    assert page.status_code == 400
    assert words(page, "h1") == "This page could not be sent"


def test_a_start_of_another_browser_begins_nothing_of_theirs(
    new_visitor: Callable[[], Visitor], session: Session
) -> None:
    one, other = new_visitor(), new_visitor()
    home = one.get("/")
    start_id = dict(form_of(home).fields)["start_id"]
    attempt = one.submit(home).location.removesuffix("/practice")
    page = other.submit(other.get("/"), start_id=start_id)
    assert page.status_code in (303, 400)
    assert attempt not in page.headers.get("Location", page.text)
    other.get(attempt, 404)
    grants = records(session)["access_grant"]
    assert len({row["attempt_id"] for row in grants}) == len(grants), "an attempt is shared"


@pytest.mark.parametrize("goal", ["no_role", "account_manager\n", NUL, "a" * 100_000, "٣"])
def test_a_goal_that_is_no_role_is_refused_at_the_field(
    goal: str, visitor: Visitor, session: Session, questions: list[Question]
) -> None:
    attempt = visitor.start()
    visitor.answer(f"{attempt}/q/{questions[0].key}", *first_choice(questions[0]))
    check = visitor.get(f"{attempt}/check")
    with unchanged(session):
        page = visitor.submit(check, goal=goal)
    assert page.status_code == 422
    assert notices(page) == ["Choose one of the roles in the list, or none."]
    assert "Choose one of the roles in the list, or none." in words(page, "#goal-problem")


@pytest.mark.parametrize("body", [b"", b"[1]", b"1", b'"x"', b'{"code": 1}', b"{"])
def test_json_is_refused_everywhere_before_it_is_read(body: bytes, sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    for rule in sqlite_app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            path = path_of(rule.rule, UNKNOWN, "x")
            page = client.post(path, data=body, content_type="application/json")
            assert page.status_code == 415, path
