"""Derived secrets: the same for the same thing, another for every other."""

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from assess.core.secret import BYTES, derive, fingerprint

Parts = tuple[str | int, ...]
parts = st.lists(st.one_of(st.text(), st.integers()), max_size=4).map(tuple)
KEY = b"k" * 64


@given(parts)
def test_the_same_thing_has_the_same_secret(named: Parts) -> None:
    assert derive(KEY, "resume", *named) == derive(KEY, "resume", *named)
    assert len(derive(KEY, "resume", *named)) == BYTES == 16


@given(parts, parts)
def test_two_things_have_two_secrets(one: Parts, two: tuple[str | int, ...]) -> None:
    same = [str(part) for part in one] == [str(part) for part in two]
    assert (derive(KEY, "resume", *one) == derive(KEY, "resume", *two)) == same


def test_where_one_part_ends_and_the_next_begins_makes_a_difference() -> None:
    assert derive(KEY, "p", "ab", "c") != derive(KEY, "p", "a", "bc")
    assert derive(KEY, "pa", "b") != derive(KEY, "p", "ab")


def test_another_purpose_or_another_key_is_another_secret() -> None:
    assert derive(KEY, "resume", "x") != derive(KEY, "share", "x")
    assert derive(KEY, "resume", "x") != derive(b"j" * 64, "resume", "x")


def test_it_is_the_mac_it_says_it_is() -> None:
    message = b"\0\0\0\x05share" + b"\0\0\0\x01x" + b"\0\0\0\x0242"
    assert derive(KEY, "share", "x", 42) == hmac.new(KEY, message, hashlib.sha256).digest()[:16]


def test_a_fingerprint_is_the_sha256_in_hex() -> None:
    assert fingerprint(b"") == hashlib.sha256(b"").hexdigest()
    assert len(fingerprint(b"x")) == 64
