"""Pay ranges and wage statistics from tables: each with its own place, neither made up."""

import copy
from typing import Any, Final

import pytest
from hypothesis import given

from assess.core.codec import canonical_json, digest, edition_from
from assess.core.draft.parts import split
from assess.core.edition import Edition
from assess.core.sheets.csvtext import read_csv, write_csv
from assess.core.sheets.pay import bring_pay, pay_rows
from assess.core.sheets.tables import SheetError
from assess.core.sheets.wages import COLUMNS, bring_wages
from tests.core.builders import changed, some
from tests.core.people import shipped_edition
from tests.core.strategies import editions

PARTS: Final = split(shipped_edition().edition)
SOURCE: Final = "Bureau of Labor Statistics"
HEAD: Final = ["Role", "Low", "High", "Period", "Year", "Source"]
AGENT: Final = "roles/call_center_specialist"
NATION: Final = [
    "national",
    "0",
    "U.S.",
    "43-4051",
    "2025",
    "31750",
    "36870",
    "44770",
    "51780",
    "63590",
]
FIGURES: Final[dict[str, Any]] = {
    "low": 36870, "high": 51780, "year": 2025, "area": "U.S.", "source": SOURCE
}  # fmt: skip


def state(name: str, *figures: str, soc: str = "43-4051", code: str = "48") -> list[str]:
    """Return a row of a state."""
    return ["state", code, name, soc, "2025", *(figures or ("1", "2", "3", "4", "5"))]


def lines_of(table: list[list[str]]) -> tuple[str, ...]:
    with pytest.raises(SheetError) as raised:
        bring_pay([HEAD, *table], PARTS)
    return raised.value.lines


@some
@given(editions())
def test_ranges_taken_along_and_brought_back_change_nothing(edition: Edition) -> None:
    parts = split(edition)
    assert bring_pay(read_csv(write_csv(pay_rows(parts)).encode(), 200), parts) == {}


def test_a_range_is_set_by_key_or_name() -> None:
    rows = [
        ["call_center_specialist", "$35,000", "47000.50", "Year", "2027", " A guide "],
        ["account MANAGER", "20", "30", "hour", "2027", "A guide"],
        ["customer_service_manager", "", "", "", "", ""],
    ]
    found = bring_pay([HEAD, *rows], PARTS)
    pay = {"low": 35000, "high": 47000.5, "period": "year", "year": 2027, "source": "A guide"}
    hourly = {"low": 20, "high": 30, "period": "hour", "year": 2027, "source": "A guide"}
    assert found == {
        AGENT: PARTS[AGENT] | {"pay": pay},
        "roles/account_manager": PARTS["roles/account_manager"] | {"pay": hourly},
    }


def test_faults_of_ranges_have_their_cells() -> None:
    assert lines_of([
        ["call_center_specialst", "1", "2", "year", "2027", "A"],
        ["account_manager", "many", "2", "yearly", "2027", "A"],
        ["call_center_specialist", "3", "2", "year", "2027", "A"],
        ["Call center specialist", "1", "2", "year", "2027", "A"],
        ["customer_service_specialist", "1", "2", "year", "1900", ""],
    ]) == (
        ("Row 2, column A (Role): no role “call_center_specialst”. Did you mean "
        "“call_center_specialist”?"),
        "Row 3, column B (Low): “many” is not an amount. Write it like 36870 or 17.50.",
        "Row 3, column D (Period): must be one of year, hour, not “yearly”. Did you mean “year”?",
        "Row 4, column B (Low): low must be lower than high.",
        "Row 5, column A (Role): this role stands in row 4 already.",
        "Row 6, column E (Year): must be at least 1990.",
        "Row 6, column F (Source): must not be empty.",
    )  # fmt: skip


