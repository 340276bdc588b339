"""Reasons for warnings that stay: given, taken back, and those that accept nothing."""

from typing import Final

from assess.core.draft.accepting import (
    doubts,
    in_their_words,
    meant,
    needless,
    settled,
    with_reasons,
)
from assess.core.draft.differences import differences
from assess.core.draft.parts import split
from assess.core.draft.review import Remark
from assess.core.lint.findings import UNUSED, Severity
from tests.core.people import shipped_edition

A: Final = {"rule": "r", "key": "a", "reason": "so"}
B: Final = {"rule": "r", "key": "b", "reason": "too"}


def remark(
    rule: str, key: str, accepted: str | None = None, severity: Severity = "warning"
) -> Remark:
    return Remark(severity, rule, key, f"questions/{key}", "text", "m", "w", "r", accepted)


def test_findings_of_one_rule_on_one_part_take_one_reason() -> None:
    found = doubts([
        remark("r", "a"), remark("r", "b"), remark("r", "a"), remark("n", "a", severity="note"),
        remark("e", "a", severity="error"), remark(UNUSED.key, "x"),
    ])  # fmt: skip
    assert [(one.name, len(one.remarks), one.reason) for one in found] == [
        (("r", "a"), 2, ""),
        (("r", "b"), 1, ""),
    ]


def test_a_reason_is_added_changed_and_taken_back() -> None:
    assert with_reasons([A], {("r", "b"): "too"}) == [A, B]
    assert with_reasons([A, B], {("r", "a"): "else"}) == [A | {"reason": "else"}, B]
    assert with_reasons([A, B], {("r", "a"): ""}) == [B]
    assert with_reasons([A], {("r", "b"): ""}) == [A]


def test_a_reason_about_nothing_is_passed_over() -> None:
    typed = {("r", "a"): "1", ("r", "b"): "2", ("x", "y"): "3"}
    assert meant([A], [remark("r", "b")], typed) == {("r", "a"): "1", ("r", "b"): "2"}


def test_reasons_that_accept_nothing_any_more_are_dropped() -> None:
    found = [remark("r", "a", "so"), remark(UNUSED.key, "b")]
    assert needless([A, B], found) == [B]
    assert settled([A, B], found, {}) == ([A], ())


def test_a_reason_for_a_note_is_kept() -> None:
    found = [remark("r", "a", "so", severity="note")]
    assert settled([A], found, {}) == ([A], ())


def test_warnings_without_a_reason_are_named() -> None:
    found = [remark("r", "a", "so"), remark("r", "b"), remark("r", "c")]
    rest, left = settled([A], found, {("r", "a"): "", ("r", "c"): "because"})
    assert rest == [{"rule": "r", "key": "c", "reason": "because"}]
    assert [one.name for one in left] == [("r", "a"), ("r", "b")]


def test_a_warning_that_stays_is_called_by_what_it_says() -> None:
    old = split(shipped_edition().edition)
    (known,) = old["accepted"]
    new = old | {"accepted": [{"rule": "r", "key": "k", "reason": "so"}], "title": "Two"}
    said = Remark("warning", known["rule"], known["key"], "", "", "Too long.", "", "")
    title, accepted = in_their_words(differences(old, new), [said])
    assert title.fields[0].label == "Title of the assessment"
    assert [one.label for one in accepted.fields] == ["k: r", "“Too long.”"]
    assert accepted.fields[1].before == f"because {known['reason']}"
