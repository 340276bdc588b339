"""Differences in words: what a list says, and what a field's value is called."""

from typing import Final

from assess.core.draft.counting import in_words
from assess.core.draft.differences import FieldChange, differences, told
from assess.core.draft.parts import split
from tests.core.people import shipped_edition

ROLE: Final = "roles/account_manager"
PAY: Final = {"low": 1, "high": 2, "period": "hour", "year": 2026, "source": "S"}


def test_what_changed_is_counted_in_words() -> None:
    old = split(shipped_edition().edition)
    one, two, three, *_ = old["order/questions"]
    role = old[ROLE]
    harder = role["profile"] | {"nlp": role["profile"]["nlp"] | {"level": 99}}
    new = old | {
        f"questions/{one}": old[f"questions/{one}"] | {"text": "Else?"},
        f"questions/{two}": old[f"questions/{two}"] | {"text": "Else?"},
        f"questions/{three}": old[f"questions/{three}"] | {"retired": True},
        ROLE: role | {"profile": harder},
        "title": "Other",
    }
    assert in_words(differences(old, new)) == (
        "2 questions changed",
        "1 question retired",
        "1 role changed",
        "profile of 1 role changed",
        "Title of the assessment changed",
    )
    assert in_words(()) == ()


def test_what_moved_is_told_by_its_places() -> None:
    old = split(shipped_edition().edition)
    first, *rest = old["order/skills"]
    (found,) = differences(old, old | {"order/skills": [*rest, first]})
    (moved,) = found.fields
    assert (moved.path, moved.before, moved.after) == (first, "Place 1", "Place 8")
    assert moved.label == "Skill “Empathy and emotional intelligence”"
    assert in_words([found]) == ("Order of the skills changed",)


def test_a_list_that_only_grew_has_nothing_to_tell() -> None:
    parts = split(shipped_edition().edition)
    order = parts["order/skills"]
    assert told("order/skills", order[1:], order, parts) == ()
    (moved,) = told("order/skills", order, [*order[1:], order[0]], parts)
    assert moved.after == "Place 8"


def test_fields_speak_the_words_of_the_desk() -> None:
    old = split(shipped_edition().edition)
    key = old["order/questions"][0]
    question = old[f"questions/{key}"]
    new = old | {
        f"questions/{key}": question
        | {"kind": "knowledge_several", "skill": "nlp", "options": question["options"][::-1]},
        ROLE: old[ROLE] | {"next": ["call_center_specialist"]},
        "accepted": [{"rule": "r", "key": "k", "reason": "so"}],
    }
    found = {one.part: {f.path: f for f in one.fields} for one in differences(old, new)}
    fields = found[f"questions/{key}"]
    assert (fields["kind"].before, fields["kind"].after) == (
        "Rating",
        "Knowledge, several right answers",
    )
    assert fields["skill"] == FieldChange(
        "skill", "Skill", "Empathy and emotional intelligence", "Basic NLP familiarity"
    )
    assert fields["options"].before.startswith(f"1. {question['options'][0]['text']}")
    assert fields["options"].after.startswith(f"1. {question['options'][-1]['text']}")
    assert found[ROLE]["next"].after == "Call center specialist"
    assert found["accepted"]["r/k"].after == "because so"


def test_a_new_question_is_told_once_as_people_read_it() -> None:
    parts = split(shipped_edition().edition)
    question = {
        "key": "new",
        "skill": "nlp",
        "kind": "knowledge",
        "text": "Which?",
        "retired": True,
        "context": {"kind": "email", "sender": "Bea", "subject": "Hi", "text": "Well?"},
        "options": [
            {"key": "a", "text": "This", "right": True, "why": "So."},
            {"key": "b", "text": "That", "right": False, "hint": "Hm"},
        ],
    }
    found = told("questions/new", None, question, parts)
    assert {one.label: one.after for one in found} == {
        "Question": "Which?",
        "What people see with it": "E-mail from Bea with subject “Hi”\nWell?",
        "Options": "1. This (right)\n    Reason: So.\n2. That (not right)\n    Hint: Hm",
        "Kind, skill and difficulty": (
            "Knowledge, one right answer, Basic NLP familiarity, Medium, Retired"
        ),
    }
    short = question | {"context": None, "retired": False}
    gone = told("questions/new", short, None, parts)
    assert [one.after for one in gone] == ["", "", ""]
    assert gone[-1].before == "Knowledge, one right answer, Basic NLP familiarity, Medium"


def test_an_option_that_is_new_says_so_by_its_own_fields() -> None:
    parts = split(shipped_edition().edition)
    key = parts["order/questions"][0]
    question = parts[f"questions/{key}"]
    longer = question | {"options": [*question["options"], {"key": "z", "text": "Else"}]}
    (one,) = told(f"questions/{key}", question, longer, parts)
    assert (one.label, one.after) == ("Option z: text", "Else")


def test_texts_lengths_and_pay_are_told_in_the_words_of_their_forms() -> None:
    parts = split(shipped_edition().edition)
    old = {"welcome": "**Hi** [us](https://x.org)", "contact": "We"}
    new = {"welcome": "# Hello\n\n- you", "contact": "**We**", "name": "Ours"}
    texts = {one.path: (one.before, one.after) for one in told("texts", old, new, parts)}
    assert texts == {
        "welcome": ("Hi us (https://x.org)", "Hello\n\n• you"),
        "contact": ("We", "**We**"),
        "name": ("", "Ours"),
    }
    (length,) = told("lengths", {"quick": 2}, {"quick": 3}, parts)
    assert length.after == "3 questions of each skill"
    (length,) = told("lengths", {"quick": 2}, {}, parts)
    assert length.after == ""
    (title,) = told("title", "One", "Two", parts)
    assert (title.label, title.before, title.after) == ("Title of the assessment", "One", "Two")


def test_texts_of_ones_own_and_pay_are_named_in_the_list() -> None:
    old = split(shipped_edition().edition) | {"texts": {"name": "Ours", "contact": "We"}}
    role = old[ROLE]
    new = {part: value for part, value in old.items() if part != "texts"}
    new[ROLE] = role | {"pay": PAY}
    assert in_words(differences(old, new)) == (
        "1 role changed",
        "pay of 1 role changed",
        "Your own texts taken out: name, contact",
    )
