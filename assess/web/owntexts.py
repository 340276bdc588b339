"""An organization's own texts on every page, read once a request."""

from typing import Final, cast

from flask import current_app, g

from assess.core.edition import Texts
from assess.extensions import db
from assess.services.errors import UnavailableError
from assess.services.owntexts import texts_now
from assess.web.cookie import own

_LAST: Final = "assess_own_texts"


def own_texts() -> Texts:
    """Return the texts of the current edition; while the database is away, the last known."""
    if "own_texts" not in g:
        g.own_texts = _read()
    return cast(Texts, g.own_texts)


def spare_database() -> None:
    """Keep to what is known: the database was asked in vain already, and it takes time."""
    g.own_texts = _last()


def _read() -> Texts:
    # A session that could not be read says that the database is away.
    if own().token and own().unreachable:
        return _last()
    try:
        found = texts_now(db.session())
    except UnavailableError:
        return _last()
    current_app.extensions[_LAST] = found
    return found


def _last() -> Texts:
    return cast(Texts, current_app.extensions.get(_LAST, Texts()))
