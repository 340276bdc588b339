"""A file that is not what was said of it, told in one sentence at the field that is wrong."""

from typing import Final

import pytest
from sqlalchemy.orm import Session

from tests.visitor import Visitor, notices
from tests.web.deskfiles import bring, lines
from tests.web.desksteps import enter_staff

QUESTIONS: Final = "Key,Skill,Kind,Text,Option a,Option b\nq,empathy,rating,Why?,a,b\n"
WAGES: Final = (
    "area_type,area_code,area_name,soc,year,p10,p25,p50,p75,p90\n"
    "national,0,U.S.,43-4051,2025,31750,36870,44770,51780,63590\n"
)


@pytest.fixture
def editor(person: Visitor, sqlite_session: Session) -> Visitor:
    """Return an editor, signed in."""
    enter_staff(person, sqlite_session, "editor")
    return person


@pytest.mark.parametrize(
    ("sort", "raw", "sentence"),
    [
        ("pay", QUESTIONS, "This looks like a file of questions. Choose “Questions” below, and"),
        (
            "edition",
            QUESTIONS,
            "This looks like a file of questions. Choose “Questions” below, and",
        ),
        ("questions", "format: 1\ntitle: x", "This looks like a file of the whole assessment."),
        ("questions", "Role,Low,High\n", "This looks like a file of published pay ranges."),
        ("pay", "area_name,soc\n", "This looks like a file of wage statistics."),
    ],
)
def test_a_file_of_another_sort_is_told_in_one_sentence(
    sort: str, raw: str, sentence: str, editor: Visitor
) -> None:
    page = bring(editor, raw.encode(), sort)
    assert page.status_code == 422
    (said,) = notices(page)
    assert said.startswith(sentence)
    assert lines(page) == []


def test_what_is_no_assessment_is_told_without_words_of_programmers(editor: Visitor) -> None:
    (said,) = lines(bring(editor, b"a,b,c", "edition"))
    assert said.startswith("This is no file of a whole assessment.")


def test_an_area_that_the_file_has_not_is_told_at_its_field(editor: Visitor) -> None:
    page = bring(editor, WAGES.encode(), "wages", area="Nowhere")
    assert page.status_code == 422
    (said,) = notices(page)
    assert said.startswith("The file has no area “Nowhere”.")
    assert lines(page) == []
    assert 'href="#area"' in page.text
