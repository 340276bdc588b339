"""What stands against publishing a draft, by part and field."""

from typing import Any

from assess.core.draft.parts import Parts, join, split
from assess.core.draft.review import locate, review, sound_part
from tests.core.people import shipped_edition


def parts() -> Parts:
    return split(shipped_edition().edition)


def errors(found: Parts) -> set[tuple[str, str]]:
    return {(one.part, one.field) for one in review(join(found)) if one.severity == "error"}


def changed(part: str, **changes: Any) -> Parts:
    found = parts()
    return found | {part: found[part] | changes}


FIRST = f"questions/{parts()['order/questions'][0]}"


def test_nothing_stands_against_publishing_what_is_published() -> None:
    assert errors(parts()) == set()


def test_remarks_of_the_checker_are_found_by_part_and_field() -> None:
    doubtful = changed(FIRST, text="Which is not untrue about machine learning?")
    found = [one for one in review(join(doubtful)) if one.part == FIRST]
    assert any(one.field == "text" for one in found)
    assert all(one.why and one.remedy for one in found)


def test_what_is_unfinished_is_told_field_by_field() -> None:
    options = parts()[FIRST]["options"]
    blank = [options[0] | {"text": ""}, *options[1:]]
    found = changed(FIRST, text="", options=blank)
    assert errors(found) == {(FIRST, "text"), (FIRST, f"options/{options[0]['key']}/text")}
    _, edition = sound_part(join(found))
    assert edition is not None
    assert FIRST.partition("/")[2] not in {question.key for question in edition.questions}


def test_what_is_wrong_with_the_whole_is_told_beside_what_is_unfinished() -> None:
    found = changed(FIRST, text="")
    second = f"questions/{found['order/questions'][1]}"
    found[second] = found[second] | {"skill": "gone"}
    assert errors(found) == {(FIRST, "text"), (second, "skill")}
    assert sound_part(join(found))[1] is None


def test_a_fault_of_the_ladder_or_the_lengths_stands_in_its_part() -> None:
    role = parts()["order/roles"][0]
    assert errors(changed(f"roles/{role}", next=[role])) == {("roles", "")}
    assert errors(parts() | {"lengths": {"quick": 3}}) == {("lengths", "")}


def test_places_become_parts_and_fields() -> None:
    data = {
        "questions": [{"key": "q", "options": [{"key": "b", "text": ""}], "context": {"rows": []}}],
        "accepted": [{}],
    }
    assert locate("questions[0].options[0].text", data) == ("questions/q", "options/b/text")
    assert locate("questions[0].context.rows[2]", data) == ("questions/q", "context/rows/2")
    assert locate("questions[0].hint", data) == ("questions/q", "hint")
    assert locate("accepted[0]", data) == ("accepted", "0")
    assert locate("", data) == ("", "")
