"""The list of questions, a new one, and the editor."""

import secrets

from flask import Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms.fields.choices import SelectChoice

from assess.core.draft.shape import ShapeError
from assess.extensions import db
from assess.services import changes, draft, questions
from assess.services.draft import Draft, part_of
from assess.services.questions import Page
from assess.web.clock import now
from assess.web.desk.forms import ConfirmForm
from assess.web.desk.guard import at_desk, desk
from assess.web.questions import words
from assess.web.questions.forms import NewForm, PageForm, drawable
from assess.web.questions.listing import STATES, Listing
from assess.web.questions.page import EditPage, Shown, page_form, place_in, steps_of
from assess.web.questions.routes import bp
from assess.web.questions.saving import Saving, after, saving_of

_LOOKED_THROUGH = 300


@bp.get("/questions")
@desk("editor")
def index() -> str:
    """List the questions."""
    listing = Listing.of(draft.open_draft(db.session(), now()), request.args)
    return render_template(
        "questions/index.html",
        listing=listing,
        states=STATES,
        kinds=words.KIND_SHORT,
        difficulties=words.DIFFICULTY_NAMES,
        form=ConfirmForm(),
    )


@bp.route("/new-question", methods=["GET", "POST"])
@desk("editor")
def new() -> AnyResponse | tuple[str, int]:
    """Begin a question."""
    opened = draft.open_draft(db.session(), now())
    form = NewForm()
    none = SelectChoice(value="", label="Choose a skill")
    skills = [SelectChoice(value=one.key, label=one.name) for one in opened.edition.skills]
    form.skill.choices = [none, *skills]
    if request.method == "GET":
        form.skill.data = place_in(request.args.get("skill"))
        form.page_id.data, form.revision.data = secrets.token_urlsafe(12), opened.revision
    elif form.validate():
        wanted = {name: form[name].data for name in ("skill", "kind", "text")}
        page = Page(form.page_id.data, form.seen, at_desk().email)
        try:
            key = questions.write_new(db.session(), page, wanted, now())
        except ShapeError as error:
            form.text.errors = [f"The text {words_}." for _, words_ in error.faults]
            form.text.data = drawable(form.text.data)
        else:
            return redirect(url_for("questions.edit", key=key, at="text"), 303)
    if form.page_id.errors or form.revision.errors:
        abort(400)
    status = 422 if form.errors else 200
    return render_template("questions/new.html", form=form), status


@bp.get("/questions/<key:key>")
@desk("editor")
def edit(key: str) -> str:
    """Show the form of a question."""
    opened = draft.open_draft(db.session(), now())
    lines = request.args.get("table") == "lines"
    return _draw(opened, Saving.stored(part_of(opened, f"questions/{key}"), lines=lines))


@bp.post("/questions/<key:key>")
@desk("editor")
def save(key: str) -> AnyResponse | tuple[str, int]:
    """Save what was typed, then do what the pressed button says."""
    form = _form()
    opened = draft.open_draft(db.session(), now())
    saving = saving_of(opened, key, request.form)
    revision = _keep(saving, form)
    if saving.faults:
        return _draw(draft.open_draft(db.session(), now()), saving, form), 422
    return after(saving, Page(form.page_id.data, revision, at_desk().email))


@bp.post("/questions/<key:key>/autosave")
@desk("editor")
def autosave(key: str) -> tuple[Response, int]:
    """Save what is typed so far; answer with the preview and what there is to say about it."""
    form = _form()
    opened = draft.open_draft(db.session(), now())
    saving = saving_of(opened, key, request.form)
    _keep(saving, form)
    published = key in questions.published(db.session())
    opened = draft.open_draft(db.session(), now())
    shown = Shown.of(opened, key, saving.faults, published=published)
    answer = jsonify(
        message="Saved, but for what is marked" if saving.faults else "Saved just now",
        problems=dict(saving.faults),
        preview=shown.preview(),
        remarks=shown.drawn_remarks(),
        count=shown.count_words(),
    )
    return answer, 422 if saving.faults else 200


def _form() -> PageForm:
    form = PageForm()
    if not form.validate():
        abort(400)
    return form


def _keep(saving: Saving, form: PageForm) -> int:
    return draft.save(
        db.session(), saving.change(form.seen, form.page_id.data), at_desk().email, now()
    )


def _draw(opened: Draft, saving: Saving, form: PageForm | None = None) -> str:
    part = f"questions/{saving.key}"
    published = saving.key in questions.published(db.session())
    shown = Shown.of(opened, saving.key, saving.faults, published=published)
    page = EditPage(
        key=saving.key,
        typed=saving.typed,
        shown=shown,
        drawn=shown.drawn_remarks(),
        form=page_form(opened, form),
        skills=opened.edition.skills,
        published=published,
        retired=bool(part_of(opened, part)["retired"]),
        steps=steps_of(part, changes.latest(db.session(), _LOOKED_THROUGH)),
        at=saving.at or place_in(request.args.get("at")),
        faults=saving.faults,
    )
    return render_template("questions/edit.html", page=page, token=ConfirmForm())
