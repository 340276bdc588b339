"""What was sent to the desk and could not be taken: kept on a page, to be sent again."""

from typing import Final

from flask import Response, make_response, render_template, request

# What a page makes anew by itself.
_LEFT_OUT: Final = frozenset({"csrf_token"})


def resend_page(title: str, sentence: str, link: tuple[str, str] | None, status: int) -> Response:
    """Return a page that holds all that was sent, with a button that sends it again.

    A program that sent it (``X-Requested-With: fetch``) still has it, and gets the bare
    status with a short text.

    Parameters
    ----------
    link : tuple of str, optional
        The address and the name of a page that helps; it opens beside this one.
    """
    if is_fetch():
        return _bare(sentence, status)
    fields = [
        (name, value.replace("\0", ""))
        for name, values in request.form.lists()
        if name not in _LEFT_OUT
        for value in values
    ]
    page = render_template(
        "desk/resend.html",
        title=title,
        sentence=sentence,
        link=link,
        fields=fields,
        files=any(file.filename for file in request.files.values()),
        action=_action(),
    )
    return make_response(page, status)


def for_staff(role: str | None) -> Response:
    """Return the page for whoever may not open this one."""
    if is_fetch():
        return _bare("This page is for others.", 403)
    return make_response(render_template("desk/others.html", role=role), 403)


def is_fetch() -> bool:
    """Say whether a program of ours asks, not a form."""
    return request.headers.get("X-Requested-With") == "fetch"


def is_kept() -> bool:
    """Say whether this request is one whose fields are kept when it is refused."""
    return request.method == "POST" and request.path.startswith("/desk")


def _bare(sentence: str, status: int) -> Response:
    response = make_response(sentence, status)
    response.mimetype = "text/plain"
    return response


def _action() -> str:
    return request.full_path if request.query_string else request.path
