"""The pages of the desk's files: the choice, a file that is wrong, and what one would change."""

from typing import Final

from playwright.sync_api import FilePayload

from assess.core.codec import to_yaml
from assess.core.draft.parts import split
from assess.core.sheets.columns import COLUMNS
from assess.core.sheets.csvtext import write_csv
from assess.core.sheets.questions import rows_of
from tests.browser.afterwards import Reach
from tests.browser.deskpeople import become_staff
from tests.browser.person import Person
from tests.core.people import shipped_edition

SORTS: Final = {
    "edition": "draft.yaml",
    "questions": "questions.csv",
    "pay": "pay.csv",
    "wages": "wages.csv",
}
_KEY: Final = "empathy-never-mind"
_WAGES: Final = (
    "area_type,area_code,area_name,soc,year,p10,p25,p50,p75,p90\n"
    "national,0,U.S.,43-4051,2025,31750,36870,44770,51780,63590\n"
    "national,0,U.S.,43-1011,2025,,,,,\n"
)


def questions_csv(**changes: str) -> bytes:
    """Return a table of one known question, with some cells of another text."""
    parts = split(shipped_edition().edition)
    [heading, row] = rows_of([parts[f"questions/{_KEY}"]])
    cells = dict(zip(heading, row, strict=True)) | {
        name.replace("_", " "): cell for name, cell in changes.items()
    }
    return write_csv([list(COLUMNS), [cells[name] for name in COLUMNS]]).encode()


def choose(person: Person, sort: str, content: bytes) -> None:
    """Choose a file on the page of files, and send it."""
    person.open("/desk/files")
    page = person.page
    file = FilePayload(name=SORTS[sort], mimeType="text/plain", buffer=content)
    page.locator("#file").set_input_files(file)
    page.locator(f'label[for="sort-{sort}"]').click()
    person.leave_by("Read the file")


def chosen(sort: str, content: bytes, *, wrong: bool = False, unfolded: bool = False) -> Reach:
    """Reach the page that answers a file."""

    def reach(person: Person) -> None:
        become_staff(person)
        if wrong:
            person.watch.expect(422)
        choose(person, sort, content)
        if unfolded:
            person.unfold()

    return reach


def _files(person: Person) -> None:
    become_staff(person)
    person.open("/desk/files")


def _for_wages(person: Person) -> None:
    _files(person)
    person.page.locator('label[for="sort-wages"]').click()


def _another_edition() -> bytes:
    edition = shipped_edition().edition
    changes = {"title": "Another", "questions": edition.questions[2:]}
    return to_yaml(edition.model_copy(update=changes)).encode()


_NEW: Final = {"Key": "empathy-new", "Text": "A new one?", "Reason_a": "=1+1", "Context": "Once."}

PAGES: Final[dict[str, Reach]] = {
    "the desk's files": _files,
    "files for wage statistics": _for_wages,
    "a file with faults": chosen(
        "questions", questions_csv(Skill="empaty", Weight="9"), wrong=True
    ),
    "a file of another sort": chosen("pay", questions_csv(), wrong=True),
    "what a file would change": chosen(
        "questions", questions_csv(Text="What now, and <b>why</b>?", Weight="2", Retired="yes")
    ),
    "a new question in a file": chosen("questions", questions_csv(**_NEW), unfolded=True),
    "a file that changes nothing": chosen("questions", questions_csv()),
    "wages in a file": chosen("wages", _WAGES.encode()),
    "another edition in a file": chosen("edition", _another_edition()),
}
