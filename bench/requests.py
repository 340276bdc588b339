"""CPU of GET question and POST answer, as multiples of a hello-world in the same process.

The two are measured in turn, round by round, and the median of the rounds' ratios is
printed: a machine that slows down slows both.
"""

import logging
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from assess.app import create_app
from assess.cli.serve import prepare_database
from assess.config import Settings
from assess.extensions import db
from assess.services import attempts
from tests.visitor import Visitor, form_of

ROUNDS, REQUESTS = 15, 60
AIM = 14


def hello_app() -> Flask:
    """Return the smallest Flask app."""
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "Hello, world!")
    return app


def cpu(work: Callable[[], object], count: int = REQUESTS) -> float:
    """Return the CPU seconds of one call, from a block of them."""
    began = time.process_time()
    for _ in range(count):
        work()
    return (time.process_time() - began) / count


def ratio(
    work: Callable[[], object],
    base: Callable[[], object],
    rounds: int = ROUNDS,
    count: int = REQUESTS,
) -> tuple[float, float]:
    """Return the median ratio of two kinds of request, and the milliseconds of the first.

    Of slow ones a few are enough: ``count`` of them in each of the ``rounds``.
    """
    cpu(work, count), cpu(base)
    pairs = [(cpu(work, count), cpu(base)) for _ in range(rounds)]
    return (
        statistics.median(a / b for a, b in pairs),
        1000 * statistics.median(a for a, _ in pairs),
    )


def main() -> None:
    """Measure and print."""
    hello = hello_app().test_client()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        app = create_app(Settings(home, f"sqlite:///{home / 'bench.db'}", home / "secret_key"))
        with app.app_context():
            prepare_database(app.extensions["assess_settings"])
            db.session.remove()
        logging.getLogger("assess.request").disabled = False
        logging.getLogger("assess.request").handlers = [logging.NullHandler()]
        lift_limit()
        measure(app.test_client(), hello)
        with app.app_context():
            db.engine.dispose()


def lift_limit() -> None:
    """Count answers as ever, but let more through than a person could give."""
    attempts.ANSWERS = replace(attempts.ANSWERS, most=10**9)  # type: ignore[misc]  # for this run


def measure(client: FlaskClient, hello: FlaskClient) -> None:
    """Print the two ratios for one question of an attempt."""
    visitor = Visitor(client)
    attempt = visitor.start()
    path = client.get(f"{attempt}/practice").text.split("/q/")[1].split('"')[0]
    path = f"{attempt}/q/{path}"
    form = form_of(client.get(path))
    # Two answers in turn, so that each request writes.
    bodies = [form.with_(answer="a"), form.with_(answer="b")]
    turn = iter(range(10**9))

    def base() -> object:
        return hello.get("/")

    def get() -> object:
        return client.get(path)

    def post() -> object:
        response = client.post(path, data=bodies[next(turn) % 2])
        assert response.status_code == 303
        return response

    for name, work in (("GET question", get), ("POST answer", post)):
        times, milliseconds = ratio(work, base)
        print(f"{name}: {times:.1f} x hello-world (aim {AIM}), {milliseconds:.2f} ms CPU")
