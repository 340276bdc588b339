"""``edition check --quality`` prints what is doubtful and fails on errors alone."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assess.cli.edition import edition as command
from assess.core.codec import to_yaml
from assess.core.edition import Edition
from tests.core.lintcases import bank, edition, frequency, situation, worded

UNLIKE = ("Call", "Ask them to send back the broken lamp by mail.")
ACCEPTED = {"rule": "options-unlike", "key": "s0", "reason": "A call needs no more words."}


def run(path: Path, made: Edition, *options: str) -> Result:
    """Return what the command says about an edition."""
    file = path / "edition.yaml"
    file.write_text(to_yaml(made), encoding="utf-8")
    return CliRunner().invoke(command, ["check", str(file), *options])


def doubtful(*accepted: dict[str, str]) -> Edition:
    """Return an edition with one warning and one note."""
    first, *rest = bank()
    joined = frequency(key="joined", text="On how many days did you write or phone?")
    return edition(worded(first, *UNLIKE), *rest, joined, accepted=list(accepted))


def test_a_sound_edition_passes(tmp_path: Path) -> None:
    result = run(tmp_path, edition(*bank()), "--quality")
    assert result.exit_code == 0
    assert result.output.endswith("\n\nQuality: 0 errors, 0 warnings, 0 notes.\n")


def test_a_warning_and_a_note_are_printed_and_pass(tmp_path: Path) -> None:
    result = run(tmp_path, doubtful(), "--quality")
    assert result.exit_code == 0
    assert (
        "WARNINGS\n\n"
        "questions[0].options (s0): The options have from 4 to 46 characters. [options-unlike]\n"
        "  Why:  An option that looks different is chosen or passed over for its looks.\n"
        "  Do:   Bring the options to like length.\n\n"
        "NOTES\n\n"
        "questions[10].text (joined): The question joins words with “or”. [joined-claim]\n"
    ) in result.output
    assert result.output.endswith("\nQuality: 0 errors, 1 warning, 1 note.\n")


def test_an_accepted_warning_is_shown_with_its_reason(tmp_path: Path) -> None:
    result = run(tmp_path, doubtful(ACCEPTED), "--quality")
    assert result.exit_code == 0
    assert (
        "questions[0].options (s0): The options have from 4 to 46 characters. [options-unlike]\n"
        "  Accepted: A call needs no more words.\n\n"
    ) in result.output
    assert result.output.endswith("\nQuality: 0 errors, 0 warnings (1 accepted), 1 note.\n")


def test_open_warnings_come_before_accepted_ones(tmp_path: Path) -> None:
    first, second, *rest = bank()
    made = edition(worded(first, *UNLIKE), worded(second, "Go  on"), *rest, accepted=[ACCEPTED])
    output = run(tmp_path, made, "--quality").output
    assert output.index("questions[1]") < output.index("questions[0]")


def test_errors_come_first_and_fail(tmp_path: Path) -> None:
    result = run(tmp_path, edition(situation(retired=True), accepted=[ACCEPTED]), "--quality")
    assert result.exit_code == 1
    assert result.output.index("ERRORS") < result.output.index("WARNINGS")
    assert result.output.endswith("\nQuality: 1 error, 1 warning, 0 notes.\n")


@pytest.mark.parametrize("made", [edition(situation(retired=True)), doubtful()])
def test_without_quality_only_the_form_is_checked(tmp_path: Path, made: Edition) -> None:
    result = run(tmp_path, made)
    assert result.exit_code == 0
    assert result.output.endswith("1 roles. No faults.\n")


def test_a_file_that_is_no_edition_fails_before_its_quality(tmp_path: Path) -> None:
    file = tmp_path / "edition.yaml"
    file.write_text("format: 2\n", encoding="utf-8")
    result = CliRunner().invoke(command, ["check", str(file), "--quality"])
    assert result.exit_code == 1
    assert "is not an edition" in result.output
    assert "Quality" not in result.output
