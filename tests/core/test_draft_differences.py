"""Differences in words: what a list says, and what a field's value is called."""

from typing import Final

from assess.core.draft.differences import FieldChange, differences, in_words
from assess.core.draft.parts import split
from tests.core.people import shipped_edition

ROLE: Final = "roles/account_manager"


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
        "1 profile of roles changed",
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
    assert (fields["options"].before, fields["options"].after) == ("a, b, c, d, e", "e, d, c, b, a")
    assert found[ROLE]["next"].after == "Call center specialist"
    assert found["accepted"][""].after == "r, k: so"
