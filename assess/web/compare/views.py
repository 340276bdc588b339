"""Each skill over time, and two results side by side."""

from typing import Final

from flask import Blueprint, Response, make_response, render_template, request

from assess.extensions import db
from assess.services.errors import NotFoundError
from assess.services.history import history_of, two_named
from assess.web.compare.forms import PairForm
from assess.web.compare.naming import labels_of
from assess.web.compare.pair import PairPage
from assess.web.compare.timeline import HistoryPage
from assess.web.cookie import browser

bp = Blueprint("compare", __name__)
# The same words for one that never was, was deleted, or is somebody else's.
_UNKNOWN: Final = (
    "We can’t find one of these results among yours. It may be in another browser, or it was "
    "deleted. Choose two from the list."
)


@bp.get("/history")
def history() -> str:
    """Show each skill over time."""
    found = history_of(db.session(), browser())
    if not found.results:
        return render_template("compare/history.html", page=None, form=None)
    ends = {"a": found.results[0].name, "b": found.results[-1].name}
    form = PairForm(formdata=None, data=ends)
    form.offer(labels_of(found.results))
    return render_template("compare/history.html", page=HistoryPage.of(found), form=form)


@bp.get("/compare")
def two() -> Response | str:
    """Set two results side by side, the earlier one first; or ask which two."""
    form = PairForm(request.args)
    found = history_of(db.session(), browser())
    form.offer(labels_of(found.results))
    if not {"a", "b"} & request.args.keys():
        return _choose(form, found.total, 200)
    if not form.validate():
        return _choose(form, found.total, 422, form.problem)
    try:
        then, now = two_named(db.session(), browser(), form.a.data, form.b.data)
    except NotFoundError:
        return _choose(form, found.total, 404, ("a", _UNKNOWN))
    form.offer(labels_of({past.name: past for past in (*found.results, then, now)}.values()))
    return render_template("compare/two.html", page=PairPage.of(then, now), form=form)


def _choose(
    form: PairForm, total: int, status: int, problem: tuple[str, str] | None = None
) -> Response:
    """Return the page that asks which two."""
    page = render_template("compare/choose_two.html", form=form, total=total, problem=problem)
    return make_response(page, status)
