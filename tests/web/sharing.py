"""A person who shares a result, and the link they get."""

import re
from typing import Final

from assess.core.compiled import Compiled
from tests.kinds import best_choice, worst_choice
from tests.visitor import Visitor, form_of

# Everything a link may show, and a link that never was.
OPEN: Final = {"with_claims": "y", "with_answers": "y"}
UNKNOWN: Final = "/s/" + "0" * 26
ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:8000(/s/[0-9a-z]{26})<")


def finished(visitor: Visitor, edition: Compiled, length: str = "quick", goal: str = "") -> str:
    """Finish an attempt: low ratings of oneself, the best of everything that is shown."""
    response = visitor.submit(visitor.get("/"), length=length)
    attempt = response.location.removesuffix("/practice")
    answer_rest(visitor, attempt, edition, length)
    visitor.finish(attempt, goal)
    return attempt


def answer_rest(visitor: Visitor, attempt: str, edition: Compiled, length: str) -> None:
    """Answer every question of a length."""
    questions = [edition.questions[key] for key in edition.forms[length]]
    visitor.answer_all(
        attempt,
        {one.key: (worst_choice if one.claimed else best_choice)(one) for one in questions},
    )


def share(visitor: Visitor, attempt: str, **choices: str) -> str:
    """Make a link and return its path."""
    before = addresses(visitor, attempt)
    made = visitor.submit(visitor.get(f"{attempt}/share"), **choices)
    assert made.status_code == 303, made.text
    [path] = set(addresses(visitor, attempt)) - set(before)
    return path


def addresses(visitor: Visitor, attempt: str) -> list[str]:
    """Return the links in the holder's list, the newest first."""
    return ADDRESS.findall(visitor.get(f"{attempt}/share").text)


def end(visitor: Visitor, attempt: str, place: int = 0) -> None:
    """Press the button that ends a link."""
    page = visitor.get(f"{attempt}/share")
    action = re.findall(rf'action="({attempt}/share/[0-9a-z]{{20}}/end)"', page.text)[place]
    token = form_of(page).with_()["csrf_token"]
    ended = visitor.post(action, {"csrf_token": token})
    assert (ended.status_code, ended.location) == (303, f"{attempt}/share?ended=1")
