"""The app behind a real socket, on a database of its own."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.serving import WSGIRequestHandler, make_server

from assess.app import create_app
from assess.core.edition import Edition
from assess.extensions import db
from assess.services import editions
from tests.conftest import make_settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


# Only a test that fails waits so long.
_PATIENCE = 30


class _QuietHandler(WSGIRequestHandler):
    # Chromium opens connections it may never use; their threads must end by themselves.
    timeout = 10

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        pass


class Gate:
    """Where one request waits until a test lets it through."""

    def __init__(self) -> None:
        self._came, self._opened, self._answered = (threading.Event() for _ in range(3))

    def wait(self) -> None:
        """Wait until the request has come."""
        assert self._came.wait(_PATIENCE)

    def open(self) -> None:
        """Let it through, and wait until it is answered."""
        self._opened.set()
        assert self._answered.wait(_PATIENCE)

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Hold up a request; for the server."""
        self._came.set()
        self._opened.wait(_PATIENCE)
        try:
            yield
        finally:
            self._answered.set()


@dataclass
class Site:
    """A running app.

    Attributes
    ----------
    patience : int
        How long it waits for a locked database, in milliseconds.
    gates : list of Gate
        The next saves on choosing wait here, first come first served.
    """

    app: Flask
    database: Path
    address: str = ""
    patience: int = 5000
    gates: list[Gate] = field(default_factory=list)

    def count(self, table: str) -> int:
        """Return how many rows a table holds."""
        return int(self._rows(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 - tests name it

    def answers(self) -> dict[str, list[str]]:
        """Return every saved answer, as a form would send it."""
        rows = self._rows("SELECT question_key, kind, options FROM answer")
        return {
            key: json.loads(options) if kind == "given" else [kind] for key, kind, options in rows
        }

    def forget_limits(self) -> None:
        """Let a program go on answering faster than a person could."""
        with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
            connection.execute("DELETE FROM throttle")

    def form(self, public_id: str) -> tuple[str, ...]:
        """Return the keys of an attempt's questions, in order."""
        (found,) = self._rows("SELECT questions FROM attempt WHERE public_id = ?", public_id)
        return tuple(json.loads(found[0]))

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query, values).fetchall()

    def publish(self, edition: Edition) -> None:
        """Publish another edition; attempts that begin from now on follow it."""
        with self.app.app_context(), Session(db.engine) as session:
            editions.publish(session, edition, "test", "", datetime.now(UTC))

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request, once its gate is open."""
        if environ["PATH_INFO"].endswith("/save") and self.gates:
            with self.gates.pop(0).passing():
                return self._answer(environ, start_response)
        return self._answer(environ, start_response)

    def _answer(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        # Whole and closed at once: where a browser hangs up, Werkzeug's server forgets to close.
        answer = self.app(environ, start_response)
        try:
            return [b"".join(answer)]
        finally:
            if hasattr(answer, "close"):
                answer.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the database as somebody else's long write would."""
        patience, self.patience = self.patience, 150
        with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                connection.execute("ROLLBACK")
                self.patience = patience


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """Serve the app on a free port of this machine, on the database in a folder."""
    app = create_app(make_settings(folder))
    site = Site(app, folder / "assess.db")

    def set_patience(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={site.patience}")

    with app.app_context():
        event.listen(db.engine, "checkout", set_patience)
    server = make_server("127.0.0.1", 0, site, threaded=True, request_handler=_QuietHandler)
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
