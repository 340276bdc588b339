"""A commit that goes through, though its answer is lost on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session


@contextmanager
def lost_answer(session: Session) -> Iterator[None]:
    """Lose the answer to the next commit."""
    real = session.commit
    lost = OperationalError("COMMIT", {}, Exception("gone"), connection_invalidated=True)

    answers = [lost]

    def commit() -> None:
        real()
        if answers:
            raise answers.pop()

    with patch.object(session, "commit", commit):
        yield
