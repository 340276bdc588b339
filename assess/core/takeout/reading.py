"""From the bytes of a file to what it says, or to a line for every fault."""

from collections.abc import Iterable
from typing import Final, Self

from pydantic import ValidationError

from assess.core.codec import canonical_json, digest
from assess.core.edition import Edition
from assess.core.faults import faults_in
from assess.core.fields import escape_unsafe
from assess.core.jsontext import JsonError, read_json
from assess.core.takeout.document import MAX_BYTES, Takeout

_MOST_LINES: Final = 50
_LONGEST_LINE: Final = 300
# Said first; the lines about places in the file are for whoever can read it.
_CHANGED: Final = "This file was changed after it was saved, or is not one of ours."
_UNREADABLE: Final = "We cannot read this file. Choose one that was saved here as JSON."
_LARGE: Final = "This file comes from another site and holds more than we take."
# Making an edition ready takes time that grows with it: these take half a second.
_SKILLS, _ROLES, _LENGTHS, _QUESTIONS, _QUESTIONS_A_SKILL = 20, 30, 12, 800, 80


class TakeoutError(ValueError):
    """A file that is not brought in.

    Attributes
    ----------
    faults : tuple of str
        One line per fault, most of them beginning with a place in the file; at most 50.
    plain : str
        One sentence for whoever brings the file. It may be the only fault itself.
    """

    def __init__(self, faults: Iterable[str], plain: str = _CHANGED) -> None:
        lines = [_line(fault) for fault in faults]
        if len(lines) > _MOST_LINES:
            lines = [*lines[:_MOST_LINES], f"… and {len(lines) - _MOST_LINES} more."]
        super().__init__("\n".join(lines))
        self.faults = tuple(lines)
        self.plain = plain

    @classmethod
    def saying(cls, sentence: str) -> Self:
        """Return a fault that one plain sentence tells."""
        return cls([sentence], sentence)


def _line(fault: str) -> str:
    line = " ".join(escape_unsafe(fault).split())
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"


def read_takeout(raw: bytes) -> Takeout:
    """Read a file as far as it can be judged by itself.

    Parameters
    ----------
    raw : bytes
        At most 5 MiB of JSON, as ``document.to_text`` writes it.

    Raises
    ------
    TakeoutError
        With every fault found.
    """
    try:
        data = read_json(raw, MAX_BYTES)
    except JsonError as error:
        raise TakeoutError([f"The file cannot be read: {error}."], _UNREADABLE) from None
    if not isinstance(data, dict) or not {"format", "attempt", "answers"} <= set(data):
        raise TakeoutError.saying(
            "This is another sort of file. Choose one that was saved here as JSON."
        )
    try:
        takeout = Takeout.model_validate(data)
    except ValidationError as error:
        raise TakeoutError(faults_in(error, "this file")) from None
    if digest(canonical_json(edition_in(takeout))) != takeout.edition.digest:
        raise TakeoutError(
            ["edition.digest: is not the digest of the questions in the file. It was changed."]
        )
    return takeout


def edition_in(takeout: Takeout) -> Edition:
    """Return the edition that a file brings along.

    Raises
    ------
    TakeoutError
        Where it brings none, because the assessment was still under way.
    """
    document = takeout.edition.document
    if document is None:
        raise TakeoutError.saying(
            "This assessment was not finished when it was saved. Finish it where you began it."
        )
    return document


def refuse_large(edition: Edition) -> None:
    """Refuse an edition from elsewhere that would take long to make ready.

    Raises
    ------
    TakeoutError
        With a line for each bound it passes.
    """
    per_skill = dict.fromkeys((skill.key for skill in edition.skills), 0)
    for question in edition.questions:
        per_skill[question.skill] += 1
    counts = (
        ("skills", len(edition.skills), _SKILLS),
        ("roles", len(edition.roles), _ROLES),
        ("lengths", len(edition.lengths), _LENGTHS),
        ("questions", len(edition.questions), _QUESTIONS),
        ("questions in one skill", max(per_skill.values()), _QUESTIONS_A_SKILL),
    )
    faults = [
        f"edition.document: {count} {what}. From another site we take at most {most}."
        for what, count, most in counts
        if count > most
    ]
    if faults:
        raise TakeoutError(faults, _LARGE)
