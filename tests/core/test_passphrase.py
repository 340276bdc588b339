"""Which passphrases will do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.passphrase import LEAST, MOST, fault

EASY = "This one is easy to guess. Add a word or two that only you would think of."


@pytest.mark.parametrize(
    "passphrase",
    ["seven quiet otters", "correct horse battery", "密碼短語密碼短語很長很長",
     "x7#Lq9!vTz2&", "  a b c d e f  "],
)  # fmt: skip
def test_a_long_one_of_ones_own_will_do(passphrase: str) -> None:
    assert fault(passphrase, "sam@example.com", "Skills Compass") is None


@pytest.mark.parametrize(
    "passphrase",
    ["passwordpassword", "Password1234", "aaaaaaaaaaaaaa", "123456789012", "qwertyuiop123456",
     "abababababab", "sam@example.com", "Example Sam 1", "skillscompass!", "Skills  Compass 123",
     "iloveyou iloveyou", "abcdefghijkl"],
)  # fmt: skip
def test_what_anybody_would_try_first_will_not_do(passphrase: str) -> None:
    assert fault(passphrase, "sam@example.com", "Skills Compass") == EASY


def test_length_is_counted_in_characters() -> None:
    assert (
        fault("b7kq1zt9xwp"[:LEAST]) == "Use at least 12 characters. Three or four words work well."
    )
    assert fault("b7kq1zt9xwpm" * 30) == f"Use at most {MOST} characters."
    assert fault("b7kq1zt9xwpm") is None
    assert fault(("b7kq1zt9xwpm" * 30)[:MOST]) is None


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
def test_signs_that_nobody_types_are_refused(sign: str) -> None:
    found = fault(f"seven quiet {sign} otters")
    assert found is not None
    assert found.startswith("Use signs that can be typed")


@given(st.text(), st.text())
def test_every_text_gets_an_answer(passphrase: str, known: str) -> None:
    found = fault(passphrase, known)
    assert found is None or found.endswith(("think of.", "well.", "characters.", "like."))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=LEAST - 1))
def test_a_short_one_is_never_let_through(passphrase: str) -> None:
    assert fault(passphrase) is not None
