"""Editions in and out of text: the same bytes both ways, and nothing hostile gets in."""

import hashlib
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assess.core.codec import (
    MAX_BYTES,
    MAX_DEPTH,
    EditionError,
    canonical_json,
    digest,
    edition_from,
    json_schema,
    read_edition,
    to_data,
    to_json,
    to_yaml,
)
from assess.core.edition import Edition
from tests.core.builders import changed, document, some
from tests.core.findings import findings_after, findings_in
from tests.core.strategies import editions


def small() -> Edition:
    """Return the small edition."""
    return edition_from(document())


@some
@given(editions())
def test_export_import_export_gives_the_same_bytes(edition: Edition) -> None:
    for write in (to_yaml, to_json, canonical_json):
        text = write(edition)
        again = read_edition(text.encode())
        assert again == edition
        assert write(again).encode() == text.encode()


@some
@given(editions())
def test_yaml_and_json_tell_the_same_edition(edition: Edition) -> None:
    from_yaml, from_json = read_edition(to_yaml(edition)), read_edition(to_json(edition))
    assert canonical_json(from_yaml) == canonical_json(from_json) == canonical_json(edition)


@some
@given(st.text(max_size=60) | st.binary(max_size=60))
def test_any_text_at_all_is_refused_in_words(text: str | bytes) -> None:
    assert all(findings_in(text))


@pytest.mark.parametrize(("path", "kept"), [("weight", 1), ("weight", 1.0), ("weight", 0.25)])
def test_a_whole_number_stays_whole(path: str, kept: float) -> None:
    edition = edition_from(changed(f"questions[0].{path}", kept))
    for text in (to_yaml(edition), to_json(edition)):
        assert repr(to_data(read_edition(text))["questions"][0][path]) == repr(kept)


def test_absent_fields_are_left_out_and_defaults_written() -> None:
    question = to_data(small())["questions"][0]
    assert "context" not in question
    assert "parameters" not in question
    assert (question["difficulty"], question["weight"], question["retired"]) == ("medium", 1, False)


def test_the_order_of_fields_and_keys_is_kept() -> None:
    data = document()
    data["roles"][0]["profile"] = dict(reversed(data["roles"][0]["profile"].items()))
    edition = read_edition(to_yaml(edition_from(data)))
    assert list(edition.roles[0].profile) == ["data", "empathy"]
    assert list(to_data(edition)) == [name for name in Edition.model_fields if name != "texts"]


def test_exports_are_read_by_people() -> None:
    edition = edition_from(changed("title", "Soin à la clientèle “été”"))
    assert "title: Soin à la clientèle “été”\n" in to_yaml(edition)
    assert '\n  "title": "Soin à la clientèle “été”",\n' in to_json(edition)
    assert to_json(edition).endswith("}\n")
    assert canonical_json(edition).startswith('{"format":1,"title":"Soin à la clientèle “été”",')


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_edition(to_yaml(small()).encode("utf-8-sig")) == small()
    assert read_edition("\ufeff" + to_json(small())) == small()


def test_blank_lines_may_stand_before_json() -> None:
    assert read_edition("\n\n  " + to_json(small())) == small()


def test_a_digest_is_the_sha_256_of_the_bytes() -> None:
    text = canonical_json(small())
    assert digest(text) == hashlib.sha256(text.encode()).hexdigest()
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest(text) != digest(canonical_json(edition_from(changed("title", "Two Skills"))))


def test_the_schema_is_closed_and_names_what_is_needed() -> None:
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["required"] == ["format", "title", "skills", "questions", "roles"]
    parts = [schema, *schema["$defs"].values()]
    assert all(part["additionalProperties"] is False for part in parts if "properties" in part)
    assert json.loads(json.dumps(schema)) == schema


def test_an_alias_is_refused_before_it_unfolds() -> None:
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x]"]
    for depth in range(1, 10):
        refs = ", ".join([f"*l{depth - 1}"] * 9)
        lines.append(f"l{depth}: &l{depth} [{refs}]")
    assert findings_in("\n".join(lines)) == ("line 2: aliases (*name) are not allowed",)


def test_an_anchor_without_an_alias_does_no_harm() -> None:
    assert read_edition(to_yaml(small()).replace("title: ", "title: &here ", 1)) == small()


@pytest.mark.parametrize("opened", ["[", "[{", "- ", "? ", "a: {"])
def test_deep_yaml_is_refused_before_it_is_built(opened: str) -> None:
    assert findings_in(opened * 100_000) == ("line 1: nested too deeply",)


def test_depth_counts_what_is_open_not_what_was() -> None:
    flat = "".join(f"f{place}: [[x]]\n" for place in range(100))
    assert "f99: is not a field of an edition" in findings_in(flat)
    at_limit = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert "a: is not a field of an edition" in findings_in(at_limit)
    beyond = "a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert findings_in(beyond) == ("line 1: nested too deeply",)


