"""The desk's files: taken along, brought, looked at, and put into the draft, all of it or none."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from assess.core.codec import to_yaml
from assess.core.compiled import Compiled
from assess.core.draft.parts import join, split
from assess.core.sheets.columns import COLUMNS
from assess.core.sheets.csvtext import write_csv
from assess.core.sheets.questions import rows_of
from assess.models import AuditRow, StagedFileRow
from assess.services import draft
from assess.services.draft import Change
from assess.services.editions import publish
from assess.services.spreadsheets import read_grid
from assess.web.files.forms import BLS
from tests.visitor import Visitor, form_of, notices, words
from tests.web.deskfiles import bring, lines, looked_at, put, send
from tests.web.desksteps import enter_staff

NOW: Final = datetime(2026, 11, 25, 12, tzinfo=UTC)
KEY: Final = "empathy-never-mind"
PART: Final = f"questions/{KEY}"
FILES: Final = ("draft.yaml", "draft.json", "questions.csv", "questions.xlsx", "pay.csv")


@pytest.fixture
def editor(person: Visitor, sqlite_session: Session) -> Visitor:
    """Return an editor, signed in."""
    enter_staff(person, sqlite_session, "editor")
    return person


@pytest.fixture
def row(shipped: Compiled) -> Callable[..., bytes]:
    """Return a way to write a table of one known question, with some cells changed."""
    [heading, cells] = rows_of([split(shipped.edition)[PART]])

    def write(**changes: str) -> bytes:
        changed = {name.replace("_", " "): cell for name, cell in changes.items()}
        named = dict(zip(heading, cells, strict=True)) | changed
        return write_csv([COLUMNS, [named[name] for name in COLUMNS]]).encode()

    return write


def parts_of(session: Session) -> dict[str, Any]:
    session.rollback()
    return draft.open_draft(session, NOW).parts


@pytest.mark.parametrize("name", FILES)
def test_what_is_taken_along_is_a_file_and_changes_nothing_when_it_comes_back(
    name: str, editor: Visitor
) -> None:
    file = editor.get(f"/desk/files/{name}")
    kind, _, ending = name.partition(".")
    disposition = file.headers["Content-Disposition"]
    assert re.fullmatch(rf"attachment; filename=draft-1(-{kind})?\.{ending}", disposition)
    assert "html" not in file.content_type
    sort = "edition" if kind == "draft" else kind
    page = looked_at(editor, file.data, sort, name=f"other.{name}")
    assert "It says what the draft says already." in page.text
    assert "Put it into the draft" not in page.text
    assert put(editor, page).location == "/desk/files"
    editor.get(page.request.path, 404)


def test_a_changed_question_is_looked_at_and_then_put_into_the_draft(
    editor: Visitor, sqlite_session: Session, row: Callable[..., bytes]
) -> None:
    page = looked_at(editor, row(Text="Why <b>that</b>?", Weight="2"))
    assert "Why &lt;b&gt;that&lt;/b&gt;?" in page.text
    assert re.findall("<dt>(.*?)</dt>", page.text) == ["Text", "Weight"]
    assert parts_of(sqlite_session)[PART]["weight"] == 1
    done = put(editor, page)
    assert (done.status_code, done.location) == (303, "/desk/files")
    assert "“mine.csv” is in the draft. Nothing is published yet." in editor.get("/desk/files").text
    assert parts_of(sqlite_session)[PART]["text"] == "Why <b>that</b>?"
    logged = sqlite_session.scalars(select(AuditRow)).one()
    assert (logged.action, logged.actor) == ("file brought in", "editor@example.com")
    assert put(editor, page).status_code == 404
    assert sqlite_session.scalars(select(StagedFileRow)).all() == []


def test_a_new_question_and_its_place_come_together(
    editor: Visitor, sqlite_session: Session, row: Callable[..., bytes]
) -> None:
    put(editor, looked_at(editor, row(Key="empathy-new", Reason_a="=1+1", Context="Once.")))
    parts = parts_of(sqlite_session)
    assert parts["questions/empathy-new"]["options"][0]["why"] == "=1+1"
    assert "empathy-new" in parts["order/questions"]
    for name in ("questions.csv", "questions.xlsx"):
        grid = read_grid(editor.get(f"/desk/files/{name}").data, 2000)
        [at] = [cells for cells in grid if cells[0] == "empathy-new"]
        assert at[COLUMNS.index("Reason a")] == ("'=1+1" if name.endswith("csv") else "=1+1")


def test_another_edition_goes_into_the_draft_as_a_whole(
    editor: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    less = shipped.edition.model_copy(
        update={"title": "Another", "questions": shipped.edition.questions[1:]}
    )
    page = looked_at(editor, to_yaml(less).encode(), "edition")
    gone = shipped.edition.questions[0].key
    assert ">removed<" in page.text
    put(editor, page)
    parts = parts_of(sqlite_session)
    # It was published, so it is retired; everything else is as the file has it.
    kept = parts.pop(f"questions/{gone}")
    assert kept == split(shipped.edition)[f"questions/{gone}"] | {"retired": True}
    assert parts == split(less)
    put(editor, looked_at(editor, to_yaml(shipped.edition).encode(), "edition"))
    assert parts_of(sqlite_session) == split(shipped.edition)


WAGES: Final = (
    "area_type,area_code,area_name,soc,year,p10,p25,p50,p75,p90\n"
    "national,0,U.S.,43-4051,2025,31750,36870,44770,51780,63590\n"
    'metro,1,"Bozeman, MT",43-4051,2025,,,,,\n'
)


def test_wages_are_filled_in_and_what_is_not_released_is_said(
    editor: Visitor, sqlite_session: Session
) -> None:
    page = looked_at(editor, WAGES.encode(), "wages")
    assert "43-1011 for “U.S.” are not in the file. Its wages stay as they are." in page.text
    put(editor, page)
    wages = parts_of(sqlite_session)["roles/call_center_specialist"]["wages"]
    assert (wages["low"], wages["high"], wages["area"]) == (36870, 51780, "U.S.")
    assert wages["source"] == BLS
    page = looked_at(editor, WAGES.encode(), "wages", area="bozeman, mt", source="Me")
    assert "43-4051 for “Bozeman, MT” were not released." in page.text
    assert "It says what the draft says already." in page.text


def test_a_conflict_with_somebody_else_is_shown_and_nothing_is_lost(
    editor: Visitor, sqlite_session: Session, row: Callable[..., bytes]
) -> None:
    page = looked_at(editor, row(Text="Mine"))
    parts = parts_of(sqlite_session)
    theirs = Change("text", {PART: parts[PART] | {"text": "Theirs"}, "title": "New"}, 1)
    draft.save(sqlite_session, theirs, "bea@example.com", NOW)
    again = editor.get(page.request.path)
    assert "The draft was changed after this file was read." in again.text
    met = put(editor, again)
    assert met.status_code == 409
    assert "Mine" in met.text
    assert "Theirs" in met.text
    assert parts_of(sqlite_session)[PART]["text"] == "Theirs"


def test_somebody_elses_file_is_not_there(
    editor: Visitor,
    new_person: Callable[[], Visitor],
    sqlite_session: Session,
    row: Callable[..., bytes],
) -> None:
    page = looked_at(editor, row(Text="Mine"))
    other = new_person()
    enter_staff(other, sqlite_session, "owner")
    other.get(page.request.path, 404)
    form = form_of(other.get("/desk/files")).with_()
    assert other.post(page.request.path, form).status_code == 404
    assert other.post(f"{page.request.path}/drop", form).status_code == 303
    editor.get(page.request.path)


@pytest.mark.parametrize(
    ("sort", "raw", "line"),
    [
        ("questions", b"\x89PNG", "This is a picture, not a table."),
        ("questions", b"Key,Skill\n", "Row 1: these columns are missing:"),
        ("questions", b"\0", "Row 1: these columns are missing:"),
        ("edition", b"format: 1", "accepted"),
        ("edition", b"PK\x03\x04", "document: "),
        ("edition", b"a: &b\n- *b", "line 2: aliases"),
        ("pay", b"Role;Low;High;Period;Year;Source\n<b>;1;2;year;2026;A",
         "Row 2, column A (Role): no role “&lt;b&gt;”."),
        ("wages", WAGES.encode().replace(b"36870", b"<b>"),
         "Row 2, column G (p25): “&lt;b&gt;” is not an amount."),
    ],
)  # fmt: skip
def test_faults_are_told_a_line_each_and_nothing_is_kept(
    sort: str, raw: bytes, line: str, editor: Visitor, sqlite_session: Session
) -> None:
    page = bring(editor, raw, sort)
    assert page.status_code == 422
    assert words(page, "title").startswith("Error: ")
    assert notices(page) == ["This file cannot go into the draft yet"]
    assert line == "accepted" or lines(page)[0].startswith(line)
    assert f'id="sort-{sort}" value="{sort}" checked' in page.text
    assert sqlite_session.scalars(select(StagedFileRow)).all() == []


def test_every_fault_of_a_table_is_told(editor: Visitor, row: Callable[..., bytes]) -> None:
    page = bring(editor, row(Skill="empaty", Weight="9", Hint_a="\u202e"))
    assert lines(page) == [
        f"Row 2, column B (Skill), question “{KEY}”: no skill “empaty”. Did you mean “empathy”?",
        f"Row 2, column E (Weight), question “{KEY}”: must be at most 2.",
        (
            f"Row 2, column L (Hint a), question “{KEY}”: "
            "holds a character that cannot be shown (U+202E)."
        ),
    ]
    table = [
        "Key,Skill,Kind,Text,Option a,Option b",
        *(f"q{one},x,rating,a,b,c" for one in range(200)),
    ]
    found = lines(bring(editor, "\n".join(table).encode()))
    assert (len(found), found[-1]) == (101, "And 300 more like these.")


def test_what_is_missing_is_asked_for(editor: Visitor) -> None:
    page = editor.get("/desk/files")
    assert notices(editor.submit(page)) == ["Choose a file first."]
    assert notices(editor.submit(page, sort="pay", file="x.csv")) == ["Choose a file first."]
    for sort in ("", "another"):
        sent = form_of(page).with_(sort=sort)
        answer = send(editor, sent | {"file": FileStorage(io.BytesIO(b"x"), "x", "file")})
        assert (answer.status_code, notices(answer)) == (422, ["Say what is in the file."])
    answer = bring(editor, WAGES.encode(), "wages", area="\0a" * 202)
    assert (answer.status_code, notices(answer)) == (422, ["Name the area in fewer words."])
    answer = bring(editor, WAGES.encode(), "wages", source="\u202e")
    assert lines(answer)[0].endswith("holds a character that cannot be shown (U+202E).")


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>.csv", "=1.csv", "\u202ex" * 200, 'a\\b"c']
)
def test_the_name_of_a_file_is_a_text(
    name: str, editor: Visitor, row: Callable[..., bytes]
) -> None:
    page = looked_at(editor, row(Text="Mine"), name=name)
    assert "<script>alert" not in page.text
    assert "\u202e" not in page.text
    assert put(editor, page).status_code == 303


def test_five_megabytes_are_read_and_more_is_told(editor: Visitor) -> None:
    limit = 5 * 1024 * 1024
    assert lines(bring(editor, b" " * limit)) == [
        "Row 1: a cell is far too long; a quotation mark may be missing."
    ]
    assert lines(bring(editor, b" " * (limit + 1))) == ["The file is too large: 5 MB is the most."]
    far = bring(editor, b" " * (limit + 100_000))
    assert far.status_code == 413
    assert notices(far) == ["This file is too large: 5 MB is the most."]


def test_other_pages_take_no_more_than_they_did(editor: Visitor, row: Callable[..., bytes]) -> None:
    page = looked_at(editor, row(Text="Mine"))
    sent = form_of(page).with_(more="x" * 300_000)
    assert editor.post(page.request.path, sent).status_code == 413


def test_analysts_have_no_files(person: Visitor, sqlite_session: Session) -> None:
    enter_staff(person, sqlite_session, "analyst")
    for path in ("/desk/files", *(f"/desk/files/{name}" for name in FILES)):
        assert person.client.get(path).status_code == 403
    token = form_of(person.get("/look")).with_()
    large = FileStorage(io.BytesIO(b" " * (5 * 1024 * 1024 + 100_000)), "x.csv", "file")
    assert send(person, token | {"file": large}).status_code == 403


def test_wages_stand_on_result_pages_beside_the_range_and_where_there_is_none(
    editor: Visitor, sqlite_session: Session
) -> None:
    put(editor, looked_at(editor, WAGES.encode(), "wages", source="<b>Us</b>"))
    publish(sqlite_session, join(parts_of(sqlite_session)), "me", "", NOW)
    attempt = editor.start()
    key = re.findall(rf"{attempt}/q/([a-z0-9_-]+)", editor.get(attempt).text)[0]
    editor.answer(f"{attempt}/q/{key}", "a")
    page = editor.get(editor.finish(attempt))
    assert page.text.count("so this is not starting pay. Source: &lt;b&gt;Us&lt;/b&gt;.") == 4
    assert "Wage statistics: $36,870 to $51,780 a year." in page.text
    assert "middle half of all workers; U.S., 2025." in page.text
    assert "$34,750 to $47,000" in page.text
    senior = page.text.partition("<h3>Senior customer service specialist</h3>")[2]
    assert senior.index("No published range.") < senior.index("$44,770 to $63,590 a year")
