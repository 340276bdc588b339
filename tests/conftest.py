"""What all tests share: settings in a folder of their own, a prepared database, a visitor."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from assess.app import create_app
from assess.cli.serve import prepare_database
from assess.config import Settings
from assess.core.codec import read_edition
from assess.core.compiled import Compiled, compile_edition
from assess.extensions import db
from tests import postgres
from tests.visitor import CheckedClient, Visitor

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI") == "true"

# The machine's speed is not what the tests are about.
hypothesis_settings.register_profile("assess", deadline=None)
hypothesis_settings.load_profile("assess")


def make_settings(folder: Path, database_url: str | None = None) -> Settings:
    """Return settings that touch nothing outside a folder."""
    return Settings(
        instance=folder,
        database_url=database_url or f"sqlite:///{folder / 'assess.db'}",
        secret_file=folder / "secret_key",
    )


def _prepare(settings: Settings) -> None:
    app = create_app(settings)
    with app.app_context():
        prepare_database(settings)
        db.session.remove()
        db.engine.dispose()
    # Alembic quiets loggers it does not know; ours are wanted by later tests.
    logging.getLogger("assess.request").disabled = False


@pytest.fixture(scope="session")
def prepared_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file with tables and edition 1, to be copied."""
    folder = tmp_path_factory.mktemp("prepared")
    _prepare(make_settings(folder))
    return folder / "assess.db"


@pytest.fixture(scope="session")
def prepared_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a cluster whose database ``prepared`` is ready to be copied."""
    if postgres.programs() is None:
        if IN_CI:
            pytest.fail("CI needs PostgreSQL; tests/needs.sh installs it")
        pytest.skip("PostgreSQL is not installed")
    with postgres.cluster() as address:
        _execute(address, "CREATE DATABASE prepared")
        folder = tmp_path_factory.mktemp("prepared-pg")
        _prepare(make_settings(folder, address.replace("/postgres", "/prepared")))
        yield address


def _execute(address: str, statement: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


_count = iter(range(10**9))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the address of a fresh database, on each of the two we support."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("prepared_sqlite"), tmp_path / "assess.db")
        yield f"sqlite:///{tmp_path / 'assess.db'}"
        return
    yield from _copy_of(request.getfixturevalue("prepared_postgresql"))


def _copy_of(address: str) -> Iterator[str]:
    name = f"test_{os.getpid()}_{next(_count)}"
    _execute(address, f"CREATE DATABASE {name} TEMPLATE prepared")
    yield address.replace("/postgres", f"/{name}")
    _execute(address, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Yield an app on a fresh database with edition 1."""
    yield from running(make_settings(tmp_path, database_url))


@pytest.fixture
def sqlite_app(prepared_sqlite: Path, tmp_path: Path) -> Iterator[Flask]:
    """Yield an app on SQLite alone, where the database is not what a test is about."""
    shutil.copy(prepared_sqlite, tmp_path / "assess.db")
    yield from running(make_settings(tmp_path))


@pytest.fixture
def postgresql_app(prepared_postgresql: str, tmp_path: Path) -> Iterator[Flask]:
    """Yield an app on PostgreSQL alone."""
    for address in _copy_of(prepared_postgresql):
        yield from running(make_settings(tmp_path, address))


def running(settings: Settings) -> Iterator[Flask]:
    """Yield an app with other settings than the rest, and close what it opened."""
    app = create_app(settings)
    app.config["TESTING"] = True
    # A test that fails must show the page a person would see, not a traceback.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = CheckedClient
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Return a person with a browser of their own."""
    return Visitor(app.test_client())


@pytest.fixture
def new_visitor(app: Flask) -> Callable[[], Visitor]:
    """Return a way to let more people in, each with a browser of their own."""
    return lambda: Visitor(app.test_client())


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """Yield a database session, apart from any request's."""
    with app.app_context(), Session(db.engine) as opened:
        yield opened


@pytest.fixture
def person(sqlite_app: Flask) -> Visitor:
    """Return a visitor of the app on SQLite alone."""
    return Visitor(sqlite_app.test_client())


@pytest.fixture
def new_person(sqlite_app: Flask) -> Callable[[], Visitor]:
    """Return a way to let more people into the app on SQLite alone."""
    return lambda: Visitor(sqlite_app.test_client())


@pytest.fixture
def sqlite_session(sqlite_app: Flask) -> Iterator[Session]:
    """Yield a database session of the app on SQLite alone."""
    with sqlite_app.app_context(), Session(db.engine) as opened:
        yield opened


@pytest.fixture(scope="session")
def shipped() -> Compiled:
    """Return the edition that ships."""
    return compile_edition(read_edition((ROOT / "assess/content/edition.yaml").read_bytes()))
