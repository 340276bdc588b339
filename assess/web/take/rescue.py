"""Nothing typed is thrown away.

Whatever goes wrong with a save, the same question comes back with the answer still
chosen and one sentence about what happened. It is drawn from the edition alone, so it
works without the attempt (a lost cookie) and without the database (busy or away).
"""

import re
import secrets
from dataclasses import replace
from typing import Final

from flask import Response, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError

from assess.core.answers import words_of
from assess.core.compiled import Compiled
from assess.extensions import db
from assess.services import attempts, editions
from assess.services.errors import (
    ConflictError,
    FinishedError,
    NotFoundError,
    TooManyError,
    UnavailableError,
)
from assess.web.admission import RefusedCodeError, comparable, readable
from assess.web.cookie import browser
from assess.web.errors import RETRY_SECONDS, error_page, retry_after, too_many, wait_words
from assess.web.take.page import QuestionPage, is_from_check
from assess.web.take.routes import bp

Notice = tuple[str, str]

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_EXPIRED: Final = (
    "Please send your answer once more",
    (
        "This page had lost its link to your browser, so we did not save yet. Your answer is "
        "still chosen below. Press “Save and continue”."
    ),
)
_LOST_TITLE: Final = "This browser does not have the key to this assessment"
_LOST: Final = (
    _LOST_TITLE,
    (
        "Your answer is still chosen below. To save it, enter the code of this assessment under "
        "it, or sign in. Without either, go on in the browser you started in."
    ),
)
_LOST_ON_CHOOSING: Final = (
    _LOST_TITLE,
    (
        "Not saved yet. Press “Save and continue”: your answer stays, and you can enter the code "
        "of this assessment or sign in."
    ),
)
_BUSY: Final = (
    "We could not save just now",
    (
        "Our records are busy. Your answer is still chosen below. Wait a few seconds, then "
        "press “Save and continue” again."
    ),
)
_FINISHED: Final = (
    "The answers here are closed",
    (
        "They count in a result, so this change was not saved. You can start a new assessment "
        "from the home page at any time."
    ),
)


@bp.errorhandler(CSRFError)
def expired(_: CSRFError) -> Response:
    """The token does not belong to this browser's cookie, or the cookie itself is gone."""
    if not _is_save():
        return error_page(400)
    try:
        attempts.open_attempt(db.session(), browser(), (request.view_args or {})["public_id"])
    except NotFoundError as error:
        return lost(error)
    except UnavailableError as error:
        return busy(error)
    return _rescue(400, _EXPIRED)


@bp.errorhandler(NotFoundError)
def lost(_: NotFoundError) -> Response:
    """The browser holds no such attempt: unknown, somebody else's, or a lost cookie."""
    if not _is_save():
        return error_page(404)
    page = _page()
    if page is None:
        return error_page(404)
    if request.endpoint == "take.autosave":
        return _respond(replace(page, notice=_LOST_ON_CHOOSING), 404)
    return _respond(replace(page, notice=_LOST, code=page.code or ""), 404)


@bp.errorhandler(RefusedCodeError)
def not_let_in(error: RefusedCodeError) -> Response:
    """The code typed under the answer was not the right one."""
    page = _page()
    if page is None:
        return error_page(error.status)
    response = _respond(
        replace(page, code=comparable(page.code or ""), code_message=str(error)), error.status
    )
    return response if error.wait is None else retry_after(response, error.wait)


@bp.errorhandler(TooManyError)
def too_fast(error: TooManyError) -> Response:
    """More answers came from this browser than a person can choose."""
    page = _page()
    if page is None:
        return too_many(error)
    notice = (
        "One moment, please",
        (
            "Many answers came from this browser within a minute, so this one is not saved yet. "
            f"It is still chosen below. Wait {wait_words(error.wait)}, then press “Save and "
            "continue”."
        ),
    )
    return retry_after(_respond(replace(page, notice=notice), 429), error.wait)


@bp.errorhandler(UnavailableError)
def busy(_: UnavailableError) -> Response:
    """The database is busy or away."""
    if not _is_save():
        return error_page(503)
    response = _rescue(503, _BUSY)
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


@bp.errorhandler(FinishedError)
def finished(_: FinishedError) -> Response:
    """A change to an attempt that is finished."""
    page = _page()
    if page is None:
        return error_page(409)
    # Sending it again could only fail again: the page shows what was chosen and leads on.
    return _respond(replace(page, notice=_FINISHED, locked=True, code=None), 409)


@bp.errorhandler(ConflictError)
def conflict(error: ConflictError) -> Response:
    """Another tab or device has saved another answer: the person decides."""
    page = _page()
    if page is None:
        return error_page(409)
    saved = ", ".join(f"“{text}”" for text in words_of(page.question, error.stored.answer))
    notice = (
        "You answered this in another tab, too",
        (
            f"Saved there: {saved}. Chosen here: see below. Choose the one that counts, then "
            "press “Save and continue”."
        ),
    )
    return _respond(replace(page, seen=error.stored.save_id, notice=notice, code=None), 409)


def _is_save() -> bool:
    return request.method == "POST" and request.endpoint in ("take.answer", "take.autosave")


def _rescue(status: int, notice: Notice) -> Response:
    page = _page()
    if page is None:
        return error_page(status)
    return _respond(replace(page, notice=notice), status)


def _respond(page: QuestionPage, status: int) -> Response:
    if request.endpoint == "take.autosave":
        title, sentence = page.notice or ("", "")
        return make_response(jsonify(message=f"{title}. {sentence}"), status)
    return make_response(render_template("take/question.html", page=page), status)


def _page() -> QuestionPage | None:
    """Draw the question again from what was sent; None where no edition knows it."""
    arguments = request.view_args or {}
    compiled = _edition(request.form.get("edition", ""))
    question = compiled.questions.get(arguments["key"]) if compiled else None
    if compiled is None or question is None:
        return None
    return QuestionPage(
        public_id=arguments["public_id"],
        question=question,
        skill=compiled.skills[question.skill],
        edition=request.form.get("edition", ""),
        place=None,
        chosen=frozenset(request.form.getlist("answer")),
        save_id=secrets.token_urlsafe(12),
        seen=request.form.get("seen", ""),
        to_check=is_from_check(),
        code=readable(request.form["code"]) if "code" in request.form else None,
        shared=request.form.get("shared", "") not in ("", "false"),
    )


def _edition(digest: str) -> Compiled | None:
    if not _DIGEST.fullmatch(digest):
        return None
    try:
        return editions.by_digest(db.session(), digest)
    except (NotFoundError, UnavailableError):
        return None
