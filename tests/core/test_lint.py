"""The checker as a whole: what it returns, what an edition accepts, what ships."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.codec import canonical_json, read_edition, to_data, to_json, to_yaml
from assess.core.compiled import Compiled
from assess.core.edition import Acceptance, Edition
from assess.core.fields import unsafe_character
from assess.core.lint import Finding, check
from tests.core.builders import changed, few, some
from tests.core.findings import findings
from tests.core.lintcases import bank, edition, found, situation, worded
from tests.core.strategies import editions

UNLIKE = ("Call", "Ask them to send back the broken lamp by mail.")
ACCEPTED = {"rule": "options-unlike", "key": "s0", "reason": "A call needs no more words."}


def spoiled(*accepted: dict[str, str]) -> Edition:
    """Return an edition with one warning."""
    first, *rest = bank()
    return edition(worded(first, *UNLIKE), *rest, accepted=list(accepted))


def test_a_finding_says_what_where_why_and_what_to_do() -> None:
    (finding,) = check(spoiled())
    assert finding == Finding(
        severity="warning",
        rule="options-unlike",
        place="questions[0].options",
        key="s0",
        message="The options have from 4 to 46 characters.",
        why="An option that looks different is chosen or passed over for its looks.",
        remedy="Bring the options to like length.",
        accepted=None,
    )
    with pytest.raises(FrozenInstanceError):
        finding.severity = "note"  # type: ignore[misc] # that it cannot be set is the fact


def test_an_accepted_finding_carries_its_reason() -> None:
    (finding,) = check(spoiled(ACCEPTED))
    assert finding.accepted == "A call needs no more words."


@pytest.mark.parametrize("field", ["rule", "key"])
def test_an_acceptance_that_matches_nothing_is_a_warning(field: str) -> None:
    first, unused = check(spoiled(ACCEPTED | {field: "other"}))
    assert first.accepted is None
    assert (unused.severity, unused.rule, unused.place) == (
        "warning",
        "acceptance-unused",
        "accepted[0]",
    )


def test_an_error_cannot_be_accepted() -> None:
    entry = {"rule": "skill-unasked", "key": "service", "reason": "Later."}
    error, unused = found(situation(retired=True), accepted=[entry])
    assert (error.severity, error.accepted) == ("error", None)
    assert unused.rule == "acceptance-unused"


def test_an_acceptance_holds_for_all_findings_of_its_rule_on_its_key() -> None:
    made = worded(
        situation(), "Send  it all to them by the next post today.", "Ask  for it at the shop."
    )
    accepted = [{"rule": "typing-slip", "key": "q", "reason": "The gaps are meant."}]
    slips = [one for one in found(made, accepted=accepted) if one.rule == "typing-slip"]
    assert [one.accepted for one in slips] == ["The gaps are meant."] * 2


def test_an_edition_accepts_a_finding_once_and_with_a_reason() -> None:
    assert findings(changed("accepted", [ACCEPTED, ACCEPTED | {"reason": "Twice."}])) == (
        "accepted: the accepted key “options-unlike s0” stands twice",
    )
    assert findings(changed("accepted", [ACCEPTED | {"reason": ""}])) == (
        "accepted[0].reason: must not be empty",
    )


def test_accepted_findings_are_written_last_and_read_again() -> None:
    made = spoiled(ACCEPTED)
    assert list(to_data(made))[-1] == "accepted"
    assert to_data(made)["accepted"] == [ACCEPTED]
    assert to_data(spoiled())["accepted"] == []


@some
@given(
    editions(),
    st.dictionaries(
        st.sampled_from(["typing-slip", "bank-small", "no-such-rule"]),
        st.text(min_size=1, max_size=20).filter(lambda text: unsafe_character(text) is None),
    ),
)
def test_what_is_accepted_travels_byte_for_byte(made: Edition, reasons: dict[str, str]) -> None:
    accepted = tuple(
        Acceptance(rule=rule, key=made.skills[0].key, reason=reason)
        for rule, reason in reasons.items()
    )
    kept = made.model_copy(update={"accepted": accepted})
    for write in (to_yaml, to_json, canonical_json):
        assert read_edition(write(kept)) == kept
        assert write(read_edition(write(kept))) == write(kept)
    unused = {finding.key for finding in check(kept) if finding.place == "accepted[0]"}
    assert unused <= {made.skills[0].key}


@some
@given(editions())
def test_any_edition_can_be_checked_and_findings_can_be_read(made: Edition) -> None:
    keys = {question.key for question in made.questions} | {skill.key for skill in made.skills}
    for finding in check(made):
        assert finding.key in keys
        assert finding.place.startswith(("questions[", "skills["))
        assert all((finding.rule, finding.message, finding.why, finding.remedy))
    assert check(made) == check(made)


@few
@given(editions())
def test_whatever_is_no_error_can_be_accepted(made: Edition) -> None:
    doubts = {(one.rule, one.key) for one in check(made) if one.severity != "error"}
    accepted = tuple(Acceptance(rule=rule, key=key, reason="So.") for rule, key in doubts)
    for finding in check(made.model_copy(update={"accepted": accepted})):
        assert (finding.accepted is None) is (finding.severity == "error")


def test_what_ships_has_no_error_and_no_warning_without_a_reason(shipped: Compiled) -> None:
    assert [
        (finding.rule, finding.place)
        for finding in check(shipped.edition)
        if finding.severity != "note" and finding.accepted is None
    ] == []
