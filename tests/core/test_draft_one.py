"""One question of a draft: what is said of it alone, and what of it can be shown."""

from typing import Any

from assess.core.compiled import Compiled
from assess.core.draft.parts import join, split
from assess.core.draft.review import review, review_question
from assess.core.draft.showing import showable
from assess.core.edition import Edition, Question

KEY = "empathy-suit-thursday"
TABLE = {"kind": "table", "caption": "T", "columns": ["x"], "rows": [["1"]]}
CHART = {
    "kind": "chart", "form": "bar", "caption": "C", "unit": "", "labels": ["a", "b"],
    "values": [1, 2], "axis_from": 0,
}  # fmt: skip


def changed(shipped: Compiled, **more: Any) -> Edition:
    parts = split(shipped.edition)
    part = f"questions/{KEY}"
    return join(parts | {part: parts[part] | more})


def asked(draft: Edition) -> Question:
    return next(one for one in draft.questions if one.key == KEY)


def test_one_by_one_the_same_is_found_as_in_all(shipped: Compiled) -> None:
    edition = shipped.edition
    alone = [
        one for question in edition.questions for one in review_question(edition, question.key)
    ]
    whole = [one for one in review(edition) if one.part.startswith("questions/")]
    assert alone == whole != []


def test_what_is_unfinished_stands_at_its_field(shipped: Compiled) -> None:
    draft = changed(shipped, text="", options=[{"key": "a", "text": "", "credit": 1}])
    found = review_question(draft, KEY)
    assert {(one.part, one.field) for one in found} >= {
        (f"questions/{KEY}", "text"), (f"questions/{KEY}", "options/a/text"),
    }  # fmt: skip
    assert {one.severity for one in found} == {"error"}


def test_a_question_like_another_says_so_itself_wherever_the_two_stand(shipped: Compiled) -> None:
    last = shipped.edition.questions[-1]
    draft = changed(shipped, text=last.text, context=None)
    assert "stems-same" in {one.rule for one in review_question(draft, KEY)} or last.context


def test_of_a_retired_question_nothing_is_said(shipped: Compiled) -> None:
    assert review_question(changed(shipped, retired=True, text="Good or bad?"), KEY) == ()


def test_an_accepted_remark_says_why(shipped: Compiled) -> None:
    parts = split(changed(shipped, text="Which reply is not the best?"))
    parts["accepted"] = [{"rule": "negative-stem", "key": KEY, "reason": "On purpose."}]
    found = {one.rule: one.accepted for one in review_question(join(parts), KEY)}
    assert found["negative-stem"] == "On purpose."
    assert "acceptance-unused" not in found


def test_a_chart_or_table_that_is_unfinished_is_left_out(shipped: Compiled) -> None:
    for context, whole in (
        (TABLE, True),
        (TABLE | {"rows": [["1", "2"]]}, False),
        (CHART, True),
        (CHART | {"values": [0, 0]}, False),
        (CHART | {"labels": [], "values": []}, False),
        ("A text", True),
        ({"kind": "chat", "lines": []}, True),
    ):
        question, is_whole = showable(asked(changed(shipped, context=context)))
        assert is_whole is whole, context
        assert (question.context is None) is not whole, context


def test_what_is_still_empty_has_three_dots(shipped: Compiled) -> None:
    options = [{"key": "a", "text": " "}, {"key": "b", "text": "Full"}]
    question, _ = showable(asked(changed(shipped, text="", options=options)))
    assert (question.text, [one.text for one in question.options]) == ("…", ["…", "Full"])
