"""What published editions have used up: questions stay for ever, and keep their kind."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.core.draft.parts import Parts
from assess.core.draft.shape import ShapeError
from assess.models import EditionRow
from assess.services.database import read

_START = "questions/"
_KIND_STAYS = (
    "stays as it was published: answers were given to it. For another kind, duplicate the question"
)


@dataclass(frozen=True, slots=True)
class Published:
    """A question as editions hold it: its kind, and every option key it ever had."""

    kind: str
    options: frozenset[str]


def published_questions(session: Session) -> Mapping[str, Published]:
    """Return all questions that any published edition holds, by key."""
    query = select(EditionRow.digest).order_by(EditionRow.number)
    digests = read(session, lambda: session.scalars(query).all())
    found: dict[str, Published] = {}
    for digest in dict.fromkeys(digests):
        for key, one in _of(session, digest).items():
            earlier = found[key].options if key in found else frozenset()
            found[key] = Published(one.kind, one.options | earlier)
    return found


# By digest: editions never change, and hundreds of them are a few megabytes.
_known: dict[str, Mapping[str, Published]] = {}


def _of(session: Session, digest: str) -> Mapping[str, Published]:
    kept = _known.get(digest)
    if kept is None:
        query = select(EditionRow.document).where(EditionRow.digest == digest).limit(1)
        document = read(session, lambda: session.scalar(query))
        kept = _known[digest] = {
            one["key"]: Published(one["kind"], frozenset(each["key"] for each in one["options"]))
            for one in json.loads(document or "{}").get("questions", ())
        }
    return kept


def keeping_published(session: Session, parts: Parts, wanted: Mapping[str, Any]) -> Parts:
    """Return parts to be saved in which no published question goes or becomes another.

    What would take one out retires it: by a button, a file, an older edition or Undo alike.

    Raises
    ------
    ShapeError
        A published question would get another kind.
    """
    touched = [part for part in wanted if part.startswith(_START)]
    if not touched:
        return dict(wanted)
    known = published_questions(session)
    kept = dict(wanted)
    for part in touched:
        earlier = known.get(part.removeprefix(_START))
        if earlier is None:
            continue
        if kept[part] is None and part in parts:
            kept[part] = parts[part] | {"retired": True}
        elif kept[part] is not None and kept[part]["kind"] != earlier.kind:
            raise ShapeError((("kind", _KIND_STAYS),))
    return kept
