"""The texts and keys of an edition: every script, and nothing that hides or breaks."""

import pytest

from assess.core.codec import edition_from
from assess.core.fields import unsafe_character
from tests.core.builders import changed
from tests.core.findings import findings, places

HOSTILE = ["\0", "\x0b", "\r", "\x1b", "\x7f", "\ud800", "\udfff", "\u202a", "\u202e", "\u2066"]


@pytest.mark.parametrize("character", HOSTILE)
@pytest.mark.parametrize(
    "path",
    [
        "title",
        "skills[1].name",
        "skills[0].summary",
        "skills[0].levels[4]",
        "questions[0].text",
        "questions[0].context",
        "questions[0].options[2].text",
        "questions[0].options[2].hint",
        "questions[0].options[2].why",
        "roles[0].summary",
        "roles[0].profile.data.basis",
        "roles[0].pay.source",
        "roles[0].wages.label",
        "actions[0].how",
        "actions[0].evidence",
    ],
)
def test_a_text_that_cannot_be_shown_is_refused(path: str, character: str) -> None:
    code = f"U+{ord(character):04X}"
    finding = f"{path}: holds a character that cannot be shown ({code})"
    assert finding in findings(changed(path, f"fine{character}"))


@pytest.mark.parametrize("character", HOSTILE)
@pytest.mark.parametrize("path", ["skills[0].key", "questions[0].skill", "actions[0].way"])
def test_a_key_holds_no_hostile_character(path: str, character: str) -> None:
    assert path in places(changed(path, f"fine{character}"))


@pytest.mark.parametrize(
    "text", ["two\nlines", "a\ttab", "naïve", "日本語", "😀", "مرحبا", "a\u200fb"]
)
def test_every_script_and_line_feeds_are_welcome(text: str) -> None:
    assert unsafe_character(text) is None
    assert edition_from(changed("questions[0].text", text)).questions[0].text == text


def test_the_first_hostile_character_is_named() -> None:
    assert unsafe_character("a\u202eb\0") == "\u202e"
