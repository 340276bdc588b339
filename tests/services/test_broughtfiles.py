"""What a file changes in the draft, whichever sort it is of."""

from typing import Any

import pytest

from assess.core.codec import to_yaml
from assess.services.broughtfiles import FileError, Wanted, read_file
from tests.core.people import shipped_edition
from tests.services.test_spreadsheets import PARTS, made


def test_a_whole_edition_names_what_changes_and_what_goes() -> None:
    edition = shipped_edition().edition
    assert read_file(to_yaml(edition).encode(), Wanted("edition"), PARTS).parts == {}
    gone = edition.questions[0].key
    less = edition.model_copy(update={"questions": edition.questions[1:], "title": "New"})
    found = read_file(to_yaml(less).encode(), Wanted("edition"), PARTS).parts
    assert found[f"questions/{gone}"] is None
    assert set(found) == {"title", "order/questions", f"questions/{gone}"}
    more = {**PARTS, "skills/more": {"key": "more", "name": "More"}, "texts": {"name": "X"}}
    with pytest.raises(FileError) as raised:
        read_file(to_yaml(edition).encode(), Wanted("edition"), more)
    assert raised.value.lines == (
        "The draft has the skill “More” (more) and the file has not. A draft cannot lose a skill.",
    )
    with pytest.raises(FileError) as raised:
        read_file(b"title: x", Wanted("edition"), PARTS)
    assert raised.value.lines[0] == "format: is missing"


def test_ranges_and_wages_are_read_from_either_sort_of_file() -> None:
    pay = b"Role;Low;High;Period;Year;Source\naccount_manager;1;2;hour;2026;A guide"
    assert list(read_file(pay, Wanted("pay"), PARTS).parts) == ["roles/account_manager"]
    head = ["area_type", "area_code", "area_name", "soc", "year", "p10", "p25", "p50", "p75", "p90"]

    def write(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, head)
        sheet.write_row(1, 0, ["national", "0", "U.S.", "43-4051", 2025, 1, 2, 3, 4, 5])

    found = read_file(made(write, "May"), Wanted("wages", source="BLS"), PARTS)
    assert found.parts["roles/call_center_specialist"]["wages"]["high"] == 4
    assert len(found.notes) == 2
