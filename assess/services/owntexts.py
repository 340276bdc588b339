"""What an organization says in its own words, from the newest edition."""

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from assess.core.edition import Texts
from assess.services import editions
from assess.services.errors import UnavailableError


def texts_now(session: Session) -> Texts:
    """Return the texts of the current edition.

    Raises
    ------
    UnavailableError
        None is published, or the database cannot be asked. Pages of errors ask too: whatever
        is wrong with the session must not break them.
    """
    try:
        _, compiled = editions.current(session)
    except SQLAlchemyError as error:
        session.rollback()
        raise UnavailableError(type(error).__name__) from error
    return compiled.edition.texts or Texts()
