"""Files made to do harm: a page with words comes back each time, never an error of ours."""

import copy
import json
import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assess.core.compiled import Compiled, compile_edition
from assess.core.takeout.document import to_data_of
from tests.core.people import shipped_edition, uniform_answers
from tests.core.takeouts import takeout_of
from tests.core.test_takeout_reading import WRONG, _places
from tests.visitor import Visitor, form_of
from tests.web.test_data_import import faults, post

PLAIN: Final = to_data_of(takeout_of(shipped_edition(), uniform_answers(shipped_edition(), 2)))
PLACES: Final = _places(PLAIN)
LEAVES: Final = [
    way
    for way in PLACES
    if way[:3] == ("results", 0, "outcome") and not any(way == one[:-1] for one in PLACES)
]
# Values that a figure, a word or a key of a result may have.
FIGURES: Final = st.one_of(
    st.sampled_from([0, 0.0, 1, 100, 99.999999, 1e-7, -1e-7, 50, 5e-324]),
    st.floats(-90, 100, allow_nan=False),
    st.sampled_from(["not assessed", "tentative", "reported", "High", "Low", "Ready", "Early"]),
    st.sampled_from([True, False, None, [], "account_manager", "nlp", ["nlp"]]),
)
many = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def unlimited(person: Visitor, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], Any]:
    """Return a way to send files that nobody counts."""
    monkeypatch.setattr("assess.services.importing.count_try", lambda *_: None)
    token = form_of(person.get("/import")).with_()["csrf_token"]
    return lambda document: post(person, token, json.dumps(document).encode())


def put(document: Any, way: tuple[str | int, ...], value: object) -> None:
    """Set one value of plain data."""
    for step in way[:-1]:
        document = document[step]
    document[way[-1]] = value


@many
@given(st.sampled_from(PLACES), WRONG)
def test_whatever_stands_anywhere_a_page_says_what_is_wrong(
    unlimited: Callable[[Any], Any], way: tuple[str | int, ...], value: object
) -> None:
    document = copy.deepcopy(PLAIN)
    put(document, way, value)
    response = unlimited(document)
    assert response.status_code in (303, 422)
    assert response.status_code == 303 or faults(response)


@many
@given(st.dictionaries(st.sampled_from(LEAVES), FIGURES, min_size=1, max_size=4))
def test_whatever_another_engine_found_can_be_shown(
    unlimited: Callable[[Any], Any],
    person: Visitor,
    found: dict[tuple[str | int, ...], object],
) -> None:
    document = copy.deepcopy(PLAIN)
    for way, value in found.items():
        put(document, way, value)
    outcome = document["results"][0]["outcome"]
    document["results"][0]["engine"] = outcome["engine"] = "0"
    outcome["scores"] = {key: skill["score"] for key, skill in outcome["skills"].items()}
    response = unlimited(document)
    assert response.status_code in (303, 422)
    if response.status_code == 303:
        attempt = response.location.partition("?")[0].removesuffix("/result")
        for page in ("result", "answers", "data", "data.json", "data.csv", "resume.json"):
            person.get(f"{attempt}/{page}")


TEXTS: Final = ("<script>alert(1)</script>", "{{ 300*41 }}", "=1+1", "“", "a" * 200, "\u2028", "𝕊")


@pytest.mark.parametrize("text", TEXTS)
def test_words_of_another_edition_are_shown_and_never_run(
    text: str, unlimited: Callable[[Any], Any], person: Visitor, shipped: Compiled
) -> None:
    edition = shipped.edition
    changed = edition.model_copy(
        update={
            "title": text,
            "skills": tuple(one.model_copy(update={"name": text}) for one in edition.skills),
            "roles": tuple(one.model_copy(update={"name": text}) for one in edition.roles),
            "questions": tuple(one.model_copy(update={"text": text}) for one in edition.questions),
        }
    )
    compiled = compile_edition(changed)
    response = unlimited(to_data_of(takeout_of(compiled, uniform_answers(compiled, 2))))
    assert response.status_code == 303, faults(response)
    attempt = response.location.partition("?")[0].removesuffix("/result")
    for page in ("result", "answers", "data", "delete"):
        shown = person.get(f"{attempt}/{page}").text
        assert "<script>alert" not in shown
        assert text != "{{ 300*41 }}" or not re.search(r"\b12300\b", shown)
    rows = person.get(f"{attempt}/data.csv").text.splitlines()
    assert not any(row.startswith("=") or ",=" in row for row in rows)
