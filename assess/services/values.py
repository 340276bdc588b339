"""What services hand out: frozen values, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from assess.core.answers import Answer
from assess.core.compiled import Compiled
from assess.core.matching import Readiness
from assess.core.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt as its holder may see it. ``form`` lists its questions in order.

    ``edition_number`` is None where the attempt was imported from an installation whose
    edition was never published here.
    """

    id: int
    public_id: str
    edition_number: int | None
    digest: str
    length: str
    form: tuple[str, ...]
    goal: str | None
    started_at: datetime
    finished_at: datetime | None
    imported_at: datetime | None
    compiled: Compiled


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """An answer, the page that saved it, and which of that page's choices it was.

    A ``final`` one counts in a result and stays as it is.
    """

    answer: Answer
    save_id: str
    turn: int
    final: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A stored result with the edition it was made from.

    ``number`` counts an attempt's results from 1; an attempt that grows gets another.
    """

    outcome: Outcome
    number: int
    edition_number: int | None
    made_at: datetime
    compiled: Compiled


@dataclass(frozen=True, slots=True)
class Verdict:
    """The role a result recommends, and how well it fits."""

    role: str
    fit: float
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class EditionInfo:
    """A published edition without its document."""

    number: int
    digest: str
    published_at: datetime
    published_by: str
    note: str


@dataclass(frozen=True, slots=True)
class Belongings:
    """What deleting would take. ``holders`` counts the rights to see one of the attempts."""

    attempts: int
    answers: int
    results: int
    holders: int


Scheme = Literal["system", "light", "dark"]
Motion = Literal["system", "reduced"]


@dataclass(frozen=True, slots=True)
class Look:
    """How pages look; ``system`` follows the device."""

    scheme: Scheme = "system"
    motion: Motion = "system"


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser's session.

    ``account_id`` is set while it is signed in, ``ends_at`` on a shared computer; ``data``
    is what the sign-in keeps between two requests.
    """

    holder_id: int
    account_id: int | None
    seen_at: datetime
    ends_at: datetime | None
    data: Mapping[str, Any]
    look: Look
