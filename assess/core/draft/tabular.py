"""A small table typed as lines: cells apart by ``|`` or a tab, the first line its columns."""

from collections.abc import Sequence


def lines_of(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table as lines. A bar inside a cell would divide it, so tabs stand there then."""
    cells = [list(columns), *map(list, rows)]
    apart = "\t" if any("|" in cell for row in cells for cell in row) else " | "
    return "\n".join(apart.join(cell.replace("\n", " ") for cell in row) for row in cells)


def table_of(text: str) -> tuple[list[str], list[list[str]]]:
    """Read a table; short rows are filled with empty cells, empty lines are passed over.

    What comes from a spreadsheet has tabs; where there is one, bars are part of a cell.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    apart = "\t" if any("\t" in line for line in lines) else "|"
    rows = [[cell.strip() for cell in _inner(line, apart).split(apart)] for line in lines]
    width = max(map(len, rows), default=1)
    filled = [row + [""] * (width - len(row)) for row in rows] or [[""]]
    return filled[0], filled[1:]


def _inner(line: str, apart: str) -> str:
    """Take off the bars at both ends of a line, as Markdown writes them."""
    return line.strip().removeprefix("|").removesuffix("|") if apart == "|" else line
