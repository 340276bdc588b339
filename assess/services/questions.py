"""Questions of the draft: written, copied, renamed, moved, retired, taken out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.core.draft.differences import title
from assess.core.draft.keys import new_key
from assess.core.draft.parts import Parts, order_of
from assess.core.fields import is_key
from assess.models import DraftChangeRow
from assess.services import draft
from assess.services.database import read
from assess.services.draft import Change, Draft, DraftConflictError
from assess.services.errors import NotFoundError
from assess.services.publishedkeys import published_questions

_START: Final = "questions/"
_OPTIONS: Final = {"rating": 5, "frequency": 5}
_FEWEST: Final = 4
# So many changes back a page may still be open that shows what was taken out.
_RECENT: Final = 300


class KeyTakenError(Exception):
    """The key belongs, or once belonged, to another question."""


class PublishedError(Exception):
    """The question is in a published edition: its key stands, and it can only be retired."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page that asks for a change.

    It has an id of its own, and was drawn for an editor from a revision of the draft.
    """

    id: str
    seen: int
    by: str


def published(session: Session) -> frozenset[str]:
    """Return the keys of all questions that any published edition holds."""
    return frozenset(published_questions(session))


def spent(session: Session, key: str) -> tuple[str, ...]:
    """Return the keys of all options that a question had in any published edition."""
    known = published_questions(session).get(key)
    return tuple(sorted(known.options)) if known else ()


def write_new(session: Session, page: Page, wanted: Mapping[str, str], now: datetime) -> str:
    """Begin a question of a skill and kind, and return its key. Sent twice, it is begun once.

    Parameters
    ----------
    wanted : mapping
        ``skill``, ``kind`` and ``text``.
    """
    opened = draft.open_draft(session, now)
    draft.part_of(opened, f"skills/{wanted['skill']}")
    count = _OPTIONS.get(wanted["kind"], _FEWEST)
    options = [{"key": "abcde"[at], "text": ""} for at in range(count)]
    blank = {"difficulty": "medium", "weight": 1, "options": options, "retired": False}
    return _begin(session, opened, page, {**wanted, **blank}, now)


def duplicate(session: Session, key: str, page: Page, now: datetime) -> str:
    """Copy a question under a new key, and return that key."""
    opened = draft.open_draft(session, now)
    copied = draft.part_of(opened, _START + key) | {"retired": False}
    return _begin(session, opened, page, copied, now)


def _begin(
    session: Session,
    opened: Draft,
    page: Page,
    question: Mapping[str, Any],
    now: datetime,
) -> str:
    # What the page types into another question is another change.
    page = replace(page, id=f"{page.id}+")
    earlier = _begun(session, page.id)
    if earlier is not None:
        return earlier
    try:
        return _save_new(session, opened, page, question, now)
    except DraftConflictError:
        # Somebody began one with the same words just now: this one gets another key.
        return _save_new(session, draft.open_draft(session, now), page, question, now)


def _save_new(
    session: Session,
    opened: Draft,
    page: Page,
    question: Mapping[str, Any],
    now: datetime,
) -> str:
    key = new_key(question["skill"], question["text"], _taken(session, opened.parts))
    value = {**question, "key": key}
    part = _START + key
    change = Change(f"New: {title(part, value)}", {part: value}, page.seen, page.id)
    draft.save(session, change, page.by, now)
    return key


def _begun(session: Session, page_id: str) -> str | None:
    query = select(DraftChangeRow.parts).where(DraftChangeRow.page_id == page_id).limit(1)
    parts = read(session, lambda: session.scalar(query))
    return next(iter(parts)).removeprefix(_START) if parts else None


def _taken(session: Session, parts: Parts) -> frozenset[str]:
    return published(session) | {
        part.removeprefix(_START) for part in parts if part.startswith(_START)
    }


def rename(session: Session, key: str, new: str, page: Page, now: datetime) -> None:
    """Give a question that was never published another key.

    Raises
    ------
    PublishedError, KeyTakenError, ValueError
        Of a key that is none: ``ValueError``.
    """
    opened = draft.open_draft(session, now)
    value = draft.part_of(opened, _START + key)
    if not is_key(new):
        raise ValueError(new)
    if key in published(session):
        raise PublishedError(key)
    if new in _taken(session, opened.parts):
        raise KeyTakenError(new)
    parts: Parts = {_START + key: None, _START + new: {**value, "key": new}}
    accepted = opened.parts["accepted"]
    if any(one["key"] == key for one in accepted):
        parts["accepted"] = [{**one, "key": new} if one["key"] == key else one for one in accepted]
    change = Change(f"{title(_START + key, value)}: key {key} is now {new}", parts, page.seen)
    draft.save(session, change, page.by, now)


def retire(session: Session, key: str, page: Page, now: datetime, *, retired: bool) -> None:
    """Take a question out of what is asked, or bring it back."""
    value = draft.part_of(draft.open_draft(session, now), _START + key)
    name = title(_START + key, value)
    what = f"{name} {'retired' if retired else 'restored'}"
    change = Change(what, {_START + key: value | {"retired": retired}}, page.seen)
    draft.save(session, change, page.by, now)


def delete(session: Session, key: str, seen: int, by: str, now: datetime) -> None:
    """Take a question that was never published out of the draft.

    Raises
    ------
    PublishedError
        It was answered, or may have been: it can only be retired.
    """
    value = draft.part_of(draft.open_draft(session, now), _START + key)
    if key in published(session):
        raise PublishedError(key)
    what = f"{title(_START + key, value)} deleted"
    draft.save(session, Change(what, {_START + key: None}, seen), by, now)


def last_of(session: Session, key: str) -> Any:  # noqa: ANN401 - plain data
    """Return a question as it was when it left the draft; raises ``NotFoundError``."""
    part = _START + key
    query = select(DraftChangeRow.parts).order_by(DraftChangeRow.revision.desc()).limit(_RECENT)
    for values in read(session, lambda: session.scalars(query).all()):
        if part in values and values[part][0] is not None:
            return values[part][0]
    raise NotFoundError(key)


def shift(session: Session, key: str, step: int, by: str, now: datetime) -> None:
    """Move a question one place up (-1) or down (1) among those of its skill."""
    opened = draft.open_draft(session, now)
    questions = opened.edition.questions
    order = [question.key for question in questions]
    if key not in order:
        raise NotFoundError(key)
    skill = next(question.skill for question in questions if question.key == key)
    near = [question.key for question in questions if question.skill == skill]
    to = near.index(key) + step
    if not 0 <= to < len(near):
        return
    one, other = order.index(key), order.index(near[to])
    order[one], order[other] = order[other], order[one]
    value = draft.part_of(opened, _START + key)
    what = f"{title(_START + key, value)} moved {'up' if step < 0 else 'down'}"
    change = Change(what, {order_of("questions"): order}, opened.revision)
    draft.save(session, change, by, now)
