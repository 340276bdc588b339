"""Wage statistics of an area, for the roles that name an occupation.

The file has a row for each area and occupation, as the Bureau of Labor Statistics
publishes them: annual wages at five percentiles, empty where they are not released.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from pydantic import ValidationError

from assess.core.faults import located
from assess.core.roles import Wages
from assess.core.sheets import cells
from assess.core.sheets.cells import CellError
from assess.core.sheets.tables import Grid, Row, SheetError, Table, quoted, table_of

MOST_ROWS: Final = 20_000
NATIONAL: Final = "national"
_MOST_NEAR: Final = 4
_PERCENTILES: Final = ("p10", "p25", "p50", "p75", "p90")
COLUMNS: Final = ("area_type", "area_code", "area_name", "soc", "year", *_PERCENTILES)


class AreaError(SheetError):
    """The file is sound, but not for the area that was asked for."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Which parts change, and what could not be filled in, in sentences."""

    parts: dict[str, Any]
    left: tuple[str, ...]


def bring_wages(grid: Grid, parts: Mapping[str, Any], area: str, source: str) -> Filled:
    """Fill in the wages of the roles that name an occupation.

    Parameters
    ----------
    area : str
        The area's name or code; empty for the whole nation.
    source : str
        Where the figures come from, as people will read it.

    Raises
    ------
    SheetError
        The file is not as it should be.
    AreaError
        It has no such area, or two of that name.
    """
    table = table_of(grid, COLUMNS, COLUMNS, others=True)
    rows = _of_area(table.rows, area.strip())
    by_soc = {row.cells["soc"].strip(): row for row in rows}
    if len(by_soc) < len(rows):
        name = rows[0].cells["area_name"]
        raise AreaError.saying(
            f"{quoted(name)} has an occupation in two rows. Name it by its code."
        )
    changed: dict[str, Any] = {}
    left = []
    for part, role in parts.items():
        if not part.startswith("roles/") or not role.get("wages"):
            continue
        row = by_soc.get(role["wages"]["soc"])
        if row is None or not _released(row, role["wages"]):
            left.append(_unreleased(role, rows[0], known=row is not None))
            continue
        wages = _filled(table, row, role["wages"], source)
        if wages is not None and wages != role["wages"]:
            changed[part] = {**role, "wages": wages}
    table.finish()
    return Filled(changed, tuple(left))


def _of_area(rows: list[Row], area: str) -> list[Row]:
    """Return an area's rows, found by its name, its code, or as the nation."""
    if not area:
        found = [row for row in rows if row.cells["area_type"].strip() == NATIONAL]
        if not found:
            raise AreaError.saying("The file has no national figures. Name an area that it has.")
        return found
    plain = area.casefold()
    names = {row.cells["area_name"].strip() for row in rows}
    found = [
        row
        for row in rows
        if plain in (row.cells["area_name"].strip().casefold(), row.cells["area_code"].strip())
    ]
    if not found:
        raise AreaError.saying(f"The file has no area {quoted(area)}.{_near(plain, names)}")
    return found


def _near(plain: str, names: set[str]) -> str:
    """Name areas that may be meant: “Boston” is the first of “Boston-Cambridge-Newton, MA-NH”."""
    firsts: dict[str, list[str]] = {}
    for name in sorted(names):
        for first in {name.casefold(), re.split("[,-]", name.casefold())[0]}:
            firsts.setdefault(first, []).append(name)
    close = get_close_matches(plain[:100], firsts, n=_MOST_NEAR, cutoff=0.75)
    found = [name for first in close for name in firsts[first]]
    near = list(dict.fromkeys(found))[:_MOST_NEAR]
    return f" Did you mean {' or '.join(f'“{name}”' for name in near)}?" if near else ""


def _released(row: Row, wages: Mapping[str, Any]) -> bool:
    return all(row.cells[f"p{percentile}"].strip() for percentile in wages["percentiles"])


def _unreleased(role: Mapping[str, Any], row: Row, *, known: bool) -> str:
    area = quoted(row.cells["area_name"])
    why = "were not released" if known else "are not in the file"
    soc = role["wages"]["soc"]
    return f"{role['name']}: the figures of {soc} for {area} {why}. Its wages stay as they are."


def _filled(table: Table, row: Row, wages: Mapping[str, Any], source: str) -> dict[str, Any] | None:
    found = {**wages, "area": row.cells["area_name"].strip(), "source": source.strip()}
    columns = dict(zip(("low", "high"), (f"p{one}" for one in wages["percentiles"]), strict=True))
    faults = len(table.faults)
    for name, column in (*columns.items(), ("year", "year")):
        try:
            read = cells.whole if name == "year" else cells.money
            found[name] = read(row.cells[column])
        except CellError as error:
            _blame_once(table, row, column, str(error))
    if len(table.faults) > faults or not {"low", "high", "year"} <= found.keys():
        return None
    try:
        Wages.model_validate(found)
    except ValidationError as error:
        for place, words in located(error, "wages"):
            _blame_once(table, row, columns.get(place, place or columns["low"]), f"{words}.")
        return None
    return found


def _blame_once(table: Table, row: Row, column: str, message: str) -> None:
    """Note a fault: several roles may share an occupation, and so its row."""
    before = len(table.faults)
    table.blame(row, column, message)
    if table.faults[before] in table.faults[:before]:
        del table.faults[before]
