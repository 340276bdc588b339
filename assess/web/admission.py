"""Letting a browser in by a resume code: on its own page, by its link, and under an answer."""

import re
from datetime import timedelta
from typing import Final

from flask import current_app, request

from assess.core import codes
from assess.extensions import db
from assess.services import resume
from assess.services.browsers import SHARED
from assess.services.errors import TooManyError
from assess.services.resume import Opened
from assess.web.clock import now
from assess.web.cookie import browser, fingerprint, own
from assess.web.errors import wait_words

# The longest that a shared computer remembers, as the hint at its tick says it.
SHARED_HOURS: Final = SHARED // timedelta(hours=1)
_RECOVERY: Final = re.compile(r"[0-9A-Za-z]{12}")


class RefusedCodeError(Exception):
    """The code lets nobody in; the message is for the person.

    Attributes
    ----------
    status : int
        Of the page that says so.
    wait : timedelta or None
        How long until another code may be tried.
    """

    def __init__(self, message: str, status: int = 422, wait: timedelta | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.wait = wait


def readable(typed: str) -> str:
    """Return what was typed as it can stand in the field again: without what cannot be seen."""
    return "".join(sign for sign in typed if sign.isprintable())


def comparable(typed: str) -> str:
    """Return a refused code in groups of four, as the saved one is; of a link, the code in it."""
    return codes.regroup(readable(typed).rpartition("/r/")[2])


def admit(typed: str, *, only: str | None = None, shared: bool = False) -> Opened:
    """Open the attempt of a code in this browser.

    Parameters
    ----------
    typed : str
        The code, or the link with the code in it.
    only : str, optional
        The attempt it has to be.
    shared : bool, optional
        Whether this is a shared computer: the browser then forgets it by itself.

    Raises
    ------
    RefusedCodeError
        What was typed is no code, opens nothing, opens another attempt, or came too often.
    """
    try:
        secret = codes.read(typed.rpartition("/r/")[2])
        # Whoever sat at a shared computer before may know the token: go on under another.
        token = own().successor(secret.hex()) if shared else None
        opened = resume.open_with(
            db.session(),
            browser(),
            secret,
            key=current_app.config["SECRET_KEY"],
            address=request.remote_addr,
            now=now(),
            only=only,
            shared_as=fingerprint(token) if token else None,
        )
    except codes.CodeError as error:
        raise RefusedCodeError(_no_code(typed, error)) from None
    except resume.UnknownCodeError:
        raise RefusedCodeError(
            "This code opens nothing. It may have been replaced by a newer one, or what it "
            "opened was deleted. Compare it with the one you saved."
        ) from None
    except resume.OtherAttemptError:
        raise RefusedCodeError(
            "This code is right, but it belongs to another assessment. Enter the code of the "
            "one you are answering here."
        ) from None
    except TooManyError as error:
        raise RefusedCodeError(
            "Too many wrong codes came from your network. Please wait "
            f"{wait_words(error.wait)}, then try again.",
            429,
            error.wait,
        ) from None
    if token:
        own().take_over(token)
        own().shorten()
    return opened


def _no_code(typed: str, error: codes.CodeError) -> str:
    """Say what is wrong; recovery codes of accounts have the same groups, but three of them."""
    if _RECOVERY.fullmatch(re.sub(r"[\W_]", "", typed)):
        return (
            "This looks like a recovery code. It belongs to an account: keep it for signing in. "
            f"A code that opens an assessment has {codes.LENGTH} characters."
        )
    return str(error)
