"""Each step of a preview: a form comes in with all answers in it, the next page goes out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, get_args

from flask import Response, make_response, render_template, request

from assess.core.answers import AnswerError, read_answer
from assess.core.flow import first_open
from assess.core.outcome import assess
from assess.core.preview import Manner, Returned, State, StateError, fill, read_state
from assess.services.previews import Ready
from assess.services.values import Result
from assess.web.clock import now
from assess.web.preview.missing import missing_parts
from assess.web.preview.page import (
    CheckPage,
    QuestionPage,
    Trip,
    Way,
    as_attempt,
    as_saved,
    lengths_of,
)
from assess.web.resultpage.answers import AnswersPage
from assess.web.resultpage.page import ResultPage

_AGAIN: Final = (
    "We could not go on from that page. Nothing is stored in a preview, so please start again."
)
_CHANGED: Final = "The draft changed while you were taking it. You see its newest state."
_LOST_LINK: Final = (
    "This page had lost its link to your browser. Your answers are still here: please press the "
    "button once more."
)
_NOTHING: Final = "Answer at least one question first. Then there is something to show you."
_NO_ROLE: Final = "Choose one of the roles in the list, or none."
_FILLED: Final[dict[Manner, str]] = {
    "chance": "Every question has an answer now. We answered the open ones by chance.",
    "beginner": "Every question has an answer now. We answered the open ones as a beginner would.",
    "expert": "Every question has an answer now. We answered the open ones as an expert would.",
}


def start_page(way: Way, ready: Ready, *, message: str | None = None) -> Response:
    """Say what a preview is, and offer the lengths of the draft."""
    compiled = ready.compiled
    page = render_template(
        "preview/start.html" if way.staff else "preview/open.html",
        way=way,
        ready=ready,
        lengths=lengths_of(compiled) if compiled else {},
        missing=missing_parts(ready) if way.staff else (),
        message=message,
    )
    return make_response(page, 422 if message else 200)


def next_page(way: Way, ready: Ready) -> Response:
    """Answer a step with the page that follows it."""
    if ready.compiled is None:
        return start_page(way, ready)
    verb, _, named = request.form.get("go", "").partition(" ")
    try:
        if verb == "start":
            returned = _begun(ready)
        else:
            returned = read_state(request.form.get("state", ""), ready.compiled, ready.fingerprint)
        step = _STEPS[verb]
    except (StateError, KeyError):
        return start_page(way, ready, message=_AGAIN)
    trip = Trip(
        way,
        ready,
        ready.compiled,
        returned.state,
        _notices(returned),
        to_check=request.form.get("from") == "check",
    )
    return step(trip, named)


def again(way: Way, ready: Ready) -> Response:
    """Draw the page once more whose form this browser did not vouch for."""
    if ready.compiled is None:
        return start_page(way, ready)
    try:
        returned = read_state(request.form.get("state", ""), ready.compiled, ready.fingerprint)
    except StateError:
        return start_page(way, ready, message=_AGAIN)
    trip = Trip(way, ready, ready.compiled, returned.state, (_LOST_LINK, *_notices(returned)))
    key = request.form.get("at", "")
    if key not in trip.form:
        return _sections(trip, "", status=400)
    return _page("question", trip, 400, page=QuestionPage.of(trip, key, _sent()))


def _begun(ready: Ready) -> Returned:
    length = request.form.get("length", "")
    if ready.compiled is None or not ready.compiled.forms.get(length):
        raise StateError("length")
    return Returned(State(length), changed=False, dropped=0)


def _notices(returned: Returned) -> tuple[str, ...]:
    said = (_CHANGED,) if returned.changed else ()
    if not returned.dropped:
        return said
    one = returned.dropped == 1
    answers = "One answer" if one else f"{returned.dropped} answers"
    return (
        *said,
        f"{answers} had no place in it any more and {'was' if one else 'were'} left out.",
    )


def _page(name: str, trip: Trip, status: int = 200, **more: object) -> Response:
    response = make_response(render_template(f"preview/{name}.html", trip=trip, **more), status)
    # So that Back shows the page again: what must not be stored can only be sent anew. It holds
    # nothing but a try at a draft.
    response.headers["Cache-Control"] = "private, max-age=0"
    return response


def _sent() -> list[str]:
    return request.form.getlist("answer")


def _start(trip: Trip, _: str) -> Response:
    return _question(trip, trip.form[0])


def _question(trip: Trip, key: str) -> Response:
    if key in trip.form:
        return _page("question", trip, page=QuestionPage.of(trip, key))
    # Gone from the draft: go on where something is open.
    following = first_open(trip.form, trip.state.answers)
    return _question(trip, following) if following else _check(trip, "")


def _answer(trip: Trip, _: str) -> Response:
    key = request.form.get("at", "")
    if key not in trip.form:
        return _question(trip, key)
    try:
        answer = read_answer(trip.compiled.questions[key], _sent())
    except AnswerError as error:
        page = QuestionPage.of(trip, key, _sent(), str(error))
        return _page("question", trip, 422, page=page)
    answers = {**trip.state.answers, key: answer}
    trip = replace(trip, state=replace(trip.state, answers=answers))
    verb, _, following = QuestionPage.of(trip, key).onward.partition(" ")
    return _STEPS[verb](replace(trip, to_check=False), following)


def _sections(trip: Trip, _: str, *, status: int = 200) -> Response:
    answered = trip.state.answers
    return _page(
        "sections",
        trip,
        status,
        first_open=first_open(trip.form, answered),
        starts={part.number: first_open(part.questions, answered) for part in trip.sections},
    )


def _check(
    trip: Trip,
    _: str,
    *,
    message: str | None = None,
    nothing: bool = False,
    done: str | None = None,
) -> Response:
    return _page(
        "check",
        trip,
        422 if message or nothing else 200,
        page=CheckPage.of(trip),
        message=message,
        nothing=_NOTHING if nothing else None,
        done=done,
    )


def _fill(trip: Trip, named: str) -> Response:
    manner = next((one for one in get_args(Manner) if one == named), None)
    if manner is None or not trip.way.staff:
        return _check(trip, "")
    filled = fill(trip.compiled, trip.state, manner)
    return _check(replace(trip, state=filled), "", done=_FILLED[manner])


def _clear(trip: Trip, _: str) -> Response:
    emptied = replace(trip, state=State(trip.state.length))
    return _check(emptied, "", done="All answers are taken out again.")


def _finish(trip: Trip, _: str) -> Response:
    goal = request.form.get("goal", trip.state.goal or "") or None
    if goal is not None and goal not in trip.compiled.roles:
        return _check(trip, "", message=_NO_ROLE)
    if not trip.state.answers:
        return _check(trip, "", nothing=True)
    trip = replace(trip, state=replace(trip.state, goal=goal))
    return _page("result", trip, page=ResultPage.of(_result(trip)))


def _answers(trip: Trip, _: str) -> Response:
    outcome = _result(trip).outcome
    page = AnswersPage.of(as_attempt(trip, now()), as_saved(trip), outcome, ())
    return _page("answers", trip, page=page)


def _result(trip: Trip) -> Result:
    outcome = assess(trip.compiled, trip.state.answers, trip.state.goal)
    return Result(outcome, 1, trip.ready.base_number, now(), trip.compiled)


_STEPS: Final[dict[str, Callable[[Trip, str], Response]]] = {
    "start": _start,
    "question": _question,
    "answer": _answer,
    "sections": _sections,
    "check": _check,
    "fill": _fill,
    "clear": _clear,
    "finish": _finish,
    "answers": _answers,
}
