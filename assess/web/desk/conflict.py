"""Two editors changed the same part: both texts, field by field, and one to choose."""

import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from flask import Flask, current_app, make_response, render_template, request, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from assess.core.draft.differences import title
from assess.core.draft.fields import label, shown
from assess.core.draft.merging import Side, compare
from assess.core.draft.shape import ShapeError
from assess.core.secret import BYTES, derive
from assess.services.draft import Change, DraftConflictError, PartConflict
from assess.web.desk.address import address_of
from assess.web.desk.forms import ConflictForm

# What a page may carry along within the bounds of a form.
_ONE: Final = {"questions": "question", "skills": "skill", "roles": "role", "actions": "action"}
_MOST: Final = 100_000
# The letters of a signature.
_SIGNED: Final = 2 * BYTES
_PATH: Final = re.compile(r"/desk[A-Za-z0-9/_.~-]*")


@dataclass(frozen=True, slots=True)
class Field:
    """A field in which the two differ. ``chosen`` is ticked to begin with, if any is."""

    name: str
    label: str
    theirs: str
    yours: str
    chosen: Side | None


@dataclass(frozen=True, slots=True)
class ConflictPart:
    """A part with the fields in which the two differ.

    ``asked`` is the question where one of the two took it out, with what the sides are called.
    """

    title: str
    fields: tuple[Field, ...]
    asked: str = ""
    sides: tuple[str, str] = ("Keep what is saved", "Keep yours")


@dataclass(frozen=True, slots=True)
class Carried:
    """What the page carries along: both versions, and what else was to be saved."""

    change: Change
    conflicts: tuple[PartConflict, ...]
    revision: int
    by: str
    back: str

    def to_text(self) -> str:
        """Write it down for a hidden field, signed: nobody else may say what was saved."""
        text = json.dumps({
            "what": self.change.what,
            "parts": dict(self.change.parts),
            "conflicts": [
                [one.part, one.base, one.theirs, one.yours] for one in self.conflicts
            ],
            "revision": self.revision,
            "by": self.by,
            "back": self.back,
        })  # fmt: skip
        return f"{_signature(text)}{text}"

    @classmethod
    def from_text(cls, signed: str) -> Self:
        """Read it back; raises ``ValueError`` where it was not written here."""
        signature, text = signed[:_SIGNED], signed[_SIGNED:]
        if not hmac.compare_digest(signature.encode(), _signature(text).encode()):
            raise ValueError("not written here")
        found = json.loads(text)
        conflicts = tuple(PartConflict(*one) for one in found["conflicts"])
        change = Change(found["what"], found["parts"], found["revision"])
        return cls(change, conflicts, found["revision"], found["by"], found["back"])

    def rows(self, chosen: dict[str, Side] | None = None) -> tuple[ConflictPart, ...]:
        """Return the fields to choose from; names are made of the places of parts and fields."""
        return tuple(
            ConflictPart(
                title(conflict.part, conflict.yours or conflict.theirs or {}),
                tuple(
                    Field(
                        name,
                        label(found.path),
                        shown(found.theirs),
                        shown(found.yours),
                        (chosen or {}).get(name, found.settled),
                    )
                    for at, found in enumerate(differences_of(conflict))
                    for name in (f"keep-{place}-{at}",)
                ),
                *_taken_out(conflict),
            )
            for place, conflict in enumerate(self.conflicts)
        )

    def onward(self, parts: Mapping[str, Any]) -> str:
        """Return where to go on: the page that was left, or the list where its part is gone."""
        gone = [one.part for one in self.conflicts if parts[one.part] is None]
        return address_of(gone[0].partition("/")[0]) if gone else self.back


def _taken_out(conflict: PartConflict) -> tuple[str, tuple[str, str]] | tuple[()]:
    one = _ONE.get(conflict.part.partition("/")[0], "part")
    if conflict.theirs is None:
        asked = f"This {one} was taken out of the draft meanwhile. Bring it back?"
        return asked, ("Leave it out", "Bring it back with what you wrote")
    if conflict.yours is None:
        asked = f"This {one} was changed while you took it out. Take it out all the same?"
        return asked, ("Keep it, with the change", "Take it out")
    return ()


def _signature(text: str) -> str:
    return derive(current_app.config["SECRET_KEY"], "two changes met", text).hex()


def differences_of(conflict: PartConflict) -> Any:  # noqa: ANN401 - see core.draft.merging
    """Return where the two versions differ."""
    return compare(conflict.base, conflict.theirs, conflict.yours)


def init_conflicts(app: Flask) -> None:
    """Answer every save that meets another's with the page of both.

    And what no draft can hold, where no field of a page can say so: an older edition, a file.
    """
    app.register_error_handler(DraftConflictError, _conflict)
    app.register_error_handler(ShapeError, _refused)


def _refused(error: Exception) -> Response:
    assert isinstance(error, ShapeError)  # noqa: S101 - as it was registered
    faults = [f"{label(place.replace('.', '/'))}: {words}." for place, words in error.faults]
    if request.headers.get("X-Requested-With") == "fetch":
        return make_response(" ".join(faults), 422, {"Content-Type": "text/plain; charset=utf-8"})
    back = back_of(request.path)
    return make_response(render_template("desk/refused.html", faults=faults, back=back), 422)


def _conflict(error: Exception) -> Response:
    assert isinstance(error, DraftConflictError)  # noqa: S101 - as it was registered
    if request.headers.get("X-Requested-With") == "fetch":
        own = error.by == getattr(current_user, "email", None)
        who = "You changed this in another tab" if own else "Somebody else changed this meanwhile"
        words = f"{who}. Press Save to see both."
        return make_response(words, 409, {"Content-Type": "text/plain; charset=utf-8"})
    carried = Carried(error.change, error.conflicts, error.revision, error.by, _back())
    return make_response(conflict_page(carried), 409)


def _back() -> str:
    """Return the page to go back to, also where a choice between two met a third change."""
    try:
        return Carried.from_text(request.form.get("carried", "")).back
    except ValueError:
        return back_of(request.path)


def back_of(path: str) -> str:
    """Return the page of the desk to go back to after something was sent to a path."""
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return url_for("desk.overview")
    return path if _PATH.fullmatch(path) else url_for("desk.overview")


def conflict_page(
    carried: Carried, chosen: dict[str, Side] | None = None, missing: str | None = None
) -> str:
    """Draw the page of both versions.

    Parameters
    ----------
    missing : str, optional
        The first field for which nothing is chosen yet, once somebody pressed Save.
    """
    text = carried.to_text()
    form = ConflictForm(carried=text if len(text) <= _MOST else "")
    return render_template(
        "desk/conflict.html",
        form=form,
        parts=carried.rows(chosen),
        by=carried.by,
        back=carried.back,
        missing=missing,
        too_large=len(text) > _MOST,
    )
