"""Cells that a spreadsheet would run as a formula: made harmless, and exactly undone."""

from assess.core.takeout.table import defused

_MARK = "'"


def guard(text: str) -> str:
    """Return a text for CSV that no spreadsheet runs; ``unguard`` gives it back."""
    return f"{_MARK}{text}" if _needs(text) else text


def guard_marks(text: str) -> str:
    """Return a text for a cell that is text by its type: only marks are kept apart.

    What somebody saves as CSV in one program and as a workbook in another has our marks, so
    both sorts of file are read alike.
    """
    return guard(text) if text.startswith(_MARK) else text


def unguard(cell: str) -> str:
    """Return the text that was guarded; other texts, such as ``'tis``, stay as they are."""
    inner = cell.removeprefix(_MARK)
    return inner if inner != cell and _needs(inner) else cell


def _needs(text: str) -> bool:
    """Say whether a text is a formula, or looks like one that was guarded."""
    inner = text.lstrip(_MARK)
    return defused(inner) != inner
