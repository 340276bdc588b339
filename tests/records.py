"""What stands in the database, row by row, so that a test can say: nothing was changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.models import Base

Rows = dict[str, list[dict[str, Any]]]


def records(session: Session) -> Rows:
    """Return every row of every table, in the order of the keys."""
    session.rollback()
    found = {}
    for table in Base.metadata.sorted_tables:
        rows = session.execute(select(table).order_by(*table.primary_key.columns))
        found[table.name] = [row._asdict() for row in rows]
    session.rollback()
    return found


def saved(session: Session) -> list[tuple[str, str, list[str]]]:
    """Return the answers that are saved: question, kind, options."""
    return [
        (row["question_key"], row["kind"], row["options"]) for row in records(session)["answer"]
    ]


@contextmanager
def unchanged(session: Session) -> Iterator[None]:
    """Fail where the database holds something else afterwards."""
    before = records(session)
    yield
    assert records(session) == before