def test_wages_are_filled_in_for_every_role_that_names_the_occupation() -> None:
    found = bring_wages([[*COLUMNS, "mean"], [*NATION, "1"]], PARTS, "", SOURCE)
    assert found.parts[AGENT]["wages"] == PARTS[AGENT]["wages"] | FIGURES
    assert found.parts[AGENT]["pay"] == PARTS[AGENT]["pay"]
    senior = found.parts["roles/senior_customer_service_specialist"]["wages"]
    assert (senior["low"], senior["high"]) == (44770, 63590)
    assert found.left == (
        (
            "Customer service manager: the figures of 43-1011 for “U.S.” are not in the file. Its "
            "wages stay as they are."
        ),
        (
            "Account manager: the figures of 41-3091 for “U.S.” are not in the file. Its wages "
            "stay as they are."
        ),
    )
    again = bring_wages([COLUMNS, NATION], {**PARTS, **found.parts}, "", SOURCE)
    assert again.parts == {}
    without = {part: value for part, value in PARTS.items() if part != AGENT}
    bare = {key: value for key, value in PARTS[AGENT].items() if key != "wages"}
    assert AGENT not in bring_wages([COLUMNS, NATION], {**without, AGENT: bare}, "", SOURCE).parts


def test_an_area_is_named_by_name_or_code_and_blank_figures_are_said() -> None:
    grid = [
        COLUMNS,
        NATION,
        state("Texas"),
        state("Bozeman, MT", "", "", "", "", "", code="0014580"),
    ]
    for named in ("texas ", "48"):
        wages = bring_wages(grid, PARTS, named, SOURCE).parts[AGENT]["wages"]
        assert (wages["low"], wages["high"], wages["area"]) == (2, 4, "Texas")
    found = bring_wages(grid, PARTS, "Bozeman, MT", SOURCE)
    assert found.parts == {}
    assert found.left[0] == (
        "Call center specialist: the figures of 43-4051 for “Bozeman, MT” were not released. Its "
        "wages stay as they are."
    )


@pytest.mark.parametrize(
    ("rows", "area", "line"),
    [
        ([state("Texas")], "", "The file has no national figures. Name an area that it has."),
        ([NATION, state("Texas")], "texs", "The file has no area “texs”. Did you mean “Texas”?"),
        ([NATION, state("Boston-Cambridge, MA-NH")], "boston",
         "The file has no area “boston”. Did you mean “Boston-Cambridge, MA-NH”?"),
        ([NATION], "Atlantis", "The file has no area “Atlantis”."),
        ([NATION, NATION], "", "“U.S.” has an occupation in two rows. Name it by its code."),
        ([state("Texas", "1", "much", "3", "9", "5")], "Texas",
         "Row 2, column G (p25): “much” is not an amount. Write it like 36870 or 17.50."),
        ([state("Texas", "1", "9", "3", "4", "5")], "Texas",
         "Row 2, column G (p25): low must be lower than high."),
        ([[*NATION[:4], "soon", *NATION[5:]]], "",
         "Row 2, column E (year): “soon” is not a number. Write it like 0.5."),
        ([[*NATION[:4], "1066", *NATION[5:]]], "",
         "Row 2, column E (year): must be at least 1990."),
        ([[*NATION[:2], "U\u202eS", *NATION[3:]]], "",
         "Row 2: holds a character that cannot be shown (U+202E)."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_of_wages_is_told(
    rows: list[list[str]], area: str, line: str
) -> None:
    with pytest.raises(SheetError) as raised:
        bring_wages([COLUMNS, *rows], PARTS, area, SOURCE)
    assert raised.value.lines[0] == line


def test_the_shipped_edition_is_the_same_to_the_last_byte() -> None:
    known = "f65c281cc239cafdba8ee8d6c27a53190d1437700fe6e94f3795c8ba6e9666e0"
    assert digest(canonical_json(shipped_edition().edition)) == known


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"low": 1}, "low, high, year, area and source stand together or not at all"),
        (FIGURES | {"low": 60000}, "low must be lower than high"),
        (FIGURES | {"year": "2025"}, "must be a whole number"),
        (FIGURES | {"low": 0}, "must be more than 0"),
    ],
)
def test_figures_of_wages_stand_together(figures: dict[str, Any], words: str) -> None:
    data = changed("roles[0].wages.soc", "43-4051")
    data["roles"][0]["wages"] |= copy.deepcopy(figures)
    with pytest.raises(ValueError, match=words):
        edition_from(data)
    data["roles"][0]["wages"] |= FIGURES
    wages = edition_from(data).roles[0].wages
    assert wages is not None
    assert wages.known
