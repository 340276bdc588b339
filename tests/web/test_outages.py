"""PostgreSQL's connections die with its restarts; a person must not notice."""

from flask import Flask

from assess.core.compiled import Compiled
from tests import outages
from tests.kinds import first_choice, one_of_each
from tests.visitor import Visitor, checked


def test_a_killed_connection_is_replaced_in_silence(
    postgresql_app: Flask, shipped: Compiled
) -> None:
    engine = outages.engine_of(postgresql_app)
    visitor = Visitor(postgresql_app.test_client())
    attempt = visitor.start()
    for question in one_of_each(shipped):
        page = visitor.get(f"{attempt}/q/{question.key}")
        outages.kill(engine)
        assert visitor.submit(page, answer=first_choice(question)).status_code == 303
        outages.kill(engine)
        assert checked(visitor.get(f"{attempt}/q/{question.key}")) == first_choice(question)


def test_a_killed_connection_hinders_neither_start_nor_finish(
    postgresql_app: Flask, shipped: Compiled
) -> None:
    visitor = Visitor(postgresql_app.test_client())
    home = visitor.get("/")
    outages.kill(outages.engine_of(postgresql_app))
    attempt = visitor.submit(home).location.removesuffix("/practice")
    visitor.answer(f"{attempt}/q/{shipped.forms['standard'][0]}", "a")
    check = visitor.get(f"{attempt}/check")
    outages.kill(outages.engine_of(postgresql_app))
    assert visitor.submit(check).location == f"{attempt}/result"
    outages.kill(outages.engine_of(postgresql_app))
    visitor.get(f"{attempt}/result")
