"""Editions in and out of text: YAML and JSON, both ways, always the same bytes."""

import hashlib
import json
from collections.abc import Hashable
from typing import Any, Final, NoReturn

import yaml
from pydantic import ValidationError

from assess.core.edition import Edition
from assess.core.faults import faults_in
from assess.core.fields import escape_unsafe
from assess.core.jsontext import refuse_repeats

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_DEPTH: Final = 30
MAX_ENTRIES: Final = 2000
# Edition 1 has 6,300; two thousand questions of twelve options, all with reasons, 400,000.
MAX_EVENTS: Final = 600_000


class EditionError(ValueError):
    """A document is not an edition.

    Attributes
    ----------
    findings : tuple of str
        One line per fault, each beginning with its place: ``questions[3].options: …``.
    """

    def __init__(self, findings: tuple[str, ...]) -> None:
        super().__init__("\n".join(findings))
        self.findings = findings


class _Loader(yaml.CSafeLoader):
    """Plain data only, and no key twice in one mapping."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - as yaml has it
    ) -> dict[Hashable, Any]:
        seen = set[Any]()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse("a key must be text", key_node)
            if key_node.value in seen:
                self._refuse(f"the key “{key_node.value}” stands twice", key_node)
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)

    def _refuse(self, reason: str, node: yaml.Node) -> NoReturn:
        raise yaml.constructor.ConstructorError(None, None, reason, node.start_mark)


def _load_yaml(text: str) -> object:
    """Load YAML after a pass over its events.

    A file of nothing but empty entries takes minutes to load, an alias could unfold a small
    file to gigabytes, deep nesting overflows the C stack of the loader (it crashes, it does
    not raise), and a tag that does not fit its value raises whatever it likes: all show in
    the flat events.
    """
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        if count > MAX_EVENTS:
            raise EditionError((f"{_line(event)}: more entries than an edition can have",))
        if isinstance(event, yaml.AliasEvent):
            raise EditionError((f"{_line(event)}: aliases (*name) are not allowed",))
        if getattr(event, "tag", None) is not None:
            raise EditionError((f"{_line(event)}: tags (!name) are not allowed",))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise EditionError((f"{_line(event)}: nested too deeply",))
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, made stricter


def _line(event: yaml.Event) -> str:
    return f"line {event.start_mark.line + 1}" if event.start_mark else "document"


def read_edition(text: str | bytes) -> Edition:
    """Read an edition from YAML or JSON.

    Parameters
    ----------
    text : str or bytes
        A document of format 1, at most 5 MiB. One that opens with ``{`` is read as JSON.

    Raises
    ------
    EditionError
        With every fault found, each naming its place.
    """
    return edition_from(_parse(text))


def edition_from(document: object) -> Edition:
    """Read an edition from plain data; raises ``EditionError``."""
    if not isinstance(document, dict):
        raise EditionError(("document: an edition is a mapping with format, title, skills …",))
    for name, value in document.items():
        if isinstance(value, list) and len(value) > MAX_ENTRIES:
            # Before each of a million wrong entries is told what it lacks.
            too_long = f"may have at most {MAX_ENTRIES}, has {len(value)}"
            raise EditionError((f"{escape_unsafe(str(name))}: {too_long}",))
    try:
        return Edition.model_validate(document)
    except ValidationError as error:
        raise EditionError(tuple(faults_in(error, "an edition"))) from None


def _parse(text: str | bytes) -> object:
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(raw) > MAX_BYTES:
        raise EditionError((f"document: larger than {MAX_BYTES // 2**20} MiB",))
    try:
        decoded = raw.decode("utf-8-sig")
        if decoded.lstrip().startswith("{"):
            return json.loads(decoded, object_pairs_hook=refuse_repeats)
        return _load_yaml(decoded)
    except EditionError:
        raise
    except UnicodeDecodeError:
        raise EditionError(("document: not UTF-8 text",)) from None
    except RecursionError:
        raise EditionError(("document: nested too deeply",)) from None
    except yaml.MarkedYAMLError as error:
        raise EditionError((_yaml_finding(error),)) from None
    except (ValueError, yaml.YAMLError) as error:
        raise EditionError((f"document: {error}",)) from None


def _yaml_finding(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    place = f"line {mark.line + 1}" if mark else "document"
    # PyYAML has a limit of its own since 6.0.4, met while it looks ahead of our events.
    deep = "nesting depth" in str(error.problem)
    return f"{place}: {'nested too deeply' if deep else error.problem or error}"


def to_data(edition: Edition) -> dict[str, Any]:
    """Return an edition as plain data, every default written out, absent fields left out."""
    return edition.model_dump(mode="json", exclude_none=True)


def to_json(edition: Edition) -> str:
    """Return an edition as readable JSON."""
    return json.dumps(to_data(edition), ensure_ascii=False, indent=2) + "\n"


def to_yaml(edition: Edition) -> str:
    """Return an edition as readable YAML."""
    return yaml.dump(
        to_data(edition), Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=100
    )


def canonical_json(edition: Edition) -> str:
    """Return the one form whose bytes are stored and digested."""
    return json.dumps(to_data(edition), ensure_ascii=False, separators=(",", ":"))


def digest(document: str) -> str:
    """Return the SHA-256 of a canonical document, in hexadecimal."""
    return hashlib.sha256(document.encode()).hexdigest()


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the edition document."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Edition.model_json_schema()
