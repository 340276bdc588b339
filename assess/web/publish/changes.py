"""The draft's latest changes: who, when, what, and taking one back."""

from dataclasses import dataclass
from typing import Final, Self

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from assess.core.draft.parts import Parts
from assess.extensions import db
from assess.services import changes as steps
from assess.services import draft, editions
from assess.services.changes import ChangedSinceError, Step
from assess.web.clock import now
from assess.web.desk.guard import at_desk, desk
from assess.web.publish.comparison import PartLines, of_step
from assess.web.publish.forms import UndoForm
from assess.web.publish.routes import bp

# Saves to look at, and parts of one step to show: an import may touch hundreds.
_SAVES: Final = 60
_PARTS: Final = 12
# How a step begins that took another back.
_BACK: Final = ("Undone: ", "Redone: ")


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step with the parts it touched; ``more`` counts those that are not shown.

    ``heading`` says what was changed; where that was in one part, ``about`` is this part.
    """

    step: Step
    parts: list[PartLines]
    more: int
    heading: str
    about: PartLines | None

    @classmethod
    def of(cls, step: Step, parts: Parts) -> Self:
        """Prepare a step."""
        shown = dict(list(step.values.items())[:_PARTS])
        found = of_step(shown, parts)
        # “Question “What now?”: Text, Option b: reason”: the fields first, the part after.
        named, mark, fields = step.what.rpartition("”: ")
        if len(step.values) != 1 or len(found) != 1 or not mark:
            return cls(step, found, len(step.values) - len(shown), step.what, None)
        start = next((word for word in _BACK if named.startswith(word)), "")
        return cls(step, found, 0, f"{start}{fields}", found[0])


@bp.get("/changes", endpoint="changes")
@desk("editor")
def latest_changes() -> str:
    """List the latest changes of the draft."""
    return _page()


@bp.post("/changes/undo")
@desk("editor")
def undo() -> Response | tuple[str, int]:
    """Take a change back."""
    form = UndoForm()
    if not form.validate():
        abort(400)
    try:
        steps.undo(db.session(), form.first.data, form.last.data, at_desk().email, now())
    except ChangedSinceError as error:
        return _page(error), 409
    flash("That change is undone.", "success")
    return redirect(url_for(".changes"), 303)


def _page(in_the_way: ChangedSinceError | None = None) -> str:
    held = draft.open_draft(db.session(), now())
    found = [StepLine.of(step, held.parts) for step in steps.latest(db.session(), _SAVES)]
    return render_template(
        "publish/changes.html",
        steps=found,
        # Undoing again and again walks back, step by step.
        last=next(
            (one.step for one in found if one.step.undoes is None and not one.step.undone), None
        ),
        form=UndoForm(formdata=None),
        in_the_way=in_the_way,
        newest=editions.newest(db.session()),
    )
