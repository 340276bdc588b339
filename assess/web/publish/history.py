"""Editions that were published: who, when, what changed, and the way back to one."""

from typing import Final

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.core.draft.differences import differences
from assess.core.draft.parts import split
from assess.extensions import db
from assess.services import editions, publishing
from assess.services.publishing import DraftMovedError
from assess.web.clock import now
from assess.web.desk.downloads import Form, edition_download
from assess.web.desk.guard import at_desk, desk
from assess.web.publish.comparison import Comparison
from assess.web.publish.forms import StartOverForm
from assess.web.publish.routes import bp

_TEXTS: Final = ("texts",)
_FORMS: Final[dict[str, Form]] = {"yaml": "yaml", "json": "json"}


@bp.get("/editions", endpoint="editions")
@desk("editor")
def all_editions() -> str:
    """List the published editions, the newest first."""
    listed = editions.list_editions(db.session())
    return render_template("publish/editions.html", editions=listed[::-1])


@bp.get("/editions/<int(max=2147483647):number>")
@desk("editor")
def edition(number: int) -> str:
    """Show an edition, and what changed against another: the one before, unless chosen.

    The first one is compared with the next.
    """
    info = editions.describe(db.session(), number)
    others = [one for one in editions.list_editions(db.session()) if one.number != number]
    other = next((one for one in others if str(one.number) == request.args.get("with")), None)
    earlier = [one for one in others if one.number < number]
    beside = other or next(iter(earlier[::-1] or others), None)
    document = editions.fetch(db.session(), number).edition
    comparison = None
    if beside is not None:
        old, new = (one.number for one in sorted((beside, info), key=lambda one: one.number))
        sides = (editions.fetch(db.session(), one).edition for one in (old, new))
        comparison = Comparison.of(differences(*map(split, sides)))
    return render_template(
        "publish/edition.html",
        info=info,
        document=document,
        others=others[::-1],
        beside=beside,
        comparison=comparison,
        is_newest=all(one.number < number for one in others),
    )


@bp.get("/editions/<int(max=2147483647):number>/edition.<any(yaml, json):notation>")
@desk("editor")
def download(number: int, notation: str) -> FlaskResponse:
    """Send an edition as a file."""
    found = editions.fetch(db.session(), number).edition
    return edition_download(found, f"edition-{number}", _FORMS[notation])


@bp.route("/editions/<int(max=2147483647):number>/draft", methods=["GET", "POST"])
@desk("editor")
def start_over(number: int) -> Response | str | tuple[str, int]:
    """Make the draft from an edition, after showing what that changes."""
    form = StartOverForm()
    moved = False
    if form.validate_on_submit():
        try:
            seen = int(form.revision.data)
            kept = _TEXTS if form.texts.data else ()
            publishing.restore(db.session(), number, seen, at_desk().email, now(), kept=kept)
        except DraftMovedError:
            moved = True
        else:
            flash(f"The draft is now as edition {number}. You can undo this.", "success")
            return redirect(url_for(".changes"), 303)
    info = editions.describe(db.session(), number)
    standing = publishing.standing(db.session(), now())
    changes = publishing.to_restore(standing, editions.fetch(db.session(), number).edition)
    # Whoever goes back to older questions rarely means the organization's own words, too.
    keep = form.texts.data if moved else number != standing.current.number
    page = render_template(
        "publish/start_over.html",
        form=StartOverForm(formdata=None, revision=str(standing.draft.revision), texts=keep),
        info=info,
        current=standing.current,
        comparison=Comparison.of(one for one in changes if one.part not in _TEXTS),
        texts=Comparison.of(one for one in changes if one.part in _TEXTS),
        moved=moved,
        by=standing.draft.changed_by,
    )
    return (page, 409) if moved else page
