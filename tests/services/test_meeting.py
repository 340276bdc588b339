"""Two who write at the same moment on PostgreSQL; SQLite lets one in at a time."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from assess.core.codes import read
from assess.models import AttemptRow
from assess.services import attempts, resume
from assess.services.database import write
from tests.outages import engine_of
from tests.records import records

NOW: Final = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ME, YOU, KEY = "a" * 64, "b" * 64, b"k" * 64
# Only a test that would fail anyway waits as long.
PATIENCE: Final = 20


def until_somebody_waits(session: Session) -> None:
    """Return once another connection waits for a lock."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    end = time.monotonic() + PATIENCE
    while not session.scalar(waiting):
        assert time.monotonic() < end, "nobody waits"


def test_a_code_typed_while_its_assessment_is_deleted_opens_nothing(postgresql_app: Flask) -> None:
    engine = engine_of(postgresql_app)

    def come_back(secret: bytes) -> None:
        with Session(engine) as session:
            resume.open_with(session, YOU, secret, key=KEY, address=None, now=NOW)

    with Session(engine) as session, ThreadPoolExecutor(1) as pool:
        public_id = attempts.start(session, ME, "0" * 32, "standard", NOW)
        shown = resume.code_of(session, ME, public_id, KEY, NOW).code
        assert shown
        session.execute(delete(AttemptRow))
        coming = pool.submit(come_back, read(shown))
        until_somebody_waits(session)
        session.commit()
        with pytest.raises(resume.UnknownCodeError):
            coming.result()
        assert records(session)["access_grant"] == []


def test_of_two_who_wait_for_each_other_both_get_through(postgresql_app: Flask) -> None:
    engine, met = engine_of(postgresql_app), Barrier(2, timeout=PATIENCE)
    with Session(engine) as session:
        insert = "INSERT INTO throttle VALUES ('one', 0, now(), now()), ('two', 0, now(), now())"
        write(session, lambda: session.execute(text(insert)))

    def counting(session: Session, first: str, second: str) -> Callable[[], None]:
        count = text("UPDATE throttle SET count = count + 1 WHERE bucket = :name")
        tries = []

        def work() -> None:
            session.execute(text("SET LOCAL deadlock_timeout = '20ms'"))
            session.execute(count, {"name": first})
            tries.append(1)
            if len(tries) == 1:
                met.wait()
            session.execute(count, {"name": second})

        return work

    def run(names: tuple[str, str]) -> None:
        with Session(engine) as session:
            write(session, counting(session, *names))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, [("one", "two"), ("two", "one")]))
    with Session(engine) as session:
        assert [row["count"] for row in records(session)["throttle"]] == [2, 2]
