"""What the pages of a preview show, made ready for their templates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from assess.core.answers import Answer, words_of
from assess.core.compiled import Compiled
from assess.core.edition import Question, Skill
from assess.core.flow import Place, Section, minutes, place_of, sections
from assess.core.preview import State, write_state
from assess.services.previews import Ready
from assess.services.values import Attempt, SavedAnswer

CHECK = "check"
SECTIONS = "sections"


@dataclass(frozen=True, slots=True)
class Way:
    """Who takes the draft: where the steps go, and where it began.

    ``until`` is when the link ends by which somebody without an account came.
    """

    action: str
    home: str
    until: datetime | None = None

    @property
    def staff(self) -> bool:
        """Whether the person came from the desk."""
        return self.until is None


@dataclass(frozen=True, slots=True)
class Trip:
    """One step on the way through the draft.

    Attributes
    ----------
    notices : tuple of str
        What happened to the draft meanwhile.
    to_check : bool
        Whether the person came from the check page, and wants back there.
    """

    way: Way
    ready: Ready
    compiled: Compiled
    state: State
    notices: tuple[str, ...] = ()
    to_check: bool = False

    @property
    def carried(self) -> str:
        """Return what travels in the page."""
        return write_state(self.state, self.ready.fingerprint)

    @property
    def form(self) -> tuple[str, ...]:
        """Return the keys of the questions, in order."""
        return self.compiled.forms[self.state.length]

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return the sections, with how far each has come."""
        return sections(self.form, self.compiled.questions, self.state.answers)


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question. ``message`` stands at the field as an error."""

    key: str
    question: Question
    skill: Skill
    place: Place
    chosen: frozenset[str]
    back: str
    onward: str
    message: str | None = None

    @classmethod
    def of(
        cls, trip: Trip, key: str, chosen: Iterable[str] | None = None, message: str | None = None
    ) -> Self:
        """Make the page of a question; ``chosen`` is what was sent and could not be taken."""
        question = trip.compiled.questions[key]
        place = place_of(trip.sections, key)
        given = trip.state.answers.get(key)
        values = chosen if chosen is not None else given.values if given else ()
        return cls(
            key=key,
            question=question,
            skill=trip.compiled.skills[question.skill],
            place=place,
            chosen=frozenset(values),
            back=_to(place.before, trip, SECTIONS),
            onward=_to(place.after, trip, CHECK),
            message=message,
        )


def _to(key: str | None, trip: Trip, otherwise: str) -> str:
    """Return the step that leads to a neighbor, or back to where the person came from."""
    if trip.to_check:
        return CHECK
    return f"question {key}" if key else otherwise


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One question on the check page; ``given`` is empty while it is open."""

    key: str
    text: str
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Every question with what was answered, by section."""

    sections: tuple[tuple[Section, str, tuple[CheckRow, ...]], ...]
    open: int

    @classmethod
    def of(cls, trip: Trip) -> Self:
        """Make the check page of a trip."""
        compiled, answers = trip.compiled, trip.state.answers
        return cls(
            tuple(
                (
                    part,
                    compiled.skills[part.skill].name,
                    tuple(_row(compiled.questions[key], answers) for key in part.questions),
                )
                for part in trip.sections
            ),
            sum(key not in answers for key in trip.form),
        )


def _row(question: Question, answers: Mapping[str, Answer]) -> CheckRow:
    answer = answers.get(question.key)
    return CheckRow(question.key, question.text, words_of(question, answer) if answer else ())


def lengths_of(compiled: Compiled) -> dict[str, tuple[int, int]]:
    """Return each length's questions and minutes, the shortest first."""
    found = {
        length: (len(form), minutes([compiled.questions[key] for key in form]))
        for length, form in compiled.forms.items()
        if form
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def as_attempt(trip: Trip, moment: datetime) -> Attempt:
    """Return a trip as what a page of answers is drawn from; it is stored nowhere."""
    return Attempt(
        id=0,
        public_id="",
        edition_number=None,
        digest=trip.ready.fingerprint,
        length=trip.state.length,
        form=trip.form,
        goal=trip.state.goal,
        started_at=moment,
        finished_at=moment,
        imported_at=None,
        compiled=trip.compiled,
    )


def as_saved(trip: Trip) -> dict[str, SavedAnswer]:
    """Return the answers as a page of answers wants them."""
    answers = trip.state.answers
    return {key: SavedAnswer(answers[key], "", 0) for key in trip.form if key in answers}
