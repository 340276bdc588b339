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
    and no spaces; the time is in UTC with microseconds, as ``datetime.isoformat`` writes it.
    """
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    row = [number, moment, actor, action, subject, before, after, previous]
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
