"""What the page of one question shows, made ready for its templates."""

import re
import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from flask import render_template

from assess.core.draft.fields import label
from assess.core.draft.review import EMPTY, UNFINISHED, Remark, review_question
from assess.core.draft.showing import showable
from assess.core.draft.typed import Typed, typed_of
from assess.core.edition import Question, Skill
from assess.services.changes import Step
from assess.services.draft import Draft, part_of
from assess.web.questions import words
from assess.web.questions.forms import PageForm

_AT: Final = re.compile(r"[a-z][a-z0-9/_-]{0,99}")
# What a question lacks while somebody is writing it.
_LACKING: Final = (UNFINISHED, "reason-missing")
# Remarks stand at the nearest of these; the rest stand at the top.
_SECTIONS: Final = ("options", "context", "parameters")


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as a person will see it; ``whole`` is False while a picture cannot be drawn."""

    question: Question
    skill: str
    whole: bool
    remarks: Mapping[str, tuple[Remark, ...]]
    counts: Mapping[str, int]
    still: str = ""

    @classmethod
    def of(
        cls, opened: Draft, key: str, marked: Collection[str] = (), *, published: bool = True
    ) -> Self:
        """Look at a question of the draft; of fields that are marked already nothing is said.

        What a question still lacks that was never published is said once, as what is next.
        """
        edition = opened.edition
        found = next(one for one in edition.questions if one.key == key)
        question, whole = showable(found)
        names = {one.key: one.name for one in edition.skills}
        found_in = review_question(edition, key)
        remarks = [remark for remark in found_in if remark.field not in marked]
        lacking = [] if published else [one for one in remarks if one.rule in _LACKING]
        remarks = [remark for remark in remarks if remark not in lacking]
        slots = _slots(typed_of(part_of(opened, f"questions/{key}")))
        placed: dict[str, tuple[Remark, ...]] = {}
        for remark in remarks:
            at = _nearest(remark.field, slots)
            placed[at] = (*placed.get(at, ()), remark)
        counts = Counter(str(one.severity) for one in remarks if one.accepted is None)
        return cls(
            question, names.get(found.skill, found.skill), whole, placed, counts, _still(lacking)
        )

    def preview(self) -> str:
        """Draw the question."""
        return render_template("questions/preview.html", shown=self)

    def drawn_remarks(self) -> dict[str, str]:
        """Draw the remarks, by the field at which they stand."""
        return {
            at: render_template(
                "questions/remarks.html", remarks=remarks, severities=words.SEVERITIES
            )
            for at, remarks in self.remarks.items()
        }

    def count_words(self) -> str:
        """Say how many remarks there are."""
        return " ".join(filter(None, (self.still, count_words(self.counts))))


def _still(lacking: Iterable[Remark]) -> str:
    """Say what is to be written yet: the texts of options, reasons, credits."""
    named, told = [], []
    for remark in lacking:
        option, _, field = remark.field.removeprefix("options/").partition("/")
        if remark.rule != UNFINISHED:
            named.append(f"reason of option {option}")
        elif remark.message != EMPTY:
            told.append(remark.remedy)
        elif remark.field.startswith("options/"):
            named.append(f"option {option}" if field == "text" else f"{field} of option {option}")
        else:
            named.append(label(remark.field).lower())
    still = [f"Still to fill in: {', '.join(named)}."] if named else []
    return " ".join([*still, *dict.fromkeys(told)])


def count_words(counts: Mapping[str, int]) -> str:
    """Say how many remarks there are: ``2 to mend, 1 to look at``; empty for none."""
    named = (("error", "to mend"), ("warning", "worth mending"), ("note", "to look at"))
    return ", ".join(f"{counts[one]} {name}" for one, name in named if counts.get(one))


def _slots(typed: Typed) -> frozenset[str]:
    options = (f"options/{key}" for key in typed.of("option"))
    return frozenset((*typed.values, *_SECTIONS, *options, "weight"))


def _nearest(place: str, slots: frozenset[str]) -> str:
    while place and place not in slots:
        place = place.rpartition("/")[0]
    return place


@dataclass(frozen=True, slots=True)
class EditPage:
    """The form of a question, with what there is to say about it.

    Attributes
    ----------
    faults : mapping
        A sentence by field, of what could not be kept.
    drawn : mapping
        Remarks, drawn, by field.
    at : str
        The field to go on at.
    published : bool
        Whether any edition holds it: then its key stands, and it cannot be deleted.
    """

    key: str
    typed: Typed
    shown: Shown
    form: PageForm
    skills: tuple[Skill, ...]
    published: bool
    retired: bool
    steps: tuple[Step, ...]
    drawn: Mapping[str, str]
    at: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=lambda: words.KIND_NAMES)
    difficulties: Mapping[str, str] = field(default_factory=lambda: words.DIFFICULTY_NAMES)
    contexts: Mapping[str, str] = field(default_factory=lambda: words.CONTEXT_NAMES)

    @property
    def option_words(self) -> str:
        """Say what the options of this kind are about."""
        return words.OPTION_WORDS[self.typed["shown_kind"]]

    @property
    def first_fault(self) -> tuple[str, str] | None:
        """Return the first field that cannot be kept, and why."""
        return next(iter(self.faults.items()), None)

    @property
    def skill_names(self) -> list[tuple[str, str]]:
        """Return the skills to choose from."""
        return [(skill.key, skill.name) for skill in self.skills]

    @property
    def more_said(self) -> bool:
        """Whether there is anything to see at the weight and the calibrated values."""
        places = (*self.faults, *self.drawn, self.at)
        return any(place.partition("/")[0] in ("weight", "parameters") for place in places)

    def remarks_at(self, place: str) -> str:
        """Draw the remarks at a field; empty where there are none."""
        return self.drawn.get(place, "")


def place_in(text: str | None) -> str:
    """Return a field's name from an address; empty where it is none."""
    return text if text and _AT.fullmatch(text) else ""


def page_form(opened: Draft, form: PageForm | None = None) -> PageForm:
    """Return a form for a page that is drawn from the draft as it stands."""
    return form or PageForm(
        formdata=None, page_id=secrets.token_urlsafe(12), revision=opened.revision
    )


def steps_of(part: str, steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return the latest changes of a part, newest first."""
    return tuple(step for step in steps if part in step.parts)[:6]
