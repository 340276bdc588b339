"""The file somebody takes their assessment along in, format 1.

The JSON Schema is published from these models, so what stands here is the whole truth.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AwareDatetime, BeforeValidator, Field, StrictInt

from assess.core.answers import AnswerKind
from assess.core.codec import to_data
from assess.core.edition import Edition
from assess.core.fields import Frozen, Key, Sentence, Title
from assess.core.takeout.figures import Engine, TakenOutcome

ABOUT: Final = (
    "One person’s own assessment of their customer service skills, with every answer and every "
    "result. It is their own view for their own learning. It is not a test, and it must not be "
    "used to choose between people."
)
LEFT_OUT: Final = (
    "The questions are not in this file yet, because it would give their answers away. They are "
    "in it once the assessment is finished."
)
MAX_BYTES: Final = 5 * 1024 * 1024
_YEARS: Final = range(2000, 2200)
# What tells where and when a file was made, not what it holds.
_OF_THE_PLACE: Final = ("about", "product", "exported_at", "origin")


def _moment(value: object) -> object:
    """Accept what other readers accept too: a date and time in ISO 8601 with its zone."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    found = None
    if isinstance(value, str) and "T" in value:
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            found = None
    if found is None or found.tzinfo is None or found.year not in _YEARS:
        raise ValueError("must be a moment such as 2026-03-01T12:00:00Z")
    return found.astimezone(UTC)


def _one(value: object) -> object:
    """Refuse ``true`` and ``1.0``, which Python takes for 1."""
    if type(value) is not int or value != 1:
        raise ValueError("must be 1")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
PublicId = Annotated[str, Field(pattern=r"^[0-9a-z]{20}$")]
Questions = Annotated[tuple[Key, ...], Field(min_length=1, max_length=2000)]


class Origin(Frozen):
    """Where the file was made: its attempt there, and its edition's number there if any."""

    attempt: PublicId
    edition: Annotated[StrictInt, Field(ge=1, le=2**31 - 1)] | None


class TakenAttempt(Frozen):
    """What was begun and when. ``questions`` lists what was asked, in order."""

    length: Key
    questions: Questions
    goal: Key | None
    started_at: Moment
    finished_at: Moment | None


class TakenEdition(Frozen):
    """The edition it was taken with; its digest is the SHA-256 of its canonical JSON."""

    digest: Digest
    document: Edition | None
    left_out: Sentence | None


class TakenAnswer(Frozen):
    """What was last given to a question, and when."""

    question: Key
    kind: AnswerKind
    options: Annotated[tuple[Key, ...], Field(max_length=12)]
    saved_at: Moment


class TakenResult(Frozen):
    """A result exactly as it was computed and shown."""

    number: Annotated[StrictInt, Field(ge=1, le=999)]
    made_at: Moment
    engine: Engine
    outcome: TakenOutcome


class Takeout(Frozen):
    """Everything that is kept of one assessment. ``plan`` is kept free for what comes."""

    format: Annotated[Literal[1], BeforeValidator(_one)]
    about: Sentence
    product: Title
    exported_at: Moment
    origin: Origin
    attempt: TakenAttempt
    edition: TakenEdition
    answers: Annotated[tuple[TakenAnswer, ...], Field(max_length=2000)]
    results: Annotated[tuple[TakenResult, ...], Field(max_length=60)]
    plan: None = None


def to_data_of(takeout: Takeout) -> dict[str, Any]:
    """Return a file's content as plain data; the edition as its digest knows it."""
    data = takeout.model_dump(mode="json", exclude={"edition": {"document"}})
    document = takeout.edition.document
    known = data["edition"]
    data["edition"] = {
        "digest": known["digest"],
        "document": None if document is None else to_data(document),
        "left_out": known["left_out"],
    }
    return data


def to_text(takeout: Takeout) -> str:
    """Return the file: readable JSON, the same bytes for the same content."""
    return json.dumps(to_data_of(takeout), ensure_ascii=False, indent=2) + "\n"


def content_digest(takeout: Takeout) -> str:
    """Return the SHA-256 of what a file holds, wherever and whenever it was made."""
    data = {key: value for key, value in to_data_of(takeout).items() if key not in _OF_THE_PLACE}
    return hashlib.sha256(json.dumps(data, separators=(",", ":")).encode()).hexdigest()


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Takeout.model_json_schema()
