"""The blueprint itself, and what all its pages say about themselves."""

from flask import Blueprint, Response

from assess.web.headers import SECRET_HEADERS

bp = Blueprint("resume", __name__)


@bp.after_request
def keep_to_ourselves(response: Response) -> Response:
    """Let no address with a code in it reach another site or a search engine."""
    response.headers.update(SECRET_HEADERS)
    return response
