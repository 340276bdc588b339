"""Queries that run inside somebody's unit of work: no commit, no retry of their own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session, aliased

from assess.models import (
    AnswerRow,
    AttemptRow,
    Base,
    BrowserRow,
    EditionRow,
    GrantRow,
    HolderRow,
)
from assess.services import editions
from assess.services.errors import NotFoundError
from assess.services.translate import answer_from
from assess.services.values import Attempt, SavedAnswer


def _put(statement: Any) -> Any:  # noqa: ANN401 - the two dialects' inserts share no type
    changed = ("kind", "options", "save_id", "turn", "saved_at")
    return statement.on_conflict_do_update(
        index_elements=["attempt_id", "question_key"],
        set_={name: statement.excluded[name] for name in changed},
    )


# Columns, not entities: reading a page costs a third of what loading objects would. What every
# request asks goes through the connection, past what the ORM would do for entities.
_ATTEMPT: Final = select(
    AttemptRow.id,
    AttemptRow.public_id,
    AttemptRow.edition_number,
    AttemptRow.length,
    AttemptRow.questions,
    AttemptRow.goal,
    AttemptRow.started_at,
    AttemptRow.finished_at,
    AttemptRow.imported_at,
    func.coalesce(EditionRow.digest, AttemptRow.imported_digest),
).outerjoin(EditionRow, EditionRow.number == AttemptRow.edition_number)
_GRANTED: Final = (
    _ATTEMPT.join(GrantRow, GrantRow.attempt_id == AttemptRow.id)
    .join(BrowserRow, BrowserRow.holder_id == GrantRow.holder_id)
    .where(BrowserRow.token_hash == bindparam("token_hash"))
)
# Statements stand ready with their places: building one anew costs more than running it.
_HELD: Final = _GRANTED.where(AttemptRow.public_id == bindparam("public_id"))
_LOCKED: Final = _HELD.with_for_update(of=AttemptRow)
_BY_ID: Final = _ATTEMPT.where(AttemptRow.id == bindparam("id"))
_UNFINISHED: Final = _GRANTED.where(AttemptRow.finished_at.is_(None))
_NEWEST_FIRST: Final = (
    _GRANTED.order_by(AttemptRow.started_at.desc(), AttemptRow.id.desc())
    .limit(bindparam("count"))
    .offset(bindparam("skip"))
)
_ANSWERS: Final = select(
    AnswerRow.question_key,
    AnswerRow.kind,
    AnswerRow.options,
    AnswerRow.save_id,
    AnswerRow.turn,
    AnswerRow.final,
).where(AnswerRow.attempt_id == bindparam("attempt_id"))
_SEEN: Final = (
    select(AnswerRow.question_key)
    .distinct()
    .join(GrantRow, GrantRow.attempt_id == AnswerRow.attempt_id)
    .join(BrowserRow, BrowserRow.holder_id == GrantRow.holder_id)
    .where(BrowserRow.token_hash == bindparam("token_hash"))
)
INSERTS: Final = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}
_PUT: Final = {
    dialect: _put(insert(Base.metadata.tables["answer"])) for dialect, insert in INSERTS.items()
}
_ANSWERS_OF_MANY: Final = select(
    AnswerRow.attempt_id,
    AnswerRow.question_key,
    AnswerRow.kind,
    AnswerRow.options,
    AnswerRow.save_id,
    AnswerRow.turn,
    AnswerRow.final,
).where(AnswerRow.attempt_id.in_(bindparam("ids", expanding=True)))
_ANSWER: Final = _ANSWERS.where(AnswerRow.question_key == bindparam("question"))


def held(session: Session, token_hash: str, public_id: str, *, lock: bool = False) -> Attempt:
    """Return an attempt a browser holds, locked for writing if asked.

    Raises
    ------
    NotFoundError
        For an unknown id and for somebody else's alike.
    """
    named = {"token_hash": token_hash, "public_id": public_id}
    row = session.connection().execute(_LOCKED if lock else _HELD, named).first()
    if row is None:
        raise NotFoundError("attempt")
    return _attempt(session, tuple(row))


def by_id(session: Session, attempt_id: int) -> Attempt:
    """Return an attempt for whoever has another right to it than a browser's.

    Raises
    ------
    NotFoundError
        It was deleted meanwhile.
    """
    row = session.execute(_BY_ID, {"id": attempt_id}).first()
    if row is None:
        raise NotFoundError("attempt")
    return _attempt(session, tuple(row))


def _attempt(session: Session, row: Sequence[Any]) -> Attempt:
    id_, public_id, number, length, questions, goal, started, finished, imported, digest = row
    return Attempt(
        id=id_,
        public_id=public_id,
        edition_number=number,
        digest=digest,
        length=length,
        form=tuple(questions),
        goal=goal,
        started_at=started,
        finished_at=finished,
        imported_at=imported,
        compiled=editions.by_digest(session, digest),
    )


def unfinished(session: Session, token_hash: str) -> list[tuple[Attempt, dict[str, SavedAnswer]]]:
    """Return a browser's attempts that still ask, with what is saved in each."""
    rows = session.execute(_UNFINISHED, {"token_hash": token_hash}).all()
    attempts = [_attempt(session, tuple(row)) for row in rows]
    saved: dict[int, dict[str, SavedAnswer]] = {attempt.id: {} for attempt in attempts}
    for attempt_id, key, *values in session.execute(_ANSWERS_OF_MANY, {"ids": list(saved)}):
        saved[attempt_id][key] = _saved(values)
    return [(attempt, saved[attempt.id]) for attempt in attempts]


