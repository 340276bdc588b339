"""Rows as changes of questions: only what differs from what is there is read."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import ValidationError

from assess.core.context import CONTEXT_KINDS
from assess.core.edition import CLAIMED, Question
from assess.core.faults import located
from assess.core.sheets import cells
from assess.core.sheets.cells import CellError
from assess.core.sheets.columns import (
    ABOUT,
    COLUMNS,
    CONTEXT,
    DIFFICULTIES,
    DIFFICULTY,
    FORMER,
    HINT,
    KEY,
    KIND,
    KINDS,
    LETTERS,
    NEEDED,
    OF_OPTION,
    OPTION,
    RETIRED,
    SCORE,
    SKILL,
    TEXT,
    WEIGHT,
    WHY,
    of_option,
)
from assess.core.sheets.questions import cells_of
from assess.core.sheets.tables import Grid, Row, SheetError, Table, quoted, table_of

MOST_ROWS: Final = 2000
_ORDER: Final = "order/questions"
_OPTION: Final = re.compile(r"options\[(\d+)\](?:\.([a-z]+))?")
_SORTS: Final = {"credit": SCORE, "right": SCORE, "why": WHY, "hint": HINT}
_WORDS: Final = {OPTION: "text", WHY: "why", HINT: "hint"}
_STANDS: Final = frozenset(f"[{kind}]" for kind in CONTEXT_KINDS)
Part = dict[str, Any]


def bring_questions(grid: Grid, parts: Mapping[str, Any]) -> Part:
    """Return the parts of a draft that rows change.

    A question that no row names stays as it is; so does a cell that says what is there.

    Parameters
    ----------
    grid : sequence of rows
        With the heading ``columns.COLUMNS`` or some of it.
    parts : mapping
        The draft's parts.

    Raises
    ------
    SheetError
        With all faults, a line each.
    """
    table = table_of(grid, COLUMNS, NEEDED, former=FORMER)
    table.named_by = ("question", KEY)
    skills = [part.partition("/")[2] for part in parts if part.startswith("skills/")]
    seen: dict[str, int] = {}
    changed: Part = {}
    for row in table.rows:
        key = row.cells[KEY].strip()
        if key in seen:
            table.blame(row, KEY, f"the key {quoted(key)} stands in row {seen[key]} already.")
            continue
        seen[key] = row.number
        old = parts.get(f"questions/{key}")
        new = _Reader(table, row, key, old, skills).question()
        if new is not None and new != old:
            changed[f"questions/{key}"] = new
    table.finish()
    added = [part for part in changed if part not in parts]
    if added:
        changed[_ORDER] = _order(parts, changed, added)
        if len(changed[_ORDER]) > MOST_ROWS:
            raise SheetError.saying(f"An edition holds at most {MOST_ROWS:,} questions.")
    return changed


def _order(parts: Mapping[str, Any], changed: Part, added: list[str]) -> list[str]:
    """Put each new question after the last one of its skill."""
    order: list[str] = list(parts[_ORDER])
    now = {**parts, **changed}
    for part in added:
        alike = [
            place
            for place, key in enumerate(order)
            if now.get(f"questions/{key}", {}).get("skill") == now[part]["skill"]
        ]
        order.insert(alike[-1] + 1 if alike else len(order), now[part]["key"])
    return order


class _Reader:
    """Reads one row, beside the question that is there, if any."""

    def __init__(
        self, table: Table, row: Row, key: str, old: Part | None, skills: list[str]
    ) -> None:
        self.table, self.row, self.old = table, row, old
        self.was = cells_of(old) if old else {}
        self.value: Part = dict(old) if old else {"key": key, "text": "", "options": []}
        self.letters: list[str] = []
        self.wrong: set[str] = set()
        self.readers: dict[str, Callable[[str], Any]] = {
            SKILL: lambda cell: cells.key(cell, "skill", skills),
            KIND: lambda cell: cells.word(cell, KINDS),
            DIFFICULTY: lambda cell: cells.word(cell or "medium", DIFFICULTIES),
            WEIGHT: lambda cell: cells.number(cell) if cell.strip() else 1,
            RETIRED: cells.yes,
            TEXT: str,
            CONTEXT: self._context,
        }

    def question(self) -> Part | None:
        """Return the question as the row wants it; None where something is wrong."""
        for column in ABOUT[1:]:
            if self._differs(column):
                self._set(column.lower(), column, self.readers[column])
        self.value["options"] = self._options()
        if self.value == self.old and not self.wrong:
            return self.value
        return self._checked()

    def _differs(self, column: str) -> bool:
        cell = self.row.cells.get(column)
        return cell is not None and (self.old is None or cell != self.was.get(column, ""))

    def _set(self, name: str, column: str, read: Callable[[str], Any]) -> None:
        try:
            found = read(self.row.cells[column])
        except CellError as error:
            self._blame(column, str(error))
            return
        self.value[name] = found
        if found is None:
            del self.value[name]

    def _blame(self, column: str, message: str) -> None:
        self.wrong.add(column)
        self.table.blame(self.row, column, message)

    def _context(self, cell: str) -> str | None:
        if cell.strip() in _STANDS:
            raise CellError(
                f"“{cell.strip()}” leaves something as it is that this question does not have. "
                "Write plain text here, or make it in the editor."
            )
        return cell or None

    def _options(self) -> list[Part]:
        olds = self.old["options"] if self.old else []
        found = []
        for place, letter in enumerate(LETTERS):
            old = olds[place] if place < len(olds) else None
            option = self._option(letter, old, olds)
            if option is not None:
                found.append(option)
                self.letters.append(letter)
        return found

    def _option(self, letter: str, old: Part | None, olds: list[Part]) -> Part | None:
        columns = {sort: of_option(sort, letter) for sort in OF_OPTION}
        if (
            old is not None
            and not self._rescored()
            and not any(map(self._differs, columns.values()))
        ):
            return old
        given = {
            sort: self.row.cells.get(name, self.was.get(name, "")) for sort, name in columns.items()
        }
        if not any(cell.strip() for cell in given.values()):
            return None
        option = dict(old) if old else {"key": _free(letter, olds), "text": ""}
        for sort, name in _WORDS.items():
            if self._differs(columns[sort]):
                option[name] = given[sort]
                if not given[sort] and sort != OPTION:
                    del option[name]
        if old is None or self._rescored() or self._differs(columns[SCORE]):
            self._score(option, columns[SCORE], given[SCORE])
        return option

    def _rescored(self) -> bool:
        return self.old is not None and self.old["kind"] != self.value["kind"]

    def _score(self, option: Part, column: str, cell: str) -> None:
        option.pop("credit", None)
        option.pop("right", None)
        try:
            option.update(_scored(self.value.get("kind"), cell))
        except CellError as error:
            self._blame(column, str(error))

    def _checked(self) -> Part | None:
        """Return the question, sound; what is wrong besides is told, but no cell twice."""
        try:
            question = Question.model_validate(self.value)
        except ValidationError as error:
            told = {column for column in self.wrong if column.startswith(SCORE)}
            for place, words in located(error, "a question"):
                column = self._column(place)
                if column not in self.wrong and not (told and place == "options"):
                    self._blame(column, f"{words}.")
            return None
        if self.wrong:
            return None
        return self.value if self.old else question.model_dump(mode="json", exclude_none=True)

    def _column(self, place: str) -> str:
        found = _OPTION.match(place)
        if found:
            return of_option(_SORTS.get(found[2], OPTION), self.letters[int(found[1])])
        name = place.partition(".")[0].capitalize()
        return name if name in ABOUT else of_option(OPTION, "a")


def _free(letter: str, olds: list[Part]) -> str:
    """Return the key of a new option: its letter, or the first that is free."""
    taken = {option["key"] for option in olds}
    return next(key for key in (letter, *LETTERS) if key not in taken)


def _scored(kind: str | None, cell: str) -> Part:
    """Read an option's score, which means another thing for each kind; nothing for none."""
    if kind in ("knowledge", "knowledge_several"):
        return {"right": cells.yes(cell)}
    if kind is None or not cell.strip():
        return {}
    if kind in CLAIMED:
        raise CellError(f"a {kind} scores by the place of its options; leave it empty.")
    return {"credit": cells.number(cell)}
