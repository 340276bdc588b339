"""What the pages of an attempt show, made ready for their templates."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from flask import request, url_for

from assess.core.answers import words_of
from assess.core.compiled import Compiled
from assess.core.edition import Question, Skill
from assess.core.flow import Place, Section, place_of, sections
from assess.services.values import Attempt, SavedAnswer
from assess.web.admission import SHARED_HOURS


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question, with what is chosen and what there is to say about it.

    ``message`` stands at the field as an error, ``notice`` above it as news;
    ``place`` is None where the attempt is not known (see ``rescue``). ``code`` is what was
    typed into the field for the resume code, None where there is no such field, and
    ``shared`` says whether the box under it was ticked.
    """

    public_id: str
    question: Question
    skill: Skill
    edition: str
    place: Place | None
    chosen: frozenset[str]
    save_id: str
    seen: str
    to_check: bool
    locked: bool = False
    message: str | None = None
    notice: tuple[str, str] | None = None
    code: str | None = None
    code_message: str | None = None
    shared: bool = False

    @classmethod
    def of(cls, attempt: Attempt, key: str, saved: SavedAnswer | None) -> Self:
        """Make the page of a question of an attempt."""
        question = attempt.compiled.questions[key]
        return cls(
            public_id=attempt.public_id,
            question=question,
            skill=attempt.compiled.skills[question.skill],
            edition=attempt.digest,
            place=_places(attempt)[key],
            chosen=frozenset(saved.answer.values) if saved else frozenset(),
            save_id=secrets.token_urlsafe(12),
            seen=saved.save_id if saved else "",
            to_check=is_from_check(),
            locked=saved is not None and saved.final,
        )

    def typed(self, values: Iterable[str] | None, message: str) -> Self:
        """Return the page with what was chosen on it and an error at the field."""
        return replace(self, chosen=frozenset(values or ()), message=message)

    @property
    def hours(self) -> int:
        """Return how long a shared computer remembers at most."""
        return SHARED_HOURS

    @property
    def action(self) -> str:
        """Return where the form goes."""
        return question_url(self.public_id, self.question.key, to_check=self.to_check)

    @property
    def back(self) -> str:
        """Return the page before this one."""
        if self.to_check:
            return url_for("take.check", public_id=self.public_id)
        if self.place is None or self.place.before is None:
            return url_for("take.tasks", public_id=self.public_id)
        return question_url(self.public_id, self.place.before)

    @property
    def onward(self) -> str:
        """Return the page after this one."""
        if self.to_check or self.place is None or self.place.after is None:
            return url_for("take.check", public_id=self.public_id)
        return question_url(self.public_id, self.place.after)


# Everyone who started at one edition and length has the same form; nobody's answers are in it.
# A retake may have a form of its own, so the memory is emptied when it grows large.
_MANY_FORMS = 256
_known_places: dict[tuple[str, tuple[str, ...]], dict[str, Place]] = {}


def _places(attempt: Attempt) -> dict[str, Place]:
    named = (attempt.digest, attempt.form)
    found = _known_places.get(named)
    if found is None:
        if len(_known_places) >= _MANY_FORMS:
            _known_places.clear()
        parts = sections(attempt.form, attempt.compiled.questions, ())
        found = {key: place_of(parts, key) for key in attempt.form}
        _known_places[named] = found
    return found


def is_from_check() -> bool:
    """Say whether the person came from the check page, and wants back there."""
    return request.args.get("from") == "check"


def question_url(public_id: str, key: str, *, to_check: bool = False) -> str:
    """Return the address of a question."""
    if to_check:
        return f"{url_for('take.question', public_id=public_id, key=key)}?from=check"
    return url_for("take.question", public_id=public_id, key=key)


def result_url(attempt: Attempt) -> str:
    """Return the address of an attempt's result."""
    return url_for("results.result", public_id=attempt.public_id)


def onward(attempt: Attempt, key: str, *, later: bool) -> str:
    """Return where to go once a question is answered."""
    if later:
        return url_for("resume.save", public_id=attempt.public_id)
    following = _places(attempt)[key].after
    if is_from_check() or following is None:
        return url_for("take.check", public_id=attempt.public_id)
    return question_url(attempt.public_id, following)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One question on the check page; ``given`` is empty while it is open.

    A ``locked`` answer counts in an earlier result.
    """

    key: str
    text: str
    given: tuple[str, ...]
    locked: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Every question with what was answered, by section."""

    attempt: Attempt
    sections: tuple[tuple[Section, str, tuple[CheckRow, ...]], ...]
    open: int

    @classmethod
    def of(cls, attempt: Attempt, saved: Mapping[str, SavedAnswer]) -> Self:
        """Make the check page of an attempt."""
        compiled = attempt.compiled
        parts = sections(attempt.form, compiled.questions, saved)
        return cls(
            attempt,
            tuple(
                (
                    part,
                    compiled.skills[part.skill].name,
                    tuple(_row(compiled, key, saved.get(key)) for key in part.questions),
                )
                for part in parts
            ),
            sum(key not in saved for key in attempt.form),
        )


def _row(compiled: Compiled, key: str, saved: SavedAnswer | None) -> CheckRow:
    question = compiled.questions[key]
    given = words_of(question, saved.answer) if saved else ()
    return CheckRow(key, question.text, given, locked=saved is not None and saved.final)
