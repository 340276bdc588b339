"""Migrations: from nothing to the models and back, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from assess.app import create_app
from assess.cli.serve import prepare_database
from assess.extensions import db
from assess.models import Base
from assess.services.readiness import revision, scripts
from tests.conftest import make_settings
from tests.records import records
from tests.visitor import Visitor, steady


@pytest.fixture
def migrating(app: Flask) -> Iterator[Flask]:
    """Return the app, its database alone with the migrations."""
    with app.app_context():
        yield app
        db.session.remove()


def test_what_the_migrations_make_is_what_the_models_say(migrating: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_constraints_carry_the_names_the_models_give_them(migrating: Flask) -> None:
    found = inspect(db.engine)
    for table in Base.metadata.sorted_tables:
        made = {key["name"] for key in found.get_foreign_keys(table.name)}
        made |= {check["name"] for check in found.get_check_constraints(table.name)}
        made |= {unique["name"] for unique in found.get_unique_constraints(table.name)}
        made |= {found.get_pk_constraint(table.name)["name"]}
        meant = {str(constraint.name) for constraint in table.constraints}
        assert {str(name) for name in made} == meant, table.name


def test_foreign_keys_act_as_the_models_say(migrating: Flask) -> None:
    found = inspect(db.engine)
    for table in Base.metadata.sorted_tables:
        keys = found.get_foreign_keys(table.name)
        made = {key["name"]: key["options"].get("ondelete") for key in keys}
        for key in table.foreign_key_constraints:
            assert made[str(key.name)] == key.ondelete, key.name


def test_down_to_nothing_and_up_again_works(migrating: Flask) -> None:
    downgrade(revision="base")
    left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    assert left == set()
    with Session(db.engine) as session:
        assert revision(session) == "empty"
    upgrade()
    with Session(db.engine) as session:
        assert revision(session) == "current"
        with pytest.raises(Exception, match="never changes"):
            _publish_and_change(session)


def _publish_and_change(session: Session) -> None:
    session.execute(
        text("INSERT INTO edition VALUES (1, '{}', :digest, '2026-01-01 00:00:00', 'test', '')"),
        {"digest": "0" * 64},
    )
    session.execute(text("UPDATE edition SET note = 'x'"))


def test_migrations_form_one_line() -> None:
    assert len(scripts().get_heads()) == 1
    assert len(scripts().get_bases()) == 1


def test_a_database_from_nothing_equals_one_that_was_upgraded(tmp_path: Path) -> None:
    app = create_app(make_settings(tmp_path))
    with app.app_context():
        prepare_database(make_settings(tmp_path))
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []
        db.session.remove()
        db.engine.dispose()


def test_what_stood_in_the_first_tables_is_still_there_and_opens(
    migrating: Flask, session: Session
) -> None:
    """An installation of version 0001 with a finished attempt is brought up to date."""
    visitor = Visitor(migrating.test_client())
    attempt = visitor.start()
    visitor.answer_all(attempt, {"empathy-hidden-feeling": ["c"]})
    result = visitor.get(visitor.finish(attempt))
    session.rollback()
    db.session.remove()
    before = {name: len(rows) for name, rows in records(session).items() if rows}
    del before["throttle"]  # counts of tries are not worth keeping
    session.rollback()
    downgrade(revision="0001")
    session.rollback()
    assert session.scalar(text("SELECT count(*) FROM access_grant WHERE browser_id > 0")) == 1
    session.rollback()
    upgrade()
    after = {name: len(rows) for name, rows in records(session).items() if rows}
    assert after == before
    assert steady(visitor.get(f"{attempt}/result")) == steady(result)
    other = visitor.start()
    assert other != attempt
    with pytest.raises(Exception, match="never changes"):
        session.execute(text("UPDATE result SET engine = 'x'"))
