"""The blueprint itself, and what all its pages say about themselves."""

from flask import Blueprint, Response, url_for

from assess.core.flow import first_open
from assess.extensions import db
from assess.services import attempts
from assess.web.cookie import browser
from assess.web.headers import SECRET_HEADERS

bp = Blueprint("resume", __name__)


@bp.after_request
def keep_to_ourselves(response: Response) -> Response:
    """Let no address with a code in it reach another site or a search engine."""
    response.headers.update(SECRET_HEADERS)
    return response


def where_it_stopped(public_id: str, *, finished: bool) -> str:
    """Return the address where an attempt of this browser is gone on with."""
    if finished:
        return url_for("results.result", public_id=public_id)
    attempt = attempts.open_attempt(db.session(), browser(), public_id)
    following = first_open(attempt.form, attempts.saved_answers(db.session(), attempt.id))
    if following is None:
        return url_for("take.check", public_id=public_id)
    return url_for("take.question", public_id=public_id, key=following)
