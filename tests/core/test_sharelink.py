"""How the secret of a shared link is written and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.sharelink import LENGTH, LETTERS, NAME_LENGTH, from_text, name_of, to_text

SECRETS = st.binary(min_size=16, max_size=16)


@given(SECRETS)
def test_what_was_written_is_read_back(secret: bytes) -> None:
    text = to_text(secret)
    assert len(text) == LENGTH
    assert set(text) <= set(LETTERS)
    assert from_text(text) == secret


@given(SECRETS, SECRETS)
def test_no_two_secrets_are_written_alike(one: bytes, other: bytes) -> None:
    assert (to_text(one) == to_text(other)) == (one == other)


@given(st.text(LETTERS, min_size=LENGTH, max_size=LENGTH))
def test_a_secret_is_written_in_one_way_only(text: str) -> None:
    secret = from_text(text)
    assert (secret is None) == (text[0] not in LETTERS[:8])
    assert secret is None or to_text(secret) == text


@given(st.text())
def test_a_text_of_another_shape_is_no_secret(text: str) -> None:
    if len(text) != LENGTH:
        assert from_text(text) is None


@pytest.mark.parametrize(
    ("secret", "text"),
    [
        (b"\x00" * 16, "0" * 26),
        (b"\xff" * 16, "7" + "z" * 25),
        (b"\x00" * 15 + b"\x21", "0" * 24 + "11"),
    ],
)
def test_some_secrets_by_hand(secret: bytes, text: str) -> None:
    assert to_text(secret) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "0" * 25, "0" * 27, "0" * 26 + "\n", "8" + "0" * 25, "0" * 25 + "i", "0" * 25 + "A",
        "٠" * 26, "0" * 25 + "\x00", "0" * 25 + "\ud800", " " + "0" * 25, "０" * 26,
    ],
)  # fmt: skip
def test_near_misses_are_no_secrets(text: str) -> None:
    assert from_text(text) is None


def test_a_link_is_named_after_what_asked_for_it() -> None:
    name = name_of("page", 7, "ana@example.com")
    assert name == name_of("page", 7, "ana@example.com")
    assert name != name_of("page", 30, "ana@example.com")
    assert len(name) == NAME_LENGTH
    assert set(name) <= set(LETTERS)
