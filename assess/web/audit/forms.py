"""What is asked for in the log. A value that cannot be one is left out, and said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from assess.services.audit import Filters

FIELDS: Final = ("actor", "action", "subject", "first", "last")
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page asks for, as typed, and what of it can be read.

    ``problem`` is the first field that cannot, and what to do.
    """

    typed: dict[str, str]
    filters: Filters
    before: int | None
    problem: tuple[str, str] | None

    @property
    def query(self) -> dict[str, Any]:
        """Return what a link must carry to ask for the same."""
        return {name: value for name, value in self.typed.items() if value}


def read_query(args: Mapping[str, str]) -> Asked:
    """Read what is asked for from an address."""
    typed = {name: args.get(name, "").replace("\0", "")[:_LONGEST].strip() for name in FIELDS}
    days, problem = {}, None
    for name in ("first", "last"):
        days[name] = _day(typed[name])
        if typed[name] and days[name] is None and problem is None:
            problem = (name, "Write the day like 2026-11-25.")
    asked = Filters(typed["actor"], typed["action"], typed["subject"], days["first"], days["last"])
    return Asked(typed, asked, _number(args.get("before", "")), problem)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None
