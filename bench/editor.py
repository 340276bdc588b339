"""CPU of the question editor on a draft of 200 questions, with nothing remembered from before."""

import logging
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from assess.app import create_app
from assess.cli.serve import prepare_database
from assess.config import Settings
from assess.core import lint
from assess.extensions import db
from assess.services import draft, publishedkeys
from bench import requests
from tests.visitor import Visitor
from tests.web.desksteps import enter_staff
from tests.web.questionsteps import fields

QUESTIONS = 200
AIM_MS = 300


def fill(session: Session) -> str:
    """Write questions of their own words until the draft has enough; return one key."""
    opened = draft.open_draft(session, datetime.now(UTC))
    known = [value for part, value in opened.parts.items() if part.startswith("questions/")]
    parts: dict[str, Any] = {}
    for count in range(QUESTIONS - len(known)):
        one = known[count % len(known)]
        # Other words in the same lengths: the checker must compare them all, and finds no twins.
        options = [{**option, "text": _other(option["text"], count)} for option in one["options"]]
        key = f"bench-{count}"
        text = _other(one["text"], count)
        parts[f"questions/{key}"] = {**one, "key": key, "text": text, "options": options}
    change = draft.Change("more questions", parts, opened.revision)
    draft.save(session, change, "bench", datetime.now(UTC))
    return str(known[0]["key"])


def _other(text: str, count: int) -> str:
    return " ".join(
        word if at % 2 else f"{word}{'abcdefghij'[count % 10]}"
        for at, word in enumerate(text.split())
    )


def main() -> None:
    """Measure and print."""
    hello = requests.hello_app().test_client()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        app = create_app(Settings(home, f"sqlite:///{home / 'bench.db'}", home / "secret_key"))
        with app.app_context():
            prepare_database(app.extensions["assess_settings"])
            db.session.remove()
        logging.getLogger("assess.request").disabled = False
        logging.getLogger("assess.request").handlers = [logging.NullHandler()]
        with app.app_context(), Session(db.engine) as session:
            key = fill(session)
            visitor = Visitor(app.test_client())
            enter_staff(visitor, session)
        measure(visitor, key, lambda: hello.get("/"))
        with app.app_context():
            db.engine.dispose()


def measure(visitor: Visitor, key: str, base: Callable[[], object]) -> None:
    """Print the ratio and the milliseconds of the list, the editor and a save while typing."""
    page = f"/desk/questions/{key}"
    sent = fields(visitor.get(page))
    turn = iter(range(10**9))

    def forget() -> None:
        draft._reviewed.cache_clear()  # noqa: SLF001 - as in a process that has just begun
        publishedkeys._known.clear()  # noqa: SLF001 - the same
        lint._by_itself.cache_clear()  # noqa: SLF001 - the same

    def get(path: str) -> Callable[[], object]:
        def work() -> object:
            forget()
            return visitor.get(path)

        return work

    def autosave() -> object:
        forget()
        body = sent | {"weight": [f"1.{next(turn) % 8 + 1}"]}
        response = visitor.post(f"{page}/autosave", body, X_Requested_With="fetch")
        assert response.status_code == 200, response.text
        return response

    cases = (("GET list", get("/desk/questions")), ("GET editor", get(page)))
    for name, work in (*cases, ("POST autosave", autosave)):
        times, milliseconds = requests.ratio(work, base, rounds=3, count=3)
        print(
            f"{name}, {QUESTIONS} questions, cold: {times:.0f} x hello-world, "
            f"{milliseconds:.0f} ms CPU (aim {AIM_MS})"
        )
