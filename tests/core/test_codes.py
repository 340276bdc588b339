"""Resume codes: whatever is typed leads to its own secret or to a clear sentence."""

import itertools
import re
from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assess.core.codes import CodeError, _sums, encode, groups, read, regroup, show

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET: Final = bytes(range(16))
CODE: Final = encode(SECRET)
secrets = st.binary(min_size=16, max_size=16)


def refused(text: str) -> str:
    """Return what a person is told about a text that is no code."""
    with pytest.raises(CodeError) as caught:
        read(text)
    return str(caught.value)


@given(secrets)
@example(bytes(16))
@example(b"\xff" * 16)
def test_a_secret_comes_back_from_its_code(secret: bytes) -> None:
    code = encode(secret)
    assert re.fullmatch(f"[{ALPHABET}]{{28}}", code)
    assert read(code) == secret
    assert read(show(code)) == secret


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        ("abc", "ABC"),
        ("ab cd-e fol2u", "ABCD-EF01-2u"),
        ("f" * 29, "FFFF-" * 7 + "F"),
        ("f" * 57, "f" * 57),
        ("what? <b>", "what? <b>"),
        ("１２３４５", "１２３４５"),
    ],
)
def test_what_was_typed_is_shown_as_codes_are(typed: str, shown: str) -> None:
    assert regroup(typed) == shown


def test_a_code_is_shown_in_seven_groups_of_four() -> None:
    assert re.fullmatch(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", show(CODE))
    assert groups(CODE) == tuple(show(CODE).split("-"))
    assert "".join(groups(CODE)) == CODE


def test_a_code_is_the_bits_of_its_secret_in_crockfords_letters() -> None:
    bits = f"{int.from_bytes(SECRET, 'big'):0130b}"
    letters = [ALPHABET[int(bits[place : place + 5], 2)] for place in range(0, 130, 5)]
    assert CODE[:26] == "".join(letters)


@pytest.mark.parametrize("size", [0, 15, 17])
def test_a_secret_of_another_size_is_a_mistake_of_ours(size: int) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        encode(bytes(size))


@settings(max_examples=25)
@given(secrets)
@example(bytes(16))
def test_every_wrong_character_at_every_place_is_caught_and_its_group_is_named(
    secret: bytes,
) -> None:
    code = encode(secret)
    for place, right in enumerate(code):
        for wrong in set(ALPHABET) - {right}:
            told = refused(code[:place] + wrong + code[place + 1 :])
            assert f"most likely in group {place // 4 + 1}:" in told


@given(secrets)
def test_every_swap_of_two_characters_is_caught_neighbours_or_not(secret: bytes) -> None:
    code = encode(secret)
    for one, other in itertools.combinations(range(28), 2):
        swapped = list(code)
        swapped[one], swapped[other] = code[other], code[one]
        if swapped == list(code):
            assert read("".join(swapped)) == secret
        else:
            assert "typing mistake" in refused("".join(swapped))


@given(secrets, st.permutations(range(28)), st.tuples(*[st.sampled_from(ALPHABET)] * 2))
def test_any_two_wrong_characters_are_caught(
    secret: bytes, order: list[int], wrong: tuple[str, str]
) -> None:
    code = encode(secret)
    typed = list(code)
    for place, letter in zip(order, wrong, strict=False):
        typed[place] = letter
    if typed != list(code):
        assert "typing mistake" in refused("".join(typed))


@given(secrets, st.data())
def test_small_letters_spaces_hyphens_and_look_alikes_are_forgiven(
    secret: bytes, data: st.DataObject
) -> None:
    looks = {"0": "0Oo", "1": "1IiLl"}
    between = st.text("- \t\n\u00a0‐‑‒–—−_\u200b\u2009", max_size=2)
    typed = data.draw(between)
    for letter in encode(secret):
        typed += data.draw(st.sampled_from(looks.get(letter, letter + letter.lower())))
        typed += data.draw(between)
    assert read(typed) == secret


@pytest.mark.parametrize("sign", ["U", "u", "*", "é", "ß", "٣", "²", "🙂", "<", "/", "\u212a"])
def test_a_sign_that_no_code_has_is_named(sign: str) -> None:
    assert refused(sign + CODE[1:]).startswith(f"“{sign}” is never part of a code.")


@pytest.mark.parametrize("sign", ["\x00", "\ud800", "\u202e", "\x1b", "\U000e0001"])
def test_a_sign_that_cannot_be_seen_is_not_repeated(sign: str) -> None:
    told = refused(CODE[:5] + sign + CODE[6:])
    assert told.startswith("There is a sign that is never part of a code.")
    assert sign not in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CODE[:1], "this one has 1 character. Some are missing."),
        (CODE[:-1], "this one has 27 characters. Some are missing."),
        (CODE + "0", "this one has 29 characters. There are too many."),
        (CODE * 9000, "this one has 252000 characters. There are too many."),
    ],
)
def test_another_length_is_told(text: str, told: str) -> None:
    assert refused(text) == f"A code has 28 characters, and {told}"


@pytest.mark.parametrize("text", ["", "   ", "- - -", "\n"])
def test_nothing_at_all_is_asked_for_in_words(text: str) -> None:
    assert refused(text) == "Enter your code. It has 28 characters, in groups of four."


def test_a_word_that_passes_the_check_with_other_padding_is_no_code() -> None:
    word = next(
        ["Z", *"0" * 25, *last]
        for last in itertools.product(ALPHABET, repeat=2)
        if _sums([31, *[0] * 25, *map(ALPHABET.index, last)]) == (0, 0)
    )
    assert "typing mistake" in refused("".join(word))


@given(st.text())
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        secret = read(text)
    except CodeError:
        return
    assert len(secret) == 16
