"""Taking one's data along: one page that offers three files, and the schema of the main one."""

import re
from functools import cache
from typing import Final

from flask import Response, jsonify, render_template

from assess.core.takeout.document import json_schema, to_text
from assess.core.takeout.resume import resume_of
from assess.core.takeout.table import csv_of
from assess.extensions import db
from assess.services import attempts
from assess.services.results import result_numbers, stored_result
from assess.services.takeouts import take_out
from assess.services.values import Attempt
from assess.web.clock import now
from assess.web.cookie import browser
from assess.web.data.routes import bp
from assess.web.filters import product_name

_JSON: Final = "application/json"
_CSV: Final = "text/csv; charset=utf-8"


@bp.get("/a/<attempt:public_id>/data")
def take(public_id: str) -> str:
    """Offer the files of an attempt."""
    attempt = attempts.open_attempt(db.session(), browser(), public_id)
    numbers = result_numbers(db.session(), attempt)
    return render_template("data/take.html", attempt=attempt, has_result=bool(numbers))


@bp.get("/a/<attempt:public_id>/data.json", endpoint="json")
def as_json(public_id: str) -> Response:
    """Hand out everything, to be kept, read by programs and brought in elsewhere."""
    takeout = take_out(db.session(), browser(), public_id, product_name(), now())
    day = takeout.attempt.finished_at or takeout.attempt.started_at
    return _file(to_text(takeout), _JSON, f"{_slug()}-{day:%Y-%m-%d}.json")


@bp.get("/a/<attempt:public_id>/data.csv", endpoint="csv")
def as_csv(public_id: str) -> Response:
    """Hand out the answers as a table; points and effects from the finish on."""
    attempt = attempts.open_attempt(db.session(), browser(), public_id)
    saved = attempts.saved_answers(db.session(), attempt.id)
    answers = {key: one.answer for key, one in saved.items()}
    effects = None
    if attempt.finished_at is not None:
        effects = stored_result(db.session(), attempt).outcome.effects
    text = csv_of(attempt.compiled, attempt.form, answers, effects)
    return _file(text, _CSV, f"{_slug()}-answers-{_day(attempt)}.csv")


@bp.get("/a/<attempt:public_id>/resume.json")
def resume(public_id: str) -> Response:
    """Hand out the assessed skills as a section of JSON Resume, labeled self-assessed."""
    attempt = attempts.open_attempt(db.session(), browser(), public_id)
    outcome = stored_result(db.session(), attempt).outcome
    text = resume_of(attempt.compiled.edition.skills, outcome)
    return _file(text, _JSON, f"{_slug()}-resume-{_day(attempt)}.json")


@bp.get("/schemas/assessment.json")
def schema() -> Response:
    """Publish the JSON Schema of the file that holds everything."""
    return jsonify(_schema())


@cache
def _schema() -> dict[str, object]:
    return json_schema()


def _slug() -> str:
    return re.sub(r"[^a-z0-9]+", "-", product_name().lower()).strip("-")[:40] or "assessment"


def _day(attempt: Attempt) -> str:
    return f"{attempt.finished_at or attempt.started_at:%Y-%m-%d}"


def _file(text: str, content_type: str, name: str) -> Response:
    response = Response(text, content_type=content_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
