"""Taking one's data along: three files, what is in them, and what is not before the finish."""

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.codec import canonical_json, digest
from assess.core.compiled import Compiled
from assess.core.scale import LEVELS, level_index
from tests.records import records
from tests.visitor import Visitor, words
from tests.web.test_answers_page import finished, mixed
from tests.web.test_lengths import start

FILES = ("data.json", "data.csv", "resume.json")


def everything(visitor: Visitor, attempt: str) -> dict[str, Any]:
    """Return the file that holds everything, parsed."""
    found: dict[str, Any] = json.loads(visitor.get(f"{attempt}/data.json").data)
    return found


def table(response: TestResponse) -> list[list[str]]:
    """Return a CSV file's rows."""
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


def schema_faults(visitor: Visitor, document: object) -> list[str]:
    """Return what an independent reader of the published schema says."""
    schema = json.loads(visitor.get("/schemas/assessment.json").data)
    Draft202012Validator.check_schema(schema)
    reader = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{list(error.path)}: {error.message}" for error in reader.iter_errors(document)]


def test_the_file_holds_everything_that_is_kept_and_fits_its_schema(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    given = mixed(shipped)
    attempt = finished(visitor, given)
    found = everything(visitor, attempt)
    assert schema_faults(visitor, found) == []
    rows = records(session)
    [stored] = rows["result"]
    assert found["format"] == 1
    assert found["product"] == "Skills Compass"
    assert "not a test" in found["about"]
    assert found["origin"] == {"attempt": attempt.removeprefix("/a/"), "edition": 1}
    assert found["attempt"]["questions"] == list(shipped.forms["standard"])
    assert {one["question"]: one["options"] or [one["kind"]] for one in found["answers"]} == given
    assert [one["question"] for one in found["answers"]] == list(given)
    assert found["edition"]["digest"] == digest(canonical_json(shipped.edition))
    document = json.dumps(found["edition"]["document"], ensure_ascii=False, separators=(",", ":"))
    assert digest(document) == found["edition"]["digest"]
    assert found["results"][0]["outcome"] == json.loads(stored["outcome"])
    assert found["plan"] is None


def test_before_the_finish_nothing_in_the_file_gives_answers_away(
    person: Visitor, shipped: Compiled
) -> None:
    attempt = start(person, "quick")
    key = shipped.forms["quick"][0]
    person.answer(f"{attempt}/q/{key}", "not_sure")
    found = everything(person, attempt)
    assert schema_faults(person, found) == []
    assert found["edition"]["document"] is None
    assert "once the assessment is finished" in found["edition"]["left_out"]
    assert (found["results"], found["attempt"]["finished_at"]) == ([], None)
    assert [one["question"] for one in found["answers"]] == [key]
    rows = table(person.get(f"{attempt}/data.csv"))
    assert {tuple(row[4:]) for row in rows[1:]} == {("", "")}
    for name in ("data.json", "data.csv"):
        text = person.get(f"{attempt}/{name}").text
        assert "credit" not in text
        assert not any(
            option.why and option.why in text
            for question in shipped.edition.questions
            for option in question.options
        )
    person.get(f"{attempt}/resume.json", 404)
    assert "résumé" not in words(person.get(f"{attempt}/data"))


def test_while_questions_are_added_the_earlier_result_is_there_and_no_key(
    person: Visitor, shipped: Compiled
) -> None:
    attempt = finished(person, mixed(shipped, "quick"), "quick")
    person.submit(person.get(f"{attempt}/result"), length="standard")
    found = everything(person, attempt)
    assert schema_faults(person, found) == []
    assert found["edition"]["document"] is None
    assert len(found["results"]) == 1
    assert json.loads(person.get(f"{attempt}/resume.json").data)["skills"]


def test_the_table_has_a_row_for_each_question_asked_and_no_other(
    person: Visitor, shipped: Compiled
) -> None:
    given = mixed(shipped, "quick")
    attempt = finished(person, given, "quick")
    response = person.get(f"{attempt}/data.csv")
    assert response.data.startswith(b"\xef\xbb\xbfSkill,Question,")
    assert response.data.count(b"\r\n") >= len(shipped.forms["quick"])
    rows = table(response)
    assert [row[1] for row in rows[1:]] == [
        shipped.questions[key].text for key in shipped.forms["quick"]
    ]
    effects = everything(person, attempt)["results"][0]["outcome"]["effects"]
    for key, row in zip(shipped.forms["quick"], rows[1:], strict=True):
        question = shipped.questions[key]
        assert row[0] == shipped.skills[question.skill].name
        if key not in given:
            assert row[3:] == ["", "", ""]
            continue
        assert float(row[5]) == pytest.approx(effects[key], abs=0.0501)
        if question.claimed:
            assert row[4] == ""
        else:
            assert re.fullmatch(r"Not scored|[0-9.]+ of [0-9.]+", row[4])


def test_the_resume_names_assessed_skills_only_and_says_who_assessed_them(
    person: Visitor, shipped: Compiled
) -> None:
    attempt = start(person, "quick")
    key = shipped.forms["quick"][0]
    person.answer(f"{attempt}/q/{key}", shipped.questions[key].options[0].key)
    person.finish(attempt)
    resume = json.loads(person.get(f"{attempt}/resume.json").data)
    skill = shipped.questions[key].skill
    score = everything(person, attempt)["results"][0]["outcome"]["skills"][skill]["score"]
    [entry] = resume["skills"]
    assert entry["name"] == shipped.skills[skill].name
    assert entry["level"] == f"{LEVELS[level_index(score)]} (self-assessed, tentative)"
    assert "self-assessed" in entry["keywords"]
    assert resume["$schema"].startswith("https://")


@pytest.mark.parametrize("name", FILES)
def test_files_are_saved_not_shown_and_kept_by_no_cache(
    name: str, person: Visitor, shipped: Compiled
) -> None:
    attempt = finished(person, mixed(shipped, "quick"), "quick")
    response = person.get(f"{attempt}/{name}")
    sent = response.headers["Content-Disposition"]
    assert sent.startswith("attachment; filename=skills-compass")
    assert sent.isascii()
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.mimetype == ("text/csv" if name.endswith("csv") else "application/json")


@pytest.mark.parametrize("name", [*FILES, "data"])
def test_somebody_elses_files_look_like_files_that_do_not_exist(
    name: str, new_person: Callable[[], Visitor], shipped: Compiled
) -> None:
    attempt = finished(new_person(), mixed(shipped, "quick"), "quick")
    other = new_person()
    theirs = other.get(f"{attempt}/{name}", 404).data
    assert theirs == other.get(f"/a/{'0' * 20}/{name}", 404).data


def test_the_page_says_what_each_file_is_and_leads_to_it(
    person: Visitor, shipped: Compiled
) -> None:
    attempt = finished(person, mixed(shipped, "quick"), "quick")
    page = person.get(f"{attempt}/data")
    for name in FILES:
        assert f'href="{attempt}/{name}"' in page.text
    assert f'href="{attempt}/delete"' in page.text
    assert 'href="/import"' in page.text
    assert "nobody may use it to choose between people" in words(page)
