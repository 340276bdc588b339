"""The page before publishing: what stands against it, what it changes, what it would do."""

from collections.abc import Mapping
from typing import Final

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.core.draft.parts import split
from assess.extensions import db
from assess.services import editions, publishing
from assess.services.publishing import AlreadyPublishedError, DraftMovedError, NotReadyError
from assess.web.clock import now
from assess.web.desk.guard import at_desk, desk
from assess.web.publish import typed as kept
from assess.web.publish.forms import ReviewForm
from assess.web.publish.reviewpage import EffectLines, ReviewPage
from assess.web.publish.routes import bp
from assess.web.publish.typed import Typed, field_of

Page = Response | str | tuple[str, int]
_MOVED: Final = "moved"
_SECOND: Final = "second"
_REASON: Final = "Mend this, or say why it may stay."


@bp.get("/publish")
@desk("editor")
def review() -> str:
    """Show the draft before it is published."""
    return _page(Typed.kept(at_desk().email))


@bp.post("/publish")
@desk("editor")
def publish() -> Page:
    """Keep reasons and note, or publish."""
    form = ReviewForm()
    if not form.validate():
        abort(400)
    typed = Typed.sent(int(form.revision.data or 0), request.form)
    problems = typed.problems()
    if problems:
        return _page(typed.drawable(), problems), 422
    # Before a fresh sign-in is asked for, so that nothing typed is lost on the way there.
    typed.keep(at_desk().email)
    if request.form.get("do") == "publish":
        result: Page = _publish()
        return result
    try:
        publishing.keep_reasons(db.session(), typed.publication(), at_desk().email, now())
    except DraftMovedError:
        return _page(typed, news=_MOVED), 409
    Typed(note=typed.note).keep(at_desk().email)
    flash("Your reasons are saved in the draft. Your note waits here until you publish.", "success")
    return redirect(url_for(".review"), 303)


@desk("editor", fresh=True)
def _publish() -> Page:
    by = at_desk().email
    typed = Typed.kept(by)
    try:
        info = publishing.publish(db.session(), typed.publication(), by, now())
    except NotReadyError as error:
        problems = {
            field_of(doubt.name): f"{doubt.key}: {doubt.remarks[0].message} {_REASON}"
            for doubt in error.doubts
        }
        return _page(typed, problems, refused=True), 422
    except DraftMovedError:
        return _page(typed, news=_MOVED), 409
    except AlreadyPublishedError:
        return _page(typed, news=_SECOND), 409
    kept.forget()
    flash(f"Edition {info.number} is published. Whoever starts now gets it.", "success")
    return redirect(url_for(".edition", number=info.number), 303)


def _page(
    typed: Typed,
    problems: Mapping[str, str] | None = None,
    *,
    news: str = "",
    refused: bool = False,
) -> str:
    """Draw the page.

    Parameters
    ----------
    news : str
        What somebody else did meanwhile: ``moved`` the draft, or published it as ``second``.
    refused : bool
        Somebody pressed Publish, and something stands against it.
    """
    standing = publishing.standing(db.session(), now())
    found = publishing.effects_of(db.session(), standing)
    published = editions.by_digest(db.session(), standing.current.digest).edition
    old = split(published)
    effects = EffectLines.of(found, standing.draft.parts, old) if found else None
    page = ReviewPage.of(standing, effects, typed, problems or {})
    form = ReviewForm(formdata=None, revision=str(standing.draft.revision))
    return render_template("publish/review.html", page=page, form=form, news=news, refused=refused)
