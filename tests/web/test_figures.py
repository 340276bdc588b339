"""The figures' pages: what they show, what they never show, and the same as files."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from assess.services import editions
from tests.crowd import Answers, attempts_of, crowd
from tests.kinds import one_of_each
from tests.records import records
from tests.visitor import Visitor, words
from tests.web.desksteps import enter_staff

LONG_AGO = datetime.now(UTC) - timedelta(days=30)
PAGES = (
    "/desk/figures",
    "/desk/figures/questions",
    "/desk/figures.csv",
    "/desk/figures/questions.csv",
)
ADDRESS = "ana@example.com"


@pytest.fixture
def analyst(person: Visitor, sqlite_session: Session) -> Visitor:
    """Return a signed-in analyst."""
    enter_staff(person, sqlite_session, "analyst", ADDRESS)
    return person


def table(response: TestResponse) -> list[list[str]]:
    """Return a CSV file's rows."""
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


def test_figures_are_for_staff(
    new_person: Callable[[], Visitor], analyst: Visitor, sqlite_session: Session
) -> None:
    stranger = new_person()
    for path in PAGES:
        assert stranger.client.get(path).status_code == 303, path
    enter_staff(stranger, sqlite_session, None, "other@example.com")
    for path in PAGES:
        assert stranger.client.get(path).status_code in (403, 404), path
    analyst.get("/desk/figures")


def test_nobody_yet_is_said_warmly(
    analyst: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    crowd(sqlite_session, shipped, 9, LONG_AGO)
    for path in PAGES[:2]:
        told = words(analyst.get(path))
        assert "Not enough people yet" in told
        assert "9 assess" not in told
    analyst.get("/desk/figures.csv", 404)
    rows = table(analyst.get("/desk/figures/questions.csv"))
    assert {row[-1] for row in rows[1:]} == {"not shown"}


def test_groups_show_with_what_is_hidden_said(
    analyst: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    crowd(sqlite_session, shipped, 45, LONG_AGO)
    crowd(sqlite_session, shipped, 4, LONG_AGO, length="quick", seed=2)
    page = analyst.get("/desk/figures")
    told = words(page)
    assert "Standard not shown" in told
    assert "Some counts are not shown: they are under 10" in told
    assert all(skill.name in told for skill in shipped.edition.skills)
    assert 'name="edition"' not in page.text  # there is one edition only
    rows = table(analyst.get("/desk/figures.csv"))
    assert rows[0] == ["Table", "Row", "Count"]
    assert ["Attempts finished", "Quick", "not shown"] in rows
    assert ["Recommended role", "All", "50"] in rows
    assert all(row[2] in ("not shown", "0") or int(row[2]) >= 10 for row in rows[1:])


def test_no_page_names_a_person_or_an_attempt(
    analyst: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    crowd(sqlite_session, shipped, 30, LONG_AGO)
    ids = [row["public_id"] for row in records(sqlite_session)["attempt"]]
    for path in PAGES:
        text = analyst.get(path).text
        assert ADDRESS not in text
        assert not any(one in text for one in ids)


def test_options_that_nobody_chooses_stand_out(
    analyst: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    question = next(one for one in one_of_each(shipped) if one.kind == "situation")
    people: list[Answers] = [{}] * 12
    attempts_of(sqlite_session, shipped, people, LONG_AGO)
    page = analyst.get(f"/desk/figures/questions?edition=1&skill={question.skill}")
    told = words(page)
    assert "best answer nobody chose this" in told
    assert "Asked about 10 times" in told
    assert "Fewer than 10 people were asked this" in told  # those of longer lengths


def test_several_chosen_and_too_few_answers_are_said(
    analyst: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    question = next(one for one in one_of_each(shipped) if one.several)
    path = f"/desk/figures/questions?skill={question.skill}"
    attempts_of(sqlite_session, shipped, [{}] * 12, LONG_AGO)
    assert "What they chose is not shown: too few answered." in words(analyst.get(path))
    crowd(sqlite_session, shipped, 60, LONG_AGO)
    told = words(analyst.get(path))
    assert "Chosen by those who answered, about" in told
    rows = table(analyst.get("/desk/figures/questions.csv"))
    mine = [row for row in rows if row[1] == question.key]
    assert len(mine) == len(question.options) + 6
    assert {row[4] for row in mine} == {"How it was answered", "What they chose"}


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "1e3", "%00", "9" * 20, "٣", "1%27--"])
def test_an_edition_that_is_none_is_not_found(number: str, analyst: Visitor) -> None:
    for path in PAGES:
        analyst.get(f"{path}?edition={number}", 404)


def test_a_skill_that_is_none_is_not_found(analyst: Visitor) -> None:
    for skill in ("x", "%00", "%ff", "a" * 5000, "<b>"):
        analyst.get(f"/desk/figures/questions?skill={skill}", 404)
    for query in ("", "?edition=", "?edition=&skill=", "?edition=1&edition=x"):
        analyst.get(f"/desk/figures/questions{query}")


def test_hostile_texts_stay_text_on_pages_and_in_files(
    analyst: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    first = shipped.banks[0].questions[0]
    nasty = "=cmd|' /C calc'!A0 <script>alert(1)</script> {{ 7 * 7 }}"
    options = [first.options[0].model_copy(update={"text": "<b>@bold</b>"}), *first.options[1:]]
    changed = first.model_copy(update={"text": nasty, "options": tuple(options)})
    questions = (changed, *shipped.edition.questions[1:])
    skills = (
        shipped.edition.skills[0].model_copy(update={"name": "+1 <i>skill</i>"}),
        *shipped.edition.skills[1:],
    )
    edition = shipped.edition.model_copy(update={"questions": questions, "skills": skills})
    editions.publish(sqlite_session, edition, "x", "", LONG_AGO)
    compiled = editions.fetch(sqlite_session, 2)
    attempts_of(sqlite_session, compiled, [{}] * 12, LONG_AGO, number=2)
    page = analyst.get("/desk/figures/questions")
    assert nasty in words(page)
    assert "<script>alert" not in page.text
    assert "<i>skill" not in analyst.get("/desk/figures").text
    rows = table(analyst.get("/desk/figures/questions.csv"))
    assert any(row[2] == f"'{nasty}" and row[0] == "'+1 <i>skill</i>" for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_earlier_editions_can_be_chosen(
    analyst: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    crowd(sqlite_session, shipped, 20, LONG_AGO)
    another = shipped.edition.model_copy(update={"title": "Another"})
    editions.publish(sqlite_session, another, "x", "", LONG_AGO)
    newest = analyst.get("/desk/figures")
    assert "Not enough people yet" in words(newest)
    assert '<option value="2" selected>2 (newest)</option>' in newest.text
    assert "Recommended roles" in words(analyst.get("/desk/figures?edition=1"))
    file = analyst.get("/desk/figures.csv?edition=1")
    assert "figures-edition-1-until-" in file.headers["Content-Disposition"]
