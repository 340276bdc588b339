"""How Flask-Security's pages are drawn: our templates, honest statuses, links that hold."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from flask import Response, current_app, make_response, render_template, request, session
from flask_wtf import FlaskForm

from assess.web.cookie import is_known, is_remembered

# The field a message belongs to that Flask-Security keeps at the form as a whole.
_FIRST: Final = ("email", "password", "code", "name", "setup")

# What was typed at the sign-up, for the sign-in that follows: known or not, it is the same.
TYPED_EMAIL: Final = "typed_email"


def problems(form: FlaskForm) -> dict[str, str]:
    """Return what is wrong with a form, by field, in the order of the fields."""
    found = {name: str(errors[0]) for name, errors in form.errors.items() if name and errors}
    said: Mapping[str, str] = getattr(form, "said", {})
    found |= said
    if form.form_errors and not found:
        field = next(name for name in (*_FIRST, *form._fields) if name in form)
        found[field] = str(form.form_errors[0])
    return {field.name: found[field.name] for field in form if field.name in found}


def draw(template: str, **context: Any) -> Response | str:  # noqa: ANN401 - what Flask-Security hands over
    """Draw a page, or the text of an e-mail.

    Flask-Security answers 200 to a form that is not valid; here it is 422.
    """
    if template.startswith("security/email/"):
        links = {name: _on_site(value) for name, value in context.items() if name.endswith("link")}
        return render_template(template, **(context | links))
    forms = [value for value in context.values() if isinstance(value, FlaskForm)]
    sent = [form for form in forms if request.method == "POST" and form.errors]
    if template == "security/login_user.html" and request.method == "GET":
        context["login_user_form"].email.data = session.pop(TYPED_EMAIL, None)
    wrong = problems(sent[0]) if sent else {}
    bad = sent[0] if sent else None
    html = render_template(template, wrong=wrong, bad_form=bad, mails=can_mail(), **context)
    return make_response(html, 422 if sent else 200)


def has_lapsed() -> bool:
    """Say whether this browser may have been signed in: its cookie stands for nothing now.

    More cannot be known, as nothing is left of a session that was ended.
    """
    return is_known() and not is_remembered()


def can_mail() -> bool:
    """Say whether this installation can send mail."""
    return current_app.extensions["assess_settings"].mail is not None


def _on_site(link: str | None) -> str:
    """Return a link for an e-mail under the address people use.

    The name in a request's header is the sender's to choose, among the names we answer to.
    """
    if not link:
        return ""
    base = urlsplit(current_app.extensions["assess_settings"].base_url or link)
    return urlunsplit(urlsplit(link)._replace(scheme=base.scheme, netloc=base.netloc))
