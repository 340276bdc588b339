"""How a form of the account says that something was tried too often."""

from datetime import timedelta

from flask import Response, current_app, g, request
from flask_login import current_user

from assess.extensions import db
from assess.services import guesses, throttle
from assess.services.errors import TooManyError
from assess.services.guesses import Guesser
from assess.web.clock import now
from assess.web.cookie import browser
from assess.web.errors import wait_words


def may_guess(what: str, who: str) -> str | None:
    """Count a guess at somebody's secret; return what to say where it must wait."""
    try:
        guesses.take(db.session(), current_app.config["SECRET_KEY"], what, _by(who), now())
    except TooManyError as error:
        return wait_for(error.wait)
    return None


def may_ask(what: str, who: str) -> str | None:
    """Count a request that sends mail; return what to say where it must wait."""
    try:
        guesses.ask(db.session(), current_app.config["SECRET_KEY"], what, who, now())
    except TooManyError as error:
        return wait_for(error.wait)
    return None


def may_join() -> str | None:
    """Count an account made from this network; return what to say where it must wait."""
    key = current_app.config["SECRET_KEY"]
    try:
        guesses.join(db.session(), key, request.remote_addr, now())
    except TooManyError as error:
        return wait_for(error.wait)
    return None


def guessed(what: str, who: str) -> None:
    """Forget the failed guesses: somebody knew the secret."""
    guesses.forget(db.session(), current_app.config["SECRET_KEY"], what, _by(who))


def _by(who: str) -> Guesser:
    """Return how a guess is counted: strangers must not keep anyone out of their account.

    Someone signed in is counted by browser, someone else by network. The second step is
    named by the account's number: who comes that far knows the passphrase.
    """
    if "@" not in who:
        return Guesser(who)
    if current_user.is_authenticated and current_user.email == who:
        return Guesser(who, f"browser:{browser()}")
    return Guesser(who, f"network:{throttle.network(request.remote_addr)}", anywhere=True)


def wait_for(wait: timedelta) -> str:
    """Note that this answer is a 429, and return its sentence."""
    seconds = max(1, -(-int(wait.total_seconds() * 1000) // 1000))
    g.account_wait = seconds
    return f"That was tried too often. Wait {wait_words(wait)}, then try again. Nothing is locked."


def answer_with_wait(response: Response) -> Response:
    """Make a page the answer to something that was tried too often, where it is one."""
    wait = g.pop("account_wait", None)
    if wait is not None:
        response.status_code = 429
        response.headers["Retry-After"] = str(wait)
    return response