def newest(session: Session, token_hash: str, count: int, skip: int = 0) -> list[Attempt]:
    """Return some of a browser's attempts, the one started last first."""
    named = {"token_hash": token_hash, "count": count, "skip": skip}
    rows = session.execute(_NEWEST_FIRST, named).all()
    return [_attempt(session, tuple(row)) for row in rows]


def _saved(values: Sequence[Any]) -> SavedAnswer:
    kind, options, save_id, turn, final = values
    return SavedAnswer(answer_from(kind, options), save_id, turn, final)


def answers(session: Session, attempt_id: int) -> dict[str, SavedAnswer]:
    """Return what is saved, by question key."""
    rows = session.execute(_ANSWERS, {"attempt_id": attempt_id})
    return {key: _saved(values) for key, *values in rows}


def answer(session: Session, attempt_id: int, question: str) -> SavedAnswer | None:
    """Return what is saved for one question."""
    named = {"attempt_id": attempt_id, "question": question}
    row = session.connection().execute(_ANSWER, named).first()
    if row is None:
        return None
    return _saved(row[1:])


def put_answer(
    session: Session, attempt_id: int, question: str, given: SavedAnswer, now: datetime
) -> None:
    """Write an answer, in place of the one that stands there if any."""
    connection = session.connection()
    values = {
        "attempt_id": attempt_id,
        "question_key": question,
        "kind": given.answer.kind,
        "options": list(given.answer.options),
        "save_id": given.save_id,
        "turn": given.turn,
        "saved_at": now,
        "final": False,
    }
    connection.execute(_PUT[connection.dialect.name], values)


def insert_if_absent(
    session: Session, row: type[Base], unique: tuple[str, ...], values: dict[str, Any]
) -> None:
    """Insert a row unless its key is taken; two that come at once leave one."""
    connection = session.connection()
    insert: Any = INSERTS[connection.dialect.name]
    statement = insert(Base.metadata.tables[row.__tablename__]).values(values)
    connection.execute(statement.on_conflict_do_nothing(index_elements=unique))


def grant(session: Session, holder: int, attempt_id: int, now: datetime) -> None:
    """Give a holder the right to an attempt; giving it twice is giving it once."""
    given = {"holder_id": holder, "attempt_id": attempt_id, "granted_at": now}
    insert_if_absent(session, GrantRow, ("holder_id", "attempt_id"), given)


def id_after_insert(
    session: Session, row: type[AttemptRow], unique: str, values: dict[str, Any]
) -> int:
    """Insert a row unless its key is taken, and return the id of the one that has the key."""
    insert_if_absent(session, row, (unique,), values)
    found = select(row.id).where(getattr(row, unique) == values[unique])
    return session.scalars(found).one()


def holder_of(session: Session, token_hash: str, now: datetime) -> int:
    """Return the holder a browser belongs to; one that is not known yet becomes known."""
    found = select(BrowserRow.holder_id).where(BrowserRow.token_hash == token_hash)
    # Locked against being deleted until what is hung on it stands, too.
    kept = select(HolderRow.id).join(BrowserRow, BrowserRow.holder_id == HolderRow.id)
    kept = kept.where(BrowserRow.token_hash == token_hash)
    holder = session.scalar(kept.with_for_update(read=True, key_share=True, of=HolderRow))
    if holder is not None:
        return holder
    fresh = HolderRow()
    session.add(fresh)
    session.flush()
    browser = {
        "token_hash": token_hash,
        "holder_id": fresh.id,
        "started_at": now,
        "seen_at": now,
        "data": {},
    }
    insert_if_absent(session, BrowserRow, ("token_hash",), browser)
    known = session.scalars(found).one()
    if known != fresh.id:  # another request of the same browser was first
        session.delete(fresh)
    return known


def end_by_itself(session: Session, token_hash: str, ends_at: datetime) -> None:
    """Let a browser's session end at a moment; one that already ends keeps its own."""
    lasting = update(BrowserRow).where(
        BrowserRow.token_hash == token_hash, BrowserRow.ends_at.is_(None)
    )
    session.execute(lasting.values(ends_at=ends_at))


def note_visit(session: Session, holder: int, now: datetime) -> None:
    """Note that somebody who holds attempts came by; retention counts from here."""
    holds = select(GrantRow.attempt_id).where(GrantRow.holder_id == holder)
    session.execute(update(AttemptRow).where(AttemptRow.id.in_(holds)).values(visited_at=now))


def rename(session: Session, old: str, new: str) -> None:
    """Let a browser go on under another token; doing it twice is doing it once."""
    taken = aliased(BrowserRow)
    free = ~exists().where(taken.token_hash == new)
    named = update(BrowserRow).where(BrowserRow.token_hash == old, free)
    session.execute(named.values(token_hash=new))


def seen_questions(session: Session, token_hash: str) -> frozenset[str]:
    """Return the questions a browser has answered in any of its attempts."""
    return frozenset(session.scalars(_SEEN, {"token_hash": token_hash}))
