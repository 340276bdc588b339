"""The question editor without JavaScript: the list, a new question, every button and field."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from justhtml import JustHTML
from sqlalchemy.orm import Session

from assess.services import draft
from assess.web.clock import now
from tests.soundness import attributes
from tests.visitor import Visitor, words
from tests.web.desksteps import enter_staff
from tests.web.questionsteps import begin, fields, press

KEY = "empathy-suit-thursday"
HERE = f"/desk/questions/{KEY}"
TABLE = "/desk/questions/data-literacy-wrote-again"
HOSTILE = ("<script>alert(1)</script>", "=1+1", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}")


@pytest.fixture
def editor(person: Visitor, sqlite_session: Session) -> Visitor:
    enter_staff(person, sqlite_session)
    return person


def stored(session: Session, key: str = KEY) -> dict[str, Any]:
    session.rollback()
    found: dict[str, Any] = draft.open_draft(session, now()).parts[f"questions/{key}"]
    return found


def test_the_list_is_searched_and_filtered(editor: Visitor) -> None:
    assert "80 questions in the draft." in words(editor.get("/desk/questions"))
    for query, found in (
        ("q=funeral+thursday", 0),
        ("q=HOLD+it+thursday", 1),
        ("q=suit-thursday", 1),
        ("skill=empathy&kind=rating&difficulty=medium&state=asked", 2),
        ("state=retired", 0),
        ("state=errors", 0),
        ("skill=nothing&kind=%00&difficulty=x&state=y", 80),
        ("q=" + "x" * 5000, 0),
        ("q=%00%E2%80%AE%ED%A0%80", 0),
    ):
        text = words(editor.get(f"/desk/questions?{query}"))
        assert f"{found} question" in text, query
    assert "1 to look at" in words(editor.get("/desk/questions?state=remarks"))


def test_questions_are_moved_within_their_skill(editor: Visitor, sqlite_session: Session) -> None:
    form = fields(editor.get("/desk/questions"), f'form[action="{HERE}/move"]')
    before = [one.key for one in draft.open_draft(sqlite_session, now()).edition.questions]
    assert editor.post(f"{HERE}/move", form | {"way": ["down"]}).status_code == 303
    sqlite_session.rollback()
    after = [one.key for one in draft.open_draft(sqlite_session, now()).edition.questions]
    at = before.index(KEY)
    assert after == [*before[:at], before[at + 1], KEY, *before[at + 2 :]]
    assert editor.post(f"{HERE}/move", form | {"way": ["around"]}).status_code == 400
    first = f"/desk/questions/{before[0]}/move"
    assert editor.post(first, form | {"way": ["up"]}).status_code == 303
    assert editor.post("/desk/questions/nothing/move", form | {"way": ["up"]}).status_code == 404


@pytest.mark.parametrize(
    ("kind", "count"),
    [("rating", 5), ("frequency", 5), ("situation", 4), ("knowledge", 4), ("knowledge_several", 4)],
)
def test_a_question_of_each_kind_is_written_from_nothing(
    editor: Visitor, sqlite_session: Session, kind: str, count: int
) -> None:
    response = begin(editor, kind=kind, text="A guest asks twice. What now?")
    path, key = response.location.partition("?")[0], "empathy-guest-asks-twice-now"
    assert path == f"/desk/questions/{key}"
    typed = {f"options__{'abcde'[at]}__text": f"Do thing {at}" for at in range(count)}
    reasons = {f"options__{'abcde'[at]}__why": f"Because {at}" for at in range(count)}
    if kind == "situation":
        typed |= reasons | {
            f"options__{'abcd'[at]}__credit": f",{at}"[: 2 * at] or "1" for at in range(4)
        }
    right = {"knowledge": ["b"], "knowledge_several": ["a", "b"]}.get(kind, [])
    sent: dict[str, Any] = {**typed, **({"right": right} if right else {})}
    assert press(editor, path, **sent).status_code == 303
    question = stored(sqlite_session, key)
    assert [one["text"] for one in question["options"]] == [f"Do thing {at}" for at in range(count)]
    assert [one["key"] for one in question["options"] if one.get("right")] == right
    assert "stands" not in words(editor.get(path), "main .field-problem")


def test_a_question_just_begun_says_calmly_what_is_next(editor: Visitor) -> None:
    path = begin(editor, kind="situation", text="A guest asks twice. What now?").location
    page = editor.get(path)
    still = "Still to fill in: option a, option b, option c, option d."
    assert words(page, "[data-count]") == still
    assert "To mend" not in words(page)
    assert words(page, "h1") == "A guest asks twice. What now?"
    typed = {f"options__{key}__text": f"Do {key}" for key in "abcd"}
    press(editor, path, **typed)
    said = words(editor.get(path), "[data-count]")
    assert said == "Give each option a credit from 0 to 1."
    given = {f"options__{key}__credit": "0,5" for key in "abc"}
    press(editor, path, options__d__credit="0", **given)
    assert words(editor.get(path), "[data-count]") == "Give the best option the credit 1."
    press(editor, path, text="", options__a__credit="1", options__b__credit="0.2")
    assert words(editor.get(path), "[data-count]") == "Still to fill in: text."
    press(editor, path, text="A guest asks twice. What now?")
    assert "Still to fill in: reason of option a, " in words(editor.get(path), "[data-count]")
    # Of a question that is published, the same is said in red.
    press(editor, HERE, options__a__text="")
    assert "To mend: Nothing is written here yet." in words(editor.get(HERE))


def test_a_search_without_hits_says_what_to_do(editor: Visitor) -> None:
    page = words(editor.get("/desk/questions?q=funeral+thursday"))
    assert "Nothing found for “funeral thursday”. Try fewer words, or show all questions" in page
    page = words(editor.get("/desk/questions?state=retired"))
    assert "Nothing found. Try fewer filters, or show all questions" in page


def test_a_new_question_needs_skill_kind_and_text(editor: Visitor) -> None:
    page = begin(editor, skill="", kind="poem", text="")
    assert page.status_code == 422
    assert "Choose a skill." in words(page)
    assert "Write what you want to ask." in words(page)
    long = begin(editor, kind="rating", text="x" * 2001)
    assert (long.status_code, "x" * 2001 in long.text) == (422, True)
    unsafe = begin(editor, kind="rating", text="a\u202eb")
    assert (unsafe.status_code, "U+202E" in unsafe.text) == (422, True)
    assert begin(editor, kind="rating", text="a", page_id="").status_code == 400


def test_sent_twice_a_question_is_begun_once(editor: Visitor, sqlite_session: Session) -> None:
    sent = fields(editor.get("/desk/new-question"), "main form")
    sent |= {"skill": ["empathy"], "kind": ["rating"], "text": ["Twice?"]}
    first = editor.post("/desk/new-question", sent)
    assert editor.post("/desk/new-question", sent).location == first.location
    assert len(draft.open_draft(sqlite_session, now()).edition.questions) == 81


def test_every_field_is_saved(editor: Visitor, sqlite_session: Session) -> None:
    response = press(
        editor,
        HERE,
        text="Which?\r\nReally?",
        skill="communication",
        difficulty="hard",
        weight="1,5",
        parameters__a="0.6",
        parameters__beta="−0.25",
        parameters__delta="1",
        options__a__text="New",
        options__a__hint="H",
        options__a__credit="0",
        options__a__why="W",
        context__sender="Sam",
    )
    assert (response.status_code, response.location) == (303, HERE)
    question = stored(sqlite_session)
    assert question["text"] == "Which?\nReally?"
    assert (question["skill"], question["difficulty"]) == ("communication", "hard")
    assert (question["weight"], question["context"]["sender"]) == (1.5, "Sam")
    assert question["parameters"] == {"a": 0.6, "beta": -0.25, "delta": 1}
    assert question["options"][0] == {
        "key": "a", "text": "New", "hint": "H", "credit": 0, "why": "W"
    }  # fmt: skip


def test_saving_what_is_unchanged_changes_nothing(editor: Visitor, sqlite_session: Session) -> None:
    press(editor, HERE)
    assert draft.open_draft(sqlite_session, now()).revision == 1


@pytest.mark.parametrize(
    ("do", "keys", "at"),
    [
        ("add-option", "abcde", "options/e/text"),
        ("remove-option/b", "acd", "options/a/text"),
        ("up-option/b", "bacd", "up-option/b"),
        ("down-option/b", "acbd", "down-option/b"),
    ],
)
def test_buttons_save_what_is_typed_and_come_back(
    editor: Visitor, sqlite_session: Session, do: str, keys: str, at: str
) -> None:
    response = press(editor, HERE, do, text="Typed before the button")
    page = editor.get(response.location.partition("#")[0])
    focused = JustHTML(page.text, sanitize=False).query("[autofocus]")
    assert [attributes(one)["id"] for one in focused] == [at]
    question = stored(sqlite_session)
    assert "".join(one["key"] for one in question["options"]) == keys
    assert question["text"] == "Typed before the button"


@pytest.mark.parametrize(
    "kind", ["text", "message", "chat", "email", "prompt", "table", "chart", ""]
)
def test_every_context_can_be_chosen_and_drawn(
    editor: Visitor, sqlite_session: Session, kind: str
) -> None:
    assert press(editor, HERE, "context", context__kind=kind).status_code == 303
    context = stored(sqlite_session).get("context")
    assert ("text" if isinstance(context, str) else (context or {"kind": ""})["kind"]) == kind
    editor.get(HERE)
    for do in ("add-line", "add-point", "add-row", "add-column", "as-lines", "as-cells"):
        assert press(editor, HERE, do).status_code == 303


def test_every_kind_can_be_chosen_and_drawn(editor: Visitor) -> None:
    path = begin(editor, kind="situation", text="A new one?").location.partition("#")[0]
    for kind in ("rating", "frequency", "knowledge", "knowledge_several", "situation"):
        assert press(editor, path, "kind", kind=kind).status_code == 303
        assert f'name="shown_kind" value="{kind}"' in editor.get(path).text


def test_a_published_question_says_that_its_kind_stays(editor: Visitor) -> None:
    page = press(editor, HERE, "save", kind="frequency")
    assert page.status_code == 422
    assert "stays as it was published" in words(page)


def test_a_large_table_fits(editor: Visitor, sqlite_session: Session) -> None:
    lines = "\n".join(" | ".join(f"{row}.{at}" for at in range(8)) for row in range(31))
    as_lines = press(editor, TABLE, "as-lines").location
    assert as_lines.startswith(f"{TABLE}?at=context/table&table=lines")
    press(editor, as_lines.partition("#")[0], "as-cells", context__typed=lines)
    sent = fields(editor.get(TABLE)) | {"do": ["save"], "text": ["Still saved?"]}
    sent["option"] = list("abcdefghijkl")
    sent |= {f"options/{key}/text": [key * 2000] for key in sent["option"]}
    assert editor.post(TABLE, sent).status_code == 303
    question = stored(sqlite_session, "data-literacy-wrote-again")
    rows = question["context"]["rows"]
    assert (len(rows), len(rows[29]), rows[29][7]) == (30, 8, "30.7")
    assert (len(question["options"]), question["text"]) == (12, "Still saved?")


def test_what_cannot_be_kept_is_said_and_stays_typed(
    editor: Visitor, sqlite_session: Session
) -> None:
    first = stored(sqlite_session)
    for name, value, said in (
        ("options__b__credit", "abc", "Type a number, such as 1 or 0.6."),
        ("options__b__credit", "2", "This must be at most 1."),
        ("weight", "1,080", "Type 1080 or 1.080: with a comma it could be either."),
        ("text", "x" * 2001, "This may have at most 2000 characters."),
        ("options__a__text", "a\u202eb", "U+202E"),
        ("context__text", "a\0b", "U+0000"),
        ("context__text", "y" * 100_000, "This may have at most 2000 characters."),
    ):
        page = press(editor, HERE, **{name: value, "options__d__hint": f"Kept {name} {len(value)}"})
        assert page.status_code == 422, name
        assert "<title>Error: " in page.text
        assert said in words(page, '[role="alert"]')
        if "\0" not in value:
            assert fields(page)[name.replace("__", "/")] == [value]
        question = stored(sqlite_session)
        assert question["options"][3]["hint"] == f"Kept {name} {len(value)}"
        assert question | {"options": [*question["options"][:3], first["options"][3]]} == first


def test_hostile_texts_stay_text(editor: Visitor, sqlite_session: Session) -> None:
    for text in HOSTILE:
        press(
            editor, HERE, text=text, options__a__text=text, options__a__why=text, context__text=text
        )
        assert stored(sqlite_session)["options"][0]["text"] == text
        page = editor.get(HERE)
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        assert fields(page)["text"] == [text]
        editor.get("/desk/questions")


def test_a_broken_form_gets_a_clear_page_and_changes_nothing(
    editor: Visitor, sqlite_session: Session
) -> None:
    whole = fields(editor.get(HERE))
    for name, value in (
        ("page_id", ["<"]), ("revision", ["x"]), ("revision", []), ("text", []),
        ("shown_context", []),
    ):  # fmt: skip
        assert editor.post(HERE, whole | {name: value}).status_code == 400, name
    odd = {"option": ["a", "a", "A", "x" * 99, "../b"], "do": ["up-option/../b"], "line": ["x"]}
    assert editor.post(HERE, whole | odd | {"kind": ["situation", "poem"]}).status_code == 303
    assert [one["key"] for one in stored(sqlite_session)["options"]] == ["a"]
    editor.get("/desk/questions/no-such-question", status=404)


def test_autosave_answers_with_preview_and_remarks(
    editor: Visitor, sqlite_session: Session
) -> None:
    sent = fields(editor.get(HERE))
    asked = {"text": ["What is not bad? What else?"]}
    response = editor.post(f"{HERE}/autosave", sent | asked, X_Requested_With="fetch")
    assert response.status_code == 200
    told = json.loads(response.text)
    assert told["message"] == "Saved just now"
    assert "What is not bad?" in told["preview"]
    assert "The stem asks 2 questions." in told["remarks"]["text"]
    assert "worth mending" in told["count"]
    both = asked | {"weight": ["x"], "options/a/text": ["Sound"]}
    wrong = editor.post(f"{HERE}/autosave", sent | both, X_Requested_With="fetch")
    told = json.loads(wrong.text)
    assert (wrong.status_code, list(told["problems"])) == (422, ["weight"])
    assert told["message"] == "Saved, but for what is marked"
    assert "Sound" in told["preview"]
    question = stored(sqlite_session)
    assert (question["text"], question["weight"]) == (asked["text"][0], 1)
    assert question["options"][0]["text"] == "Sound"
    # Saving goes on from the same page: its own changes are no conflict.
    again = editor.post(HERE, sent | {"text": ["Later"], "do": ["save"]})
    assert again.status_code == 303
    (step,) = JustHTML(editor.get(HERE).text, sanitize=False).query(".steps li")
    assert "Text" in step.to_text()


def test_two_editors_of_one_question_are_asked(
    editor: Visitor, new_person: Callable[[], Visitor], sqlite_session: Session
) -> None:
    other = new_person()
    enter_staff(other, sqlite_session, "editor", "other@example.com")
    mine = fields(editor.get(HERE))
    press(other, HERE, text="Theirs")
    assert editor.post(HERE, mine | {"text": ["Mine"], "do": ["save"]}).status_code == 409
    quiet = editor.post(f"{HERE}/autosave", mine | {"text": ["Mine"]}, X_Requested_With="fetch")
    assert (quiet.status_code, "Press Save" in quiet.text) == (409, True)
    assert stored(sqlite_session)["text"] == "Theirs"


def test_the_preview_is_not_sent_with_the_form(editor: Visitor) -> None:
    page = editor.get(HERE)
    assert not re.search("answer", " ".join(fields(page)))
    assert "As people see it" in words(page)
    assert press(editor, HERE, "preview").location == f"{HERE}#preview"


def test_analysts_do_not_edit(person: Visitor, sqlite_session: Session) -> None:
    enter_staff(person, sqlite_session, "analyst")
    for path in ("/desk/questions", "/desk/new-question", HERE, f"{HERE}/delete"):
        person.get(path, status=403)
