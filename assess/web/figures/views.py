"""Pages of figures, and the same as files."""

import re
from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, abort, render_template, request

from assess.extensions import db
from assess.services.figures import Scope, all_question_figures, group_figures, skill_figures
from assess.web.clock import now
from assess.web.desk.guard import desk
from assess.web.figures.page import GroupPage, QuestionCard
from assess.web.figures.table import group_csv, questions_csv

bp = Blueprint("figures", __name__, url_prefix="/desk")

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


@bp.get("/figures")
@desk("analyst")
def index() -> str:
    """Show an edition's figures by length, role and skill."""
    figures = group_figures(db.session(), _edition(), now())
    page = GroupPage.of(figures) if figures.enough else None
    return render_template("figures/index.html", scope=figures.scope, page=page)


@bp.get("/figures/questions")
@desk("analyst")
def questions() -> str:
    """Show how the questions of a skill were answered, of the first unless one is named."""
    figures = skill_figures(db.session(), _edition(), request.args.get("skill") or None, now())
    skills = figures.scope.compiled.skills
    return render_template(
        "figures/questions.html",
        scope=figures.scope,
        skill=skills[figures.skill] if figures.skill else None,
        cards=[QuestionCard.of(one) for one in figures.questions],
    )


@bp.get("/figures.csv")
@desk("analyst")
def csv() -> Response:
    """Hand out the figures of the first page."""
    figures = group_figures(db.session(), _edition(), now())
    if not figures.enough:
        abort(404)
    return _file(group_csv(GroupPage.of(figures)), "figures", figures.scope)


@bp.get("/figures/questions.csv")
@desk("analyst")
def questions_file() -> Response:
    """Hand out the figures of all questions."""
    figures = all_question_figures(db.session(), _edition(), now())
    names = {key: skill.name for key, skill in figures.scope.compiled.skills.items()}
    cards = map(QuestionCard.of, figures.questions)
    return _file(questions_csv(cards, names), "questions", figures.scope)


def _edition() -> int | None:
    """Return the number asked for; None, the newest, where there is none."""
    asked = request.args.get("edition", "")
    if not asked:
        return None
    if not _NUMBER.fullmatch(asked):
        abort(404)
    return int(asked)


def _file(text: str, what: str, scope: Scope) -> Response:
    response = Response(text, content_type="text/csv; charset=utf-8")
    last = scope.until - timedelta(days=1)
    name = f"{what}-edition-{scope.number}-until-{last:%Y-%m-%d}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
