"""What was typed into a question's form, on its way into the draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from flask import abort, flash, redirect, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from assess.core.draft.differences import field_changes, title
from assess.core.draft.editing import edited
from assess.core.draft.reading import read_sound
from assess.core.draft.typed import Typed, typed_of
from assess.extensions import db
from assess.services import questions
from assess.services.draft import Change, Draft
from assess.services.questions import KeyTakenError, Page, PublishedError
from assess.web.clock import now
from assess.web.questions.forms import drawable, typed_in

_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Saving:
    """A question as it was typed, and the question that it makes.

    Where a field cannot be kept, the question has its last sound value. ``do`` is the button
    that was pressed, ``at`` the field to go on at.
    """

    key: str
    typed: Typed
    before: Mapping[str, Any]
    question: Mapping[str, Any]
    do: str = ""
    at: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def stored(cls, question: Mapping[str, Any], *, lines: bool) -> Self:
        """Return a question as it stands; its table, if any, as lines or in cells."""
        typed = typed_of(question)
        if lines and typed["context/kind"] == "table":
            typed, _ = edited(typed, "as-lines")
        return cls(question["key"], typed, question, question)

    def change(self, seen: int, page_id: str) -> Change:
        """Return the change that saves it."""
        part = f"questions/{self.key}"
        labels = [one.label for one in field_changes(self.before, self.question)]
        more = f" and {len(labels) - _NAMED} more" if len(labels) > _NAMED else ""
        what = f"{title(part, self.question)}: {', '.join(labels[:_NAMED])}{more}"
        return Change(what, {part: self.question}, seen, page_id)


def saving_of(opened: Draft, key: str, sent: "MultiDict[str, str]") -> Saving:
    """Read the form of a question of the draft, or of one that left it since."""
    before = opened.parts.get(f"questions/{key}") or questions.last_of(db.session(), key)
    typed = typed_in(sent)
    if typed is None:
        abort(400)
    do = sent.get("do", "")[:100]
    typed = Typed(typed.values, {**typed.lists, "spent": questions.spent(db.session(), key)})
    typed, at = edited(typed, do)
    skills = [skill.key for skill in opened.edition.skills]
    read = read_sound(typed, before, skills)
    faults: dict[str, str] = {}
    for place, words in read.faults:
        faults.setdefault(place, words)
    if faults:
        at = ""
        typed = Typed({name: drawable(one) for name, one in typed.values.items()}, typed.lists)
    elif do in ("kind", "context"):
        at = "kind" if do == "kind" else "context/kind"
    return Saving(key, typed, before, read.question, do, at, faults)


def after(saving: Saving, page: Page) -> Response:
    """Do what the pressed button says beyond saving, and lead on."""
    session, key = db.session(), saving.key
    if saving.do == "duplicate":
        key = questions.duplicate(session, key, page, now())
        flash("This is the copy. It has a key of its own.", "success")
    elif saving.do in ("retire", "restore"):
        retired = saving.do == "retire"
        questions.retire(session, key, page, now(), retired=retired)
        flash("Retired. Nobody is asked it from the next edition on." if retired
              else "Restored.", "success")  # fmt: skip
    elif saving.do == "rename":
        return _rename(saving, page)
    elif saving.do in ("", "save", "preview"):
        flash("Saved in the draft.", "success")
    if saving.do == "preview":
        return redirect(url_for("questions.edit", key=key, _anchor="preview"), 303)
    # A table that is typed as lines goes on being typed so.
    way = "lines" if saving.typed["context/as"] == "lines" else None
    at = saving.at or None
    return redirect(url_for("questions.edit", key=key, at=at, table=way, _anchor=at), 303)


def _rename(saving: Saving, page: Page) -> Response:
    key, new = saving.key, saving.typed["key"].strip()
    try:
        if new != key:
            questions.rename(db.session(), key, new, page, now())
            flash("The question has its new key.", "success")
        key = new
    except KeyTakenError:
        flash("That key belongs to another question. Everything else is saved.", "problem")
    except PublishedError:
        flash("This question is published, so its key stands.", "problem")
    except ValueError:
        flash("A key is made of small letters and figures, joined by - or _.", "problem")
    return redirect(url_for("questions.edit", key=key, at="key", _anchor="key"), 303)
