"""The digest that ties each row of the log to the one before."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, Final

BEGINNING: Final = "0" * 64


def digest_of(
    number: int,
    at: datetime,
    *,
    actor: str,
    action: str,
    subject: str,
    before: Any,  # noqa: ANN401 - plain data
    after: Any,  # noqa: ANN401 - plain data
    previous: str,
) -> str:
    """Return a row's SHA-256, in hexadecimal.

    It is taken over the JSON list of the arguments, in this order, UTF-8, with sorted keys
    and no spaces; the time is in UTC with microseconds, as ``moment_of`` writes it.
    """
    row = [number, moment_of(at), actor, action, subject, before, after, previous]
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def moment_of(at: datetime) -> str:
    """Write a moment as the digest has it: ``2026-11-25T01:02:03.000004+00:00``."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def settled(value: Any) -> Any:  # noqa: ANN401 - plain data
    """Return plain data as every database and every reader of the export has it.

    Keys are text, and what cannot be written in UTF-8 (half of a pair, as broken browsers
    send it) is a question mark.
    """
    text = json.dumps(value, ensure_ascii=False).encode(errors="replace").decode()
    return json.loads(text)
