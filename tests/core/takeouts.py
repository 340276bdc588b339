"""Files of finished attempts, made as the app makes them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from assess.core.answers import Answer
from assess.core.codec import canonical_json, digest
from assess.core.compiled import Compiled, compile_edition
from assess.core.outcome import assess
from assess.core.takeout.document import (
    ABOUT,
    Origin,
    TakenAnswer,
    TakenAttempt,
    TakenEdition,
    TakenResult,
    Takeout,
)
from assess.core.takeout.figures import taken_from
from tests.core.people import answers_to, people, shipped_edition
from tests.core.strategies import editions

NOW: Final = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def takeout_of(
    compiled: Compiled, answers: Mapping[str, Answer], goal: str | None = None
) -> Takeout:
    """Return the file of an attempt that was finished with these answers."""
    outcome = assess(compiled, answers, goal)
    form = [question.key for bank in compiled.banks for question in bank.questions]
    return Takeout(
        format=1,
        about=ABOUT,
        product="Skills Compass",
        exported_at=NOW,
        origin=Origin(attempt="0" * 20, edition=7),
        attempt=TakenAttempt(
            length="standard",
            questions=tuple(form),
            goal=goal,
            started_at=NOW - timedelta(hours=1),
            finished_at=NOW,
        ),
        edition=TakenEdition(
            digest=digest(canonical_json(compiled.edition)),
            document=compiled.edition,
            left_out=None,
        ),
        answers=tuple(
            TakenAnswer(
                question=key,
                kind=answers[key].kind,
                options=answers[key].options,
                saved_at=NOW - timedelta(minutes=1),
            )
            for key in form
            if key in answers
        ),
        results=(
            TakenResult(number=1, made_at=NOW, engine=outcome.engine, outcome=taken_from(outcome)),
        ),
    )


@st.composite
def shipped_takeouts(draw: st.DrawFn) -> Takeout:
    """Return the file of somebody who answered at least one question of what ships."""
    compiled = shipped_edition()
    goal = draw(st.sampled_from([None, *compiled.roles]))
    return takeout_of(compiled, draw(people().filter(bool)), goal)


@st.composite
def other_takeouts(draw: st.DrawFn) -> Takeout:
    """Return a file of an edition with any text that a field may hold."""
    compiled = compile_edition(draw(editions()))
    answers = {key: draw(answers_to(question)) for key, question in compiled.questions.items()}
    return takeout_of(compiled, answers, draw(st.sampled_from([None, *compiled.roles])))


takeouts: Final = st.one_of(shipped_takeouts(), other_takeouts())
