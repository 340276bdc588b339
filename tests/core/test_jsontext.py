"""JSON from strangers: what is refused, and in which words."""

import pytest

from assess.core.jsontext import MAX_DEPTH, JsonError, read_json


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"123456", "larger than 0 MiB"),
        (b'"\xff"', "not UTF-8 text"),
        (b"{", "not JSON: "),
        (b"nul", "not JSON: "),
        (b"NaN", "NaN is no number"),
        (b"-Infinity", "-Infinity is no number"),
        (b"1e999", "holds a number that is too large"),
        (b"9" * 5000, "holds a number that is too large"),
        (b'{"a":1,"a":1}', "the key “a” stands twice"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "nested too deeply"),
        (b"[" + b"0," * 100_000 + b"0]", "holds more than 100,000 values"),
        (b"[" + b"0," * 300_001 + b"0]", "holds more than 100,000 values"),
        (b'["\\ud800"]', "only half there"),
        (b'{"\\udc00": 1}', "only half there"),
        (b'"\\ud800"', "only half there"),
    ],
)
def test_a_document_is_refused_in_words(raw: bytes, words: str) -> None:
    with pytest.raises(JsonError, match=words):
        read_json(raw, 5 if raw == b"123456" else 10**6)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b'\xef\xbb\xbf{"a": [1, 2.5, null]}', {"a": [1, 2.5, None]}),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        (b"[" + b"0," * 40_000 + b"0]", None),
        (b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1), None),
    ],
)
def test_a_sound_document_is_read(raw: bytes, value: object) -> None:
    found = read_json(raw, 10**6)
    assert value is None or found == value
