"""Published pay ranges as rows, both ways."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import ValidationError

from assess.core.faults import located
from assess.core.roles import Pay
from assess.core.sheets import cells
from assess.core.sheets.cells import CellError
from assess.core.sheets.tables import Grid, Row, Table, meant, quoted, table_of

ROLE: Final = "Role"
COLUMNS: Final = (ROLE, "Low", "High", "Period", "Year", "Source")
MOST_ROWS: Final = 200
_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "Low": cells.money,
    "High": cells.money,
    "Period": lambda cell: cells.word(cell, ("year", "hour")),
    "Year": cells.whole,
    "Source": str.strip,
}
Parts = Mapping[str, Any]


def pay_rows(parts: Parts) -> list[list[str]]:
    """Return a heading and a row for each role; empty cells where no range is published."""
    return [list(COLUMNS), *([key, *_cells(role)] for key, role in _roles(parts).items())]


def _cells(role: Mapping[str, Any]) -> list[str]:
    pay = role.get("pay")
    if not pay:
        return [""] * len(_READERS)
    values = (pay[column.lower()] for column in _READERS)
    return [value if isinstance(value, str) else cells.number_text(value) for value in values]


def bring_pay(grid: Grid, parts: Parts) -> dict[str, Any]:
    """Return the roles whose published range rows change.

    A role is named by its key or its name; one whose other cells are empty stays as it is.

    Raises
    ------
    SheetError
        With all faults, a line each.
    """
    table = table_of(grid, COLUMNS, COLUMNS)
    roles = _roles(parts)
    seen: dict[str, int] = {}
    changed = {}
    for row in table.rows:
        key = _role(table, row, roles)
        if key is None:
            continue
        if key in seen:
            table.blame(row, ROLE, f"this role stands in row {seen[key]} already.")
            continue
        seen[key] = row.number
        given = [row.cells[column] for column in _READERS]
        if given == _cells(roles[key]) or not any(cell.strip() for cell in given):
            continue
        pay = _pay(table, row)
        if pay is not None and pay != roles[key].get("pay"):
            changed[f"roles/{key}"] = {**roles[key], "pay": pay}
    table.finish()
    return changed


def _roles(parts: Parts) -> dict[str, dict[str, Any]]:
    roles = {
        name.partition("/")[2]: role for name, role in parts.items() if name.startswith("roles/")
    }
    named = [key for key in parts["order/roles"] if key in roles]
    return {key: roles[key] for key in dict.fromkeys([*named, *roles])}


def _role(table: Table, row: Row, roles: Mapping[str, Mapping[str, Any]]) -> str | None:
    cell = row.cells[ROLE].strip()
    names = {role["name"].casefold(): key for key, role in roles.items()}
    found = cell if cell in roles else names.get(cell.casefold())
    if found is None:
        table.blame(row, ROLE, f"no role {quoted(cell)}.{meant(cell, [*roles, *names])}")
    return found


def _pay(table: Table, row: Row) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    for column, read in _READERS.items():
        try:
            found[column.lower()] = read(row.cells[column])
        except CellError as error:
            table.blame(row, column, str(error))
    if len(found) < len(_READERS):
        return None
    try:
        Pay.model_validate(found)
    except ValidationError as error:
        for place, words in located(error, "a pay range"):
            table.blame(row, place.capitalize() or "Low", f"{words}.")
        return None
    return found