@pytest.mark.parametrize("opened", ['{"a":', '{"a":['])
def test_deep_json_is_refused(opened: str) -> None:
    assert findings_in(opened * 200_000) == ("document: nested too deeply",)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("title: A\nformat: 1\ntitle: B\n", "line 3: the key “title” stands twice"),
        ("lengths:\n  quick: 1\n  'quick': 2\n", "line 3: the key “quick” stands twice"),
        ('{"title": "A", "title": "B"}', "document: the key “title” stands twice"),
        ('\ufeff{"a": 1, "a": 2}', "document: the key “a” stands twice"),
        ('\n {"a": 1, "a": 2}', "document: the key “a” stands twice"),
        ('{"a": [{"b": 1, "c": 2, "c": 3}]}', "document: the key “c” stands twice"),
        ("? [a, b]\n: c\n", "line 1: a key must be text"),
        ("a:\n  ? {b: c}\n  : d\n", "line 2: a key must be text"),
        ("a: 1\nb: *nothing\n", "line 2: aliases (*name) are not allowed"),
        ("--- {}\n--- {}\n", "line 2: but found another document"),
    ],
)
def test_what_an_edition_never_holds_is_named_by_its_line(text: str, finding: str) -> None:
    assert findings_in(text) == (finding,)


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "a: b: c",
        "\ta: 1",
        "a: 'b",
        "%TAG ! x",
        "a: @x",
        "a: =",
        "<<: 3",
    ],
)
def test_yaml_that_is_not_plain_data_is_refused_with_its_line(text: str) -> None:
    (finding,) = findings_in(text)
    assert finding.startswith("line ")


@pytest.mark.parametrize(
    "text",
    [
        "a: !!map [b]",
        "a: !!set [b]",
        "a: !!bool maybe",
        "a: !!int ''",
        "a: !!float ''",
        "a: !!timestamp soon",
        "a: !!set {b, c}",
        "a: !!str b",
        "a: !!python/name:os.system",
        "a: !!python/object/apply:os.system [ls]",
        "a: !secret x",
        "!secret a: x",
    ],
)
def test_no_value_carries_a_tag(text: str) -> None:
    assert findings_in(text) == ("line 1: tags (!name) are not allowed",)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"a": 1} x',
        "{a: 1}",
        '{"a": "\0"}',
        "a: \0",
        "a: \x85\x07",
        "a: 2020-13-45",
        "a: " + "9" * 5000,
        '{"a": ' + "9" * 5000 + "}",
    ],
)
def test_what_cannot_be_read_is_refused_as_a_document(text: str) -> None:
    (finding,) = findings_in(text)
    assert finding.startswith("document: ")


@pytest.mark.parametrize("digits", [400, 4000])
def test_a_number_beyond_every_float_is_refused(digits: int) -> None:
    text = json.dumps(changed("questions[0].weight", 10**digits))
    (finding,) = findings_in(text)
    assert finding.startswith("questions[0].weight: ")


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_json_that_is_no_number_is_refused_at_its_place(word: str) -> None:
    text = to_json(small()).replace('"weight": 1', f'"weight": {word}', 1)
    assert any(finding.startswith("questions[0].weight: ") for finding in findings_in(text))


@pytest.mark.parametrize(
    "raw", [b"\xff\xfea", "title: x".encode("utf-16"), b"title: \xe9", b'{"a": "\xed\xa0\x80"}']
)
def test_what_is_not_utf_8_is_refused(raw: bytes) -> None:
    assert findings_in(raw) == ("document: not UTF-8 text",)


def test_a_lone_surrogate_is_refused_raw_and_escaped() -> None:
    assert findings_in("title: \ud800") == ("document: not UTF-8 text",)
    escaped = json.dumps(changed("title", "\ud800"))
    finding = "title: holds a character that cannot be shown (U+D800)"
    assert findings_in(escaped) == (finding,)


def test_a_document_has_a_size_limit_in_bytes() -> None:
    assert findings_in("x" * MAX_BYTES) != ("document: larger than 5 MiB",)
    assert findings_in("x" * (MAX_BYTES + 1)) == ("document: larger than 5 MiB",)
    assert findings_in("é" * (MAX_BYTES // 2 + 1)) == ("document: larger than 5 MiB",)


@pytest.mark.parametrize("text", ["", "   ", "# only a comment", "[]", "just words", "5", "null"])
def test_a_text_without_a_mapping_is_no_edition(text: str) -> None:
    assert findings_in(text) == ("document: an edition is a mapping with format, title, skills …",)


def test_a_yaml_fault_without_a_mark_is_named_as_a_document() -> None:
    assert findings_in("a: \x01")[0].startswith("document: ")


@pytest.mark.parametrize("key", ["int", "float"])
def test_a_place_names_every_step(key: str) -> None:
    assert findings_after(key, 1) == (f"{key}: is not a field of an edition",)


def test_a_key_that_is_no_text_is_refused() -> None:
    assert any(finding.startswith("[1]: ") for finding in findings_in("1: x"))


def test_an_edition_is_a_kind_of_value_error() -> None:
    assert issubclass(EditionError, ValueError)
    assert EditionError(("a: b", "c: d")).findings == ("a: b", "c: d")


def test_exports_hold_no_tags_and_no_aliases() -> None:
    text = to_yaml(small())
    events = list(yaml.parse(text))
    assert not any(isinstance(event, yaml.AliasEvent) for event in events)
    assert not any(getattr(event, "tag", None) for event in events)


def test_a_file_of_nothing_but_entries_is_refused_before_each_is_looked_at() -> None:
    for entries, words in ((2001, "may have at most 2000, has 2001"), (300_001, "more entries")):
        with pytest.raises(EditionError, match=words):
            read_edition("format: 1\nquestions:\n" + "- {}\n" * entries)
